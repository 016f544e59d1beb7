"""Go's time.Duration: a number of nanoseconds, its text, its reader, its methods."""

from kforge.golang.kinds import Int64

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import ClassVar

NANOSECOND = 1
MICROSECOND = 1000
MILLISECOND = 1_000_000
SECOND = 1_000_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE

LARGEST = (1 << 63) - 1
SMALLEST = -(1 << 63)

# both letters that look like mu: U+00B5 and U+03BC
_UNITS = {
    "ns": NANOSECOND,
    "us": MICROSECOND,
    "\xb5s": MICROSECOND,
    "\u03bcs": MICROSECOND,
    "ms": MILLISECOND,
    "s": SECOND,
    "m": MINUTE,
    "h": HOUR,
}
_DIGITS = "0123456789"
_METHODS = {
    "Abs": ("absolute", ""),
    "Hours": ("hours", ""),
    "Microseconds": ("microseconds", ""),
    "Milliseconds": ("milliseconds", ""),
    "Minutes": ("minutes", ""),
    "Nanoseconds": ("nanoseconds", ""),
    "Round": ("rounded", "time.Duration"),
    "Seconds": ("seconds", ""),
    "String": ("go_text", ""),
    "Truncate": ("truncated", "time.Duration"),
}


class Duration(int):
    """Nanoseconds. Prints as 1h2m3.5s; to JSON and arithmetic it is the number."""

    __slots__ = ()
    go_type = "time.Duration"
    go_kind = "int64"
    methods: "ClassVar[Mapping[str, tuple[str, str]]]" = _METHODS

    def go_text(self) -> str:
        """72h3m0.5s: hours, minutes and seconds, or for less than a second the unit that fits."""
        rest = abs(int(self))
        sign = "-" if self < 0 else ""
        if rest < SECOND:
            if not rest:
                return "0s"
            size, unit = next(
                pair for pair in ((MILLISECOND, "ms"), (MICROSECOND, "\xb5s"), (1, "ns")) if rest >= pair[0]
            )
            return f"{sign}{_decimal(rest, size)}{unit}"
        minutes, rest = divmod(rest, MINUTE)
        hours, minutes = divmod(minutes, 60)
        seconds = _decimal(rest, SECOND) + "s"
        if hours:
            return f"{sign}{hours}h{minutes}m{seconds}"
        return f"{sign}{minutes}m{seconds}" if minutes else sign + seconds

    def nanoseconds(self) -> Int64:
        return Int64(self)

    def microseconds(self) -> Int64:
        return Int64(toward_zero(self, MICROSECOND))

    def milliseconds(self) -> Int64:
        return Int64(toward_zero(self, MILLISECOND))

    def seconds(self) -> float:
        return self._in(SECOND, 1e9)

    def minutes(self) -> float:
        return self._in(MINUTE, 60e9)

    def hours(self) -> float:
        return self._in(HOUR, 60 * 60e9)

    def _in(self, unit: int, size: float) -> float:
        """Go adds the whole units and the fraction, each as a float."""
        whole = toward_zero(self, unit)
        return float(whole) + float(self - whole * unit) / size

    def absolute(self) -> "Duration":
        return Duration(min(abs(int(self)), LARGEST))

    def truncated(self, multiple: int) -> "Duration":
        """Toward zero, to a multiple; unchanged for one that is not above zero."""
        if multiple <= 0:
            return self
        return Duration(toward_zero(self, multiple) * multiple)

    def rounded(self, multiple: int) -> "Duration":
        """To the nearest multiple, halves away from zero, and never past what 64 bits hold."""
        if multiple <= 0:
            return self
        size = abs(int(self))
        down = size - size % multiple
        rounded = down if (size - down) * 2 < multiple else down + multiple
        return Duration(max(min(-rounded if self < 0 else rounded, LARGEST), SMALLEST))


def toward_zero(number: int, size: int) -> int:
    """Go's integer division."""
    return -(-number // size) if number < 0 else number // size


def _decimal(number: int, size: int) -> str:
    whole, rest = divmod(number, size)
    if not rest:
        return str(whole)
    return f"{whole}.{rest:0{len(str(size)) - 1}}".rstrip("0")


def parse_duration(text: str) -> Duration:
    """What time.ParseDuration reads in `1h15m30.918s`. Raises ValueError with Go's message."""
    sign, rest = (text[0], text[1:]) if text[:1] in ("-", "+") else ("", text)
    if rest == "0":
        return Duration(0)
    if not rest:
        raise _invalid(text)
    total = 0
    while rest:
        amount, rest = _part(rest, text)
        total += amount
        if total > 1 << 63:
            raise _invalid(text)
    if sign == "-":
        return Duration(-total)
    if total > LARGEST:
        raise _invalid(text)
    return Duration(total)


def _part(rest: str, text: str) -> "tuple[int, str]":
    """One number with its unit at the start of `rest`, in nanoseconds, and what follows it."""
    after = rest.lstrip(_DIGITS)
    whole = rest[: len(rest) - len(after)]
    fraction = ""
    if after[:1] == ".":
        tail = after[1:].lstrip(_DIGITS)
        fraction = after[1 : len(after) - len(tail)]
        after = tail
    if not whole and not fraction:
        raise _invalid(text)
    end = next((i for i, char in enumerate(after) if char in "." + _DIGITS), len(after))
    unit, after = after[:end], after[end:]
    amount = int(whole[:30] or "0") if len(whole) <= 30 else _long(whole, text)
    if amount > 1 << 63:
        raise _invalid(text)
    if not unit:
        raise ValueError(f"time: missing unit in duration {quoted(text)}")
    size = _UNITS.get(unit)
    if size is None:
        raise ValueError(f"time: unknown unit {quoted(unit)} in duration {quoted(text)}")
    if amount > (1 << 63) // size:
        raise _invalid(text)
    amount = amount * size + _fraction(fraction, size)
    if amount > 1 << 63:
        raise _invalid(text)
    return amount, after


def _long(digits: str, text: str) -> int:
    digits = digits.lstrip("0")
    if len(digits) > 30:
        raise _invalid(text)
    return int(digits or "0")


def _fraction(digits: str, size: int) -> int:
    """The fraction of a unit as Go computes it: with the digits an int64 holds, in floats."""
    number, scale = 0, 1.0
    for digit in digits:
        if number > LARGEST // 10 or number * 10 + int(digit) > 1 << 63:
            break
        number = number * 10 + int(digit)
        scale *= 10
    return int(float(number) * (float(size) / scale)) if number else 0


def _invalid(text: str) -> ValueError:
    return ValueError(f"time: invalid duration {quoted(text)}")


def quoted(text: str) -> str:
    """A text as package time quotes it in its errors: bytes beyond ASCII in hexadecimal."""
    parts = []
    for byte in text.encode("utf-8", "surrogateescape"):
        char = chr(byte)
        parts.append(
            f"\\x{byte:02x}" if byte >= 0x80 or byte < 0x20 else "\\" + char if char in '"\\' else char
        )
    return '"' + "".join(parts) + '"'
