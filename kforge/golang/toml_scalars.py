"""What a word is in TOML: booleans, numbers, dates and times; and what follows a backslash."""

from kforge.golang import zones
from kforge.golang.calendar import days_in_month
from kforge.golang.time import Time, date
from kforge.patterns import ASCII, compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

# what Go calls the zones of times without one
LOCAL_DATETIME = zones.Location("datetime-local", 0, "datetime-local")
LOCAL_DATE = zones.Location("date-local", 0, "date-local")
LOCAL_TIME = zones.Location("time-local", 0, "time-local")

_INTEGER = compiled(r"[-+]?(?:0|[1-9](?:_?[0-9])*)\Z")
_BASED = compiled(r"0(?:x[0-9a-fA-F](?:_?[0-9a-fA-F])*|o[0-7](?:_?[0-7])*|b[01](?:_?[01])*)\Z")
_FLOAT = compiled(r"[-+]?(?:0|[1-9](?:_?[0-9])*)(?:\.[0-9](?:_?[0-9])*)?(?:[eE][-+]?[0-9](?:_?[0-9])*)?\Z")
_SPECIAL = compiled(r"([-+]?)(inf|nan)\Z")
_CLOCK = r"([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?"
_TIME = compiled(_CLOCK + r"\Z")
_DATE = compiled(
    rf"([0-9]{{4}})-([0-9]{{2}})-([0-9]{{2}})(?:[Tt ]{_CLOCK}([Zz]|[-+][0-9]{{2}}:[0-9]{{2}})?)?\Z"
)
_HEX = compiled("[0-9a-fA-F]+\\Z", ASCII)
_LARGEST = (1 << 63) - 1
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"}
_CODES = {"x": 2, "u": 4, "U": 8}


class TomlReadError(ValueError):
    """What is wrong with a TOML text."""


def scalar(text: str) -> "bool | int | float | Time":
    """The value that a word is. Raises TomlReadError, without the line."""
    if text in ("true", "false"):
        return text == "true"
    if _INTEGER.match(text) or _BASED.match(text):
        return _integer(text)
    if _FLOAT.match(text):
        number = float(text.replace("_", ""))
        if number - number != 0:
            raise TomlReadError(f"{text} is out of range for float64")
        return number
    found = _SPECIAL.match(text)
    if found:
        return float(text)
    found = _DATE.match(text)
    if found:
        return _date(text, found)
    found = _TIME.match(text)
    if found:
        return date(0, 1, 1, _clock(text, found.groups()), LOCAL_TIME)
    raise TomlReadError(f'expected value but found "{text}" instead')


def _integer(text: str) -> int:
    plain = text.replace("_", "")
    number = int(plain, 0) if len(plain) < 100 else _LARGEST + 1
    if not -_LARGEST - 1 <= number <= _LARGEST:
        raise TomlReadError(f"{text} is out of range for int64")
    return number


def _date(text: str, found: "re.Match[str]") -> Time:
    year, month, day = int(found[1]), int(found[2]), int(found[3])
    if not (1 <= month <= 12 and 1 <= day <= days_in_month(year, month)):
        raise TomlReadError(f'invalid datetime: "{text}"')
    if found[4] is None:
        return date(year, month, day, (0, 0, 0, 0), LOCAL_DATE)
    return date(year, month, day, _clock(text, found.groups()[3:7]), _zone(text, found[8]))


def _clock(text: str, parts: "tuple[str | None, ...]") -> "tuple[int, int, int, int]":
    hour, minute, second = (int(part or "0") for part in parts[:3])
    if hour > 23 or minute > 59 or second > 59:
        raise TomlReadError(f'invalid datetime: "{text}"')
    return hour, minute, second, int((parts[3] or "0")[:9].ljust(9, "0"))


def _zone(text: str, zone: "str | None") -> zones.Location:
    if not zone:
        return LOCAL_DATETIME
    if zone in "Zz":
        return zones.UTC
    hours, minutes = int(zone[1:3]), int(zone[4:6])
    if hours > 24 or minutes > 60:
        raise TomlReadError(f'invalid datetime: "{text}"')
    seconds = (hours * 60 + minutes) * 60
    return zones.fixed("", -seconds if zone[0] == "-" else seconds)


def escaped(text: str, at: int) -> "tuple[str, int]":
    """What the backslash at `at` and what follows stand for, and where that ends. Raises TomlReadError."""
    char = text[at + 1 : at + 2]
    if char in _ESCAPES and char:
        return _ESCAPES[char], at + 2
    digits = text[at + 2 : at + 2 + _CODES.get(char, 0)]
    if char in _CODES and len(digits) == _CODES[char] and _HEX.match(digits):
        code = int(digits, 16)
        if code < 0xD800 or 0xE000 <= code <= 0x10FFFF:
            return chr(code), at + 2 + len(digits)
    raise TomlReadError(f"invalid escape character '{char}'")
