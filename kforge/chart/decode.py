"""Reads a plain YAML tree the way Go decodes it into a struct: which values fit, and what they become.

Field names match whatever their case, numbers and booleans become text where text is wanted (with the
digits of a 32-bit float), null leaves a field as it was, unknown fields are ignored.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    Shape = str | tuple[str, "Shape"] | Mapping[str, "Shape"]

TEXT, FLAG, ANY, LIST, MAP = "text", "flag", "any", "list", "map"

NAMES = {TEXT: "a string", FLAG: "true or false", LIST: "a list", MAP: "a mapping"}


class Mismatch(Exception):  # noqa: N818 - always turned into an error with a position by the caller
    """The value at `path` is not what it must be."""

    def __init__(self, path: "tuple[str | int, ...]", wanted: str, found: object) -> None:
        self.path = path
        super().__init__(f"{dotted(path) or 'the document'} must be {wanted}, not {describe(found)}")


def decode(value: object, shape: "Shape", path: "tuple[str | int, ...]" = ()) -> object:
    """`value` as `shape` wants it. Raises Mismatch.

    A shape is TEXT, FLAG, ANY, (LIST, shape of the items), (MAP, shape of the values) or a dict of fields,
    which gives a dict of those that are there.
    """
    if shape == ANY or value is None:
        return value
    if isinstance(shape, tuple):
        kind, inner = shape
        if kind == LIST and isinstance(value, list):
            return [_element(item, inner, (*path, index)) for index, item in enumerate(value)]
        if kind == MAP and isinstance(value, dict):
            return {key: _element(item, inner, (*path, key)) for key, item in value.items()}
        raise Mismatch(path, NAMES[kind], value)
    if isinstance(shape, str):
        return _scalar(value, shape, path)
    if not isinstance(value, dict):
        raise Mismatch(path, NAMES[MAP], value)
    return _fields(value, shape, path)


def _element(value: object, shape: "Shape", path: "tuple[str | int, ...]") -> object:
    return "" if value is None and shape == TEXT else decode(value, shape, path)


def _scalar(value: object, shape: str, path: "tuple[str | int, ...]") -> object:
    if shape == FLAG:
        if isinstance(value, bool):
            return value
    elif not isinstance(value, (dict, list)):
        return text(value)
    raise Mismatch(path, NAMES[shape], value)


def _fields(
    value: "dict[str, object]", shape: "Mapping[str, Shape]", path: "tuple[str | int, ...]"
) -> "dict[str, object]":
    result: dict[str, object] = {}
    by_case = {name.lower(): name for name in shape}
    for key in sorted(value):  # Go goes through JSON text, whose keys are sorted: "name" comes after "Name"
        name = key if key in shape else by_case.get(key.lower(), "")
        if not name:
            continue
        found = decode(value[key], shape[name], (*path, key))
        if found is not None:
            result[name] = found
        elif not isinstance(shape[name], str):
            result.pop(name, None)  # null empties lists and mappings, and leaves text alone
    return result


def text(value: object) -> str:
    """A scalar as Go puts it into a string field."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return float_text(value)
    return str(value)


def float_text(value: float) -> str:
    """Go's FormatFloat(value, 'g', -1, 32): the fewest digits that give the same 32-bit float."""
    import struct

    try:
        wanted = struct.pack("f", value)
    except OverflowError:
        wanted = struct.pack("f", float("-inf" if value < 0 else "inf"))
    (nearest,) = struct.unpack("f", wanted)
    if nearest in (float("inf"), float("-inf")):
        return "-Inf" if nearest < 0 else "+Inf"
    shown = next(
        shown
        for shown in (f"{nearest:.{precision}e}" for precision in range(17))
        if struct.pack("f", float(shown)) == wanted
    )
    mantissa, _, power = shown.partition("e")
    sign = "-" if mantissa.startswith("-") else ""
    digits = mantissa.removeprefix("-").replace(".", "").rstrip("0") or "0"
    return sign + _laid_out(digits, int(power))


def _laid_out(digits: str, exponent: int) -> str:
    if exponent < -4 or exponent >= 6:
        point = "." if len(digits) > 1 else ""
        return f"{digits[0]}{point}{digits[1:]}e{'-' if exponent < 0 else '+'}{abs(exponent):02d}"
    if exponent < 0:
        return f"0.{'0' * (-exponent - 1)}{digits}"
    whole, rest = digits[: exponent + 1].ljust(exponent + 1, "0"), digits[exponent + 1 :]
    return f"{whole}.{rest}" if rest else whole


def dotted(path: "tuple[str | int, ...]") -> str:
    """a.b[0].c"""
    shown = ""
    for part in path:
        shown += f"[{part}]" if isinstance(part, int) else f".{part}" if shown else part
    return shown


def describe(value: object) -> str:
    """What kind of thing a value is, in words."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, str):
        return "a string"
    return "a mapping" if isinstance(value, dict) else "a list"
