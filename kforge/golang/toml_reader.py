"""TOML into Go's values: int64, float64, times, lists, maps."""

from kforge.golang import zones
from kforge.golang.duration import MICROSECOND
from kforge.golang.kinds import Int64
from kforge.golang.time import Time, date

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from typing import Any

# what Go calls the zones of times without one
LOCAL_DATETIME = zones.Location("datetime-local", 0, "datetime-local")
LOCAL_DATE = zones.Location("date-local", 0, "date-local")
LOCAL_TIME = zones.Location("time-local", 0, "time-local")
_LARGEST = (1 << 63) - 1


class TomlReadError(ValueError):
    """What is wrong with a TOML text."""


def read_toml(text: str) -> "dict[str, Any]":
    """The map in `text`. Raises TomlReadError."""
    import tomllib

    try:
        found = tomllib.loads(text.removeprefix("\ufeff"))
        return {key: _go_value(value, key) for key, value in found.items()}
    except tomllib.TOMLDecodeError as error:
        raise TomlReadError(f"toml: {_shortened(str(error))}") from None
    except RecursionError:
        raise TomlReadError("toml: nested too deeply") from None


def _shortened(message: str) -> str:
    """`line 1: what is wrong` of `What is wrong (at line 1, column 2)`."""
    what, mark, place = message.partition(" (at ")
    line = place.partition(",")[0].removeprefix("end of document)")
    return f"{line}: {what}" if mark and line else what


def _go_value(value: "Any", path: str) -> object:
    kind = type(value)
    if kind is int:
        if not -_LARGEST - 1 <= value <= _LARGEST:
            raise TomlReadError(f'toml: (last key "{path}"): {value} is out of range for int64')
        return Int64(value)
    if kind is dict:
        return {key: _go_value(inner, f"{path}.{key}") for key, inner in value.items()}
    if kind is list:
        return [_go_value(inner, path) for inner in value]
    return value if kind in (str, bool, float) else _time(value)


def _time(value: "datetime.datetime | datetime.date | datetime.time") -> Time:
    import datetime

    if isinstance(value, datetime.datetime):
        return date(value.year, value.month, value.day, _clock(value), _zone(value))
    if isinstance(value, datetime.date):
        return date(value.year, value.month, value.day, (0, 0, 0, 0), LOCAL_DATE)
    return date(0, 1, 1, _clock(value), LOCAL_TIME)


def _clock(value: "datetime.datetime | datetime.time") -> "tuple[int, int, int, int]":
    return value.hour, value.minute, value.second, value.microsecond * MICROSECOND


def _zone(value: "datetime.datetime") -> zones.Location:
    if value.tzinfo is None:
        return LOCAL_DATETIME
    offset = value.utcoffset()
    seconds = offset.days * 86400 + offset.seconds if offset else 0
    return zones.fixed("", seconds) if seconds else zones.UTC
