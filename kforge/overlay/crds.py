"""crds: OpenAPI definitions of custom types that say which of their fields hold labels or references."""

from kforge.errors import OverlayError, Position
from kforge.overlay.fields import EMPTY, FieldConfig
from kforge.overlay.fieldspec import FieldSpec, SpecConflict
from kforge.overlay.typed import read_data
from kforge.resource.ids import Gvk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.overlay.context import BuildContext
    from kforge.overlay.fields import Reference

    Types = dict[str, dict[str, object]]

FIELD = "crds"

# What a property says about itself -> the list of field specs it goes to.
_LISTS = {
    "x-kubernetes-annotation": "commonAnnotations",
    "x-kubernetes-label-selector": "commonLabels",
    "x-kubernetes-identity": "namePrefix",
}
_REF_VERSION = "x-kubernetes-object-ref-api-version"
_REF_KIND = "x-kubernetes-object-ref-kind"
_REF_NAME_KEY = "x-kubernetes-object-ref-name-key"

# A type with these properties is a kind, and its name is the last word of the definition's.
_KIND_PROPERTIES = ("kind", "apiVersion", "metadata")


def extend(fields: FieldConfig, config: list[str], context: "BuildContext") -> FieldConfig:
    """`fields` with what the definitions in the files of `config` say. Raises OverlayError and YamlError."""
    found = _Found()
    for index, path in enumerate(config):
        name = context.loader.name(path)
        types = _types(read_data(context.read_text(path, FIELD, index), name), name)
        for type_name, properties in types.items():
            if all(wanted in properties for wanted in _KIND_PROPERTIES):
                _collect(found, type_name, types, name)
    try:
        return fields.merged(EMPTY.merged(FieldConfig(found.lists, found.references or None, bare=True)))
    except SpecConflict as conflict:
        raise context.error(conflict.message, FIELD) from None


def _collect(found: "_Found", type_name: str, types: "Types", file: str) -> None:
    try:
        found.collect(type_name.rpartition(".")[2], type_name, types, (), (type_name,))
    except OverlayError as error:
        error.position = Position(file)
        raise


def _types(data: object, file: str) -> "Types":
    """The properties of every type that a file defines."""
    types: Types = {}
    for name, definition in data.items() if isinstance(data, dict) else ():
        schema = definition.get("Schema", definition.get("schema")) if isinstance(definition, dict) else None
        properties = schema.get("properties") if isinstance(schema, dict) else None
        types[name] = properties if isinstance(properties, dict) else {}
    if not isinstance(data, dict | None):
        raise OverlayError("the types must be a mapping of names to definitions", Position(file))
    return types


class _Found:
    """The field specs of one `crds` field: in lists, and those of fields that name a resource."""

    def __init__(self) -> None:
        self.lists: dict[str, list[FieldSpec]] = {}
        self.references: list[Reference] = []

    def collect(
        self, kind: str, type_name: str, types: "Types", path: tuple[str, ...], chain: tuple[str, ...]
    ) -> None:
        """Add what the properties of a type, which lies at `path` in `kind`, and of those inside it say."""
        for name, schema in types.get(type_name, {}).items():
            if not isinstance(schema, dict):
                continue
            here = (*path, name)
            for word, list_name in _LISTS.items():
                if isinstance(schema.get(word), str):
                    self.lists.setdefault(list_name, []).append(FieldSpec("/".join(here), kind))
            version, named, key = (schema.get(word) for word in (_REF_VERSION, _REF_KIND, _REF_NAME_KEY))
            if isinstance(version, str) and isinstance(named, str):
                where = (*here, key if isinstance(key, str) else "name")
                self.references.append((Gvk("", version, named), FieldSpec("/".join(where), kind)))
            inner = schema.get("$ref")
            if isinstance(inner, str):
                if inner in chain:
                    raise OverlayError(
                        f"the type {inner} contains itself", hint="leave the inner one out"
                    )
                self.collect(kind, inner, types, here, (*chain, inner))
