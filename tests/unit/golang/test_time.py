import pytest

from kforge.golang import time, zones
from kforge.golang.duration import LARGEST, SECOND, Duration
from kforge.golang.time import Time

NOON = 1709208000  # 2024-02-29 12:00 UTC
HOUR = 3600


def at(second: int, zone: str = "UTC", nano: int = 0) -> Time:
    found = zones.load(zone)
    assert found is not None
    return Time(second * SECOND + nano, found)


def test_parts() -> None:
    t = at(NOON + 3661, nano=5)
    assert (t.year(), t.month(), t.day(), t.hour(), t.minute(), t.second()) == (2024, 2, 29, 13, 1, 1)
    assert (t.nanosecond(), t.year_day(), t.weekday()) == (5, 60, 4)
    assert (t.month().go_text(), t.weekday().go_text()) == ("February", "Thursday")
    assert (t.unix(), t.unix_milli(), t.unix_micro()) == (
        NOON + 3661,
        (NOON + 3661) * 1000,
        (NOON + 3661) * 10**6,
    )
    assert t.location().go_text() == "UTC"


def test_texts() -> None:
    t = at(NOON, "America/New_York", 120_000_000)
    assert t.go_text() == "2024-02-29 07:00:00.12 -0500 EST"
    assert t.json_value() == "2024-02-29T07:00:00.12-05:00"
    assert t.json_bytes() == b'"2024-02-29T07:00:00.12-05:00"'
    assert t.text_bytes() == b"2024-02-29T07:00:00.12-05:00"
    assert (
        t.go_string()
        == 'time.Date(2024, time.February, 29, 7, 0, 0, 120000000, time.Location("America/New_York"))'
    )
    assert at(0).go_string() == "time.Date(1970, time.January, 1, 0, 0, 0, 0, time.UTC)"


def test_years_that_json_cannot_have() -> None:
    with pytest.raises(ValueError, match="year outside of range"):
        at(300_000_000_000).json_value()


def test_the_same_time_elsewhere() -> None:
    t = at(NOON)
    there = t.within(at(0, "America/New_York").zone)
    assert there.equal(t)
    assert there != t
    assert there.utc() == t
    assert hash(there.utc()) == hash(t)
    assert there.hour() == 7
    assert there.is_summer_time() is False
    assert at(1720000000, "America/New_York").is_summer_time() is True


@pytest.mark.parametrize(
    ("years", "months", "days", "wanted"),
    [
        (1, 0, 0, "2025-03-01"),
        (0, 1, 0, "2024-03-29"),
        (0, -13, 0, "2023-01-29"),
        (0, 0, 366, "2025-03-01"),
        (-2024, 0, 0, "0000-02-29"),
    ],
)
def test_adding_dates(years: int, months: int, days: int, wanted: str) -> None:
    assert at(NOON).add_date(years, months, days).format("2006-01-02") == wanted


def test_adding_a_day_where_the_clock_changes() -> None:
    """23 hours: the time of the clock stays."""
    before = at(1711800000, "Europe/Berlin")  # 30 March 2024, 13:00
    after = before.add_date(0, 0, 1)
    assert after.format("2006-01-02 15:04 MST") == "2024-03-31 13:00 CEST"
    assert after.since(before) == Duration(23 * HOUR * SECOND)


@pytest.mark.parametrize(
    ("clock", "wanted"),
    [
        ((2, 30, 0, 0), "2024-03-31 03:30 CEST"),
        ((1, 59, 0, 0), "2024-03-31 01:59 CET"),
        ((3, 0, 0, 0), "2024-03-31 03:00 CEST"),
        ((25, 61, 61, 0), "2024-04-01 02:02 CEST"),
    ],
)
def test_times_of_the_clock_around_a_gap(clock: tuple[int, int, int, int], wanted: str) -> None:
    zone = at(0, "Europe/Berlin").zone
    assert time.date(2024, 3, 31, clock, zone).format("2006-01-02 15:04 MST") == wanted


def test_differences_stay_within_64_bits() -> None:
    assert at(NOON).since(at(NOON - 90)).go_text() == "1m30s"
    assert at(10**12).since(at(-(10**12))) == LARGEST


def test_comparing() -> None:
    early, late = at(1), at(2)
    assert (late.after(early), late.before(early), late.compare(early)) == (True, False, 1)
    assert (early.compare(late), early.compare(early)) == (-1, 0)


def test_rounding() -> None:
    t = at(NOON + 34 * 60)
    assert t.truncated(HOUR * SECOND) == at(NOON)
    assert t.rounded(HOUR * SECOND) == at(NOON + HOUR)
    assert t.rounded(0) == t.truncated(-5) == t
    assert at(0).truncated(7 * 24 * HOUR * SECOND).weekday().go_text() == "Monday"


def test_zero() -> None:
    assert time.zero().is_zero()
    assert time.zero().go_text() == "0001-01-01 00:00:00 +0000 UTC"
    assert not at(0).is_zero()


def test_int64_wraps_around() -> None:
    assert time.zero().unix_nano() == -6795364578871345152


@pytest.mark.parametrize(
    ("layout", "text", "wanted"),
    [
        ("2006-01-02", "2024-07-01", "2024-07-01 00:00:00 -0400 EDT"),
        ("2006 MST", "2024 EST", "2024-01-01 00:00:00 -0500 EST"),
        ("2006-01 MST", "2024-07 EST", "2024-07-01 01:00:00 -0400 EDT"),
        ("2006 MST", "2024 XYZ", "2024-01-01 00:00:00 +0000 XYZ"),
        ("2006 MST", "2024 GMT+3", "2024-01-01 03:00:00 +0300 GMT+3"),
        ("2006 -0700", "2024 -0500", "2024-01-01 00:00:00 -0500 EST"),
        ("2006 -0700", "2024 +0130", "2024-01-01 00:00:00 +0130 +0130"),
        ("2006 -0700 MST", "2024 -0500 XYZ", "2024-01-01 00:00:00 -0500 XYZ"),
        ("2006 MST", "2024 UTC", "2024-01-01 00:00:00 +0000 UTC"),
    ],
)
def test_reading_in_a_zone(layout: str, text: str, wanted: str) -> None:
    assert time.parse(layout, text, at(0, "America/New_York").zone).go_text() == wanted


def test_unix_is_local(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    assert time.unix(0).go_text() == "1970-01-01 05:30:00 +0530 IST"
    assert time.unix(0).utc().local() == time.unix(0)
    assert time.unix(0).add(Duration(-SECOND)).unix() == -1
