"""Cases of characters, one for one."""

import pytest

from kforge.golang.unicode import category, newly_printable, title_of, to_lower, to_upper


@pytest.mark.parametrize(
    ("text", "upper"),
    [
        ("abc", "ABC"),
        ("é", "É"),
        ("ß", "ß"),
        ("ﬁ", "ﬁ"),
        ("ᾳ", "ᾼ"),
        ("ǆ", "Ǆ"),
        ("Ǆ", "Ǆ"),
        ("ა", "Ა"),
        ("\udcff", "\ufffd"),
        ("\U00010d70", "\U00010d50"),
        ("\u019b", "\ua7dc"),
    ],
)
def test_upper(text: str, upper: str) -> None:
    assert to_upper(text) == upper


@pytest.mark.parametrize(
    ("text", "lower"),
    [
        ("ABC", "abc"),
        ("É", "é"),
        ("İ", "i"),
        ("ΑΣ", "ασ"),
        ("\U00010d50", "\U00010d70"),
        ("\ua7dc", "\u019b"),
        ("\udcff", "\ufffd"),
    ],
)
def test_lower(text: str, lower: str) -> None:
    assert to_lower(text) == lower


def test_title() -> None:
    assert [title_of(char) for char in "aǆßა"] == ["A", "ǅ", "ß", "ა"]


def test_categories_of_newer_letters() -> None:
    assert category("\U00010d50") == "Lu"
    assert category("\U00010d70") == "Ll"
    assert category("\udcff") == "So"


def test_newly_printable() -> None:
    assert newly_printable(0x1FAE9)
    assert not newly_printable(0x10FFFF)
