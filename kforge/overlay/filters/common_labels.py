"""commonLabels: label pairs for metadata, pod templates and selectors."""

from kforge.overlay.labelling import set_pairs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.overlay.context import BuildContext
    from kforge.resource.resource import ResourceSet

FIELD = "commonLabels"
KIND = "LabelTransformer"


def apply(resources: "ResourceSet", config: dict[str, str], context: "BuildContext") -> None:
    set_pairs(resources, config, context.fields.specs(FIELD))
