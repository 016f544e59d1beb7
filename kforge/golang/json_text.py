"""Go's encoding/json as a writer: keys in byte order, its float forms, what it escapes."""

from kforge.golang.floats import format_float
from kforge.golang.kinds import Struct
from kforge.patterns import compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable
    from typing import Any

_SPECIAL = compiled('["\\\\\x00-\x1f<>&\u2028\u2029\ud800-\udfff]')
_SURROGATE = compiled("[\ud800-\udfff]")
_SPECIAL_RAW = compiled('["\\\\\x00-\x1f\u2028\u2029\ud800-\udfff]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_DECIMAL_FROM, _DECIMAL_TO = 1e-6, 1e21
_MOST_PARTS = 5_000_000  # data that share their parts can be endless when written out
_DEEPEST = 1000  # Go looks for a cycle from here on, and a value that holds itself has no end


class TooLongError(Exception):
    """The data are more than anybody has use for; no template may swallow this."""


class JsonError(ValueError):
    """What Go's encoder says of a value that JSON has no form for."""


def json_text(value: object, *, escape: bool = True, indent: str = "") -> str:
    """`value` as json.Marshal writes it; `escape` < > and & too; with `indent` as json.MarshalIndent does.

    Raises JsonError.
    """
    try:
        parts: list[str] = []
        _Writer(parts, _SPECIAL if escape else _SPECIAL_RAW, indent).value(value, "\n")
    except RecursionError:
        raise JsonError("json: unsupported value: encountered a cycle") from None
    return "".join(parts)


class _Writer:
    __slots__ = ("colon", "indent", "parts", "put", "special")

    def __init__(self, parts: "list[str]", special: "re.Pattern[str]", indent: str) -> None:
        self.parts = parts
        self.put = parts.append
        self.special = special
        self.indent = indent
        self.colon = ": " if indent else ":"

    def value(self, value: object, line: str) -> None:
        """Write `value`; `line` is the line break with the indentation around it."""
        kind = type(value)
        if kind is str:
            self.string(value)  # type: ignore[arg-type]
        elif value is None:
            self.put("null")
        elif kind is bool:
            self.put("true" if value else "false")
        elif isinstance(value, dict):
            self.mapping(value, line)
        elif isinstance(value, list):
            self.sequence(value, line)
        elif isinstance(value, int):
            self.put(int.__repr__(value))
        elif isinstance(value, float):
            self.put(number_text(value))
        else:
            self.other(value, line)

    def string(self, text: str) -> None:
        if self.special.search(text):
            text = self.special.sub(_escape, text)
        self.put(f'"{text}"')

    def mapping(self, value: "dict[str, Any]", line: str) -> None:
        if not value:
            self.put("null" if hasattr(value, "go_nil") else "{}")
            return
        if len(line) > _DEEPEST and self.indent:
            raise RecursionError
        self.check()
        inner = line + self.indent
        before = "{" + inner if self.indent else "{"
        for key in sorted(value):
            self.put(before)
            self.string(key)
            self.put(self.colon)
            self.value(value[key], inner)
            before = "," + inner if self.indent else ","
        self.put(line + "}" if self.indent else "}")

    def sequence(self, value: "list[Any]", line: str) -> None:
        if not value:
            self.put("null" if hasattr(value, "go_nil") else "[]")
            return
        self.check()
        inner = line + self.indent
        before = "[" + inner if self.indent else "["
        for item in value:
            self.put(before)
            self.value(item, inner)
            before = "," + inner if self.indent else ","
        self.put(line + "]" if self.indent else "]")

    def check(self) -> None:
        if len(self.parts) > _MOST_PARTS:
            raise TooLongError(f"the value takes more than {_MOST_PARTS:,} parts to write")

    def other(self, value: object, line: str) -> None:
        if isinstance(value, str):
            self.string(str.__str__(value))
        elif isinstance(value, bytes):
            self.put(f'"{_base64(value)}"')
        else:
            self.structure(value, line)

    def structure(self, value: object, line: str) -> None:
        """A struct: its fields in their own order, which no map has."""
        try:
            plain = members(value)
        except JsonError:
            raise
        except ValueError as error:
            raise JsonError(f"json: error calling MarshalJSON for type {_type_of(value)}: {error}") from None
        if not isinstance(plain, dict) or not plain:
            self.value(plain, line)
            return
        inner = line + self.indent
        before = "{" + inner if self.indent else "{"
        for name, field in plain.items():
            self.put(before)
            self.string(name)
            self.put(self.colon)
            self.value(field, inner)
            before = "," + inner if self.indent else ","
        self.put(line + "}" if self.indent else "}")


def members(value: object) -> object:
    """What JSON takes a struct for: its own plain form, or its fields under their names in JSON.

    Raises JsonError for what has no form, ValueError for what the struct itself refuses.
    """
    plain: Callable[[], object] | None = getattr(value, "json_value", None)
    if plain is not None:
        return plain()
    if not isinstance(value, Struct):
        raise JsonError(f"json: unsupported type: {_type_of(value)}")
    names = value.json_names
    return {names.get(name, name): getattr(value, attribute) for name, attribute in value.fields.items()}


def plain(value: object) -> object:
    """`value` as it comes back from JSON, but for its numbers: of dict, list, str, numbers, bool and None.

    Raises JsonError, ValueError for what a struct refuses, and TooLongError.
    """
    return _plain(value, [_MOST_PARTS])


def _plain(value: object, left: "list[int]") -> object:
    """`left` holds how many parts the value may yet have."""
    left[0] -= 1
    if left[0] < 0:
        raise TooLongError(f"the value has more than {_MOST_PARTS:,} parts")
    if isinstance(value, str):
        text = str.__str__(value)
        return text if text.isascii() else _SURROGATE.sub("\ufffd", text)
    if hasattr(value, "go_nil"):
        return None
    if isinstance(value, dict):
        return {_plain(key, left): _plain(inner, left) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner, left) for inner in value]
    if value is None or isinstance(value, (int, float)):
        if isinstance(value, float):
            number_text(value)
        return value
    if isinstance(value, bytes):
        return _base64(value)
    return _plain(members(value), left)


def _type_of(value: object) -> str:
    from kforge.golang.kinds import type_name

    return type_name(value)


def _escape(found: "re.Match[str]") -> str:
    char = found[0]
    if char > "\ud7ff":
        return "\ufffd"  # a byte that is no UTF-8
    return _ESCAPES.get(char) or f"\\u{ord(char):04x}"


def number_text(number: float) -> str:
    """1 for 1.0, 1e+21, 1e-7. Raises JsonError for infinities and NaN."""
    if number - number != 0:
        raise JsonError(f"json: unsupported value: {format_float(number, 'g', -1)}")
    if _DECIMAL_FROM <= abs(number) < _DECIMAL_TO or not number:
        return format_float(number, "f", -1)
    text = format_float(number, "e", -1)
    return text.replace("e-0", "e-")


def _base64(value: bytes) -> str:
    from binascii import b2a_base64

    return b2a_base64(value, newline=False).decode()
