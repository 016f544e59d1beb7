import pytest

from kforge.golang.duration import LARGEST, SECOND, SMALLEST, Duration, parse_duration, quoted


@pytest.mark.parametrize(
    ("nanoseconds", "text"),
    [
        (0, "0s"),
        (1, "1ns"),
        (1100, "1.1µs"),
        (2_200_000, "2.2ms"),
        (3_300_000_000, "3.3s"),
        (4 * 60 * SECOND + 5 * SECOND, "4m5s"),
        (5 * 3600 * SECOND + SECOND // 1000, "5h0m0.001s"),
        (-90 * SECOND, "-1m30s"),
        (LARGEST, "2562047h47m16.854775807s"),
        (SMALLEST, "-2562047h47m16.854775808s"),
    ],
)
def test_a_duration_is_written_and_read_back(nanoseconds: int, text: str) -> None:
    assert Duration(nanoseconds).go_text() == text
    assert parse_duration(text) == nanoseconds


@pytest.mark.parametrize(
    ("text", "nanoseconds"),
    [
        ("0", 0),
        ("-0", 0),
        ("+5s", 5 * SECOND),
        ("5.s", 5 * SECOND),
        (".5s", SECOND // 2),
        ("1h1h", 7200 * SECOND),
        ("1us", 1000),
        ("1μs", 1000),
        ("0.100000000000000000000h", 360 * SECOND),
        ("0.9223372036854775807h", 3320413933267),
        ("000000000000000000000000000000000000001s", SECOND),
    ],
)
def test_what_can_be_read(text: str, nanoseconds: int) -> None:
    assert parse_duration(text) == nanoseconds


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", 'time: invalid duration ""'),
        ("3", 'time: missing unit in duration "3"'),
        ("-", 'time: invalid duration "-"'),
        (".s", 'time: invalid duration ".s"'),
        ("1d", 'time: unknown unit "d" in duration "1d"'),
        ("1é", 'time: unknown unit "\\xc3\\xa9" in duration "1\\xc3\\xa9"'),
        ("9223372036854775808ns", 'time: invalid duration "9223372036854775808ns"'),
        ("-9223372036854775809ns", 'time: invalid duration "-9223372036854775809ns"'),
        ("2562048h", 'time: invalid duration "2562048h"'),
        ("9" * 50 + "s", f'time: invalid duration "{"9" * 50}s"'),
        ('1"', 'time: unknown unit "\\"" in duration "1\\""'),
    ],
)
def test_what_cannot_be_read(text: str, message: str) -> None:
    with pytest.raises(ValueError, match="time: ") as raised:
        parse_duration(text)
    assert str(raised.value) == message


def test_units() -> None:
    duration = Duration(5_400_000_000_000)
    assert (duration.hours(), duration.minutes(), duration.seconds()) == (1.5, 90.0, 5400.0)
    assert Duration(-1_999_999).milliseconds() == -1
    assert Duration(-1_999).microseconds() == -1
    assert type(duration.nanoseconds()).__name__ == "Int64"


@pytest.mark.parametrize(
    ("value", "multiple", "rounded", "truncated"),
    [
        (77, 15, 75, 75),
        (83, 15, 90, 75),
        (-77, 15, -75, -75),
        (-83, 15, -90, -75),
        (10, 4, 12, 8),
        (-10, 4, -12, -8),
        (10, 0, 10, 10),
        (10, -4, 10, 10),
        (LARGEST, 10, LARGEST, LARGEST - 7),
    ],
)
def test_rounding(value: int, multiple: int, rounded: int, truncated: int) -> None:
    assert Duration(value).rounded(multiple) == rounded
    assert Duration(value).truncated(multiple) == truncated


def test_the_smallest_has_no_absolute_value() -> None:
    assert Duration(SMALLEST).absolute() == LARGEST


def test_quoted() -> None:
    assert quoted('a"\\\n\udcff') == '"a\\"\\\\\\x0a\\xff"'
