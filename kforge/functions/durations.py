"""Template functions on durations: Go's 1h30m, and numbers of seconds."""

from kforge.functions.registry import FunctionError, func
from kforge.golang.duration import HOUR, LARGEST, MINUTE, SECOND, SMALLEST, Duration, parse_duration
from kforge.golang.floats import float_text
from kforge.golang.kinds import Int64, type_name
from kforge.golang.numbers import cut, parse_float, wrapped
from kforge.golang.quoting import quote
from kforge.golang.time import Time
from kforge.patterns import compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_DECIMAL = compiled(r"[-+]?[0-9]+\Z")
_SPACE = " \t\n\v\f\r\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
# durationRound's units: the first that the duration is longer than
_ROUNDED = (
    (365 * 24 * HOUR, "y"),
    (30 * 24 * HOUR, "mo"),
    (24 * HOUR, "d"),
    (HOUR, "h"),
    (MINUTE, "m"),
    (SECOND, "s"),
)


def _duration(value: object) -> Duration:
    """A duration; a text of one, or of a number of seconds; a number of seconds. Raises ValueError."""
    if isinstance(value, Duration):
        return value
    if isinstance(value, str):
        return _from_text(value)
    if value is None:
        raise ValueError("invalid duration")
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError(f"unsupported duration type {type_name(value)}")
    if isinstance(value, float):
        return _from_seconds(value)
    if abs(value) > LARGEST // SECOND:
        raise ValueError(f"duration seconds overflow: {int(value)}")
    return Duration(value * SECOND)


def _from_text(value: str) -> Duration:
    text = value.strip(_SPACE)
    if not text:
        raise ValueError("empty duration")
    try:
        return parse_duration(text)
    except ValueError:
        pass
    number = parse_float(text)
    if number is None:
        raise ValueError(f"could not parse duration {quote(value)}")
    return _from_seconds(number)


def _from_seconds(seconds: float) -> Duration:
    if seconds - seconds != 0:
        raise ValueError(f"invalid duration seconds: {float_text(seconds)}")
    if abs(seconds) > LARGEST / SECOND:
        raise ValueError(f"duration seconds overflow: {float_text(seconds)}")
    return Duration(cut(seconds * 1e9))


def _or_nothing(value: object) -> Duration:
    try:
        return _duration(value)
    except ValueError:
        return Duration(0)


@func("mustToDuration", takes="any")
def must_to_duration(value: object) -> Duration:
    """The duration in a text like 1h30m, or in a number of seconds; anything else is an error.

    {{ mustToDuration "90m" }}
        1h30m0s
    {{ mustToDuration 1.5 }}
        1.5s
    """
    try:
        return _duration(value)
    except ValueError as error:
        raise FunctionError(str(error)) from None


@func("durationSeconds", takes="any")
def duration_seconds(value: object) -> float:
    """A duration in seconds, 0 for what is none.

    {{ durationSeconds "1m30s" }}
        90
    """
    return _or_nothing(value).seconds()


@func("durationMilliseconds", takes="any")
def duration_milliseconds(value: object) -> Int64:
    """A duration in whole milliseconds, 0 for what is none.

    {{ durationMilliseconds "1.5s" }}
        1500
    """
    return _or_nothing(value).milliseconds()


@func("durationMicroseconds", takes="any")
def duration_microseconds(value: object) -> Int64:
    """A duration in whole microseconds, 0 for what is none.

    {{ durationMicroseconds "2ms" }}
        2000
    """
    return _or_nothing(value).microseconds()


@func("durationNanoseconds", takes="any")
def duration_nanoseconds(value: object) -> Int64:
    """A duration in nanoseconds, 0 for what is none.

    {{ durationNanoseconds "3us" }}
        3000
    """
    return _or_nothing(value).nanoseconds()


@func("durationMinutes", takes="any")
def duration_minutes(value: object) -> float:
    """A duration in minutes, 0 for what is none.

    {{ durationMinutes "1h30s" }}
        60.5
    """
    return _or_nothing(value).minutes()


@func("durationHours", takes="any")
def duration_hours(value: object) -> float:
    """A duration in hours, 0 for what is none.

    {{ durationHours "90m" }}
        1.5
    """
    return _or_nothing(value).hours()


@func("durationDays", takes="any")
def duration_days(value: object) -> float:
    """A duration in days, 0 for what is none.

    {{ durationDays "36h" }}
        1.5
    """
    return _or_nothing(value).hours() / 24


@func("durationWeeks", takes="any")
def duration_weeks(value: object) -> float:
    """A duration in weeks, 0 for what is none.

    {{ durationWeeks "168h" }}
        1
    """
    return _or_nothing(value).hours() / 24 / 7


@func("durationRoundTo", takes="any any")
def duration_round_to(value: object, multiple: object) -> Duration:
    """A duration rounded to the nearest multiple of another.

    {{ durationRoundTo "1h17m" "15m" }}
        1h15m0s
    """
    found = _or_nothing(value)
    try:
        return found.rounded(_duration(multiple))
    except ValueError:
        return found


@func("durationTruncateTo", takes="any any")
def duration_truncate_to(value: object, multiple: object) -> Duration:
    """A duration cut off at a multiple of another.

    {{ durationTruncateTo "1h29m" "15m" }}
        1h15m0s
    """
    found = _or_nothing(value)
    try:
        return found.truncated(_duration(multiple))
    except ValueError:
        return found


@func("duration", takes="any")
def duration(value: object) -> str:
    """A number of seconds, as a text or an int64, written out; 0s for anything else.

    {{ duration "95" }}
        1m35s
    {{ duration 95 }}
        0s
    """
    seconds = 0
    if isinstance(value, str):
        found = _DECIMAL.match(value)
        seconds = max(min(int(value[:40]), LARGEST), SMALLEST) if found else 0
    elif type(value) is Int64:
        seconds = int(value)
    return Duration(wrapped(seconds * SECOND)).go_text()


@func("durationRound", takes="any", state=True)
def duration_round(state: "Any", value: object) -> str:
    """The largest unit of a duration, an int64 of nanoseconds, or the time since a moment.

    {{ durationRound "49h10m" }}
        2d
    """
    nanoseconds = 0
    if isinstance(value, str):
        try:
            nanoseconds = parse_duration(value)
        except ValueError:
            nanoseconds = 0
    elif type(value) is Int64:
        nanoseconds = int(value)
    elif isinstance(value, Time):
        nanoseconds = max(min(state.now() - value.ns, LARGEST), SMALLEST)
    size = abs(int(nanoseconds))
    unit = next((pair for pair in _ROUNDED if size > pair[0]), None)
    return f"{size // unit[0]}{unit[1]}" if unit else "0s"
