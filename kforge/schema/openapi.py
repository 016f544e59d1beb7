"""Digests OpenAPI definitions to the table that strategic merges need: which lists merge, by which keys.

The same digest makes the tables in data/ and reads what a kustomization names under `openapi: path:`.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# A field of a type: the type of its value (of its items, for a list), "" when nothing below merges; and the
# merge keys: None = no list, () = a list of scalars merged by value, else the fields that identify an item.
# A list that does not merge is replaced as a whole, so nothing is known about its items.
Field = tuple[str, tuple[str, ...] | None]
Types = dict[str, dict[str, Field]]
Kinds = dict[tuple[str, str, str], str]

# The name of the field that stands for every other one (`additionalProperties`).
ANY = "*"

GVK = "x-kubernetes-group-version-kind"
STRATEGY = "x-kubernetes-patch-strategy"
_MERGE_KEY = "x-kubernetes-patch-merge-key"
MAP_KEYS = "x-kubernetes-list-map-keys"
_PREFIX = "#/definitions/"


def digest(definitions: "Mapping[str, object]") -> tuple[Types, Kinds]:
    """The types that lead to a merged list, and the kinds whose root type is known.

    A kind of which nothing merges is in Kinds with the type "": it is known all the same.
    """
    types: Types = {}
    for name, definition in definitions.items():
        _collect(name, definition, definitions, types)
    _prune(types)
    kinds: Kinds = {}
    for name, definition in definitions.items():
        for gvk in _kinds_of(definition):
            kinds[gvk] = name if name in types else ""
    return types, kinds


def scopes(paths: "Mapping[str, object]") -> dict[tuple[str, str, str], bool]:
    """Whether each kind that can be got at one of the OpenAPI `paths` is namespaced."""
    found: dict[tuple[str, str, str], bool] = {}
    for path, item in paths.items():
        get = item.get("get") if isinstance(item, dict) else None
        gvk = _gvk(get.get(GVK)) if isinstance(get, dict) else None
        if gvk:
            found[gvk] = "namespaces/{namespace}" in path or found.get(gvk, False)
    return found


def _collect(name: str, schema: object, definitions: "Mapping[str, object]", types: Types) -> None:
    """Put the type of `schema`, and of the schemas written inside it, into `types`."""
    if not isinstance(schema, dict):
        return
    fields = types[name] = {}
    for field, value in _fields_of(schema):
        fields[field] = _field(f"{name}.{field}", value, definitions, types)


def _fields_of(schema: "dict[str, object]") -> "Iterator[tuple[str, object]]":
    properties = schema.get("properties")
    if isinstance(properties, dict):
        yield from properties.items()
    if isinstance(schema.get("additionalProperties"), dict):
        yield ANY, schema["additionalProperties"]


def _field(name: str, value: object, definitions: "Mapping[str, object]", types: Types) -> Field:
    value, type_name = _resolve(value, name, definitions)
    if not isinstance(value, dict):
        return "", None
    if value.get("type") not in ("array", ["array"]):
        if type_name == name:
            _collect(name, value, definitions, types)
        return type_name, None
    keys = _keys(value)
    if keys is None:
        return "", None
    items, type_name = _resolve(value.get("items"), f"{name}[]", definitions)
    if type_name == f"{name}[]":
        _collect(type_name, items, definitions, types)
    return type_name, keys


def _resolve(schema: object, name: str, definitions: "Mapping[str, object]") -> tuple[object, str]:
    """The schema behind `$ref`s, and its type name: the definition's, or `name` when there is no `$ref`."""
    seen = 0
    while isinstance(schema, dict) and "$ref" in schema and seen < 32:
        name = str(schema["$ref"]).removeprefix(_PREFIX)
        schema = definitions.get(name)
        seen += 1
    return schema, name


def _keys(schema: "dict[str, object]") -> tuple[str, ...] | None:
    """The merge keys of a list: kustomize asks for the strategy, then list-map-keys, then the merge key."""
    strategy = schema.get(STRATEGY)
    if not isinstance(strategy, str) or "merge" not in strategy.split(","):
        return None
    keys = schema.get(MAP_KEYS)
    if isinstance(keys, list):
        return tuple(str(key) for key in keys)
    key = schema.get(_MERGE_KEY)
    return (key,) if isinstance(key, str) else ()


def _prune(types: Types) -> None:
    """Leave only fields that are merged lists or lead to one."""
    leading = {name for name, fields in types.items() if any(keys is not None for _, keys in fields.values())}
    grown = True
    while grown:
        more = {
            name
            for name, fields in types.items()
            if name not in leading and any(below in leading for below, _ in fields.values())
        }
        leading |= more
        grown = bool(more)
    for name in list(types):
        if name not in leading:
            del types[name]
            continue
        types[name] = {
            field: (below if below in leading else "", keys)
            for field, (below, keys) in types[name].items()
            if below in leading or keys is not None
        }


def _kinds_of(definition: object) -> "Iterator[tuple[str, str, str]]":
    listed = definition.get(GVK) if isinstance(definition, dict) else None
    for entry in listed if isinstance(listed, list) else ():
        gvk = _gvk(entry)
        if gvk:
            yield gvk


def _gvk(entry: object) -> tuple[str, str, str] | None:
    if not isinstance(entry, dict) or "kind" not in entry or "version" not in entry:
        return None
    return str(entry.get("group") or ""), str(entry["version"]), str(entry["kind"])
