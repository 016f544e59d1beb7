"""printf, print and println: the common forms, and what Go says of mistakes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kforge.golang.kinds import Int64, NilList, StringList, Uint8
from kforge.golang.printf import sprint_all, sprintf, sprintln


@pytest.mark.parametrize(
    ("template", "args", "text"),
    [
        ("%s-%d", ["web", 1], "web-1"),
        ("%v %v %v", [None, 1e6, [1, "a"]], "<nil> 1e+06 [1 a]"),
        ("%q %s", ["a\n", Int64(1)], '"a\\n" %!s(int64=1)'),
        ("100%%", [], "100%"),
        ("%05.1f|%-4s|%4s|%x", [3.14159, "ab", "é", 255], "003.1|ab  |   é|ff"),
        ("%+d % d %06d %-6d|", [5, 5, -5, 5], "+5  5 -00005 5     |"),
        ("%[2]s %[1]s", ["a", "b"], "b a"),
        ("%*d %.*f", [4, 7, 1, 2.25], "   7 2.2"),
        ("%d", ["a"], "%!d(string=a)"),
        ("%d", [1.0], "%!d(float64=1)"),
        ("%s", [None], "%!s(<nil>)"),
        ("%d", [1, "x", None], "1%!(EXTRA string=x, <nil>)"),
        ("%d %d", [1], "1 %!d(MISSING)"),
        ("%", [], "%!(NOVERB)"),
        ("%z", [1], "%!z(int=1)"),
        ("%[3]s", ["a"], "%!s(BADINDEX)"),
        ("%*d", ["a", 1], "%!(BADWIDTH)1"),
        ("%.*d", ["a", 1], "%!(BADPREC)1"),
        ("%T %T", [StringList(), None], "[]string <nil>"),
        (
            "%#v",
            [{"a": [1, "x", None, NilList()]}],
            'map[string]interface {}{"a":[]interface {}{1, "x", interface {}(nil), []interface {}(nil)}}',
        ),
        ("%x % X %#x", ["hi", "hi", "hi"], "6869 68 69 0x6869"),
        ("%c %U %#U %q %+q", [233, 233, 233, 233, 233], "é U+00E9 U+00E9 'é' 'é' '\\u00e9'"),
        ("%s %x %v", [b"ab", b"ab", b"ab"], "ab 6162 [97 98]"),
        ("%#v", [Uint8(5)], "0x5"),
        ("%t", [True], "true"),
        ("%6.2f%%", [12.345], " 12.35%"),
    ],
)
def test_formats(template: str, args: list[object], text: str) -> None:
    assert sprintf(template, args) == text


@pytest.mark.parametrize(
    ("args", "text"),
    [
        ([], ""),
        (["a", 1, 2, "b"], "a1 2b"),
        ([1, 2], "1 2"),
        (["a", "b"], "ab"),
        ([None, None], "<nil> <nil>"),
        ([1, "", 2], "12"),
    ],
)
def test_spaces_of_print(args: list[object], text: str) -> None:
    assert sprint_all(args) == text


def test_println_puts_a_space_between_all() -> None:
    assert sprintln(["a", 1, None]) == "a 1 <nil>\n"


@settings(deadline=None)
@given(
    st.text(),
    st.lists(st.one_of(st.none(), st.booleans(), st.integers(-(2**63), 2**63 - 1), st.floats(), st.text())),
)
def test_no_format_fails(template: str, args: list[object]) -> None:
    assert isinstance(sprintf(template, args), str)


@settings(deadline=None)
@given(st.text().filter(lambda text: "%" not in text), st.text())
def test_text_around_a_verb_stays(around: str, text: str) -> None:
    assert sprintf(f"{around}%s{around}", [text]) == around + text + around
