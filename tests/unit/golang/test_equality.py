"""DeepEqual, and what eq and lt take and refuse."""

import math
from typing import Any

import pytest

from kforge.golang.equality import ComparisonError, deep_equal, equal, less
from kforge.golang.kinds import Int64, NilList, StringList, Struct, Uint8, Values


class Point(Struct):
    __slots__ = ("x", "y")

    def __init__(self, x: object, y: object) -> None:
        self.x, self.y = x, y

    def go_text(self) -> str:
        return "{}"


class Sub(Values):
    __slots__ = ()
    go_type = "map[string]interface {}"


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (1, 1, True),
        (1, 1.0, False),
        (1, Int64(1), False),
        (1, True, False),
        ("a", "a", True),
        (None, None, True),
        (None, [], False),
        ([], [], True),
        ([1, [2]], [1, [2]], True),
        ([1, 2], [2, 1], False),
        ([1], [1, 2], False),
        ({"a": 1}, {"a": 1}, True),
        ({"a": 1}, {"a": 1.0}, False),
        ({"a": 1}, {"b": 1}, False),
        ({"a": 1}, {}, False),
        ([], NilList(), False),
        (["a"], StringList(["a"]), False),
        (math.nan, math.nan, False),
        (Point(1, [2]), Point(1, [2]), True),
        (Point(1, 2), Point(1, 3), False),
        (b"a", b"a", True),
        (Sub({"a": 1}), {"a": 1}, True),
        (Values({"a": 1}), {"a": 1}, False),
    ],
)
def test_deep_equal(a: Any, b: Any, same: bool) -> None:
    assert deep_equal(a, b) is deep_equal(b, a) is same


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (1, 1, True),
        (1, Int64(1), True),
        (Uint8(97), 97, True),
        ("a", "b", False),
        (1.5, 1.5, True),
        (None, None, True),
        ("a", None, False),
        (None, 0, False),
        (True, False, False),
        ([], None, False),
        (NilList(), None, True),
        ({}, None, False),
        (NilList(), [], False),
    ],
)
def test_equal(a: Any, b: Any, same: bool) -> None:
    assert equal(a, b) is same


@pytest.mark.parametrize(
    ("a", "b", "message"),
    [
        (1, 1.0, "incompatible types for comparison: int and float64"),
        (1, "1", "incompatible types for comparison: int and string"),
        (1, True, "incompatible types for comparison: int and bool"),
        ([], 1, r"incompatible types for comparison: \[\]interface {} and int"),
        ([], ["a"], r"non-comparable type \[a\]: \[\]interface {}"),
        ([], {}, r"non-comparable types \[\]: \[\]interface {}, map\[string\]interface {}: map\[\]"),
    ],
)
def test_not_comparable(a: Any, b: Any, message: str) -> None:
    with pytest.raises(ComparisonError, match=f"^{message}$"):
        equal(a, b)


def test_pointers_are_equal_when_they_are_one() -> None:
    point = Point(1, 2)
    assert equal(point, point)
    assert not equal(point, Point(1, 2))
    assert not equal(point, None)


def test_order() -> None:
    assert less(1, Int64(2))
    assert less("B", "a")
    assert not less(1.5, 1.5)


@pytest.mark.parametrize("pair", [(None, 1), (True, False), ([], []), (1, None), ({}, 1)])
def test_no_order(pair: tuple[Any, Any]) -> None:
    with pytest.raises(ComparisonError, match=r"^invalid type for comparison$"):
        less(*pair)


def test_no_order_between_types() -> None:
    with pytest.raises(ComparisonError, match=r"^incompatible types for comparison: int and float64$"):
        less(1, 1.0)
