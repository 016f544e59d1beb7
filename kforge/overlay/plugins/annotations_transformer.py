"""AnnotationsTransformer: commonAnnotations with field specs of one's own."""

from kforge.overlay import shape
from kforge.overlay.filters import common_annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.overlay.context import BuildContext
    from kforge.resource.resource import ResourceSet

    class Config(shape.Specs, total=False):
        annotations: dict[str, str]


KIND = common_annotations.KIND
SHAPE = {"annotations": shape.STRING_MAP, "fieldSpecs": shape.FIELD_SPECS}


def apply(resources: "ResourceSet", config: "Config", context: "BuildContext") -> None:
    common_annotations.apply(resources, config.get("annotations", {}), context)
