"""crds: OpenAPI definitions of custom types that say which of their fields hold labels or references."""

from kforge.overlay.fields import EMPTY, FieldConfig
from kforge.overlay.fieldspec import FieldSpec, SpecConflict
from kforge.overlay.kustomization import Kustomization, describe, dotted
from kforge.overlay.typed import read_data
from kforge.resource.ids import Gvk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from kforge.overlay.context import BuildContext
    from kforge.overlay.fields import Reference

    Types = dict[str, dict[str, dict[str, Any]]]

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
        file = Kustomization({}, context.loader.name(path), context.read_text(path, FIELD, index))
        types = _types(file)
        for name, properties in types.items():
            if all(wanted in properties for wanted in _KIND_PROPERTIES):
                try:
                    found.collect(name.rpartition(".")[2], name, types, (), (name,))
                except _LoopError as loop:
                    raise file.error(f"{name} contains itself, by way of {loop}", name, key=True) from None
    try:
        return fields.merged(EMPTY.merged(FieldConfig(found.lists, found.references or None, bare=True)))
    except SpecConflict as conflict:
        raise context.error(conflict.message, FIELD) from None


def _types(file: Kustomization) -> "Types":
    """The properties of every type that a file defines."""
    definitions = _mapping(read_data(file.text, file.file), file)
    types: Types = {}
    for name, definition in definitions.items():
        word = "schema" if isinstance(definition, dict) and "schema" in definition else "Schema"
        schema = _mapping(_mapping(definition, file, name).get(word), file, name, word)
        properties = _mapping(schema.get("properties"), file, name, word, "properties")
        types[name] = {
            field: _mapping(value, file, name, word, "properties", field)
            for field, value in properties.items()
        }
    return types


def _mapping(value: object, file: Kustomization, *path: str) -> "dict[str, Any]":
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise file.error(f"{dotted(path)} must be a mapping, not {describe(value)}", *path)
    return value


class _LoopError(Exception):
    """A type that contains itself; the message names the one that leads back."""


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
                    raise _LoopError(type_name)
                self.collect(kind, inner, types, here, (*chain, inner))
