"""What a plain scalar means to each reader: one table of words, one shape of numbers, one of timestamps.

GO is YAML 1.1 as kubectl, helm and kustomize's own files read it (go-yaml v2); KUSTOMIZE is how kustomize
reads resources and strategic-merge patches (go-yaml v3): short booleans stay strings, dates are rewritten.
"""

from kforge.patterns import compiled

GO = "go"
KUSTOMIZE = "kustomize"

_INFINITY = float("inf")
_NAN = float("nan")

# A word is exactly one of these spellings: "yEs" is a string to everybody.
_COMMON_WORDS: "dict[str, bool | float | None]" = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
    ".nan": _NAN, ".NaN": _NAN, ".NAN": _NAN,
    ".inf": _INFINITY, ".Inf": _INFINITY, ".INF": _INFINITY,
    "+.inf": _INFINITY, "+.Inf": _INFINITY, "+.INF": _INFINITY,
    "-.inf": -_INFINITY, "-.Inf": -_INFINITY, "-.INF": -_INFINITY,
}  # fmt: skip
_SHORT_BOOLEANS = {
    "y": True, "Y": True, "yes": True, "Yes": True, "YES": True, "on": True, "On": True, "ON": True,
    "n": False, "N": False, "no": False, "No": False, "NO": False, "off": False, "Off": False, "OFF": False,
}  # fmt: skip
WORDS: "dict[str, dict[str, bool | float | None]]" = {
    GO: {**_COMMON_WORDS, **_SHORT_BOOLEANS},
    KUSTOMIZE: _COMMON_WORDS,
}

# The first character decides whether a scalar can be anything but a string.
_NUMBER_STARTS = frozenset("+-.0123456789")
_STARTS = _NUMBER_STARTS | frozenset("yYnNtTfFoO~")

# Go's ParseInt with base 0, then its decimal float (a leading zero before 8 or 9 falls through to the float).
_INTEGER = compiled(r"([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))\Z")
_FLOAT = compiled(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
# A scalar that starts with "." goes to ParseFloat as it is: an underscore must have a digit on both sides.
_DOT_FLOAT = compiled(r"\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?\Z")
# go-yaml cuts off "0b" (v3: "0o" too) and parses the rest as a signed number: 0b-1 is -1.
_SIGN_WITHIN = {GO: compiled(r"0b([-+][01]+)\Z"), KUSTOMIZE: compiled(r"0(?:b([-+][01]+)|o([-+][0-7]+))\Z")}
_BASES = (16, 2, 8, 10)
_INT64_MIN = -(1 << 63)
_INT64_END = 1 << 63
_UINT64_END = 1 << 64

_TIMESTAMP = compiled(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
    r"(?:(?:[Tt]([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,]([0-9]+))?(Z|[-+][0-9]{2}:[0-9]{2}))"
    r"|(?: ([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,]([0-9]+))?))?\Z"
)
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# YAML 1.1 readers outside the Go world take 22:22 for a number in base 60.
_BASE_60 = compiled(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?\Z")


def resolve(text: str, reading: str = GO) -> "bool | int | float | str | None":
    """What the plain scalar `text` is to `reading`. Infinities and NaN are floats, for the caller to refuse.

    An int beyond the reader's integers is a float: int64 for GO, as kubectl prints it, uint64 for KUSTOMIZE.
    """
    if text[:1] not in _STARTS and text:
        return text
    words = WORDS[reading]
    if text in words:
        return words[text]
    if text[0] not in _NUMBER_STARTS:
        return text
    if reading == KUSTOMIZE and text[4:5] == "-":
        date = timestamp(text)
        if date:
            return date
    number = _number(text, reading)
    if number.__class__ is int and reading == GO and not _INT64_MIN <= number < _INT64_END:
        return float(number)
    return text if number is None else number


# int() refuses more decimal digits; a number that long fits no 64 bits anyway
_INT_DIGITS = 4300


def _number(text: str, reading: str = GO) -> "int | float | None":
    """The number Go reads in `text`, an int when it fits 64 bits of either sort, or None."""
    if text[0] == ".":
        return _finite(text) if _DOT_FLOAT.match(text) else None
    plain = text.replace("_", "") if "_" in text else text
    found = _INTEGER.match(plain)
    if found and len(plain) <= _INT_DIGITS:
        value = int(found[found.lastindex or 0], _BASES[(found.lastindex or 0) - 2])
        if found[1] == "-":
            value = -value
        if _INT64_MIN <= value < _UINT64_END and (value < _INT64_END or not found[1]):
            return value
    if _FLOAT.match(plain):
        return _finite(plain)
    found = _SIGN_WITHIN[reading].match(plain)
    if not found:
        return None
    value = int(found[found.lastindex or 0], 8 if found.lastindex == 2 else 2)
    return value if _INT64_MIN <= value < _INT64_END else None


def _finite(text: str) -> "float | None":
    """The float, or None on overflow: Go's ParseFloat fails there and the scalar stays a string."""
    value = float(text)
    return None if value in (_INFINITY, -_INFINITY) else value


def timestamp(text: str) -> "str | None":
    """The date or time `text` as Go prints it again in RFC 3339, or None when it is none."""
    found = _TIMESTAMP.match(text)
    if not found:
        return None
    year, month, day = int(found[1]), int(found[2]), int(found[3])
    if not (1 <= month <= 12 and 1 <= day <= _days(year, month)):
        return None
    hour, minute, second, fraction = found.group(4, 5, 6, 7) if found[4] else found.group(9, 10, 11, 12)
    if hour is None:
        return f"{year:04}-{month:02}-{day:02}T00:00:00Z"
    if int(hour) > 23 or int(minute) > 59 or int(second) > 59:
        return None
    zone = found[8] or "Z"
    if zone != "Z":
        if int(zone[1:3]) > 24 or int(zone[4:6]) > 60:
            return None
        zone = "Z" if zone[1:] == "00:00" else zone
    digits = (fraction or "")[:9].rstrip("0")
    clock = f"{int(hour):02}:{int(minute):02}:{int(second):02}" + (f".{digits}" if digits else "")
    return f"{year:04}-{month:02}-{day:02}T{clock}{zone}"


def _days(year: int, month: int) -> int:
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap else _MONTH_DAYS[month - 1]


def is_plain_string(text: str) -> bool:
    """Whether the plain scalar `text` is a string to every reader, in Go or with numbers in base 60."""
    if text[:1] not in _STARTS and text:
        return True
    if text in WORDS[GO]:
        return False
    if text[0] not in _NUMBER_STARTS:
        return True
    return not (_number(text) is not None or timestamp(text) or (":" in text and _BASE_60.match(text)))


def go_float(value: float) -> str:
    """A finite float as Go's shortest %g prints it: with an exponent from 1e+06 on and below 1e-04."""
    return _layout(repr(value))


def json_integer(value: float) -> "int | None":
    """The integer Go writes into JSON for a float (100000000000000000000 for 1e+20), or None."""
    if not (value.is_integer() and -1e21 < value < 1e21):
        return None
    sign, digits, point = split_float(repr(value))
    return int(sign + place_point(digits, point))


def plain_key(text: str, reading: str = GO) -> "str | None":
    """The key that the plain scalar `text` is; merge keys are the caller's business.

    None when the reading refuses it: null and, for kubectl, a uint64; for kustomize whatever is no string.
    """
    value = resolve(text, reading)
    if reading == KUSTOMIZE:
        return text if value.__class__ is str and not timestamp(text) else None
    if value is None:
        return None
    if value.__class__ is float and value >= _INT64_END and _number(text).__class__ is int:
        return None
    return key_text(value)


def key_text(value: "bool | int | float | str") -> str:
    """A key that is not null as kubectl and helm turn it into text."""
    if value.__class__ is float:
        return _float32(value)
    if value.__class__ is bool:
        return "true" if value else "false"
    return str(value)


def _float32(value: float) -> str:
    """A float key, which Go prints at the precision of a 32-bit float, to which a big one is infinite."""
    from struct import pack, unpack

    try:
        packed = pack("<f", value)
    except OverflowError:
        packed = pack("<f", _INFINITY if value > 0 else -_INFINITY)
    exact = unpack("<f", packed)[0]
    if exact - exact != 0:
        return ".inf" if exact > 0 else "-.inf" if exact < 0 else ".nan"
    return _layout(
        next(text for text in (f"{exact:.{n}e}" for n in range(9)) if pack("<f", float(text)) == packed)
    )


def _layout(shortest: str) -> str:
    """The shortest digits of a float, in whatever notation, as Go's %g lays them out."""
    sign, digits, point = split_float(shortest)
    exponent = point - 1
    if not -4 <= exponent < 6:
        mantissa = digits[0] + ("." + digits[1:] if len(digits) > 1 else "")
        return f"{sign}{mantissa}e{'-' if exponent < 0 else '+'}{abs(exponent):02}"
    return sign + place_point(digits, point)


def split_float(text: str) -> "tuple[str, str, int]":
    """Sign, digits without outer zeros, and how many of them stand before the point (0.05 is "", "5", -1)."""
    sign = "-" if text[0] == "-" else ""
    mantissa, _, exponent = text.lstrip("-").partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))
    digits = digits.rstrip("0")
    return (sign, digits, point) if digits else (sign, "0", 1)


def place_point(digits: str, point: int) -> str:
    """`digits` written out without exponent, `point` of them before the decimal point."""
    if point <= 0:
        return "0." + "0" * -point + digits
    if len(digits) <= point:
        return digits + "0" * (point - len(digits))
    return digits[:point] + "." + digits[point:]
