"""PatchTransformer: one entry of patches."""

from kforge.overlay import shape
from kforge.overlay.filters import patches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.overlay.context import BuildContext
    from kforge.resource.resource import ResourceSet

KIND = patches.KIND
SHAPE = shape.PATCH
PLACES: dict[tuple[str | int, ...], tuple[()]] = {(patches.FIELD, 0): ()}


def apply(resources: "ResourceSet", config: "shape.Patch", context: "BuildContext") -> None:
    patches.apply(resources, [config], context)
