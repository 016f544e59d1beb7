"""Strings and runes as Go literals."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kforge.golang.quoting import can_backquote, is_printable, quote, quote_ascii, quote_rune, rune_text


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("", '""'),
        ("a", '"a"'),
        ('a"b\\c', '"a\\"b\\\\c"'),
        ("\a\b\f\n\r\t\v", '"\\a\\b\\f\\n\\r\\t\\v"'),
        ("\x00\x7f", '"\\x00\\x7f"'),
        ("é", '"é"'),
        ("\xa0", '"\\u00a0"'),
        ("\U000e0001", '"\\U000e0001"'),
        ("\udcff", '"\\xff"'),
        ("\ufffd", '"\ufffd"'),
        ("\u2028", '"\\u2028"'),
        ("it's", '"it\'s"'),
        ("\U0001fae8", '"\U0001fae8"'),
    ],
)
def test_quote(text: str, quoted: str) -> None:
    assert quote(text) == quoted


def test_quote_in_ascii() -> None:
    assert quote_ascii("aé\U0001f600\udc80") == '"a\\u00e9\\U0001f600\\x80"'


def test_runes() -> None:
    assert quote_rune(39) == "'\\''"
    assert quote_rune(34) == "'\"'"
    assert quote_rune(233, ascii_only=True) == "'\\u00e9'"
    assert rune_text(0xD800) == rune_text(-1) == rune_text(0x110000) == "\ufffd"


def test_backquotes() -> None:
    assert can_backquote('a\t"b"')
    assert not any(map(can_backquote, ["`", "\n", "\x7f", "\ufeff", "\udcff"]))


def test_characters_newer_than_python_are_printed() -> None:
    assert is_printable("\U0001fae9")
    assert not is_printable("\U0001ffff")
    assert not is_printable("\udcff")


@settings(deadline=None)
@given(st.text(st.characters(codec="ascii")))
def test_a_literal_of_ascii_is_one_of_python_too(text: str) -> None:
    assert eval(quote(text)) == text
