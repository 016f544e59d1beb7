"""Numbers after a way through Go's JSON, where each is a float64."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_EXACT = 2**53
_UINT64 = 2**64
_INT64 = -(2**63)


def as_float64(value: "Any") -> "Any":
    """Plain data, consumed, as it comes back from Go's JSON: each number a float64, whole ones ints again."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if type(inner) is not str:
                value[key] = as_float64(inner)
        return value
    if isinstance(value, list):
        return [inner if type(inner) is str else as_float64(inner) for inner in value]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    if isinstance(value, int) and -_EXACT <= value <= _EXACT:
        return value
    return _settled(float(value))


def _settled(number: float) -> float:
    """A float64 as kustomize prints it: a whole one as an int of its shortest digits, if 64 bits hold it."""
    if not (number.is_integer() and _INT64 <= number < _UINT64):
        return number
    mantissa, _, exponent = repr(number).partition("e")
    if not exponent:
        return int(number)
    digits = mantissa.replace(".", "")
    fraction = len(mantissa.partition(".")[2])
    return int(digits + "0" * (int(exponent) - fraction))


def float64_text(number: float) -> str:
    """A float64 as Go's YAML writes it, be it whole or not: 5, 1.5, and from a million on 1e+06."""
    mantissa, _, exponent = f"{number!r}".partition("e")
    sign = "-" if mantissa.startswith("-") else ""
    whole, _, fraction = mantissa.lstrip("-").partition(".")
    digits = (whole + fraction).lstrip("0")
    leading = len(whole + fraction) - len(digits) if digits else 0
    digits = digits.rstrip("0")
    if not digits:
        return "0"
    power = len(whole) - leading - 1 + int(exponent or 0)
    if -4 <= power < 6:
        return _fixed(sign, digits, power)
    point = "." if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{point}{digits[1:]}e{'-' if power < 0 else '+'}{abs(power):02d}"


def _fixed(sign: str, digits: str, power: int) -> str:
    if power < 0:
        return f"{sign}0.{'0' * (-power - 1)}{digits}"
    digits = digits.ljust(power + 1, "0")
    fraction = digits[power + 1 :]
    return sign + digits[: power + 1] + ("." + fraction if fraction else "")
