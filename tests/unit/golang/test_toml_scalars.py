import pytest

from kforge.golang.time import Time
from kforge.golang.toml_scalars import TomlReadError, escaped, scalar


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("+1_000", 1000),
        ("-0", 0),
        ("0xdead_BEEF", 0xDEADBEEF),
        ("0o17", 15),
        ("0b101", 5),
        ("9223372036854775807", 2**63 - 1),
        ("1.5", 1.5),
        ("1e05", 1e5),
        ("-1_0.2_5E-1", -1.025),
        ("+inf", float("inf")),
    ],
)
def test_numbers_and_booleans(text: str, value: object) -> None:
    found = scalar(text)
    assert (type(found), found) == (type(value), value)


def test_nan() -> None:
    assert str(scalar("-nan")) == "nan"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2024-02-29", "2024-02-29 00:00:00 +0000 date-local"),
        ("10:20", "0000-01-01 10:20:00 +0000 time-local"),
        ("10:20:30.123456789123", "0000-01-01 10:20:30.123456789 +0000 time-local"),
        ("2024-02-29 10:20", "2024-02-29 10:20:00 +0000 datetime-local"),
        ("2024-02-29t10:20:30z", "2024-02-29 10:20:30 +0000 UTC"),
        ("2024-02-29T10:20:30.5-01:30", "2024-02-29 10:20:30.5 -0130 -0130"),
        ("2024-02-29T10:20:30+00:00", "2024-02-29 10:20:30 +0000 +0000"),
    ],
)
def test_times(text: str, wanted: str) -> None:
    found = scalar(text)
    assert isinstance(found, Time)
    assert found.go_text() == wanted


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x", 'expected value but found "x" instead'),
        ("True", 'expected value but found "True" instead'),
        ("01", 'expected value but found "01" instead'),
        ("1__0", 'expected value but found "1__0" instead'),
        ("1.", 'expected value but found "1." instead'),
        (".5", 'expected value but found ".5" instead'),
        ("9223372036854775808", "9223372036854775808 is out of range for int64"),
        ("9" * 6000, f"{'9' * 6000} is out of range for int64"),
        ("1e999", "1e999 is out of range for float64"),
        ("2023-02-29", 'invalid datetime: "2023-02-29"'),
        ("24:00", 'invalid datetime: "24:00"'),
        ("2024-01-01T00:00:00+25:00", 'invalid datetime: "2024-01-01T00:00:00+25:00"'),
    ],
)
def test_what_is_no_value(text: str, message: str) -> None:
    with pytest.raises(TomlReadError) as raised:
        scalar(text)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("\\n", "\n"),
        ("\\e", "\x1b"),
        ("\\x41b", "A"),
        ("\\u00e9", "é"),
        ("\\U0001F600", "\U0001f600"),
        ('\\"', '"'),
    ],
)
def test_escapes(text: str, wanted: str) -> None:
    found, end = escaped(text, 0)
    assert found == wanted
    assert end == len(text) - text.endswith("b")


@pytest.mark.parametrize("text", ["\\q", "\\", "\\x4", "\\uD800", "\\U00110000", "\\u00g0", "\\u+123"])
def test_what_is_no_escape(text: str) -> None:
    with pytest.raises(TomlReadError, match="invalid escape character"):
        escaped(text, 0)
