"""The text of a value of each Go type, by itself and within others."""

import pytest

from kforge.golang.kinds import Int64, IntList, NilList, StringList, StringMap, Struct, Uint8
from kforge.golang.text import sprint, strval


class Point(Struct):
    __slots__ = ()

    def go_text(self) -> str:
        return "{1 2}"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "<nil>"),
        (True, "true"),
        (False, "false"),
        ("a b", "a b"),
        (42, "42"),
        (Int64(-7), "-7"),
        (Uint8(97), "97"),
        (1.0, "1"),
        (1e6, "1e+06"),
        (1 + 2j, "(1+2i)"),
        (1 - 2j, "(1-2i)"),
        (b"ab", "[97 98]"),
        ([], "[]"),
        ([1, "a", None, [2.0]], "[1 a <nil> [2]]"),
        (NilList(), "[]"),
        (StringList(["a", "b"]), "[a b]"),
        (IntList([0, 1]), "[0 1]"),
        ({}, "map[]"),
        (
            {"b": 1, "a": {"c": None}, "B": True, "10": "x", "9": "y"},
            "map[10:x 9:y B:true a:map[c:<nil>] b:1]",
        ),
        (StringMap({"_1": "b", "_0": "a"}), "map[_0:a _1:b]"),
        (Point(), "{1 2}"),
        ([Point()], "[{1 2}]"),
    ],
)
def test_what_print_shows(value: object, text: str) -> None:
    assert sprint(value) == text
    if not isinstance(value, bytes):
        assert strval(value) == text


def test_bytes_are_text_where_a_string_is_wanted() -> None:
    assert strval(b"ab\xff") == "ab\udcff"


def test_a_subclass_of_str_shows_its_characters() -> None:
    class Marked(str):
        __slots__ = ()

        def __str__(self) -> str:
            return "other"

    assert sprint(Marked("a")) == strval(Marked("a")) == "a"
