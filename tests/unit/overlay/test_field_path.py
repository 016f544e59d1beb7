"""Paths to one field: how they are split, followed and made."""

from typing import Any

import pytest

from kforge.overlay.field_path import PathError, find, put, split_dotted, value_at


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("metadata.name", ["metadata", "name"]),
        ("name", ["name"]),
        (".metadata.name", ["metadata", "name"]),
        ("a[0].b", ["a", "0", "b"]),
        ("a.[0].b", ["a", "0", "b"]),
        ("a.0.b", ["a", "0", "b"]),
        ("a.[b.c/d]", ["a", "b.c/d"]),
        ("a.[name=b.c].d", ["a", "[name=b.c]", "d"]),
        ("a.[name=b].d", ["a", "[name=b]", "d"]),
        (r"a.b\.c/d", ["a", "b.c/d"]),
        ("a.[plain]", ["a", "[plain]"]),
        ("a[x]", ["a[x]"]),
    ],
)
def test_split_dotted(path: str, parts: list[str]) -> None:
    assert split_dotted(path) == parts


def tree() -> dict[str, Any]:
    return {"a": {"list": [{"name": "x", "v": 1}, {"name": "y", "v": 2}], "words": ["p", "q"], "null": None}}


@pytest.mark.parametrize(
    ("parts", "value"),
    [
        (["a", "list", "0", "v"], 1),
        (["a", "list", "-", "v"], 2),
        (["a", "list", "[name=y]", "v"], 2),
        (["a", "list", "[v=1]", "name"], "x"),
        (["a", "words", "[=q]"], "q"),
        (["a", " words ", "1"], "q"),
        (["a", "null"], None),
    ],
)
def test_what_is_there_is_found(parts: list[str], value: object) -> None:
    place = find(tree(), parts)
    assert place is not None
    assert value_at(place) == value


@pytest.mark.parametrize("parts", [["b"], ["a", "list", "2"], ["a", "list", "[name=z]"], ["a", "null", "b"]])
def test_what_is_not_there_is_nothing(parts: list[str]) -> None:
    before = tree()
    assert find(before, parts) is None
    assert before == tree()


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (["a", "list", "v"], "no mapping"),
        (["a", "0"], "no list"),
        (["a", "words", "0", "x"], "no mapping"),
        (["a", "*"], r"\*"),
        (["a", "list", "[name]"], "must be"),
        (["", " "], "leads nowhere"),
    ],
)
def test_what_makes_no_sense_is_an_error(parts: list[str], message: str) -> None:
    with pytest.raises(PathError, match=message):
        find(tree(), parts)


@pytest.mark.parametrize(
    ("parts", "made"),
    [
        (["b", "c"], {"b": {"c": "new"}}),
        (["b", "[name=z]", "v"], {"b": [{"name": "z", "v": "new"}]}),
        (["b", "[=z]"], {"b": ["new"]}),
    ],
)
def test_what_is_missing_can_be_made(parts: list[str], made: dict[str, object]) -> None:
    whole: dict[str, object] = {}
    place = find(whole, parts, make=True)
    assert place is not None
    put(place, "new")
    assert whole == made


def test_nothing_is_made_beyond_a_list_or_below_null() -> None:
    whole = tree()
    assert find(whole, ["a", "words", "7"], make=True) is None
    assert find(whole, ["a", "null", "b"], make=True) is None
    assert whole == tree()
