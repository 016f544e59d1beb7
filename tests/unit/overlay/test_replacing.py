"""What becomes of a field when a value is written into it."""

import pytest

from kforge.overlay.replacement_path import CREATED, PathError
from kforge.overlay.replacing import Value, retyped, text_of

RETYPED: list[tuple[object, str, object]] = [
    ("x", "word", "word"),
    ("x", "8080", "8080"),
    ("x", "", ""),
    (1, "8080", 8080),
    (1, "0x10", 16),
    (0.5, "1.10", 1.1),
    (0.5, "3", 3),
    (0.5, "4.0", 4),
    (True, "false", False),
    (None, "", None),
    (None, "null", None),
    (CREATED, "8080", 8080),
    (CREATED, "1.5", 1.5),
    (CREATED, "true", True),
    (CREATED, "yes", "yes"),
    (CREATED, "word", "word"),
]


@pytest.mark.parametrize(("old", "text", "new"), RETYPED)
def test_retyped(old: object, text: str, new: object) -> None:
    found = retyped(old, text)
    assert found == new
    assert type(found) is type(new)


@pytest.mark.parametrize(
    ("old", "text"),
    [
        (1, "word"),
        (1, "1.5"),
        (1, "true"),
        (1, ""),
        (0.5, "x"),
        (True, "yes"),
        (True, "1"),
        (None, "x"),
        (0.5, "true"),
    ],
)
def test_not_of_that_type(old: object, text: str) -> None:
    with pytest.raises(PathError, match=r"^the field holds "):
        retyped(old, text)


def test_collections_are_copied() -> None:
    data = {"a": [1]}
    value = Value(data, "")
    first, second = value.onto({}), value.onto([])
    first["a"].append(2)
    assert second == data == {"a": [1]}
    assert value.onto("text") == ""
    assert value.empty == {}
    assert Value([], "").empty == []
    assert Value("x", "x").empty is CREATED


def test_a_scalar_keeps_its_type_where_a_collection_was() -> None:
    assert Value("8080", "8080").onto([]) == "8080"
    assert Value(8080, "8080").onto({}) == 8080


@pytest.mark.parametrize(
    ("index", "result"),
    [(0, "new/b"), (1, "a/new"), (2, "a/b/new"), (9, "a/b/new"), (-1, "new/a/b"), (-9, "new/a/b")],
)
def test_a_part_of_a_text(index: int, result: str) -> None:
    assert Value("new", "new").into("a/b", "a/b", "/", index) == result


def test_a_part_of_a_value() -> None:
    value = Value("a:8080", "a:8080").part(":", 1)
    assert (value.text, value.data) == ("8080", "8080")
    number = Value(8080, "8080").part("0", 0)
    assert (number.text, number.data) == ("8", 8)
    for wrong in (2, -1):
        with pytest.raises(PathError, match="out of range"):
            Value("a:b", "a:b").part(":", wrong)


@pytest.mark.parametrize("value", [{}, []])
def test_a_collection_has_no_parts(value: object) -> None:
    with pytest.raises(PathError, match="only a scalar"):
        Value(value, "").part(":", 0)
    with pytest.raises(PathError, match="only a scalar"):
        Value("x", "x").into(value, "", ":", 0)


def test_the_text_of_a_value() -> None:
    assert text_of(1.1, "1.10") == "1.10"
    assert text_of(1.1, "7") == "1.1"
    assert text_of(1.1, None) == "1.1"
    assert text_of(True, "True") == "True"
    assert text_of("a", None) == "a"
    assert text_of({}, None) == ""
