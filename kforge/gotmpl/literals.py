"""Go's literals: quoted strings, runes and numbers, as values."""

from kforge.gotmpl.nodes import Number

SIMPLE = {
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    "\\": "\\",
}
CODED = {"x": 2, "u": 4, "U": 8}
BASES = {"x": 16, "o": 8, "b": 2}
DECIMAL = frozenset("0123456789")
OCTAL, HEXADECIMAL = frozenset("01234567"), frozenset("0123456789abcdefABCDEF")
MAX_INT, MAX_UINT = 2**63 - 1, 2**64 - 1


def unquoted(text: str) -> "str | None":
    """The value of a string literal, "…" or `…`; None when it is none."""
    if text[0] == "`":
        return text[1:-1].replace("\r", "")
    inner = text[1:-1]
    return _unescaped(inner, '"') if "\\" in inner else inner


def _unescaped(inner: str, quote: str) -> "str | None":
    """The text with its escapes replaced; \\xff and \\377 are bytes, which may make up characters."""
    parts = bytearray()
    position = 0
    while position < len(inner):
        char = inner[position]
        position += 1
        if char != "\\":
            parts += char.encode("utf-8", "surrogateescape")
            continue
        value, position = _escape(inner, position, quote)
        if value is None:
            return None
        parts += value
    return parts.decode("utf-8", "surrogateescape")


def _escape(inner: str, position: int, quote: str) -> "tuple[bytes | None, int]":
    """What stands after a backslash: its bytes, and where the text goes on."""
    letter = inner[position : position + 1]
    if letter == quote:
        return quote.encode(), position + 1
    if letter in SIMPLE:
        return SIMPLE[letter].encode(), position + 1
    if letter in CODED:
        digits = inner[position + 1 : position + 1 + CODED[letter]]
        if len(digits) != CODED[letter] or not HEXADECIMAL.issuperset(digits):
            return None, position
        code = int(digits, 16)
        if letter == "x":
            return bytes((code,)), position + 3
        if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
            return None, position
        return chr(code).encode(), position + 1 + len(digits)
    digits = inner[position : position + 3]
    if len(digits) == 3 and OCTAL.issuperset(digits) and int(digits, 8) < 256:
        return bytes((int(digits, 8),)), position + 3
    return None, position


def rune(at: int, text: str) -> "Number | None":
    """The number of a character literal; None when it is none."""
    inner = _unescaped(text[1:-1], "'")
    if inner is None or not text[1:-1] or text[1:-1] == "'":
        return None
    data = inner.encode("utf-8", "surrogateescape")
    if text[1] == "\\" and len(data) == 1:  # '\xff' is 255, no broken character
        code = data[0]
    elif len(inner) == 1:
        code = 0xFFFD if "\udc80" <= inner <= "\udcff" else ord(inner)
    else:
        return None
    return Number(at, text, code, float(code), None)


def number(at: int, text: str) -> "Number | str":
    """A number literal, or what is wrong with it."""
    if text[-1] == "i":
        value = _complex(text)
        if value is not None:
            real = value.real if not value.imag else None
            whole = int(real) if real is not None and _is_whole(real) else None
            return Number(at, text, whole, real, value)
    whole = _whole(text)
    if whole is not None:
        return Number(at, text, whole, float(whole), None)
    fraction = _float(text)
    if fraction is None:
        return f"illegal number syntax: {text}"
    if not any(char in text for char in ".eEpP"):
        return f"integer overflow: {text}"
    return Number(at, text, int(fraction) if _is_whole(fraction) else None, fraction, None)


def _separates(text: str) -> bool:
    """Whether every _ stands between digits, or between a base prefix and a digit: strconv's underscoreOK."""
    lower = text.lower().lstrip("+-")
    prefixed = lower[:1] == "0" and lower[1:2] in BASES
    digits = HEXADECIMAL if lower[:2] == "0x" else DECIMAL
    before = "0" if prefixed else ""
    for char in lower[2:] if prefixed else lower:
        if (char == "_" and before != "0") or (char not in digits and char != "_" and before == "_"):
            return False
        before = "0" if char in digits else char
    return before != "_"


def _is_whole(value: float) -> bool:
    return abs(value) < 2**63 and value == int(value)


def _whole(text: str) -> "int | None":
    """strconv.ParseInt and ParseUint with base 0; more than MAX_INT is there, but no int."""
    sign = text[0] in "+-"
    digits = text[1:] if sign else text
    lower = digits.lower()
    base = 10
    if lower[:1] == "0" and len(lower) > 1:
        base = BASES.get(lower[1], 8)
        digits = digits[2:] if lower[1] in BASES else digits[1:]
    if "_" in text and not _separates(text):
        return None
    try:
        value = int(digits.replace("_", ""), base)
    except ValueError:
        return None
    value = -value if text[0] == "-" else value
    return value if -MAX_INT - 1 <= value <= (MAX_INT if sign else MAX_UINT) else None


def _float(text: str) -> "float | None":
    """strconv.ParseFloat: decimal or hexadecimal."""
    lower = text.lower().lstrip("+-")
    if "_" in text and not _separates(text):
        return None
    try:
        if lower[:2] == "0x":
            return float.fromhex(text.replace("_", "")) if "p" in lower else None
        value = float(text.replace("_", ""))
    except (ValueError, OverflowError):
        return None
    return value if abs(value) != float("inf") else None


def _complex(text: str) -> "complex | None":
    """5i, 1+2i."""
    body = text[:-1]
    cut = max(body.rfind("+", 1), body.rfind("-", 1))
    if cut > 0 and body[cut - 1] not in "eEpP":
        real, imaginary = _float(body[:cut]), _float(body[cut:])
        return None if real is None or imaginary is None else complex(real, imaginary)
    imaginary = _float(body)
    return None if imaginary is None else complex(0, imaginary)
