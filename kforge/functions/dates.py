"""Template functions on dates: Go's layouts, zones of the time zone database, the local zone by TZ."""

from kforge.functions.registry import FunctionError, func
from kforge.golang import time, zones
from kforge.golang.duration import LARGEST, SECOND, SMALLEST, Duration, parse_duration
from kforge.golang.kinds import Int32, Int64
from kforge.golang.layout import LayoutError
from kforge.golang.time import Time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_HTML = "2006-01-02"
_COUNTED = (int, Int64, Int32)


def _now(state: "Any") -> Time:
    return Time(state.now(), zones.local())


def _moment(state: "Any", value: object) -> Time:
    """A time as it is, an integer as seconds since 1970; anything else, a float64 of values too, is now."""
    if isinstance(value, Time):
        return value
    return time.unix(int(value)) if type(value) in _COUNTED else _now(state)  # type: ignore[call-overload]


@func("now", state=True)
def now(state: "Any") -> Time:
    """The time at which the template is rendered.

    {{ gt (now).Year 2000 }}
        true
    """
    return _now(state)


@func("date", takes="string any", state=True)
def date(state: "Any", layout: str, value: object) -> str:
    """A time, or seconds since 1970, in a layout that shows how Mon Jan 2 15:04:05 2006 would look.

    {{ date "2006-01-02" (toDate "02.01.2006" "31.12.2024") }}
        2024-12-31
    """
    return _moment(state, value).local().format(layout)


@func("dateInZone", "date_in_zone", takes="string any string", state=True)
def date_in_zone(state: "Any", layout: str, value: object, zone: str) -> str:
    """As date, in a zone; an unknown one is UTC.

    {{ dateInZone "2006-01-02 15:04 MST" (int64 0) "America/New_York" }}
        1969-12-31 19:00 EST
    """
    return _moment(state, value).within(zones.load(zone) or zones.UTC).format(layout)


@func("htmlDate", takes="any", state=True)
def html_date(state: "Any", value: object) -> str:
    """A time, or seconds since 1970, as HTML's date fields want it.

    {{ htmlDate (toDate "2006-01-02" "2024-12-31") }}
        2024-12-31
    """
    return _moment(state, value).local().format(_HTML)


@func("htmlDateInZone", takes="any string", state=True)
def html_date_in_zone(state: "Any", value: object, zone: str) -> str:
    """As htmlDate, in a zone.

    {{ htmlDateInZone (int64 0) "America/New_York" }}
        1969-12-31
    """
    return date_in_zone(state, _HTML, value, zone)


@func("dateModify", "date_modify", takes="string time.Time")
def date_modify(text: str, value: Time) -> Time:
    """A time moved by a duration, forth or back; unmoved by what is no duration.

    {{ toDate "2006-01-02" "2024-12-31" | dateModify "36h" | htmlDate }}
        2025-01-01
    """
    try:
        return value.add(parse_duration(text))
    except ValueError:
        return value


@func("mustDateModify", "must_date_modify", takes="string time.Time")
def must_date_modify(text: str, value: Time) -> Time:
    """As dateModify, but what is no duration is an error.

    {{ toDate "2006-01-02" "2024-12-31" | mustDateModify "-24h" | htmlDate }}
        2024-12-30
    """
    try:
        return value.add(parse_duration(text))
    except ValueError as error:
        raise FunctionError(str(error)) from None


@func("toDate", takes="string string")
def to_date(layout: str, text: str) -> Time:
    """The time in a text of that layout; the first day of the year 1 when it cannot be read.

    {{ (toDate "2006-01-02" "2024-12-31").Weekday }}
        Tuesday
    """
    try:
        return time.parse(layout, text, zones.local())
    except LayoutError:
        return time.zero()


@func("mustToDate", takes="string string")
def must_to_date(layout: str, text: str) -> Time:
    """As toDate, but what cannot be read is an error.

    {{ (mustToDate "2006-01-02" "2024-12-31").YearDay }}
        366
    """
    try:
        return time.parse(layout, text, zones.local())
    except LayoutError as error:
        raise FunctionError(str(error)) from None


@func("unixEpoch", takes="time.Time")
def unix_epoch(value: Time) -> str:
    """The seconds from 1970 to a time, as a text.

    {{ toDate "2006-01-02 MST" "1970-01-02 UTC" | unixEpoch }}
        86400
    """
    return str(int(value.unix()))


@func("ago", takes="any", state=True)
def ago(state: "Any", value: object) -> str:
    """How long ago a time was, to the second.

    {{ ago now }}
        0s
    """
    # an int32 is no time to sprig here
    moment = _now(state) if type(value) is Int32 else _moment(state, value)
    since = max(min(state.now() - moment.ns, LARGEST), SMALLEST)
    return Duration(since).rounded(SECOND).go_text()
