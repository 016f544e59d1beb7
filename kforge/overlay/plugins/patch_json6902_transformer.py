"""PatchJson6902Transformer: one entry of patchesJson6902, its inline patch being called jsonOp."""

from kforge.overlay import shape
from kforge.overlay.filters import patches_json6902

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.overlay.context import BuildContext
    from kforge.resource.resource import ResourceSet

    class Config(shape.Patch, total=False):
        jsonOp: str


KIND = patches_json6902.KIND
SHAPE = {"target": shape.SELECTOR, "path": shape.STRING, "jsonOp": shape.STRING}
PLACES: dict[tuple[str | int, ...], tuple[str, ...]] = {
    (patches_json6902.FIELD, 0, "patch"): ("jsonOp",),
    (patches_json6902.FIELD, 0): (),
}


def apply(resources: "ResourceSet", config: "Config", context: "BuildContext") -> None:
    patch = config.copy()
    patch["patch"] = config.get("jsonOp", "")
    patches_json6902.apply(resources, [patch], context)
