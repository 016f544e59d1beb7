"""Tables: widths, cuts and letters that are wide. Held to helm in tests/oracle."""

from kforge.cli.listing import listing
from kforge.cli.table import table


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    assert table([("A", "B"), ("long", "x")]) == "A   \tB\nlong\tx"


def test_what_is_too_wide_is_cut() -> None:
    assert table([("abcdefghij",), ("abcdef",)], 6) == "abc...\nabcdef"


def test_wide_letters_take_two_columns() -> None:
    assert table([("宽", "x"), ("abc", "y")]) == "宽 \tx\nabc\ty"


def test_lines_in_a_cell() -> None:
    assert table([("a\nb", "x"), ("c", "y")]) == "a\tx\nb\t \nc\ty"


def test_other_forms() -> None:
    rows = [("a", "<1>")]
    assert listing("json", ("name", "v"), rows, ()) == '[{"name":"a","v":"\\u003c1\\u003e"}]\n'
    assert listing("yaml", ("name", "v"), rows, ()) == "- name: a\n  v: <1>\n"
    assert listing("table", ("name", "v"), rows, ()) == "a\t<1>\n"
