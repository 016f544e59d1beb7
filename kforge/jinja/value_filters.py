"""Filters on any value: guards, conversions, YAML and JSON."""

from kforge.jinja.collection_filters import is_empty
from kforge.jinja.flow import block_text, json_text, scalar_text
from kforge.jinja.fragments import Fragment, literal, plain, text
from kforge.jinja.text_filters import as_text
from kforge.jinja.undefined import Failure, NoElse, Undefined, describe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

    from kforge.jinja.runtime import Context


def default(value: object, default_value: object = "", boolean: object = False) -> object:
    """`default_value` for what is not defined or null; with `boolean` for everything empty as well."""
    if isinstance(value, Undefined) or value is None or (boolean and is_empty(value)):
        return default_value
    return value


def required(value: object, message: object = "") -> object:
    """The value. Fails with `message` when it is not defined, null or an empty text."""
    if isinstance(value, Undefined) and not message:
        value.fail()
    if isinstance(value, Undefined) or value is None or value == "":
        raise Failure(as_text(message) or "a value is required here")
    return value


def fail(message: object) -> "NoReturn":
    raise Failure(as_text(message))


def coalesce(*values: object) -> object:
    """The first value that is not empty, else null."""
    return next((value for value in values if not is_empty(value)), None)


def ternary(condition: object, true: object, false: object) -> object:
    return true if condition else false


def empty(value: object) -> bool:
    return is_empty(value)


def string(value: object) -> str:
    if isinstance(value, Undefined):
        value.fail()
    return text(value)


def int_(value: object, default_value: object = 0, base: object = 10) -> object:
    """The integer a text or number stands for, else `default_value`."""
    if isinstance(value, Undefined):
        value.fail()
    try:
        if isinstance(value, str):
            return int(value, base if type(base) is int else 10)
        return int(value)  # type: ignore[call-overload]
    except (TypeError, ValueError, OverflowError):
        pass
    try:
        return int(float(value))  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return default_value


def float_(value: object, default_value: object = 0.0) -> object:
    """The number a text or number stands for, else `default_value`."""
    if isinstance(value, Undefined):
        value.fail()
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return default_value


def bool_(value: object) -> bool:
    """true, yes, on and 1 are true; false, no, off, 0 and nothing are false."""
    if isinstance(value, Undefined):
        value.fail()
    word = text(value).lower()
    if word in ("true", "yes", "on", "y", "1"):
        return True
    if word in ("false", "no", "off", "n", "0", "", "null"):
        return False
    raise Failure(f"{describe(value)} is neither true nor false")


def abs_(value: object) -> object:
    return abs(_number(value))


def round_(value: object, precision: object = 0, method: object = "common") -> float:
    import math

    number, digits = _number(value), precision if type(precision) is int else 0
    if method == "common":
        return round(number, digits)
    if method not in ("ceil", "floor"):
        raise Failure('the method must be "common", "ceil" or "floor"')
    factor = 10 ** min(digits, 300)
    whole: int = (math.ceil if method == "ceil" else math.floor)(number * factor)
    return float(whole / factor)


def _number(value: object) -> "int | float":
    if isinstance(value, Undefined):
        value.fail()
    if type(value) not in (int, float):
        raise Failure(f"{describe(value)} is not a number")
    return value  # type: ignore[return-value]


def list_(value: object) -> list[object]:
    if isinstance(value, Undefined):
        value.fail()
    if not hasattr(value, "__iter__"):
        raise Failure(f"{describe(value)} is not a list")
    return list(value)


def attr(value: object, name: object) -> object:
    """`value.name`, for a name that is computed."""
    from kforge.jinja.access import get_attribute

    return get_attribute(value, as_text(name))


def kind_of(value: object) -> str:
    """What kind of value this is, in JSON's words."""
    if isinstance(value, Undefined):
        return "undefined"
    if isinstance(value, bool):
        return "boolean"
    if value is None:
        return "null"
    for kinds, word in (((str,), "string"), ((int, float), "number"), ((dict,), "object")):
        if isinstance(value, kinds):
            return word
    return "array"


def to_yaml(value: object) -> Fragment:
    """The value as YAML with sorted keys, as Helm's toYaml prints it; where it stands it finds its place."""
    data = plain(value)
    return literal(block_text(data, sort_keys=True) if isinstance(data, dict | list) else scalar_text(data))


def from_yaml(value: object) -> object:
    """The value that a YAML text holds."""
    from kforge.errors import YamlError
    from kforge.jinja.interpolation import as_yaml
    from kforge.yaml.parse import parse_one

    source = as_yaml(value.pieces) if isinstance(value, Fragment) else as_text(value)
    try:
        return parse_one(source)
    except YamlError as error:
        where = f" (its line {error.position.line})" if error.position and error.position.line else ""
        raise Failure(f"the text is not YAML: {error.message}{where}") from None


def to_json(value: object, indent: object = None) -> Fragment:
    """The value as JSON with sorted keys."""
    if indent is None:
        return literal(json_text(plain(value), sort_keys=True))
    return to_pretty_json(value, indent)


def to_pretty_json(value: object, indent: object = 2) -> Fragment:
    """The value as JSON on several lines."""
    import json

    width = indent if type(indent) is int and 0 <= indent <= 16 else 2
    whole = json.dumps(json.loads(json_text(plain(value))), indent=width, sort_keys=True, ensure_ascii=False)
    return literal(whole)


def from_json(value: object) -> object:
    """The value that a JSON text holds."""
    import json

    try:
        return json.loads(as_text(value))
    except ValueError as error:
        said = str(error).partition(" (char")[0]
        raise Failure(f"the text is not JSON: {said[:1].lower()}{said[1:]}") from None


def filesizeformat(value: object, binary: object = False) -> str:
    """A number of bytes for people."""
    size, base = float(_number(value)), 1024 if binary else 1000
    if size == 1:
        return "1 Byte"
    if size < base:
        return f"{int(size)} Bytes"
    letters = "KMGTPEZY" if binary else "kMGTPEZY"
    place = 0
    while size >= base ** (place + 2) and place < len(letters) - 1:
        place += 1
    return f"{size / base ** (place + 1):.1f} {letters[place]}{'iB' if binary else 'B'}"


def tpl(context: "Context", template: object, variables: "dict[str, object] | None" = None) -> Fragment:
    """What a text renders to as a template, with the variables of this one; it may be one of Go."""
    if isinstance(template, NoElse | Undefined):
        template.fail()
    source = as_text(template)
    if "{{" in source:
        in_go = context.environment.world().tpl(source)
        if in_go is not None:
            return literal(in_go)
    return context.environment.render_text(source, context.with_variables(variables))


tpl.needs_context = True  # type: ignore[attr-defined]

FILTERS: "dict[str, Callable[..., object]]" = {
    "default": default,
    "required": required,
    "fail": fail,
    "coalesce": coalesce,
    "ternary": ternary,
    "empty": empty,
    "string": string,
    "int": int_,
    "float": float_,
    "bool": bool_,
    "abs": abs_,
    "round": round_,
    "list": list_,
    "attr": attr,
    "kind_of": kind_of,
    "to_yaml": to_yaml,
    "from_yaml": from_yaml,
    "to_json": to_json,
    "to_pretty_json": to_pretty_json,
    "from_json": from_json,
    "filesizeformat": filesizeformat,
    "tpl": tpl,
}
