"""What CustomResourceDefinitions teach: the fields of custom kinds, in the form of kforge.schema.fields.

A structural schema (v1) says everything by type, properties, items and additionalProperties; what v1beta1
left open, and what a schema preserves without knowing it, stays open here.
"""

from kforge.schema import fields as types
from kforge.schema.fields import Field, Struct, Type

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from kforge.schema.fields import Kubernetes

GROUP = "apiextensions.k8s.io"
KIND = "CustomResourceDefinition"

_SCALARS = {
    "string": types.STRING,
    "boolean": types.BOOLEAN,
    "number": types.NUMBER,
    "integer": types.INT64,
}
_FORMATS = {("string", "byte"): types.BYTES, ("integer", "int32"): types.INT32}
_LIMITS = (
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
)
_PRESERVE = "x-kubernetes-preserve-unknown-fields"
_INT_OR_STRING = "x-kubernetes-int-or-string"


class CustomKinds:
    """The custom kinds that are known, by apiVersion and kind; their fields are made when asked for."""

    __slots__ = ("_known", "_made", "_served")

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], dict[str, object] | None] = {}
        self._made: dict[tuple[str, str], Struct | None] = {}
        self._served: dict[tuple[str, str], set[str]] = {}

    def __bool__(self) -> bool:
        return bool(self._known)

    def learn(self, tree: object) -> None:
        """Take in a document, if it is a CustomResourceDefinition."""
        for api_version, kind, schema in _versions(tree):
            if self._known.get((api_version, kind)) is None:
                self._known[api_version, kind] = schema
                self._made.pop((api_version, kind), None)
            group = api_version.rpartition("/")[0]
            self._served.setdefault((group, kind), set()).add(api_version)

    def root(self, api_version: str, kind: str, kubernetes: "Kubernetes") -> Struct | None:
        """The fields of a custom kind, None for one that nobody has defined, or without a schema."""
        key = (api_version, kind)
        if key not in self._known:
            return None
        if key not in self._made:
            schema = self._known[key]
            self._made[key] = _root(kind, schema, kubernetes) if schema else None
        return self._made[key]

    def versions_of(self, group: str, kind: str) -> "list[str]":
        """The apiVersions in which a custom kind is served."""
        return sorted(self._served.get((group, kind), ()))


def _versions(tree: object) -> "Iterator[tuple[str, str, dict[str, object] | None]]":
    """The apiVersion, kind and schema of each version that a definition serves."""
    if not isinstance(tree, dict) or tree.get("kind") != KIND:
        return
    spec = tree.get("spec")
    names = spec.get("names") if isinstance(spec, dict) else None
    kind = names.get("kind") if isinstance(names, dict) else None
    if not isinstance(spec, dict) or not isinstance(kind, str):
        return
    group = spec.get("group")
    common = _schema(spec.get("validation"))
    listed = spec.get("versions") or [{"name": spec.get("version"), "served": True}]
    for version in listed if isinstance(listed, list) else ():
        if isinstance(version, dict) and version.get("served", True):
            yield f"{group}/{version.get('name')}", kind, _schema(version.get("schema")) or common


def _schema(holder: object) -> "dict[str, object] | None":
    schema = holder.get("openAPIV3Schema") if isinstance(holder, dict) else None
    return schema if isinstance(schema, dict) else None


def _root(kind: str, schema: "dict[str, object]", kubernetes: "Kubernetes") -> Struct:
    found = _struct(kind, schema)
    strings = Field(Type(types.STRING))
    metadata = Field(Type(types.STRUCT, name="ObjectMeta", find=kubernetes.struct))
    own = {"apiVersion": strings, "kind": strings, "metadata": metadata}
    return Struct(kind, {**found.fields, **own}, found.required, open=found.open or not found.fields)


def _struct(name: str, schema: "dict[str, object]") -> Struct:
    properties = schema.get("properties")
    fields = {
        str(field): Field(_type(f"{name}.{field}", value))
        for field, value in (properties.items() if isinstance(properties, dict) else ())
    }
    required = schema.get("required")
    # a default is put in before anything is required
    needed = tuple(
        field
        for field in (required if isinstance(required, list) else ())
        if field in fields and not _has_default(properties, field)
    )
    return Struct(name, fields, needed, open=bool(schema.get(_PRESERVE)))


def _has_default(properties: object, field: str) -> bool:
    schema = properties.get(field) if isinstance(properties, dict) else None
    return isinstance(schema, dict) and "default" in schema


def _type(name: str, schema: object) -> Type:
    if not isinstance(schema, dict):
        return Type(types.ANY)
    if schema.get(_INT_OR_STRING):
        return Type(types.INT_OR_STRING)
    kind = schema.get("type")
    if kind == "array":
        return Type(types.LIST, items=_type(name, schema.get("items")))
    if kind == "object":
        return _object(name, schema)
    letter = _FORMATS.get((str(kind), str(schema.get("format")))) or _SCALARS.get(str(kind))
    if letter is None:
        return Type(types.ANY)
    words = schema.get("enum")
    only = letter == types.STRING and isinstance(words, list) and all(isinstance(word, str) for word in words)
    limits = {name: schema[name] for name in _LIMITS if name in schema}
    return Type(letter, enum=tuple(words) if only and isinstance(words, list) else (), limits=limits)


def _object(name: str, schema: "dict[str, object]") -> Type:
    free = schema.get("additionalProperties")
    if isinstance(free, dict):
        return Type(types.MAP, items=_type(name, free))
    if free is True or not isinstance(schema.get("properties"), dict):
        return Type(types.OBJECT)
    if schema.get("x-kubernetes-embedded-resource"):
        return Type(types.OBJECT)
    return Type(types.STRUCT, name=name, struct=_struct(name, schema))
