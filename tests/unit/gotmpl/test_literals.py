import pytest

from kforge.gotmpl.literals import number, rune, unquoted
from kforge.gotmpl.nodes import Number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"a"', "a"),
        (r'"\a\b\f\n\r\t\v\\\""', '\a\b\f\n\r\t\v\\"'),
        (r'"\x41\101\u00e9\U0001F600"', "AAé😀"),
        (r'"\xc3\xa9"', "é"),  # bytes that make up a character
        (r'"\xff"', "\udcff"),
        ("`a\\n\r\n`", "a\\n\n"),
        (r'"\'"', None),
        (r'"\q"', None),
        (r'"\x4"', None),
        (r'"\400"', None),
        (r'"\ud800"', None),
        (r'"\U00110000"', None),
    ],
)
def test_strings(text: str, value: "str | None") -> None:
    assert unquoted(text) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("'a'", 97),
        (r"'\n'", 10),
        (r"'\''", 39),
        ("'é'", 233),
        (r"'\xff'", 255),
        (r"'\"'", None),
        ("''", None),
        ("'ab'", None),
    ],
)
def test_runes(text: str, code: "int | None") -> None:
    found = rune(0, text)
    assert (found.as_int if found else None) == code


@pytest.mark.parametrize(
    ("text", "as_int", "as_float"),
    [
        ("017", 15, 15.0),
        ("0o17", 15, 15.0),
        ("-0x1F", -31, -31.0),
        ("0b1_0", 2, 2.0),
        ("1_000", 1000, 1000.0),
        ("2.0", 2, 2.0),
        ("2.5", None, 2.5),
        ("1_0.5", None, 10.5),
        ("0x1p4", 16, 16.0),
        ("1e300", None, 1e300),
        ("18446744073709551615", 2**64 - 1, float(2**64 - 1)),
    ],
)
def test_numbers(text: str, as_int: "int | None", as_float: float) -> None:
    found = number(0, text)
    assert isinstance(found, Number)
    assert (found.as_int, found.as_float, found.as_complex) == (as_int, as_float, None)


def test_complex_numbers() -> None:
    for text, value in (("2i", 2j), ("1+2i", 1 + 2j), ("-1.5-2i", -1.5 - 2j), ("0i", 0j)):
        found = number(0, text)
        assert isinstance(found, Number)
        assert found.as_complex == value


@pytest.mark.parametrize(
    "text", ["1__0", "1_", "08", "0o8", "0b2", "1e400", "1e", "18446744073709551616", "0x1F.8"]
)
def test_what_is_no_number(text: str) -> None:
    assert isinstance(number(0, text), str)
