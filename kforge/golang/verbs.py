"""One directive of Go's printf on one value: verbs, flags, width and precision, for every kind of value."""

from kforge.golang.floats import float_text, format_float
from kforge.golang.kinds import NilList, NilStringList, Struct, Uint8, Uint64, type_name
from kforge.golang.quoting import (
    MAX_RUNE,
    REPLACEMENT,
    can_backquote,
    is_printable,
    quote,
    quote_ascii,
    quote_rune,
    rune_text,
)
from kforge.golang.text import bounded, refuse_endless

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

BASES = {"d": 10, "v": 10, "b": 2, "o": 8, "O": 8, "x": 16, "X": 16}
DIGITS = {2: "b", 8: "o", 10: "d", 16: "x"}
ADDRESS = 0xC000000000  # of a pointer: differs from run to run in Go


class Verb:
    """A verb with its flags; `width` and `precision` are None when not given."""

    __slots__ = ("minus", "name", "plus", "precision", "sharp", "sharp_v", "space", "width", "zero")

    def __init__(self, name: str) -> None:
        self.name = name
        self.width: int | None = None
        self.precision: int | None = None
        self.minus = self.plus = self.sharp = self.sharp_v = self.space = self.zero = False

    def set_flags(self, flags: str) -> None:
        self.minus = "-" in flags
        self.plus = "+" in flags
        self.sharp = "#" in flags
        self.space = " " in flags
        self.zero = "0" in flags


def write(verb: Verb, value: object) -> str:
    """The text of `value` under the directive `verb`; what does not fit reads %!d(string=a)."""
    if verb.name in "vw":
        verb.sharp_v, verb.sharp, verb.plus = verb.sharp, False, False
    if verb.name == "w":  # only Errorf wraps errors
        return _bad(verb, "w", value)
    if isinstance(value, (list, dict)) and verb.name not in "Tp":
        refuse_endless(value)
    return _argument(verb, verb.name, value)


def _argument(verb: Verb, name: str, value: object) -> str:
    if value is None:
        return _pad(verb, "<nil>") if name in "Tv" else _bad(verb, name, value)
    if name == "T":
        return _text(verb, "s", type_name(value), value)
    if name == "p":
        return _pointer(verb, name, value)
    return _value(verb, name, value, 0)


def _value(verb: Verb, name: str, value: object, depth: int) -> str:
    if isinstance(value, bool):
        return _pad(verb, "true" if value else "false") if name in "tv" else _bad(verb, name, value)
    written = getattr(value, "go_text", None)
    if written is not None and (name in "sqxX" or (name == "v" and not verb.sharp_v)):
        return _text(verb, name, written(), value)
    if isinstance(value, str):
        return _text(verb, name, value, value)
    if isinstance(value, int):
        return _integer(verb, name, value)
    if isinstance(value, float):
        return _float(verb, name, value, value)
    if isinstance(value, bytes):
        return _bytes(verb, name, value, depth)
    return _composite(verb, name, value, depth)


def _composite(verb: Verb, name: str, value: object, depth: int) -> str:
    if isinstance(value, complex):
        return _complex(verb, name, value)
    if isinstance(value, dict):
        pairs = [
            f"{_value(verb, name, key, depth + 1)}:{_element(verb, name, value[key], depth)}"
            for key in sorted(value)
        ]
        return _between(verb, type_name(value), pairs, "map[]")
    if isinstance(value, list):
        if verb.sharp_v and isinstance(value, (NilList, NilStringList)):
            return f"{value.go_type}(nil)"
        return _between(verb, type_name(value), (_element(verb, name, item, depth) for item in value), "[]")
    if isinstance(value, Struct):
        return _struct(verb, name, value, depth)
    return _bad(verb, name, value)


def _struct(verb: Verb, name: str, value: Struct, depth: int) -> str:
    """What a verb that does not print text makes of a struct: the verb on its fields, where it tells them."""
    fields: tuple[object, ...] | None = getattr(value, "go_fields", None)
    if fields is None:
        return value.go_text()
    pointer = "&" if type_name(value).startswith("*") else ""
    return f"{pointer}{{{' '.join(_value(verb, name, field, depth + 1) for field in fields)}}}"


def _element(verb: Verb, name: str, value: object, depth: int) -> str:
    if value is None:
        return "interface {}(nil)" if verb.sharp_v else "<nil>"
    return _value(verb, name, value, depth + 1)


def _between(verb: Verb, type_: str, items: "Iterable[str]", brackets: str) -> str:
    if verb.sharp_v:
        return bounded(f"{type_}{{{', '.join(items)}}}")
    return bounded(f"{brackets[:-1]}{' '.join(items)}]")


def _bad(verb: Verb, name: str, value: object) -> str:
    """What Go says of a value that a verb cannot print."""
    if value is None:
        return f"%!{name}(<nil>)"
    return f"%!{name}({type_name(value)}={_argument(verb, 'v', value)})"


def _pointer(verb: Verb, name: str, value: object) -> str:
    if isinstance(value, (list, dict, bytes)) or type_name(value).startswith("*"):
        return _number(verb, "x" if verb.sharp else "#x", ADDRESS, 16)
    return _bad(verb, name, value)


# ---- padding


def _pad(verb: Verb, text: str) -> str:
    lacking = (verb.width or 0) - len(text)
    if lacking <= 0:
        return text
    return text + " " * lacking if verb.minus else ("0" if verb.zero else " ") * lacking + text


def _pad_blank(verb: Verb, text: str) -> str:
    """Padding with blanks whatever the flags."""
    width = verb.width or 0
    return text.ljust(width) if verb.minus else text.rjust(width)


# ---- strings and bytes


def _text(verb: Verb, name: str, text: str, value: object) -> str:
    if name == "v":
        return _pad(verb, _go_quoted(verb, text) if verb.sharp_v else _cut(verb, text))
    if name == "s":
        return _pad(verb, _cut(verb, text))
    if name in "xX":
        return _hex(verb, name, text.encode("utf-8", "surrogateescape"))
    if name == "q":
        return _pad(verb, _go_quoted(verb, text))
    return _bad(verb, name, value)


def _go_quoted(verb: Verb, text: str) -> str:
    text = _cut(verb, text)
    if verb.sharp and can_backquote(text):
        return f"`{text}`"
    return quote_ascii(text) if verb.plus else quote(text)


def _cut(verb: Verb, text: str) -> str:
    return text if verb.precision is None else text[: verb.precision]


def _bytes(verb: Verb, name: str, value: bytes, depth: int) -> str:
    if name in "vd":
        if verb.sharp_v:
            type_ = "[]uint8" if depth else "[]byte"
            return f"{type_}{{{', '.join(hex(byte) for byte in value)}}}"
        return f"[{' '.join(_number(verb, name, byte, 10) for byte in value)}]"
    if name in "sqxX":
        return _text(verb, name, value.decode("utf-8", "surrogateescape"), value)
    return f"[{' '.join(_integer(verb, name, Uint8(byte)) for byte in value)}]"


def _hex(verb: Verb, name: str, data: bytes) -> str:
    if verb.precision is not None:
        data = data[: verb.precision]
    if not data:
        return _pad(verb, "")
    prefix = f"0{name}" if verb.sharp else ""
    digits = data.hex() if name == "x" else data.hex().upper()
    if verb.space:
        pairs = (digits[i : i + 2] for i in range(0, len(digits), 2))
        return _pad(verb, " ".join(prefix + pair for pair in pairs))
    return _pad(verb, prefix + digits)


# ---- numbers


def _integer(verb: Verb, name: str, value: int) -> str:
    base = BASES.get(name)
    if base:
        if name == "v" and verb.sharp_v and isinstance(value, (Uint8, Uint64)):
            return _number(verb, "#x", value, 16)
        return _number(verb, name, value, base)
    if name == "c":
        return _pad(verb, rune_text(value))
    if name == "q":
        rune = value if 0 <= value <= MAX_RUNE else ord(REPLACEMENT)
        return _pad(verb, quote_rune(rune, verb.plus))
    if name == "U":
        return _unicode(verb, value)
    return _bad(verb, name, value)


def _number(verb: Verb, name: str, value: int, base: int) -> str:
    """An integer in a base; the name "#x" asks for the prefix whatever the flags."""
    if verb.precision == 0 and value == 0:
        return " " * (verb.width or 0)
    sign = "-" if value < 0 else "+" if verb.plus else " " if verb.space else ""
    digits = format(abs(int(value)), DIGITS[base])
    if verb.precision is not None:
        digits = digits.rjust(verb.precision, "0")
    elif verb.zero and not verb.minus:
        digits = digits.rjust((verb.width or 0) - len(sign), "0")
    prefix = ""
    if verb.sharp or name == "#x":
        prefix = {2: "0b", 8: "" if digits.startswith("0") else "0", 10: "", 16: "0x"}[base]
    if name == "X":
        digits, prefix = digits.upper(), prefix.upper()
    elif name == "O":
        prefix = "0o" + prefix
    return _pad_blank(verb, sign + prefix + digits)


def _unicode(verb: Verb, value: int) -> str:
    code = value if value >= 0 else value + (1 << 64)
    precision = max(verb.precision or 0, 4)
    text = f"U+{code:0{precision}X}"
    if verb.sharp and code <= MAX_RUNE and is_printable(chr(code)):
        text += f" '{chr(code)}'"
    return _pad_blank(verb, text)


def _float(verb: Verb, name: str, number: float, value: object) -> str:
    precision = verb.precision
    if name == "v":
        text = float_text(number) if precision is None else format_float(number, "g", precision)
        return _signed(verb, "g", text, precision)
    if name in "bgGxX":
        text = format_float(number, name, -1 if precision is None else precision)
        return _signed(verb, name, text, precision)
    if name in "feEF":
        text = format_float(number, "f" if name == "F" else name, 6 if precision is None else precision)
        return _signed(verb, name, text, 6 if precision is None else precision)
    return _bad(verb, name, value)


def _signed(verb: Verb, name: str, text: str, precision: "int | None") -> str:
    sign, digits = (text[0], text[1:]) if text[0] in "+-" else ("+", text)
    if verb.space and sign == "+" and not verb.plus:
        sign = " "
    if digits[0] in "IN":
        if digits[0] == "N" and not (verb.space or verb.plus):
            sign = ""
        elif sign == "+" and not verb.plus and digits[0] == "I":
            return _pad_blank(verb, "+" + digits)
        return _pad_blank(verb, sign + digits)
    if verb.sharp and name != "b":
        digits = _with_point(name, digits, precision)
    if not verb.plus and sign == "+":
        sign = ""
    if sign and verb.zero and not verb.minus:
        return sign + digits.rjust((verb.width or 0) - 1, "0")
    return _pad(verb, sign + digits)


def _with_point(name: str, text: str, precision: "int | None") -> str:
    """What the flag # makes of a number: a point always, the zeros of %g kept."""
    wanted = 0
    if name in "gGx":
        wanted = 6 if precision is None else precision
    tail = ""
    for mark in "pP" if name in "xX" else "eE":
        if mark in text:
            place = text.index(mark)
            text, tail = text[:place], text[place:]
    significant = text.replace(".", "").lstrip("0")  # Go counts the x of 0x as one of them
    wanted -= len(significant) + (1 if "." not in text and text == "0" else 0)
    if "." not in text:
        text += "."
    return text + "0" * max(wanted, 0) + tail


def _complex(verb: Verb, name: str, value: complex) -> str:
    if name not in "vbgGxXfFeE":
        return _bad(verb, name, value)
    real = _float(verb, name, value.real, value)
    plus, verb.plus = verb.plus, True
    imaginary = _float(verb, name, value.imag, value)
    verb.plus = plus
    return f"({real}{imaginary}i)"
