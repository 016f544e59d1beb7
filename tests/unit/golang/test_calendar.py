from datetime import date, timedelta

import pytest

from kforge.golang.calendar import date_of, day_number, days_before, days_in_month, is_leap, weekday_of

EPOCH = date(1970, 1, 1)


@pytest.mark.parametrize("days", [*range(-800, 800, 7), *range(-719162, 2932896, 9973), -719162, 2932896])
def test_days_and_dates_agree_with_pythons(days: int) -> None:
    there = EPOCH + timedelta(days=days)
    assert date_of(days) == (there.year, there.month, there.day)
    assert day_number(there.year, there.month, there.day) == days
    assert weekday_of(days) == there.isoweekday() % 7
    assert days_before(there.year, there.month) + there.day == there.timetuple().tm_yday


@pytest.mark.parametrize(
    ("beyond", "meant"),
    [
        ((2024, 13, 1), (2025, 1, 1)),
        ((2024, 0, 1), (2023, 12, 1)),
        ((2024, 2, 30), (2024, 3, 1)),
        ((2024, 3, 0), (2024, 2, 29)),
        ((2024, -11, 1), (2023, 1, 1)),
        ((0, 1, 1), (0, 1, 1)),
        ((-1, 12, 31), (-1, 12, 31)),
    ],
)
def test_months_and_days_beyond_their_ranges(
    beyond: tuple[int, int, int], meant: tuple[int, int, int]
) -> None:
    assert date_of(day_number(*beyond)) == meant


@pytest.mark.parametrize(
    ("year", "leap"), [(2024, True), (2023, False), (1900, False), (2000, True), (0, True)]
)
def test_leap_years(year: int, leap: bool) -> None:
    assert is_leap(year) is leap
    assert days_in_month(year, 2) == 28 + leap
    assert sum(days_in_month(year, month) for month in range(1, 13)) == 365 + leap
