"""PatchStrategicMergeTransformer: patchesStrategicMerge, from files (paths) and inline (patches)."""

from kforge.overlay import shape
from kforge.overlay.filters import patches_strategic_merge

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypedDict

    from kforge.overlay.context import BuildContext
    from kforge.overlay.plugin import Place
    from kforge.resource.resource import ResourceSet

    class Config(TypedDict, total=False):
        paths: list[str]
        patches: str


KIND = patches_strategic_merge.KIND
SHAPE = {"paths": shape.STRINGS, "patches": shape.STRING}


def places(config: "Config") -> "dict[Place, Place]":
    count = len(config.get("paths", ()))
    return {
        (patches_strategic_merge.FIELD, count): ("patches",),
        (patches_strategic_merge.FIELD,): ("paths",),
    }


def apply(resources: "ResourceSet", config: "Config", context: "BuildContext") -> None:
    patches = config.get("patches", "")
    if patches and ":" not in patches:
        raise context.error("there is no patch in here", "patches", hint="files are named under paths")
    entries = [*config.get("paths", ()), *filter(None, [patches])]
    patches_strategic_merge.apply(resources, entries, context)
