"""A quick yes for values that fit an ordinary schema: the full validator costs more than rendering a chart.

It says yes or nothing. A schema with a keyword that is not in the tables here, or that is not of the shape
its meta-schema asks for, is left to the full validator, as are values that do not fit.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

LONGEST = 300_000  # characters of a schema that is looked at here
EXACT = 2.0**53  # larger numbers are not what the schema says, once they are floats

# drafts by what their URI holds: whether siblings of $ref count, whether `format` is a rule
DRAFTS = {
    "http://json-schema.org/draft-06/schema": (False, True),
    "http://json-schema.org/draft-07/schema": (False, True),
    "https://json-schema.org/draft-07/schema": (False, True),
    "http://json-schema.org/schema": (True, True),
    "https://json-schema.org/draft/2019-09/schema": (True, False),
    "https://json-schema.org/draft/2020-12/schema": (True, False),
}
LATEST = (True, False)
TYPES: "dict[str, Callable[[Any], bool]]" = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "integer": lambda value: (
        not isinstance(value, bool)
        and (isinstance(value, int) or (isinstance(value, float) and value.is_integer()))
    ),
}
# keywords without a rule, and the type their value must have
ANNOTATIONS: "dict[str, type]" = {
    "title": str,
    "description": str,
    "$comment": str,
    "examples": list,
    "readOnly": bool,
    "writeOnly": bool,
    "deprecated": bool,
    "default": object,
}
# known to some draft, and left to the full validator
OTHERS = frozenset(
    (
        *("$anchor", "$dynamicAnchor", "$dynamicRef", "$id", "$recursiveAnchor", "$recursiveRef", "id"),
        *("$vocabulary", "additionalItems", "contains", "contentEncoding", "contentMediaType"),
        *("contentSchema", "dependencies", "dependentRequired", "dependentSchemas", "maxContains"),
        *("minContains", "multipleOf", "pattern", "patternProperties", "prefixItems", "propertyNames"),
        *("unevaluatedItems", "unevaluatedProperties"),
    )
)


class _Unknown(Exception):  # noqa: N818 - means: ask the full validator
    """Something that is not judged here."""


def surely_fits(text: str, values: object) -> bool:
    """Whether `values` fit the schema in the JSON `text`, beyond doubt."""
    from kforge.golang.json_reader import JsonReadError, read_json

    if len(text) > LONGEST:
        return False
    try:
        return _Schema(read_json(text)).fits(values)
    except (JsonReadError, _Unknown, RecursionError):
        return False


class _Schema:
    """A schema whose every part has been looked at."""

    def __init__(self, root: "Any") -> None:
        """Raises _Unknown."""
        self.root = root
        named = root.get("$schema") if isinstance(root, dict) else None
        if named is not None and not isinstance(named, str):
            raise _Unknown
        known = LATEST if named is None else DRAFTS.get(named.removesuffix("#"))
        if known is None:
            raise _Unknown
        self.siblings, self.formats = known
        self._check(root, top=True)

    def fits(self, values: "Any") -> bool:
        return _fits(self, self.root, values)

    def _check(self, schema: "Any", top: bool = False) -> None:
        if isinstance(schema, bool):
            return
        if not isinstance(schema, dict):
            raise _Unknown
        for keyword, value in schema.items():
            shape = SHAPES.get(keyword)
            if shape is not None:
                shape(self, value)
            elif keyword in ANNOTATIONS:
                _demand(isinstance(value, ANNOTATIONS[keyword]))
            elif keyword == "$schema":
                _demand(top)
            elif keyword == "format":
                _demand(isinstance(value, str) and not self.formats)
            else:
                _demand(keyword not in OTHERS)

    def schema(self, value: "Any") -> None:
        self._check(value)

    def named_schemas(self, value: "Any") -> None:
        _demand(isinstance(value, dict))
        for inner in value.values():
            self._check(inner)

    def several_schemas(self, value: "Any") -> None:
        _demand(isinstance(value, list) and bool(value))
        for inner in value:
            self._check(inner)

    def types(self, value: "Any") -> None:
        names = [value] if isinstance(value, str) else value
        _demand(isinstance(names, list) and bool(names))
        _demand(all(isinstance(name, str) and name in TYPES for name in names))
        _demand(len(set(names)) == len(names))

    def texts(self, value: "Any") -> None:
        _demand(isinstance(value, list) and all(isinstance(name, str) for name in value))
        _demand(len(set(value)) == len(value))

    def any_list(self, value: "Any") -> None:
        _demand(isinstance(value, list))
        self.exact(value)

    def exact(self, value: "Any") -> None:
        """A value to compare with."""
        if isinstance(value, float):
            _demand(abs(value) < EXACT)
        elif isinstance(value, (list, dict)):
            for item in value.values() if isinstance(value, dict) else value:
                self.exact(item)

    def number(self, value: "Any") -> None:
        _demand(isinstance(value, float) and abs(value) < EXACT)

    def count(self, value: "Any") -> None:
        _demand(isinstance(value, float) and value >= 0 and value.is_integer())

    def flag(self, value: "Any") -> None:
        _demand(isinstance(value, bool))

    def reference(self, value: "Any") -> None:
        _demand(isinstance(value, str))
        target = self.target(value)
        _demand(isinstance(target, (dict, bool)))

    def target(self, reference: str) -> "Any":
        """What `#/definitions/x` points to. Raises _Unknown."""
        first, *steps = reference.split("/")
        _demand(first == "#" and (not steps or (len(steps) == 2 and steps[0] in ("definitions", "$defs"))))
        _demand("~" not in reference and "%" not in reference)
        found = self.root
        for step in steps:
            _demand(isinstance(found, dict) and step in found)
            found = found[step]
        return found


SHAPES: "dict[str, Callable[[_Schema, Any], None]]" = {
    "type": _Schema.types,
    "enum": _Schema.any_list,
    "const": _Schema.exact,
    "properties": _Schema.named_schemas,
    "required": _Schema.texts,
    "additionalProperties": _Schema.schema,
    "minProperties": _Schema.count,
    "maxProperties": _Schema.count,
    "items": _Schema.schema,
    "minItems": _Schema.count,
    "maxItems": _Schema.count,
    "uniqueItems": _Schema.flag,
    "minimum": _Schema.number,
    "maximum": _Schema.number,
    "exclusiveMinimum": _Schema.number,
    "exclusiveMaximum": _Schema.number,
    "minLength": _Schema.count,
    "maxLength": _Schema.count,
    "allOf": _Schema.several_schemas,
    "anyOf": _Schema.several_schemas,
    "oneOf": _Schema.several_schemas,
    "not": _Schema.schema,
    "if": _Schema.schema,
    "then": _Schema.schema,
    "else": _Schema.schema,
    "$ref": _Schema.reference,
    "$defs": _Schema.named_schemas,
    "definitions": _Schema.named_schemas,
}


def _demand(met: bool) -> None:
    if not met:
        raise _Unknown


def _fits(whole: _Schema, schema: "Any", value: "Any") -> bool:
    if isinstance(schema, bool):
        return schema
    reference = schema.get("$ref")
    if reference is not None:
        if not _fits(whole, whole.target(reference), value):
            return False
        if not whole.siblings:
            return True
    types = schema.get("type")
    if types is not None and not any(
        TYPES[name](value) for name in ([types] if isinstance(types, str) else types)
    ):
        return False
    if "enum" in schema and not any(_same(value, item) for item in schema["enum"]):
        return False
    if "const" in schema and not _same(value, schema["const"]):
        return False
    return _fits_kind(whole, schema, value) and _fits_all(whole, schema, value)


def _fits_kind(whole: _Schema, schema: "Any", value: "Any") -> bool:
    """The keywords for one kind of value."""
    if isinstance(value, dict):
        return _fits_object(whole, schema, value)
    if isinstance(value, list):
        return _within(schema, len(value), "minItems", "maxItems") and _fits_list(whole, schema, value)
    if isinstance(value, str):
        return _within(schema, len(value), "minLength", "maxLength")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
        strict = (above is None or value > above) and (below is None or value < below)
        return strict and _within(schema, value, "minimum", "maximum")
    return True


def _within(schema: "Any", size: float, low: str, high: str) -> bool:
    least, most = schema.get(low), schema.get(high)
    return (least is None or size >= least) and (most is None or size <= most)


def _fits_object(whole: _Schema, schema: "Any", value: "dict[str, Any]") -> bool:
    properties = schema.get("properties") or {}
    if any(name not in value for name in schema.get("required") or ()):
        return False
    if not _within(schema, len(value), "minProperties", "maxProperties"):
        return False
    others = schema.get("additionalProperties", True)
    for name, item in value.items():
        inner = properties.get(name, others)
        if inner is not True and not _fits(whole, inner, item):
            return False
    return True


def _fits_list(whole: _Schema, schema: "Any", value: "list[Any]") -> bool:
    inner = schema.get("items", True)
    if inner is not True and not all(_fits(whole, inner, item) for item in value):
        return False
    if not schema.get("uniqueItems"):
        return True
    return not any(_same(item, other) for at, item in enumerate(value) for other in value[:at])


def _fits_all(whole: _Schema, schema: "Any", value: "Any") -> bool:
    """The keywords that join schemas."""
    if not all(_fits(whole, inner, value) for inner in schema.get("allOf") or ()):
        return False
    if "anyOf" in schema and not any(_fits(whole, inner, value) for inner in schema["anyOf"]):
        return False
    if "oneOf" in schema and sum(_fits(whole, inner, value) for inner in schema["oneOf"]) != 1:
        return False
    if "not" in schema and _fits(whole, schema["not"], value):
        return False
    if "if" in schema:
        chosen = schema.get("then" if _fits(whole, schema["if"], value) else "else", True)
        return _fits(whole, chosen, value)
    return True


def _same(one: "Any", other: "Any") -> bool:
    """Whether two values are the same JSON: true is no 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(item, other[key]) for key, item in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)
