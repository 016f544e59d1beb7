"""Template functions that reckon: with int64 that wraps around, with float64, and with decimals (addf)."""

import math

from kforge.functions.registry import FunctionError, func
from kforge.golang.kinds import Int64
from kforge.golang.numbers import Decimal, decimal, parse_int, power_of_ten, to_float, to_int, wrapped
from kforge.golang.text import sprint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


@func("int", takes="any")
def to_plain_int(value: object) -> int:
    """A value as a whole number: text in Go's notation, 0 when it is none; fractions are cut.

    {{ int "42" }} {{ int 3.7 }} {{ int "0x1F" }} {{ int "010" }} {{ int "abc" }}
        42 3 31 8 0
    """
    return to_int(value)


@func("int64", takes="any")
def to_int64(value: object) -> Int64:
    """A value as a whole number of 64 bits, as `int` does.

    {{ int64 "42" }} {{ int64 1234567890.0 }}
        42 1234567890
    """
    return Int64(to_int(value))


@func("float64", takes="any")
def to_float64(value: object) -> float:
    """A value as a floating-point number, 0 when it is none.

    {{ float64 "1.5" }} {{ float64 3 }} {{ float64 "abc" }}
        1.5 3 0
    """
    return to_float(value)


@func("atoi", takes="string")
def atoi(text: str) -> int:
    """Decimal digits as a number, 0 when they are none.

    {{ atoi "42" }} {{ atoi "010" }} {{ atoi "4.2" }}
        42 10 0
    """
    digits = text[1:] if text[:1] in ("+", "-") else text
    if not (digits.isascii() and digits.isdigit()):
        return 0
    number = int(text) if len(digits) < 20 else parse_int(text.replace(digits, digits.lstrip("0") or "0"))
    if number is not None and wrapped(number) == number:
        return number
    return -(1 << 63) if text[0] == "-" else (1 << 63) - 1


@func("toDecimal", takes="any")
def to_decimal(value: object) -> Int64:
    """Octal digits as a number, 0 when they are none.

    {{ toDecimal "777" }} {{ toDecimal 10 }} {{ toDecimal "9" }}
        511 8 0
    """
    text = sprint(value)
    digits = text[1:] if text[:1] in ("+", "-") else text
    if not digits or digits.strip("01234567"):
        return Int64(0)
    number = int(text, 8)
    return Int64(number if wrapped(number) == number else 0)


@func("add", takes="...any")
def add(*values: object) -> Int64:
    """The sum of whole numbers.

    {{ add 1 2 3 }} {{ add "4" 5.9 }}
        6 9
    """
    return Int64(wrapped(sum(map(to_int, values))))


@func("add1", takes="any")
def add1(value: object) -> Int64:
    """A whole number plus one.

    {{ add1 41 }}
        42
    """
    return Int64(wrapped(to_int(value) + 1))


@func("sub", takes="any any")
def sub(a: object, b: object) -> Int64:
    """The difference of two whole numbers.

    {{ sub 5 7 }}
        -2
    """
    return Int64(wrapped(to_int(a) - to_int(b)))


@func("mul", takes="any ...any")
def mul(first: object, *others: object) -> Int64:
    """The product of whole numbers.

    {{ mul 2 3 4 }}
        24
    """
    product = to_int(first)
    for other in others:
        product = wrapped(product * to_int(other))
    return Int64(product)


@func("div", takes="any any")
def div(a: object, b: object) -> Int64:
    """The quotient of two whole numbers, cut toward zero.

    {{ div 7 2 }} {{ div -7 2 }}
        3 -3
    """
    over, under = to_int(a), to_int(b)
    if not under:
        raise FunctionError("runtime error: integer divide by zero")
    quotient = abs(over) // abs(under)
    return Int64(wrapped(-quotient if (over < 0) != (under < 0) else quotient))


@func("mod", takes="any any")
def mod(a: object, b: object) -> Int64:
    """The rest of a division, with the sign of the first number.

    {{ mod 7 3 }} {{ mod -7 2 }}
        1 -1
    """
    over, under = to_int(a), to_int(b)
    if not under:
        raise FunctionError("runtime error: integer divide by zero")
    rest = abs(over) % abs(under)
    return Int64(-rest if over < 0 else rest)


@func("max", "biggest", takes="any ...any")
def largest(first: object, *others: object) -> Int64:
    """The largest of whole numbers.

    {{ max 1 5 3 }}
        5
    """
    return Int64(max(to_int(first), *map(to_int, others)) if others else to_int(first))


@func("min", takes="any ...any")
def smallest(first: object, *others: object) -> Int64:
    """The smallest of whole numbers.

    {{ min 4 2 3 }}
        2
    """
    return Int64(min(to_int(first), *map(to_int, others)) if others else to_int(first))


@func("maxf", takes="any ...any")
def largest_float(first: object, *others: object) -> float:
    """The largest of floating-point numbers.

    {{ maxf 1.5 "2.5" 2 }}
        2.5
    """
    return _choose(first, others, lambda a, b: b if b > a or (a == b == 0 and math.copysign(1, a) < 0) else a)


@func("minf", takes="any ...any")
def smallest_float(first: object, *others: object) -> float:
    """The smallest of floating-point numbers.

    {{ minf 1.5 "2.5" 2 }}
        1.5
    """
    return _choose(first, others, lambda a, b: b if b < a or (a == b == 0 and math.copysign(1, b) < 0) else a)


def _choose(first: object, others: "tuple[object, ...]", better: "Callable[[float, float], float]") -> float:
    result = to_float(first)
    for other in map(to_float, others):
        if math.isnan(result) or math.isnan(other):
            # an infinity that wins outright beats NaN, in Go
            winner = better(0.0, math.inf) if better(0.0, math.inf) else better(0.0, -math.inf)
            result = winner if winner in (result, other) else math.nan
        else:
            result = better(result, other)
    return result


@func("ceil", takes="any")
def ceil(value: object) -> float:
    """A number rounded up to a whole one.

    {{ ceil 1.2 }} {{ ceil -1.2 }}
        2 -1
    """
    number = to_float(value)
    return math.copysign(math.ceil(number), number) if math.isfinite(number) else number


@func("floor", takes="any")
def floor(value: object) -> float:
    """A number rounded down to a whole one.

    {{ floor 1.8 }} {{ floor -1.2 }}
        1 -2
    """
    number = to_float(value)
    return math.copysign(math.floor(number), number) if math.isfinite(number) else number


@func("round", takes="any int ...float64")
def round_to(value: object, places: int, *limit: float) -> float:
    """A number rounded to decimal places; the last argument is the fraction from which on it goes up.

    {{ round 123.5555 3 }} {{ round 2.5 0 }} {{ round -2.5 0 }} {{ round 1.25 1 0.6 }}
        123.556 3 -3 1.2
    """
    power = power_of_ten(places)
    digit = power * to_float(value)
    if not math.isfinite(digit):
        return _quotient(digit, power)
    fraction = math.modf(digit)[0]
    up = fraction >= (limit[0] if limit else 0.5)
    whole = math.copysign(float(math.ceil(digit) if up else math.floor(digit)), digit)
    return _quotient(whole, power)


def _quotient(a: float, b: float) -> float:
    """a / b as floating-point hardware has it."""
    if b:
        return a / b
    return math.copysign(math.inf, a) if a and not math.isnan(a) else math.nan


@func("add1f", takes="any")
def add1f(value: object) -> float:
    """A decimal number plus one.

    {{ add1f 1.5 }}
        2.5
    """
    return _decimals(value, (1,), Decimal.add)


@func("addf", takes="...any")
def addf(*values: object) -> float:
    """The sum of decimal numbers.

    {{ addf 0.1 0.2 }}
        0.3
    """
    return _decimals(0.0, values, Decimal.add)


@func("subf", takes="any ...any")
def subf(first: object, *others: object) -> float:
    """The first decimal number less the others.

    {{ subf 7.5 2 0.3 }}
        5.2
    """
    return _decimals(first, others, Decimal.sub)


@func("mulf", takes="any ...any")
def mulf(first: object, *others: object) -> float:
    """The product of decimal numbers.

    {{ mulf 1.1 3 }}
        3.3
    """
    return _decimals(first, others, Decimal.mul)


@func("divf", takes="any ...any")
def divf(first: object, *others: object) -> float:
    """The first decimal number divided by the others, to 16 places.

    {{ divf 10 4 }} {{ divf 1 3 }}
        2.5 0.3333333333333333
    """
    return _decimals(first, others, Decimal.div)


def _decimals(
    first: object, others: "tuple[object, ...]", step: "Callable[[Decimal, Decimal], Decimal]"
) -> float:
    result = _decimal(first)
    for other in others:
        try:
            result = step(result, _decimal(other))
        except ZeroDivisionError:
            raise FunctionError("decimal division by 0") from None
    return result.to_float()


def _decimal(value: object) -> Decimal:
    number = to_float(value)
    try:
        return decimal(number)
    except ValueError:
        raise FunctionError(f"Cannot create a Decimal from {sprint(number)}") from None
