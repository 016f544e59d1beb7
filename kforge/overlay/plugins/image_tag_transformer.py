"""ImageTagTransformer: one entry of images, with field specs of one's own."""

from kforge.overlay import shape
from kforge.overlay.filters import images

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.overlay.context import BuildContext
    from kforge.resource.resource import ResourceSet

    class Config(shape.Specs, total=False):
        imageTag: shape.Image


KIND = images.KIND
SHAPE = {"imageTag": shape.IMAGE, "fieldSpecs": shape.FIELD_SPECS}
PLACES = {(images.FIELD, 0): ("imageTag",)}


def apply(resources: "ResourceSet", config: "Config", context: "BuildContext") -> None:
    images.apply(resources, [config.get("imageTag", {})], context)
