"""labels: label pairs for metadata, and on demand for selectors, pod templates and fields of one's own."""

from kforge.errors import OverlayError
from kforge.overlay.fieldspec import FieldSpec, merge_specs
from kforge.overlay.labelling import set_pairs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.overlay.context import BuildContext
    from kforge.overlay.shape import Label
    from kforge.resource.resource import ResourceSet

FIELD = "labels"
KIND = "LabelTransformer"

_METADATA = FieldSpec("metadata/labels", create=True)


def apply(resources: "ResourceSet", config: "list[Label]", context: "BuildContext") -> None:
    # kustomize prepares every entry before it applies the first
    prepared = [
        (entry.get("pairs") or {}, _specs(entry, index, context)) for index, entry in enumerate(config)
    ]
    for pairs, specs in prepared:
        set_pairs(resources, pairs, specs)


def _specs(entry: "Label", index: int, context: "BuildContext") -> list[FieldSpec]:
    fields = context.fields
    try:
        specs = merge_specs(
            [FieldSpec.of(field) for field in entry.get("fields") or ()], fields.specs("labels")
        )
        if entry.get("includeSelectors"):
            return merge_specs(specs, fields.specs("commonLabels"))
        if entry.get("includeTemplates"):
            specs = merge_specs(specs, fields.specs("templateLabels"))
        return merge_specs(specs, [_METADATA])
    except OverlayError as error:
        raise context.error(error.message, FIELD, index, "fields") from None
