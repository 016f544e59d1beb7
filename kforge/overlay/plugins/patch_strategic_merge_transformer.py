"""PatchStrategicMergeTransformer: patchesStrategicMerge, from files (paths) and inline (patches)."""

from kforge.overlay import shape
from kforge.overlay.filters import patches_strategic_merge

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypedDict

    from kforge.overlay.context import BuildContext
    from kforge.resource.resource import ResourceSet

    class Config(TypedDict, total=False):
        paths: list[str]
        patches: str


KIND = patches_strategic_merge.KIND
SHAPE = {"paths": shape.STRINGS, "patches": shape.STRING}
PLACES = {(patches_strategic_merge.FIELD,): ("paths",)}


def apply(resources: "ResourceSet", config: "Config", context: "BuildContext") -> None:
    patches_strategic_merge.apply(
        resources, [*config.get("paths", ()), *filter(None, [config.get("patches")])], context
    )
