"""LabelTransformer: commonLabels with field specs of one's own."""

from kforge.overlay import shape
from kforge.overlay.filters import common_labels

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.overlay.context import BuildContext
    from kforge.resource.resource import ResourceSet

    class Config(shape.Specs, total=False):
        labels: dict[str, str]


KIND = common_labels.KIND
SHAPE = {"labels": shape.STRING_MAP, "fieldSpecs": shape.FIELD_SPECS}


def apply(resources: "ResourceSet", config: "Config", context: "BuildContext") -> None:
    common_labels.apply(resources, config.get("labels", {}), context)
