"""Go's time.Location: UTC, a fixed offset, a zone of the time zone database, and what TZ says is local."""

import os

from kforge.golang.calendar import DAYS_OF_400_YEARS, day_number
from kforge.golang.kinds import Struct

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, ClassVar

_DAY = 86400
_ROUND = DAYS_OF_400_YEARS * _DAY  # after so many seconds the calendar and its rules repeat
_FIRST = day_number(2, 1, 1) * _DAY  # what Python's datetime reaches, with room for an offset
_LAST = day_number(9998, 1, 1) * _DAY
_MONTH = 30 * _DAY
# where abbreviations are looked for: at about the time in question, then every second month since 1900
_NEAR = (0, -3, 3, -6, 6)
_HISTORY = (day_number(1900, 1, 1) * _DAY, day_number(2038, 1, 1) * _DAY, 2 * _MONTH)
_METHODS = {"String": ("go_text", "")}
_LOCAL_FILE = "/etc/localtime"


class Location(Struct):
    """A zone of one offset."""

    __slots__ = ("name", "offset", "short")
    go_type = "*time.Location"
    methods: "ClassVar[Mapping[str, tuple[str, str]]]" = _METHODS

    def __init__(self, name: str, offset: int = 0, short: str = "") -> None:
        self.name = name
        self.offset = offset
        self.short = short

    def go_text(self) -> str:
        return self.name

    def at(self, second: int) -> "tuple[str, int, bool]":  # noqa: ARG002 - zones that change look at it
        """Abbreviation, offset in seconds and whether it is summer time, at a second since 1970."""
        return self.short, self.offset, False

    def offset_of(self, short: str, local_second: int) -> "int | None":  # noqa: ARG002
        """The offset that the abbreviation stands for here, at about that second of local time."""
        return self.offset if short == self.short else None


class DatabaseLocation(Location):
    """A zone with a history."""

    __slots__ = ("zone",)

    def __init__(self, name: str, zone: "Any") -> None:
        super().__init__(name)
        self.zone = zone

    def at(self, second: int) -> "tuple[str, int, bool]":
        from datetime import datetime, timedelta

        second = max(second, _FIRST)
        if second > _LAST:
            second -= (second - _LAST + _ROUND - 1) // _ROUND * _ROUND
        moment = datetime(1970, 1, 1, tzinfo=self.zone)  # noqa: DTZ001,RUF100
        moment = self.zone.fromutc(moment + timedelta(seconds=second))
        offset = moment.utcoffset() or timedelta()
        return moment.tzname() or "", offset.days * _DAY + offset.seconds, bool(moment.dst())

    def offset_of(self, short: str, local_second: int) -> "int | None":
        first = None
        for second in (*(local_second + month * _MONTH for month in _NEAR), *range(*_HISTORY)):
            name, offset, _ = self.at(second)
            if name != short:
                continue
            if self.at(local_second - offset)[0] == short:
                return self.at(local_second - offset)[1]
            first = offset if first is None else first
        return first


UTC = Location("UTC", 0, "UTC")
_loaded: "dict[str, Location | None]" = {}


def fixed(short: str, offset: int) -> Location:
    """What Go makes up for an offset that a text named."""
    return Location(short, offset, short)


def load(name: str) -> "Location | None":
    """The zone `name` of the time zone database, None when there is none. "" and "UTC" are UTC."""
    if name in ("", "UTC"):
        return UTC
    if name == "Local":
        return local()
    if name not in _loaded:
        _loaded[name] = _from_database(name)
    return _loaded[name]


def local() -> Location:
    """The zone of the machine: what TZ names, or else /etc/localtime; UTC when neither can be read."""
    setting = os.environ.get("TZ")
    key = f"local {setting}"
    if key not in _loaded:
        _loaded[key] = _local(setting)
    return _loaded[key] or UTC


def _local(setting: "str | None") -> "Location | None":
    if setting is None:
        return _from_file("Local", _LOCAL_FILE)
    setting = setting.removeprefix(":")
    if setting[:1] == "/":
        return _from_file("Local" if setting == _LOCAL_FILE else setting, setting)
    return None if setting in ("", "UTC") else _from_database(setting)


def _from_database(name: str) -> "Location | None":
    if ".." in name or name[0] in "/\\":
        return None
    from zoneinfo import ZoneInfo

    try:
        return DatabaseLocation(name, ZoneInfo(name))
    except (OSError, ValueError, KeyError):  # no such zone, a folder of zones, a name that is no path
        return None


def _from_file(name: str, path: str) -> "Location | None":
    from zoneinfo import ZoneInfo

    try:
        with open(path, "rb") as file:
            return DatabaseLocation(name, ZoneInfo.from_file(file))
    except (OSError, ValueError):
        return None
