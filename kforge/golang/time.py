"""Go's time.Time with its methods, Month and Weekday, as templates reach them."""

from kforge.golang import layout as layouts
from kforge.golang import zones
from kforge.golang.calendar import DAYS, MONTHS, date_of, day_number, days_before, weekday_of
from kforge.golang.duration import LARGEST, SECOND, SMALLEST, Duration, quoted
from kforge.golang.kinds import Int64, Struct

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import ClassVar

    from kforge.golang.zones import Location

_DAY = 86400
_YEAR_1 = day_number(1, 1, 1) * _DAY  # Go's zero time, in seconds since 1970

_TIME_METHODS = {
    "Add": ("add", "time.Duration"),
    "AddDate": ("add_date", "int int int"),
    "After": ("after", "time.Time"),
    "Before": ("before", "time.Time"),
    "Compare": ("compare", "time.Time"),
    "Day": ("day", ""),
    "Equal": ("equal", "time.Time"),
    "Format": ("format", "string"),
    "GoString": ("go_string", ""),
    "Hour": ("hour", ""),
    "In": ("within", "*time.Location"),
    "IsDST": ("is_summer_time", ""),
    "IsZero": ("is_zero", ""),
    "Local": ("local", ""),
    "Location": ("location", ""),
    "MarshalJSON": ("json_bytes", ""),
    "MarshalText": ("text_bytes", ""),
    "Minute": ("minute", ""),
    "Month": ("month", ""),
    "Nanosecond": ("nanosecond", ""),
    "Round": ("rounded", "time.Duration"),
    "Second": ("second", ""),
    "String": ("go_text", ""),
    "Sub": ("since", "time.Time"),
    "Truncate": ("truncated", "time.Duration"),
    "UTC": ("utc", ""),
    "Unix": ("unix", ""),
    "UnixMicro": ("unix_micro", ""),
    "UnixMilli": ("unix_milli", ""),
    "UnixNano": ("unix_nano", ""),
    "Weekday": ("weekday", ""),
    "Year": ("year", ""),
    "YearDay": ("year_day", ""),
}
_NAME_METHODS = {"String": ("go_text", "")}


class Month(int):
    """1 for January; prints as its name."""

    __slots__ = ()
    go_type = "time.Month"
    go_kind = "int"
    methods: "ClassVar[Mapping[str, tuple[str, str]]]" = _NAME_METHODS

    def go_text(self) -> str:
        return MONTHS[self - 1]


class Weekday(int):
    """0 for Sunday; prints as its name."""

    __slots__ = ()
    go_type = "time.Weekday"
    go_kind = "int"
    methods: "ClassVar[Mapping[str, tuple[str, str]]]" = _NAME_METHODS

    def go_text(self) -> str:
        return DAYS[self]


class Time(Struct):
    """An instant, `ns` nanoseconds since 1970, seen in a zone."""

    __slots__ = ("ns", "zone")
    go_type = "time.Time"
    methods: "ClassVar[Mapping[str, tuple[str, str]]]" = _TIME_METHODS

    def __init__(self, ns: int, zone: "Location") -> None:
        self.ns = ns
        self.zone = zone

    def __eq__(self, other: object) -> bool:
        """Go's == on the struct: the same instant in the same zone."""
        return isinstance(other, Time) and self.ns == other.ns and self.zone is other.zone

    def __hash__(self) -> int:
        return hash(self.ns)

    def taken_apart(self) -> layouts.Fields:
        """Its year, month and so on, in its zone."""
        seconds, nano = divmod(self.ns, SECOND)
        fields = layouts.Fields()
        fields.zone, fields.offset, _ = self.zone.at(seconds)
        day, rest = divmod(seconds + fields.offset, _DAY)
        fields.year, fields.month, fields.day = date_of(day)
        fields.hour, rest = divmod(rest, 3600)
        fields.minute, fields.second = divmod(rest, 60)
        fields.nano = nano
        fields.weekday = weekday_of(day)
        fields.year_day = days_before(fields.year, fields.month) + fields.day
        return fields

    def format(self, layout: str) -> str:
        return layouts.write(self.taken_apart(), layout)

    def go_text(self) -> str:
        return self.format(layouts.STRING)

    def json_value(self) -> str:
        """RFC 3339. Raises ValueError for years that it cannot write."""
        fields = self.taken_apart()
        if not 0 <= fields.year <= 9999:
            raise ValueError("Time.MarshalJSON: year outside of range [0,9999]")
        if abs(fields.offset) >= _DAY:
            raise ValueError("Time.MarshalJSON: timezone hour outside of range [0,23]")
        return layouts.write(fields, layouts.RFC3339_NANO)

    def json_bytes(self) -> bytes:
        return f'"{self.json_value()}"'.encode()

    def text_bytes(self) -> bytes:
        return self.json_value().encode()

    def go_string(self) -> str:
        t = self.taken_apart()
        zone = {"UTC": "time.UTC", "Local": "time.Local"}.get(self.zone.name)
        zone = zone or f"time.Location({quoted(self.zone.name)})"
        return (
            f"time.Date({t.year}, time.{MONTHS[t.month - 1]}, {t.day}, {t.hour}, {t.minute}, {t.second},"
            f" {t.nano}, {zone})"
        )

    def year(self) -> int:
        return self.taken_apart().year

    def month(self) -> Month:
        return Month(self.taken_apart().month)

    def day(self) -> int:
        return self.taken_apart().day

    def hour(self) -> int:
        return self.taken_apart().hour

    def minute(self) -> int:
        return self.taken_apart().minute

    def second(self) -> int:
        return self.taken_apart().second

    def nanosecond(self) -> int:
        return self.ns % SECOND

    def weekday(self) -> Weekday:
        return Weekday(self.taken_apart().weekday)

    def year_day(self) -> int:
        return self.taken_apart().year_day

    def is_summer_time(self) -> bool:
        return self.zone.at(self.ns // SECOND)[2]

    def is_zero(self) -> bool:
        return self.ns == _YEAR_1 * SECOND

    def unix(self) -> Int64:
        return Int64(self.ns // SECOND)

    def unix_milli(self) -> Int64:
        return _wrapped(self.ns // 1_000_000)

    def unix_micro(self) -> Int64:
        return _wrapped(self.ns // 1000)

    def unix_nano(self) -> Int64:
        return _wrapped(self.ns)

    def location(self) -> "Location":
        return self.zone

    def within(self, zone: "Location") -> "Time":
        return Time(self.ns, zone)

    def utc(self) -> "Time":
        return Time(self.ns, zones.UTC)

    def local(self) -> "Time":
        return Time(self.ns, zones.local())

    def add(self, duration: int) -> "Time":
        return Time(self.ns + int(duration), self.zone)

    def add_date(self, years: int, months: int, days: int) -> "Time":
        t = self.taken_apart()
        return date(
            t.year + years, t.month + months, t.day + days, (t.hour, t.minute, t.second, t.nano), self.zone
        )

    def since(self, other: "Time") -> Duration:
        """What Sub gives: at the ends of what a Duration holds it stays."""
        return Duration(max(min(self.ns - other.ns, LARGEST), SMALLEST))

    def after(self, other: "Time") -> bool:
        return self.ns > other.ns

    def before(self, other: "Time") -> bool:
        return self.ns < other.ns

    def equal(self, other: "Time") -> bool:
        return self.ns == other.ns

    def compare(self, other: "Time") -> int:
        return (self.ns > other.ns) - (self.ns < other.ns)

    def truncated(self, multiple: int) -> "Time":
        """Down to a multiple of time since the year 1."""
        return Time(self.ns - self._beyond(multiple), self.zone) if multiple > 0 else self

    def rounded(self, multiple: int) -> "Time":
        """To the nearest such multiple, halves up."""
        if multiple <= 0:
            return self
        beyond = self._beyond(multiple)
        return Time(self.ns - beyond + (multiple if beyond * 2 >= multiple else 0), self.zone)

    def _beyond(self, multiple: int) -> int:
        return (self.ns - _YEAR_1 * SECOND) % int(multiple)


def _wrapped(number: int) -> Int64:
    """An int64 as Go computes it, which wraps around."""
    return Int64((number + (1 << 63)) % (1 << 64) - (1 << 63))


def unix(second: int) -> Time:
    """time.Unix: in the local zone."""
    return Time(second * SECOND, zones.local())


def zero() -> Time:
    """Go's zero time: the first of January of the year 1, UTC."""
    return Time(_YEAR_1 * SECOND, zones.UTC)


def date(year: int, month: int, day: int, clock: "tuple[int, int, int, int]", zone: "Location") -> Time:
    """time.Date: hour, minute, second and nanosecond of a day, in a zone; all may lie beyond their ranges."""
    hour, minute, second, nano = clock
    local = day_number(year, month, day) * _DAY + hour * 3600 + minute * 60 + second
    return Time((local - _offset_at(zone, local)) * SECOND + nano, zone)


def _offset_at(zone: "Location", local: int) -> int:
    """The offset Go takes for a time of the clock: that of the instant which its first guess leads to."""
    guess = zone.at(local)[1]
    return zone.at(local - guess)[1] if guess else 0


def parse(layout: str, text: str, zone: "Location") -> Time:
    """time.ParseInLocation. Raises LayoutError with Go's message."""
    t = layouts.parse(layout, text)
    clock = (t.hour, t.minute, t.second, t.nano)
    if t.utc:
        return date(t.year, t.month, t.day, clock, zones.UTC)
    if t.has_offset:
        found = date(t.year, t.month, t.day, clock, zones.UTC).add(-t.offset * SECOND)
        name, offset, _ = zone.at(found.ns // SECOND)
        same = offset == t.offset and t.zone in ("", name)
        return found.within(zone if same else zones.fixed(t.zone, t.offset))
    if t.zone:
        return _named(date(t.year, t.month, t.day, clock, zones.UTC), t.zone, zone)
    return date(t.year, t.month, t.day, clock, zone)


def _named(local: Time, name: str, zone: "Location") -> Time:
    """A time of the clock in the zone that an abbreviation names: one of `zone`, or else one made up."""
    offset = zone.offset_of(name, local.ns // SECOND)
    if offset is not None:
        return local.add(-offset * SECOND).within(zone)
    hours = name[3:] if len(name) > 3 and name[:3] == "GMT" else ""
    return local.within(zones.fixed(name, int(hours or "0") * 3600))
