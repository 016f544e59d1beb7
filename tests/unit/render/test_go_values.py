"""Go's numbers in values, and the maps that templates share."""

from typing import Any

import pytest

from kforge.errors import ValuesError
from kforge.functions.registry import FunctionError
from kforge.golang.kinds import Int64, type_name
from kforge.render.go_values import Table, Values, View, floats, share, type_integers


def test_numbers_of_files_are_floats() -> None:
    given: dict[str, Any] = {"a": 1, "b": [2, {"c": 3}, [4]], "d": True, "e": "5", "f": 1.5, "g": None}
    found = floats(given)
    assert (
        repr(found) == "{'a': 1.0, 'b': [2.0, {'c': 3.0}, [4.0]], 'd': True, 'e': '5', 'f': 1.5, 'g': None}"
    )
    assert given["b"][1] == {"c": 3}
    assert type(given["a"]) is int


def test_values_without_end_are_an_error() -> None:
    deep: dict[str, Any] = {}
    for _ in range(100_000):
        deep = {"a": deep}
    with pytest.raises(ValuesError, match="nested too deeply"):
        floats(deep)


def test_what_set_has_left_becomes_int64_and_stays_shared() -> None:
    inner: dict[str, Any] = {"n": 1, "f": 2.0, "b": True}
    values: dict[str, Any] = {"a": inner, "also": inner, "l": [3, {"m": 4}], "s": "5"}
    type_integers(values)
    assert values["a"] is values["also"]
    assert [type(value) for value in inner.values()] == [Int64, float, bool]
    assert [type(value) for value in (values["l"][0], values["l"][1]["m"], values["s"])] == [
        Int64,
        Int64,
        str,
    ]


def test_methods_of_values() -> None:
    values = Values(a={"b": {"c": 1.0}, "s": "x"}, top=2.0)
    assert values.table("a.b") == {"c": 1.0}
    assert values.path_value("a.b.c") == 1.0
    assert values.path_value("top") == 2.0
    assert type_name(values) == "common.Values"
    assert type_name(values.as_map()) == "map[string]interface {}"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("", "YAML path cannot be empty"),
        ("a.b", '"b" is not a value'),
        ("a.s.c", '"c" is not a value'),
        ("none", '"none" is not a value'),
    ],
)
def test_paths_to_no_value(path: str, message: str) -> None:
    with pytest.raises(FunctionError) as caught:
        Values(a={"b": {}, "s": "x"}).path_value(path)
    assert str(caught.value) == message


def test_paths_to_no_table() -> None:
    with pytest.raises(FunctionError, match='"s" is not a table'):
        Values(a={"s": "x"}).table("a.s")
    with pytest.raises(FunctionError, match="writer"):
        Values().encode(None)


def test_a_view_is_the_map_under_another_type() -> None:
    values = Values(a=1.0)
    view = values.as_map()
    assert isinstance(view, View)
    view["b"] = 2.0
    values["c"] = 3.0
    assert dict(view) == {**view} == values == {"a": 1.0, "b": 2.0, "c": 3.0}
    assert (sorted(view), len(view), "b" in view, view.get("x", 0)) == (["a", "b", "c"], 3, True, 0)
    del view["a"]
    assert view == values == {"b": 2.0, "c": 3.0}
    assert bool(Values().as_map()) is False
    assert Table(a=1.0).as_map() == {"a": 1.0}


def test_parent_and_child_share_one_object() -> None:
    values: dict[str, Any] = {"db": {"a": 1.0}, "text": "x"}
    child = share(values, "db")
    assert values["db"] is child
    assert share(values, "db") is child
    child["b"] = 2.0
    assert values["db"]["b"] == 2.0
    assert type_name(values["db"]) == "map[string]interface {}"
    assert share(values, "text") == share(values, "none") == {}
    assert values["text"] == "x"
