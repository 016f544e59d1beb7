from typing import ClassVar

import pytest

from kforge.golang.kinds import StringMap, Struct, Values
from kforge.gotmpl.failure import Failure
from kforge.gotmpl.fields import chain, f1, f2, f3, f4, g1, method


class Point(Struct):
    fields: ClassVar[dict[str, str]] = {"X": "x"}
    methods: ClassVar[dict[str, tuple[str, str]]] = {"Plus": ("plus", "int"), "Twice": ("twice", "")}
    go_type = "*point"

    def __init__(self, x: int) -> None:
        self.x = x

    def plus(self, other: int) -> int:
        return self.x + other

    def go_text(self) -> str:
        return f"{{{self.x}}}"

    def twice(self) -> int:
        return 2 * self.x


class Named(Values):
    methods: ClassVar[dict[str, tuple[str, str]]] = {"Size": ("size", "")}

    def size(self) -> int:
        return len(self)


def test_the_fast_ways_give_what_the_slow_one_gives() -> None:
    data = {"a": {"b": {"c": {"d": 1}}, "n": None, "s": Named(x=1), "m": StringMap()}, "p": Point(3)}
    for fast, names in (
        (f1, ("a",)),
        (f1, ("no",)),
        (f2, ("a", "b")),
        (f2, ("a", "n")),
        (f2, ("p", "X")),
        (f2, ("p", "Twice")),
        (f3, ("a", "b", "c")),
        (f3, ("a", "s", "x")),
        (f3, ("a", "s", "Size")),
        (f3, ("a", "m", "x")),
        (f4, ("a", "b", "c", "d")),
    ):
        assert fast(data, *names) == chain(data, names, False)  # type: ignore[operator]


def test_nil_that_was_looked_up_has_no_fields() -> None:
    assert chain(None, ("a", "b"), False) is None
    for look in (lambda: chain(None, ("a",), True), lambda: g1(None, "a"), lambda: f2({}, "a", "b")):
        with pytest.raises(Failure, match="is null"):
            look()


def test_a_missing_key_of_a_map_of_strings_is_empty() -> None:
    assert f1(StringMap(), "x") == ""


@pytest.mark.parametrize(
    ("value", "said"), [("web", "the string 'web'"), (5.0, "the number 5"), ([1], "a list"), (True, "true")]
)
def test_other_values_have_no_fields(value: object, said: str) -> None:
    with pytest.raises(Failure) as caught:
        f2({"x": value}, "x", "y")
    assert caught.value.message == f".x is {said} and has no field y"


def test_methods_take_what_they_declare() -> None:
    assert method(Point(3), "Plus", False, 4) == 7
    with pytest.raises(Failure, match="takes a int here, and this is a string"):
        method(Point(3), "Plus", False, "4")
    with pytest.raises(Failure, match="wrong number of arguments for Plus: it takes 1, not 0"):
        chain(Point(3), ("Plus",), False)
    with pytest.raises(Failure, match="is not a method but has arguments"):
        method({"a": 1}, "a", False, 1)
