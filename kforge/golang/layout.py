"""Go's time layouts (`Mon Jan 2 15:04:05 MST 2006`): writing a time in one, reading one by it.

Knows fields only: what a zone is and how far it is off are the caller's business (kforge.golang.time).
"""

from kforge.golang.byte_text import from_bytes, to_bytes
from kforge.golang.calendar import DAYS, MONTHS, days_before, days_in_month, is_leap
from kforge.golang.duration import quoted
from kforge.patterns import compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

RFC3339_NANO = "2006-01-02T15:04:05.999999999Z07:00"
STRING = "2006-01-02 15:04:05.999999999 -0700 MST"

# What stands for a field, leftmost and longest first; `_2006` is a line and the year.
_CHUNK = compiled(
    "January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|0[1-6]|002|15?|2006|2|__2|_2(?!006)|3|4|5|PM|pm"
    "|-070000|-07:00:00|-0700|-07:00|-07|Z070000|Z07:00:00|Z0700|Z07:00|Z07|[.,](?:0+|9+)(?![0-9])"
)
_MEMO = 256
_layouts: "dict[str, list[tuple[str, str]]]" = {}


class Fields:
    """A time taken apart. `zone` is its abbreviation ("" for none), `offset` in seconds east of UTC."""

    __slots__ = (
        "day", "hour", "minute", "month", "nano", "offset", "second", "weekday", "year", "year_day", "zone",
    )  # fmt: skip

    def __init__(self) -> None:
        self.year = 0
        self.month = self.day = 1
        self.hour = self.minute = self.second = self.nano = 0
        self.weekday = self.year_day = 0
        self.zone = ""
        self.offset = 0


def chunks(layout: str) -> "list[tuple[str, str]]":
    """(text before, what stands for a field) for each field of `layout`; the last has no field."""
    found = _layouts.get(layout)
    if found is None:
        if len(_layouts) >= _MEMO:
            _layouts.clear()
        found, start = [], 0
        for match in _CHUNK.finditer(layout):
            found.append((layout[start : match.start()], match[0]))
            start = match.end()
        found.append((layout[start:], ""))
        _layouts[layout] = found
    return found


def write(fields: Fields, layout: str) -> str:
    """The time in `layout`."""
    parts = []
    for before, chunk in chunks(layout):
        parts.append(before)
        if not chunk:
            break
        writer = _WRITERS.get(chunk)
        if writer:
            parts.append(writer(fields))
        elif chunk[0] in ".,":
            parts.append(_fraction(fields.nano, chunk))
        else:
            parts.append(_offset(fields.offset, chunk))
    return "".join(parts)


def _padded(number: int, width: int) -> str:
    """Zeros to `width` digits, the sign not counted."""
    return f"-{-number:0{width}}" if number < 0 else f"{number:0{width}}"


def _fraction(nano: int, chunk: str) -> str:
    digits = f"{nano:09}"[: len(chunk) - 1].ljust(len(chunk) - 1 if len(chunk) <= 10 else 9, "0")
    if chunk[1] == "0":
        return chunk[0] + digits
    digits = digits.rstrip("0")
    return chunk[0] + digits if digits else ""


def _offset(offset: int, chunk: str) -> str:
    if chunk[0] == "Z" and not offset:
        return "Z"
    minutes = abs(offset) // 60
    sign = "-" if offset <= -60 else "+"
    colon = ":" if ":" in chunk else ""
    text = f"{sign}{minutes // 60:02}"
    if len(chunk) > 3:
        text += f"{colon}{minutes % 60:02}"
    if len(chunk) > 6:
        # Go keeps the sign of the seconds of an offset above minus one minute
        seconds = abs(offset) % 60 if sign == "-" or offset >= 0 else -(abs(offset) % 60)
        text += colon + _padded(seconds, 2)
    return text


def _zone(fields: Fields) -> str:
    return fields.zone or _offset(fields.offset, "-0700")


_WRITERS: "dict[str, Callable[[Fields], str]]" = {
    "2006": lambda t: _padded(t.year, 4),
    "06": lambda t: f"{abs(t.year) % 100:02}",
    "January": lambda t: MONTHS[t.month - 1],
    "Jan": lambda t: MONTHS[t.month - 1][:3],
    "1": lambda t: str(t.month),
    "01": lambda t: f"{t.month:02}",
    "Monday": lambda t: DAYS[t.weekday],
    "Mon": lambda t: DAYS[t.weekday][:3],
    "2": lambda t: str(t.day),
    "_2": lambda t: f"{t.day:2}",
    "02": lambda t: f"{t.day:02}",
    "__2": lambda t: f"{t.year_day:3}",
    "002": lambda t: f"{t.year_day:03}",
    "15": lambda t: f"{t.hour:02}",
    "3": lambda t: str(t.hour % 12 or 12),
    "03": lambda t: f"{t.hour % 12 or 12:02}",
    "4": lambda t: str(t.minute),
    "04": lambda t: f"{t.minute:02}",
    "5": lambda t: str(t.second),
    "05": lambda t: f"{t.second:02}",
    "PM": lambda t: "PM" if t.hour >= 12 else "AM",
    "pm": lambda t: "pm" if t.hour >= 12 else "am",
    "MST": _zone,
}


class Parsed(Fields):
    """What a text said. `utc`: it named UTC; `offset` counts if `has_offset`, `zone` if it is not ""."""

    __slots__ = ("has_offset", "utc")

    def __init__(self) -> None:
        super().__init__()
        self.utc = self.has_offset = False


def _quoted(text: str) -> str:
    return quoted(from_bytes(text))


class LayoutError(ValueError):
    """Go's text for a time that its layout does not fit."""


class _Bad(Exception):  # noqa: N818 - never leaves this module
    """A field that cannot be read."""


class _OutOfRange(Exception):  # noqa: N818
    """A field that can be read and cannot be."""


def parse(layout: str, text: str) -> Parsed:
    """The fields of `text`, whose month and day are checked. Raises LayoutError with Go's message."""
    return _Reader(to_bytes(layout), to_bytes(text)).read()


class _Reader:
    def __init__(self, layout: str, text: str) -> None:
        self.layout = layout
        self.text = text
        self.rest = text
        self.next_chunk = ""
        self.time = Parsed()
        self.half = ""
        self.month = self.day = self.year_day = -1

    def read(self) -> Parsed:
        parts = chunks(self.layout)
        for i, (before, chunk) in enumerate(parts):
            self._skip(before)
            if not chunk:
                if self.rest:
                    raise self._error(f": extra text: {_quoted(self.rest)}")
                break
            self.next_chunk = parts[i + 1][1]
            held = self.rest
            reader = _READERS.get(chunk)
            try:
                if reader:
                    reader(self)
                elif chunk[0] in ".,":
                    self.fraction(chunk)
                else:
                    self.offset(chunk)
            except _Bad:
                raise self._unreadable(chunk, held) from None
            except _OutOfRange as what:
                raise self._error(f": {what} out of range") from None
        return self._settled()

    def _error(self, message: str) -> LayoutError:
        return LayoutError(f"parsing time {_quoted(self.text)}{message}")

    def _unreadable(self, chunk: str, rest: str) -> LayoutError:
        return LayoutError(
            f"parsing time {_quoted(self.text)} as {_quoted(self.layout)}:"
            f" cannot parse {_quoted(rest)} as {_quoted(chunk)}"
        )

    def _skip(self, before: str) -> None:
        """Leave out what stands before a field; a run of spaces matches any number of them."""
        wanted, rest = before, self.rest
        while wanted:
            if wanted[0] == " ":
                if rest and rest[0] != " ":
                    raise self._unreadable(before, rest)
                wanted, rest = wanted.lstrip(" "), rest.lstrip(" ")
                continue
            if rest[:1] != wanted[0]:
                raise self._unreadable(before, rest)
            wanted, rest = wanted[1:], rest[1:]
        self.rest = rest

    def take(self, count: int) -> str:
        if len(self.rest) < count:
            raise _Bad
        taken, self.rest = self.rest[:count], self.rest[count:]
        return taken

    def number(self, least: int, most: int) -> int:
        count = _digits(self.rest, most)
        if count < least:
            raise _Bad
        return int(self.take(count))

    def within(self, least: int, most: int, low: int, high: int, name: str) -> int:
        number = self.number(least, most)
        if not low <= number <= high:
            raise _OutOfRange(name)
        return number

    def name(self, names: "tuple[str, ...]", length: int) -> int:
        for i, name in enumerate(names):
            word = name[:length]
            if _same(self.rest[: len(word)], word):
                self.rest = self.rest[len(word) :]
                return i
        raise _Bad

    def long_year(self) -> None:
        if not _digits(self.rest, 1):
            raise _Bad
        self.time.year = _signed(self.take(4))

    def short_year(self) -> None:
        year = _signed(self.take(2))
        self.time.year = year + (1900 if year >= 69 else 2000)

    def month_number(self, least: int) -> None:
        self.month = self.within(least, 2, 1, 12, "month")

    def month_name(self, length: int) -> None:
        self.month = self.name(MONTHS, length) + 1

    def day_number(self, least: int, spaces: int = 0) -> None:
        self._spaces(spaces)
        self.day = self.number(least, 2)

    def day_of_year(self, least: int, spaces: int = 0) -> None:
        self._spaces(spaces)
        self.year_day = self.number(least, 3)

    def _spaces(self, most: int) -> None:
        for _ in range(most):
            self.rest = self.rest.removeprefix(" ")

    def hour(self, least: int, high: int) -> None:
        self.time.hour = self.within(least, 2, 0, high, "hour")

    def minute(self, least: int) -> None:
        self.time.minute = self.within(least, 2, 0, 59, "minute")

    def second(self, least: int) -> None:
        """The second, and a fraction that the layout does not speak of."""
        self.time.second = self.within(least, 2, 0, 59, "second")
        if (
            self.rest[:1] in (".", ",")
            and _digits(self.rest[1:2], 1)
            and self.next_chunk[:1] not in (".", ",")
        ):
            self._nanoseconds(1 + _digits(self.rest[1:], len(self.rest)))

    def fraction(self, chunk: str) -> None:
        if chunk[1] == "0":
            if len(self.rest) < len(chunk):
                raise _Bad
            self._nanoseconds(len(chunk))
        else:
            self._any_fraction()

    def _any_fraction(self) -> None:
        count = _digits(self.rest[1:], len(self.rest))
        if self.rest[:1] in (".", ",") and count:
            self._nanoseconds(1 + count)

    def _nanoseconds(self, length: int) -> None:
        digits = self.take(length)
        if digits[0] not in ".,":
            raise _Bad
        digits = digits[1:10]
        number = _signed(digits)
        if number < 0:
            raise _OutOfRange("fractional second")
        self.time.nano = number * 10 ** (9 - len(digits))

    def half_of_day(self, words: "tuple[str, str]") -> None:
        taken = self.take(2)
        if taken not in words:
            raise _Bad
        self.half = taken.lower()

    def zone(self) -> None:
        if self.rest.startswith("UTC"):
            self.rest = self.rest[3:]
            self.time.utc = True
            return
        self.time.zone = self.take(_zone_length(self.rest))

    def offset(self, chunk: str) -> None:
        if chunk[0] == "Z" and self.rest[:1] == "Z":
            self.rest = self.rest[1:]
            self.time.utc = True
            return
        taken = self.take(len(chunk))
        parts = taken[1:].split(":") if ":" in chunk else [taken[i : i + 2] for i in range(1, len(taken), 2)]
        if ":" in chunk and [len(part) for part in parts] != [2] * (len(chunk) // 3):
            raise _Bad
        bad = False
        numbers = []
        for part, high, name in zip(parts, (24, 60, 60), ("hour", "minute", "second"), strict=False):
            # Go reads no further part behind a bad one, and still looks at the range of those before
            bad = bad or _digits(part, 2) != 2
            numbers.append(0 if bad else int(part))
            if numbers[-1] > high:
                raise _OutOfRange(f"time zone offset {name}")
        if bad or taken[0] not in "+-":
            raise _Bad
        numbers += [0, 0]
        total = (numbers[0] * 60 + numbers[1]) * 60 + numbers[2]
        self.time.offset = -total if taken[0] == "-" else total
        # an offset of -1 second is Go's mark for none
        self.time.has_offset = self.time.offset != -1

    def _settled(self) -> Parsed:
        time = self.time
        if self.half == "pm" and time.hour < 12:
            time.hour += 12
        elif self.half == "am" and time.hour == 12:
            time.hour = 0
        if self.year_day >= 0:
            self._day_from_year_day()
        time.month = self.month if self.month >= 0 else 1
        time.day = self.day if self.day >= 0 else 1
        if not 1 <= time.day <= days_in_month(time.year, time.month):
            raise self._error(": day out of range")
        return time

    def _day_from_year_day(self) -> None:
        leap = is_leap(self.time.year)
        if not 1 <= self.year_day <= 365 + leap:
            raise self._error(": day-of-year out of range")
        month = next(m for m in range(12, 0, -1) if days_before(self.time.year, m) < self.year_day)
        day = self.year_day - days_before(self.time.year, month)
        if self.month >= 0 and self.month != month:
            raise self._error(": day-of-year does not match month")
        if self.day >= 0 and self.day != day:
            raise self._error(": day-of-year does not match day")
        self.month, self.day = month, day


_READERS: "dict[str, Callable[[_Reader], None]]" = {
    "2006": _Reader.long_year,
    "06": _Reader.short_year,
    "January": lambda r: r.month_name(9),
    "Jan": lambda r: r.month_name(3),
    "1": lambda r: r.month_number(1),
    "01": lambda r: r.month_number(2),
    "Monday": lambda r: _ignore(r.name(DAYS, 9)),
    "Mon": lambda r: _ignore(r.name(DAYS, 3)),
    "2": lambda r: r.day_number(1),
    "_2": lambda r: r.day_number(1, 1),
    "02": lambda r: r.day_number(2),
    "__2": lambda r: r.day_of_year(1, 2),
    "002": lambda r: r.day_of_year(3),
    "15": lambda r: r.hour(1, 23),
    "3": lambda r: r.hour(1, 12),
    "03": lambda r: r.hour(2, 12),
    "4": lambda r: r.minute(1),
    "04": lambda r: r.minute(2),
    "5": lambda r: r.second(1),
    "05": lambda r: r.second(2),
    "PM": lambda r: r.half_of_day(("AM", "PM")),
    "pm": lambda r: r.half_of_day(("am", "pm")),
    "MST": _Reader.zone,
}


def _ignore(_: int) -> None:
    """The day of the week is read and not used."""


def _digits(text: str, most: int) -> int:
    """How many ASCII digits `text` starts with, `most` at most."""
    count = 0
    while count < most and "0" <= text[count : count + 1] <= "9":
        count += 1
    return count


def _signed(text: str) -> int:
    digits = text[1:] if text[:1] in ("+", "-") else text
    if _digits(digits, len(digits)) != len(digits):
        raise _Bad
    number = int(digits or "0")
    return -number if text[:1] == "-" else number


def _same(text: str, word: str) -> bool:
    return len(text) == len(word) and text.isascii() and text.lower() == word.lower()


def _zone_length(text: str) -> int:
    """How much of `text` Go takes for the abbreviation of a zone. Raises _Bad for none."""
    if len(text) < 3:
        raise _Bad
    if text[:4] in ("ChST", "MeST"):
        return 4
    if text[:3] == "GMT":
        return 3 + _signed_offset(text[3:])
    if text[0] in "+-":
        return _signed_offset(text) or _refuse()
    upper = 0
    while upper < 6 and "A" <= text[upper : upper + 1] <= "Z":
        upper += 1
    if (
        upper == 3
        or (upper == 5 and text[4] == "T")
        or (upper == 4 and (text[3] == "T" or text[:4] == "WITA"))
    ):
        return upper
    raise _Bad


def _refuse() -> int:
    raise _Bad


def _signed_offset(text: str) -> int:
    """The length of a sign and a number up to 23 at the start of `text`, 0 for none."""
    if text[:1] not in ("+", "-"):
        return 0
    count = _digits(text[1:], len(text))
    if not count or int(text[1 : 1 + count][:40]) > 23:
        return 0
    return 1 + count
