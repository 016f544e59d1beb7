"""Go's encoding/json as a reader: every number a float64, the last of two equal keys, Go's errors.

Python's own scanner reads; what it refuses is gone through once more, a character at a time, for the error.
"""

from kforge.golang.quoting import quote, quote_rune
from kforge.patterns import ASCII, compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_BLANKS = " \t\r\n"
_INFINITY = float("inf")
_SURROGATE = compiled("[\ud800-\udfff]")
_BLANK = compiled(r"[ \t\r\n]*")
_NUMBER = compiled(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?", ASCII)
_NUMBER_PREFIX = compiled(r"-?(?:(?:0|[1-9]\d*)(?:\.\d*)?(?:(?<=\d)[eE][-+]?\d*)?)?", ASCII)
_PLAIN = compiled('[^"\\\\\x00-\x1f]*')
_HEX = compiled("[0-9a-fA-F]{4}")
_ESCAPE_PREFIX = compiled(r"\\(?:u[0-9a-fA-F]*)?\Z")
_WORDS = {"t": "true", "f": "false", "n": "null"}
_VALUES = {"true": True, "false": False, "null": None}


class JsonReadError(ValueError):
    """Go's text for a JSON text that cannot be read.

    `partial` is what Go has read all the same: the whole tree, 0 for each number beyond float64, if that is
    all that is wrong.
    """

    def __init__(self, message: str, partial: object = None) -> None:
        super().__init__(message)
        self.partial = partial


class _Refused(Exception):  # noqa: N818 - never leaves this module
    """The fast reader gives up."""


class _Settings:
    """What Python's scanner asks for."""

    strict = True
    object_hook = object_pairs_hook = None
    memo: "dict[str, str]" = {}  # noqa: RUF012 - the scanner wants one and clears it

    @staticmethod
    def parse_float(text: str) -> float:
        number = float(text)  # of NaN and Infinity too
        if number - number != 0:
            raise _Refused
        return number

    parse_int = parse_float

    parse_constant = parse_float


def read_json(text: str) -> object:
    """The value in `text`. Raises JsonReadError."""
    try:
        value, end = _scanner()(text, _blank_end(text, 0))
        if _blank_end(text, end) != len(text):
            raise _Refused
    except RecursionError:
        raise JsonReadError("exceeded max depth") from None
    except (StopIteration, _Refused, ValueError):
        return _read_slowly(text)
    if "\\u" in text or (not text.isascii() and _SURROGATE.search(text)):
        return _mended(value)
    return value


def _scanner() -> "Any":
    try:
        from _json import make_scanner
    except ImportError:  # a Python without the C scanner
        raise _Refused from None
    return make_scanner(_Settings)  # type: ignore[arg-type]


def _blank_end(text: str, start: int) -> int:
    found = _BLANK.match(text, start)
    return found.end() if found else start


def _mended(value: object) -> object:
    """U+FFFD for what is no character."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {_mended(key): _mended(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_mended(inner) for inner in value]
    return value


def _read_slowly(text: str) -> object:
    reader = _Reader(text)
    try:
        value = reader.document()
    except RecursionError:
        raise JsonReadError("exceeded max depth") from None
    if reader.overflow:
        raise JsonReadError(reader.overflow, value)
    return value


class _Reader:
    """Reads a character at a time, as Go words its errors."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.path: list[str] = []
        self.fields: list[bool] = []  # for each part of the path whether it is a key
        self.overflow = ""

    def document(self) -> object:
        value = self.value()
        self.blank()
        if self.at < len(self.text):
            raise self.unexpected("after top-level value")
        return value

    def blank(self) -> None:
        self.at = _blank_end(self.text, self.at)

    def unexpected(self, where: str) -> JsonReadError:
        char = self.text[self.at : self.at + 1]
        if not char:
            return JsonReadError("unexpected end of JSON input")
        return JsonReadError(f"invalid character {quote_rune(ord(char))} {where}")

    def value(self) -> object:
        self.blank()
        char = self.text[self.at : self.at + 1]
        if char == "{":
            return self.mapping()
        if char == "[":
            return self.sequence()
        if char == '"':
            return self.string()
        if char and char in "-0123456789":
            return self.number()
        if char in _WORDS:
            return self.word(_WORDS[char])
        raise self.unexpected("looking for beginning of value")

    def inner(self, name: str, is_key: bool) -> object:
        self.path.append(name)
        self.fields.append(is_key)
        value = self.value()
        self.path.pop()
        self.fields.pop()
        return value

    def mapping(self) -> "dict[str, object]":
        made: dict[str, object] = {}
        self.at += 1
        self.blank()
        if self.text[self.at : self.at + 1] == "}":
            self.at += 1
            return made
        while True:
            self.blank()
            if self.text[self.at : self.at + 1] != '"':
                raise self.unexpected("looking for beginning of object key string")
            key = self.string()
            self.blank()
            if self.text[self.at : self.at + 1] != ":":
                raise self.unexpected("after object key")
            self.at += 1
            made[key] = self.inner(key, True)
            if self.ends("}", "after object key:value pair"):
                return made

    def sequence(self) -> "list[object]":
        made: list[object] = []
        self.at += 1
        self.blank()
        if self.text[self.at : self.at + 1] == "]":
            self.at += 1
            return made
        while True:
            made.append(self.inner(str(len(made)), False))
            if self.ends("]", "after array element"):
                return made

    def ends(self, close: str, where: str) -> bool:
        """Whether the collection ends here; if not, a comma is behind us."""
        self.blank()
        char = self.text[self.at : self.at + 1]
        if char not in (close, ","):
            raise self.unexpected(where)
        self.at += 1
        return char == close

    def string(self) -> str:
        parts = []
        self.at += 1
        while True:
            found: Any = _PLAIN.match(self.text, self.at)
            parts.append(found[0])
            self.at = found.end()
            char = self.text[self.at : self.at + 1]
            if char == '"':
                self.at += 1
                return str(
                    _mended("".join(parts).encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
                )
            if char != "\\":
                raise self.unexpected("in string")
            parts.append(self.escape())

    def escape(self) -> str:
        char = self.text[self.at + 1 : self.at + 2]
        plain = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", '"': '"', "\\": "\\", "/": "/"}.get(
            char
        )
        if plain:
            self.at += 2
            return plain
        digits = self.text[self.at + 2 : self.at + 6]
        if char == "u" and _HEX.match(digits):
            self.at += 6
            return chr(int(digits, 16))
        return self.refuse_escape()

    def refuse_escape(self) -> str:
        """Go shows the bytes that would have made up the escape."""
        length = 6 if self.text[self.at + 1 : self.at + 2] == "u" else 2
        rest = self.text[self.at : self.at + length].encode("utf-8", "surrogateescape")
        taken = rest[:length].decode("utf-8", "surrogateescape")
        if len(rest) < length and _ESCAPE_PREFIX.match(taken):
            self.at = len(self.text)
            raise self.unexpected("")
        shown = f"`{taken}`" if taken.isprintable() and not set(taken) & {" ", "`"} else quote(taken)
        raise JsonReadError(f"invalid escape sequence {shown} in string")

    def number(self) -> float:
        found = _NUMBER.match(self.text, self.at)
        prefix: Any = _NUMBER_PREFIX.match(self.text, self.at)
        if not found or prefix.end() > found.end():
            self.at = prefix.end()
            raise self.unexpected("in numeric literal")
        self.at = found.end()
        number = float(found[0])
        if number in (_INFINITY, -_INFINITY):
            self.overflow = self.overflow or self.beyond(found[0])
            return 0.0
        return number

    def beyond(self, text: str) -> str:
        where = "." + ".".join(self.path) if self.path else "Go value"
        if self.fields and self.fields[-1]:
            where = f"Go struct field {where}"
        return f"json: cannot unmarshal number {text} into {where} of type float64"

    def word(self, word: str) -> object:
        for i, wanted in enumerate(word):
            if self.text[self.at + i : self.at + i + 1] != wanted:
                self.at += i
                raise self.unexpected(f"in literal {word} (expecting '{wanted}')")
        self.at += len(word)
        return _VALUES[word]


def type_error(value: object, wanted: str) -> str:
    """Go's text for a value that is not of the type `wanted`."""
    kinds = {bool: "bool", float: "number", str: "string", list: "array", dict: "object"}
    return f"json: cannot unmarshal {kinds[type(value)]} into Go value of type {wanted}"
