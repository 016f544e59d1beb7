"""Floating-point numbers as Go's strconv writes them: shortest digits, %e %f %g %b %x."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

# where %g and %v go over to the exponent form when the digits are the shortest that read back the same
LARGE: "Final" = 1e6
SMALL: "Final" = 1e-4


def float_text(number: float) -> str:
    """What %v prints: 1 for 1.0, 1e+06 for 1000000.0, +Inf, NaN."""
    if SMALL <= number < LARGE or -LARGE < number <= -SMALL:
        text = repr(number)
        return text[:-2] if text.endswith(".0") else text
    return format_float(number, "g", -1)


def format_float(number: float, verb: str, precision: int) -> str:
    """What strconv.FormatFloat gives; a precision of -1 asks for the shortest digits that read back alike."""
    if number - number != 0:
        return "+Inf" if number > 0 else "-Inf" if number < 0 else "NaN"
    if verb in "xX":
        text = _hexadecimal(number, precision)
        return text.upper() if verb == "X" else text
    if verb == "b":
        return _binary(number)
    if precision >= 0:
        return f"%.{precision}{verb}" % number
    return _shortest(number, verb)


def _shortest(number: float, verb: str) -> str:
    sign, digits, point = _digits(number)
    exponent = point - 1
    if verb in "eE" or (verb in "gG" and not -4 <= exponent < 6):
        mantissa = digits[0] + ("." + digits[1:] if len(digits) > 1 else "")
        letter = "e" if verb in "eg" else "E"
        return f"{sign}{mantissa}{letter}{'-' if exponent < 0 else '+'}{abs(exponent):02d}"
    if point <= 0:
        return f"{sign}0.{'0' * -point}{digits}" if digits != "0" else f"{sign}0"
    if len(digits) <= point:
        return sign + digits + "0" * (point - len(digits))
    return f"{sign}{digits[:point]}.{digits[point:]}"


def _digits(number: float) -> "tuple[str, str, int]":
    """Sign, shortest significant digits and the place of the decimal point among them."""
    text = repr(number)
    sign = "-" if text[0] == "-" else ""
    mantissa, _, exponent = text.lstrip("-").partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    if not digits.rstrip("0"):
        return sign, "0", 1
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))
    return sign, digits.rstrip("0"), point


def _parts(number: float) -> "tuple[str, int, int]":
    """Sign, mantissa and exponent as IEEE 754 stores them."""
    from struct import pack, unpack

    (bits,) = unpack(">Q", pack(">d", number))
    mantissa = bits & (1 << 52) - 1
    exponent = bits >> 52 & 0x7FF
    if exponent:
        mantissa |= 1 << 52
    else:
        exponent = 1
    return "-" if bits >> 63 else "", mantissa, exponent - 1023


def _binary(number: float) -> str:
    sign, mantissa, exponent = _parts(number)
    return f"{sign}{mantissa}p{exponent - 52:+d}"


def _hexadecimal(number: float, precision: int) -> str:
    sign, mantissa, exponent = _parts(number)
    if not mantissa:
        exponent = 0
    while mantissa and not mantissa >> 52:
        mantissa <<= 1
        exponent -= 1
    if 0 <= precision < 13:
        drop = 4 * (13 - precision)
        low = mantissa & (1 << drop) - 1
        half = 1 << drop - 1
        mantissa >>= drop
        if low > half or (low == half and mantissa & 1):
            mantissa += 1
        mantissa <<= drop
        if mantissa >> 53:
            mantissa >>= 1
            exponent += 1
    digits = f"{mantissa & (1 << 52) - 1:013x}"
    digits = digits.rstrip("0") if precision < 0 else digits[:precision].ljust(precision, "0")
    point = "." if digits else ""
    return f"{sign}0x{mantissa >> 52}{point}{digits}p{'-' if exponent < 0 else '+'}{abs(exponent):02d}"
