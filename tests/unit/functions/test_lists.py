"""Limits, sharing, and lists of other kinds of Python."""

import pytest

from kforge.functions.lists import append, concat, first, join, sort_alpha, until_step
from kforge.functions.registry import FunctionError
from kforge.golang.kinds import NilList, StringList, Uint8


def test_a_list_of_numbers_has_a_limit() -> None:
    with pytest.raises(FunctionError, match=r"^a list of 1099511627776 elements is too long$"):
        until_step(0, 1 << 40, 1)


def test_lists_and_texts_do_not_grow_without_limit() -> None:
    items: list[object] = [None] * 6_000_000
    with pytest.raises(FunctionError, match=r"^a list of 12000000 elements is too long$"):
        concat(items, items)
    with pytest.raises(FunctionError, match=r"^a text of more than 256 MiB is too long$"):
        join("x" * 1_000_000, [""] * 1000)


def test_lists_are_copied() -> None:
    items = [1]
    assert append(items, 2) == [1, 2]
    assert concat(items, items) == [1, 1]
    assert items == [1]


def test_a_list_of_strings_is_sorted_where_it_is() -> None:
    items = StringList(["b", "a"])
    assert sort_alpha(items) is items
    assert items == ["a", "b"]


def test_nothing_concatenated_is_a_list_that_was_never_made() -> None:
    assert type(concat([], [])) is NilList


def test_bytes_are_a_list() -> None:
    assert type(first(b"ab")) is Uint8
