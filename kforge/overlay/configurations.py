"""configurations: files with field specs that are laid over kustomize's own."""

from kforge.overlay import shape
from kforge.overlay.fields import EMPTY, FieldConfig, spec_order
from kforge.overlay.fieldspec import FieldSpec, SpecConflict
from kforge.overlay.typed import read_typed
from kforge.resource.ids import Gvk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from kforge.errors import OverlayError
    from kforge.overlay.context import BuildContext
    from kforge.overlay.kustomization import Kustomization

    # the specs of all files, each with the file it is from and the way to it
    Places = dict[FieldSpec, tuple[Kustomization, tuple[str | int, ...]]]

FIELD = "configurations"

LISTS = (
    "namePrefix",
    "nameSuffix",
    "namespace",
    "commonLabels",
    "labels",
    "templateLabels",
    "commonAnnotations",
    "varReference",
    "images",
    "replicas",
)
REFERENCES = "nameReference"

_SHAPE = {
    **{name: [shape.FIELD_SPEC] for name in LISTS},
    REFERENCES: [
        {
            "group": shape.WORD,
            "version": shape.WORD,
            "kind": shape.WORD,
            "fieldSpecs": [shape.FIELD_SPEC],
        }
    ],
}


def extend(fields: FieldConfig, config: list[str], context: "BuildContext") -> FieldConfig:
    """`fields` (the defaults) with what the files in `config` say over them. Raises OverlayError."""
    places: Places = {}
    try:
        added = EMPTY
        for index, path in enumerate(config):
            text = context.read_text(path, FIELD, index)
            added = added.merged(
                _read(read_typed(text, context.loader.name(path), _SHAPE, strict=True), places)
            )
        return fields.merged(added)
    except SpecConflict as conflict:
        raise _placed(conflict, places, context) from None


def _read(file: "Kustomization", places: "Places") -> FieldConfig:
    def specs(entries: "list[Any] | None", *where: str | int) -> list[FieldSpec]:
        made = [FieldSpec.of(entry) for entry in entries or ()]
        for index, spec in enumerate(made):
            places[spec] = (file, (*where, index))
        return made

    own = {
        name: sorted(specs(file.fields[name], name), key=spec_order) for name in LISTS if name in file.fields
    }
    fields = FieldConfig(own, bare=True)
    for index, entry in enumerate(file.list_of(REFERENCES)):
        target = Gvk(entry.get("group", ""), entry.get("version", ""), entry.get("kind", ""))
        named = specs(entry.get("fieldSpecs"), REFERENCES, index, "fieldSpecs")
        fields = fields.merged(FieldConfig(references=[(target, spec) for spec in named], bare=True))
    return fields


def _placed(conflict: SpecConflict, places: "Places", context: "BuildContext") -> "OverlayError":
    place = places.get(conflict.spec)
    if place is None:
        return context.error(conflict.message, FIELD)
    file, where = place
    return file.error(conflict.message, *where)
