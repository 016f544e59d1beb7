"""Values over the defaults of a chart tree. The oracle property in render/test_prepare.py covers the rest."""

import pytest

from kforge.chart.chart import Chart
from kforge.chart.coalesce import coalesce, copy, merge, tables
from kforge.chart.metadata import Source, read
from kforge.errors import ValuesError

Values = dict[str, object]


def chart(name: str, values: Values, *subcharts: Chart) -> Chart:
    result = Chart(read(Source(f"name: {name}\nversion: 1.0.0\n", "Chart.yaml")), name)
    result.values = values
    result.set_dependencies(list(subcharts))
    return result


def silent(message: str) -> None:
    raise AssertionError(f"no warning expected: {message}")


@pytest.mark.parametrize(
    ("default", "given", "result"),
    [
        ({"a": 1}, {}, {"a": 1}),
        ({"a": 1}, {"a": 2}, {"a": 2}),
        ({"a": {"b": 1}}, {"a": {"c": 2}}, {"a": {"b": 1, "c": 2}}),
        ({"a": [1, 2]}, {"a": [3]}, {"a": [3]}),
        ({"a": 1}, {"a": None}, {}),  # null deletes a default
        ({"a": {"b": 1, "c": 2}}, {"a": {"b": None}}, {"a": {"c": 2}}),
        ({}, {"a": None}, {"a": None}),  # without a default it stays
        ({"a": {}}, {"a": {"b": None}}, {"a": {"b": None}}),
        ({"a": None}, {}, {}),  # a chart's own null is nothing
        ({"a": {"b": None, "c": 1}}, {}, {"a": {"c": 1}}),
        ({"a": [None]}, {}, {"a": [None]}),
        ({"a": {"b": None}}, {"a": {"b": None}}, {"a": {"b": None}}),
        ({"a": {"b": 1}}, {"a": None}, {}),
    ],
)
def test_one_chart(default: Values, given: Values, result: Values) -> None:
    assert coalesce(chart("c", default), given, silent) == result


def test_neither_the_defaults_nor_what_was_given_changes() -> None:
    default: Values = {"a": {"b": 1, "n": None}, "sub": {"x": 1}}
    given: Values = {"a": {"b": None}, "sub": {"y": None}}
    tree = chart("c", default, chart("sub", {"y": 2, "global": {"g": {}}}))
    before = copy(default), copy(given)
    coalesce(tree, given, silent)
    merge(tree, given, silent)
    assert (default, given) == before


def test_a_subchart_finds_its_values_under_its_name_and_globals_everywhere() -> None:
    tree = chart(
        "c",
        {"sub": {"a": 1}, "global": {"x": 1, "t": {"k": 1}}},
        chart("sub", {"a": 0, "b": 0, "global": {"t": {"k": 0, "own": 2}}}, chart("deep", {"d": 1})),
    )
    found = coalesce(tree, {"sub": {"deep": {"d": 2}}}, silent)
    handed = {"x": 1, "t": {"k": 1, "own": 2}}
    assert found["sub"] == {"a": 1, "b": 0, "global": handed, "deep": {"d": 2, "global": handed}}


def test_every_subchart_gets_globals_even_if_there_are_none() -> None:
    assert coalesce(chart("c", {}, chart("sub", {})), {}, silent) == {"sub": {"global": {}}}


def test_nulls_for_a_subchart_delete_its_defaults_and_are_kept_when_merging() -> None:
    tree = chart("c", {"sub": {"a": None}}, chart("sub", {"a": 1, "b": 2}))
    assert coalesce(tree, {"sub": {"b": None}}, silent)["sub"] == {"global": {}}
    assert merge(tree, {}, silent)["sub"] == {"a": None, "b": 2, "global": {}}


@pytest.mark.parametrize(
    ("default", "given", "warning"),
    [
        ({"a": {"b": 1}}, {"a": {"b": {"c": 1}}}, "a.b is given as a mapping, its default is a number"),
        ({"a": 1}, {"a": {"b": 1}}, "c.a is given as a mapping, its default is a number"),
        ({"a": {"b": {"c": 1}}}, {"a": {"b": "x"}}, "a.b is given as a string, its default is a mapping"),
        (
            {"global": 1, "sub": {}},
            {},
            "c.global is not handed down: it is no mapping in the chart or in the chart above",
        ),
        (
            {"global": {"g": {}}, "sub": {"global": {"g": 1}}},
            {},
            "c.global.g is not handed down: the chart below has a number",
        ),
        (
            {"global": {"g": 1}, "sub": {"global": {"g": {}}}},
            {},
            "c.global.g is not handed down: the chart below has a mapping",
        ),
    ],
)
def test_conflicts_are_told(default: Values, given: Values, warning: str) -> None:
    warnings: list[str] = []
    coalesce(chart("c", default, chart("sub", {})), given, warnings.append)
    assert any(message.endswith(warning) for message in warnings), warnings


def test_values_of_a_subchart_must_be_a_mapping() -> None:
    tree = chart("c", {}, chart("mid", {}, chart("deep", {})))
    with pytest.raises(
        ValuesError, match=r"values of the chart c\.mid\.deep must be a mapping, not a number"
    ):
        coalesce(tree, {"mid": {"deep": 5}}, silent)


def test_tables_keep_the_null_of_a_key_that_only_the_upper_one_has() -> None:
    assert tables({"a": None}, {"b": 1}, False, silent) == {"a": None, "b": 1}
    assert tables({"a": None}, {"a": 1}, False, silent) == {}
    assert tables({"a": None}, {"a": 1}, True, silent) == {"a": None}
    assert tables({"a": None}, {"a": None}, False, silent) == {"a": None}


def test_a_copy_shares_nothing() -> None:
    shared: Values = {"x": 1}
    copied = copy({"a": shared, "b": shared})
    assert isinstance(copied["a"], dict)
    copied["a"]["x"] = 2
    assert copied["b"] == {"x": 1}
