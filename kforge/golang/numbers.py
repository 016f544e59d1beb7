"""How sprig makes numbers of values: int64 with its wrap-around, float64, decimal arithmetic."""

from math import ldexp

from kforge.golang.kinds import Int32, Int64, Uint8, Uint64

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

BASES = {"b": 2, "o": 8, "x": 16}
_DIGITS = "0123456789abcdef"
LARGEST = (1 << 63) - 1
SMALLEST = -(1 << 63)
LONGEST = 64  # binary digits; Python refuses to convert thousands of decimal ones
DIVISION_PLACES = 16


def wrapped(number: int) -> int:
    """`number` in 64 bits, as Go's int64 arithmetic leaves it."""
    if SMALLEST <= number <= LARGEST:
        return number
    return (number + (1 << 63)) % (1 << 64) - (1 << 63)


def to_int(value: object) -> int:
    """sprig's int and int64: text in Go's notations ("0x1F", "010" is 8), cut floats, 0 for all else."""
    if type(value) is int:
        return value
    convert = _TO_INT.get(type(value))
    if convert:
        return convert(value)
    return int(value) if isinstance(value, int) and _is_counted(value) else 0


def to_float(value: object) -> float:
    """sprig's float64: text in Go's notations, 0 for what is no number."""
    if type(value) is float:
        return value
    convert = _TO_FLOAT.get(type(value))
    if convert:
        return convert(value)
    return float(value) if isinstance(value, int) and _is_counted(value) else 0.0


def _is_counted(value: object) -> bool:
    """Month and Weekday count as numbers, Duration does not."""
    return getattr(value, "go_type", "") in ("time.Month", "time.Weekday")


def cut(number: float) -> int:
    """What int64(f) gives on amd64: toward zero, the smallest number for what does not fit."""
    if -9.3e18 < number < 9.3e18:
        whole = int(number)
        if SMALLEST <= whole <= LARGEST:
            return whole
    return SMALLEST


def power_of_ten(exponent: int) -> float:
    """math.Pow(10, exponent), whose last digits differ from C's for large exponents."""
    if 0 <= exponent <= 22:
        return 10.0**exponent
    if abs(exponent) > 400:
        return float("inf") if exponent > 0 else 0.0
    result, scale = 1.0, 0
    base, base_scale = 0.625, 4
    rest = abs(exponent)
    while rest:
        if rest & 1:
            result *= base
            scale += base_scale
        base *= base
        base_scale *= 2
        if base < 0.5:
            base += base
            base_scale -= 1
        rest >>= 1
    if exponent < 0:
        result, scale = 1 / result, -scale
    try:
        return ldexp(result, scale)
    except OverflowError:
        return float("inf")


def parse_int(text: str) -> "int | None":
    """strconv.ParseInt(text, 0, 64): base prefixes, an octal 0, underscores between digits."""
    sign, digits = (-1, text[1:]) if text[:1] == "-" else (1, text.removeprefix("+"))
    base = 10
    lowered = digits.lower()
    if lowered[:1] == "0" and len(lowered) > 1:
        base = BASES.get(lowered[1], 8)
        lowered = lowered[2:] if lowered[1] in BASES else lowered[1:]
        if lowered[:1] == "_":
            lowered = lowered[1:]
    if not _well_separated(lowered):
        return None
    plain = lowered.replace("_", "")
    if not plain or plain.strip(_DIGITS[:base]) or len(plain.lstrip("0")) > LONGEST:
        return None
    number = sign * int(plain, base)
    return number if SMALLEST <= number <= LARGEST else None


def _well_separated(digits: str) -> bool:
    return digits[:1] != "_" and digits[-1:] != "_" and "__" not in digits


def parse_float(text: str) -> "float | None":
    """strconv.ParseFloat(text, 64); None for what is no number or too large for one."""
    body = text[1:] if text[:1] in ("+", "-") else text
    lowered = body.lower()
    if lowered in ("inf", "infinity", "nan"):
        return float(text)
    if not body.isascii() or lowered[:1] not in ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "."):
        return None
    if lowered.startswith("0x"):
        return _parse_hexadecimal(text, lowered)
    if not set(lowered) <= set("0123456789.e+-_") or not _decimal_separated(lowered):
        return None
    try:
        number = float(text.replace("_", ""))
    except ValueError:
        return None
    return None if number - number != 0 else number


def _decimal_separated(digits: str) -> bool:
    """Underscores stand between digits, or after a leading 0 as in 0_1."""
    place = digits.find("_")
    while place >= 0:
        if not (digits[place - 1 : place].isdigit() and digits[place + 1 : place + 2].isdigit()):
            return False
        place = digits.find("_", place + 1)
    return True


def _parse_hexadecimal(text: str, body: str) -> "float | None":
    mantissa, power, exponent = body[2:].partition("p")
    if not power or not set(mantissa) <= set(_DIGITS + "._") or not _well_separated(mantissa.lstrip("_")):
        return None
    try:
        if int(exponent) == 0 and not exponent:
            return None
        number = float.fromhex(f"{'-' if text[0] == '-' else ''}0x{mantissa.replace('_', '')}p{exponent}")
    except (ValueError, OverflowError):
        return None
    return number


def _text_to_int(text: str) -> int:
    bare = text.rstrip("0")
    if bare[-1:] == "." and bare != text:  # 3.00 is 3; 3. is none
        text = bare[:-1]
    return parse_int(text) or 0


_TO_INT: "dict[type, Callable[[Any], int]]" = {
    str: _text_to_int,
    bool: int,
    float: cut,
    Int64: int,
    Int32: int,
    Uint8: int,
    Uint64: wrapped,
}
_TO_FLOAT: "dict[type, Callable[[Any], float]]" = {
    str: lambda text: 0.0 if (number := parse_float(text)) is None else number,
    bool: float,
    int: float,
    Int64: float,
    Int32: float,
    Uint8: float,
    Uint64: float,
}


class Decimal:
    """value * 10**exponent, exactly: the arithmetic of addf and its like."""

    __slots__ = ("exponent", "value")

    def __init__(self, value: int, exponent: int) -> None:
        self.value = value
        self.exponent = exponent

    def add(self, other: "Decimal") -> "Decimal":
        exponent = min(self.exponent, other.exponent)
        return Decimal(self._at(exponent) + other._at(exponent), exponent)

    def sub(self, other: "Decimal") -> "Decimal":
        return self.add(Decimal(-other.value, other.exponent))

    def mul(self, other: "Decimal") -> "Decimal":
        return Decimal(self.value * other.value, self.exponent + other.exponent)

    def div(self, other: "Decimal") -> "Decimal":
        """The quotient to 16 places, half away from zero. Raises ZeroDivisionError."""
        shift = self.exponent - other.exponent + DIVISION_PLACES
        over = abs(self.value) * 10 ** max(shift, 0)
        under = abs(other.value) * 10 ** max(-shift, 0)
        quotient, rest = divmod(over, under)
        if 2 * rest >= under:
            quotient += 1
        negative = (self.value < 0) != (other.value < 0)
        return Decimal(-quotient if negative else quotient, -DIVISION_PLACES)

    def to_float(self) -> float:
        try:
            if self.exponent >= 0:
                return float(self.value * 10**self.exponent)
            return self.value / int(10**-self.exponent)
        except OverflowError:
            return float("inf") if self.value > 0 else float("-inf")

    def _at(self, exponent: int) -> int:
        return self.value * int(10 ** (self.exponent - exponent))


def decimal(number: float) -> Decimal:
    """The decimal with the shortest digits that read back as `number`. Raises ValueError for inf and NaN."""
    if number - number != 0:
        raise ValueError("not a finite number")
    mantissa, _, exponent = repr(number).partition("e")
    whole, _, fraction = mantissa.partition(".")
    return Decimal(int(whole + fraction), int(exponent or 0) - len(fraction))
