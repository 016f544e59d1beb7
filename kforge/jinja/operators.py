"""The operators of expressions, within limits and with errors in a template author's words."""

from kforge.jinja.fragments import Fragment, text
from kforge.jinja.limits import MAX_BITS, MAX_TEXT, MAX_WIDTH
from kforge.jinja.strings import sized
from kforge.jinja.undefined import Failure, Undefined, describe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def operate(_context: object, operator: str, left: object, right: object) -> object:
    """`left operator right` of a template, within limits and with errors in a template author's words."""
    if isinstance(left, Undefined):
        left.fail()
    if isinstance(right, Undefined):
        right.fail()
    if operator == "%" and isinstance(left, str):
        return percent(left, right)
    if isinstance(left, Fragment):
        left = str.__str__(left)
    if isinstance(right, Fragment):
        right = str.__str__(right)
    _check_growth(operator, left, right)
    try:
        return OPERATORS[operator](left, right)
    except TypeError:
        verb = VERBS[operator]
        raise Failure(
            f"{describe(left)} and {describe(right)} cannot be {verb}", _advice(left, right)
        ) from None
    except ZeroDivisionError:
        raise Failure("division by zero") from None
    except OverflowError:
        raise Failure("the number is too large") from None


OPERATORS: "dict[str, Callable[[object, object], object]]" = {
    "+": lambda left, right: left + right,  # type: ignore[operator]
    "-": lambda left, right: left - right,  # type: ignore[operator]
    "*": lambda left, right: left * right,  # type: ignore[operator]
    "/": lambda left, right: left / right,  # type: ignore[operator]
    "//": lambda left, right: left // right,  # type: ignore[operator]
    "%": lambda left, right: left % right,  # type: ignore[operator]
    "**": lambda left, right: left**right,  # type: ignore[operator]
}
VERBS = {
    "+": "added",
    "-": "subtracted",
    "*": "multiplied",
    "/": "divided",
    "//": "divided",
    "%": "divided",
    "**": "raised to a power",
}


def _advice(left: object, right: object) -> str:
    if isinstance(left, str) or isinstance(right, str):
        return "~ joins values as text"
    if isinstance(left, dict) and isinstance(right, dict):
        return "left | merge(right) joins two mappings"
    return ""


def _check_growth(operator: str, left: object, right: object) -> None:
    """Refuse what would take all memory or time before it starts."""
    if isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length()
        if operator == "**" and right > 1:
            bits *= right
        elif operator == "*":
            bits += right.bit_length()
        if bits > MAX_BITS:
            raise Failure("the number is too large")
        return
    size = 0
    if operator == "*":
        for sequence, times in ((left, right), (right, left)):
            if isinstance(sequence, str | list | tuple) and isinstance(times, int):
                size = len(sequence) * times
    elif operator == "+" and isinstance(left, str | list | tuple) and isinstance(right, str | list | tuple):
        size = len(left) + len(right)
    if size > MAX_TEXT:
        what = "text" if isinstance(left, str) or isinstance(right, str) else "list"
        raise Failure(f"the {what} is too large")


def percent(pattern: str, values: object) -> str:
    """`pattern % values` with the texts of the values, for the conversions that C has."""
    pattern = str.__str__(pattern)
    if isinstance(values, dict):
        values = {key: _percent_value(value) for key, value in values.items()}
    elif isinstance(values, tuple):
        values = tuple([_percent_value(value) for value in values])
    else:
        values = _percent_value(values)
    numbers = "".join([char if char.isdigit() else " " for char in pattern]).split()
    if "*" in pattern or any(len(number) > 5 or int(number) > MAX_WIDTH for number in numbers):
        raise Failure(f"a format may be {MAX_WIDTH} columns wide")
    try:
        return sized(pattern % values)
    except (TypeError, ValueError, KeyError, OverflowError) as error:
        raise Failure(f"the format does not fit its values: {str(error).lower()}") from None


def _percent_value(value: object) -> object:
    return value if type(value) in (int, float) else text(value)


def negate(_context: object, operator: str, value: object) -> object:
    """`-value` or `+value` of a template."""
    if isinstance(value, Undefined):
        value.fail()
    if type(value) not in (int, float):
        raise Failure(f"{describe(value)} has no {'negative' if operator == '-' else 'positive'}")
    return -value if operator == "-" else +value  # type: ignore[operator]
