import pytest

from kforge.golang.layout import Fields, LayoutError, chunks, parse, write


def fields(**values: int | str) -> Fields:
    made = Fields()
    for name, value in values.items():
        setattr(made, name, value)
    return made


LEAP_DAY = fields(
    year=2024, month=2, day=9, hour=15, minute=4, second=5, nano=120_000_000, weekday=5, year_day=40,
    zone="CET", offset=3600,
)  # fmt: skip


@pytest.mark.parametrize(
    ("layout", "text"),
    [
        ("2006-01-02 15:04:05", "2024-02-09 15:04:05"),
        ("06/1/2 3:4:5", "24/2/9 3:4:5"),
        ("_2|__2|002", " 9| 40|040"),
        ("Monday Mon January Jan", "Friday Fri February Feb"),
        ("03PM 3pm", "03PM 3pm"),
        (".000 .999 ,00 .9", ".120 .12 ,12 .1"),
        (".0000000000000", ".120000000"),
        ("MST -0700 -07:00 -07 Z07:00", "CET +0100 +01:00 +01 +01:00"),
        ("_2006", "_2024"),
        ("Month Januaryx Mondayx", "Month Februaryx Fridayx"),
        ("Janet Money", "Janet Money"),
        ("15002", "15040"),
        ("1.00x", "2.12x"),
        ("", ""),
    ],
)
def test_a_time_in_a_layout(layout: str, text: str) -> None:
    assert write(LEAP_DAY, layout) == text


@pytest.mark.parametrize(
    ("offset", "layout", "text"),
    [
        (0, "Z07:00 Z0700 Z07 -07:00", "Z Z Z +00:00"),
        (-12600, "Z07:00 -0700", "-03:30 -0330"),
        (-12631, "-07:00:00 -070000", "-03:30:31 -033031"),
        (-30, "-07:00:00", "+00:00:-30"),
        (3600, "MST", "+0100"),
    ],
)
def test_offsets(offset: int, layout: str, text: str) -> None:
    assert write(fields(offset=offset), layout) == text


def test_years_beyond_four_digits() -> None:
    assert write(fields(year=-5), "2006 06") == "-0005 05"
    assert write(fields(year=12345), "2006") == "12345"


def test_chunks() -> None:
    assert chunks("a2006-01x") == [("a", "2006"), ("-", "01"), ("x", "")]


def parsed(layout: str, text: str) -> tuple[int, ...]:
    t = parse(layout, text)
    return (t.year, t.month, t.day, t.hour, t.minute, t.second, t.nano)


@pytest.mark.parametrize(
    ("layout", "text", "wanted"),
    [
        ("2006-01-02", "2024-02-29", (2024, 2, 29, 0, 0, 0, 0)),
        ("2006-1-2", "2024-02-9", (2024, 2, 9, 0, 0, 0, 0)),
        ("Jan _2 2006", "feb  9 2024", (2024, 2, 9, 0, 0, 0, 0)),
        ("06", "69", (1969, 1, 1, 0, 0, 0, 0)),
        ("06", "-5", (1995, 1, 1, 0, 0, 0, 0)),
        ("3:04PM", "12:30AM", (0, 1, 1, 0, 30, 0, 0)),
        ("3:04pm", "12:30pm", (0, 1, 1, 12, 30, 0, 0)),
        ("15:04:05", "1:02:03.25", (0, 1, 1, 1, 2, 3, 250_000_000)),
        ("15:04:05", "01:02:03,123456789123", (0, 1, 1, 1, 2, 3, 123_456_789)),
        ("05.000", "01.250", (0, 1, 1, 0, 0, 1, 250_000_000)),
        ("05.999", "01", (0, 1, 1, 0, 0, 1, 0)),
        ("2006 002", "2024 060", (2024, 2, 29, 0, 0, 0, 0)),
        ("2006 __2", "2023   9", (2023, 1, 9, 0, 0, 0, 0)),
        ("2006  Jan", "2024 Mar", (2024, 3, 1, 0, 0, 0, 0)),
    ],
)
def test_what_can_be_read(layout: str, text: str, wanted: tuple[int, ...]) -> None:
    assert parsed(layout, text) == wanted


@pytest.mark.parametrize(
    ("layout", "text", "zone", "offset", "utc"),
    [
        ("Z07:00", "Z", "", 0, True),
        ("Z07:00", "+01:30", "", 5400, False),
        ("-0700", "-0330", "", -12600, False),
        ("-07:00:00", "+00:00:05", "", 5, False),
        ("MST", "UTC", "", 0, True),
        ("MST", "CEST", "CEST", 0, False),
        ("MST", "GMT+3", "GMT+3", 0, False),
        ("MST", "+03", "+03", 0, False),
        ("MST", "ChST", "ChST", 0, False),
        ("MST", "WITA", "WITA", 0, False),
    ],
)
def test_zones_that_can_be_read(layout: str, text: str, zone: str, offset: int, utc: bool) -> None:
    t = parse(layout, text)
    assert (t.zone, t.offset, t.utc) == (zone, offset, utc)


@pytest.mark.parametrize(
    ("layout", "text", "message"),
    [
        ("2006", "24", 'parsing time "24" as "2006": cannot parse "24" as "2006"'),
        ("2006-01", "2024/01", 'parsing time "2024/01" as "2006-01": cannot parse "/01" as "-"'),
        ("2006", "2024x", 'parsing time "2024x": extra text: "x"'),
        ("01", "13", 'parsing time "13": month out of range'),
        ("2006-01-02", "2023-02-29", 'parsing time "2023-02-29": day out of range'),
        ("15", "24", 'parsing time "24": hour out of range'),
        ("3", "13", 'parsing time "13": hour out of range'),
        ("04", "60", 'parsing time "60": minute out of range'),
        ("05", "60", 'parsing time "60": second out of range'),
        ("-0700", "+2500", 'parsing time "+2500": time zone offset hour out of range'),
        ("-0700", "x0100", 'parsing time "x0100" as "-0700": cannot parse "x0100" as "-0700"'),
        ("MST", "Abc", 'parsing time "Abc" as "MST": cannot parse "Abc" as "MST"'),
        ("2006 002", "2023 366", 'parsing time "2023 366": day-of-year out of range'),
        ("2006 01 002", "2023 02 001", 'parsing time "2023 02 001": day-of-year does not match month'),
        ("PM", "am", 'parsing time "am" as "PM": cannot parse "am" as "PM"'),
        ("é", "ü", 'parsing time "\\xc3\\xbc" as "\\xc3\\xa9": cannot parse "\\xbc" as "\\xc3\\xa9"'),
    ],
)
def test_what_cannot_be_read(layout: str, text: str, message: str) -> None:
    with pytest.raises(LayoutError) as raised:
        parse(layout, text)
    assert str(raised.value) == message
