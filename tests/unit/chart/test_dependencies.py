"""Which subcharts take part and what rises from them. The oracle property in render/ covers the rest."""

import json
from collections.abc import Sequence
from typing import Any

import pytest

from kforge.chart import dependencies
from kforge.chart.chart import Chart
from kforge.chart.coalesce import coalesce
from kforge.chart.dependencies import check_present, lookup, process
from kforge.chart.metadata import Source, read
from kforge.errors import ChartError

Entry = dict[str, Any]


def chart(
    name: str, values: dict[str, object], *subcharts: Chart, listed: Sequence[Entry] | None = None
) -> Chart:
    fields: Entry = {"name": name, "version": "1.0.0"}
    if listed is not None:
        fields["dependencies"] = [{"version": "1.0.0", **entry} for entry in listed]
    result = Chart(read(Source(json.dumps(fields), f"{name}/Chart.yaml")), name)
    result.values = values
    result.set_dependencies(list(subcharts))
    return result


def names(root: Chart) -> list[str]:
    return sorted(path for one in root.dependencies for path in (one.full_path, *names(one)))


def processed(root: Chart, given: dict[str, object] | None = None) -> tuple[list[str], list[str]]:
    """The charts that are left, and the warnings."""
    warnings: list[str] = []
    process(root, given or {}, warnings.append)
    return names(root), list(dict.fromkeys(warnings))


@pytest.mark.parametrize(
    ("condition", "tags", "given", "enabled"),
    [
        ("", [], {}, True),
        ("sub.enabled", [], {}, True),  # nothing at the path: enabled
        ("sub.enabled", [], {"sub": {"enabled": False}}, False),
        ("sub.enabled", [], {"sub": {"enabled": True}}, True),
        ("a.b,sub.enabled", [], {"sub": {"enabled": False}}, False),
        (
            "a.b,sub.enabled",
            [],
            {"a": {"b": True}, "sub": {"enabled": False}},
            True,
        ),  # the first that decides
        ("a.b, sub.enabled", [], {"sub": {"enabled": False}}, True),  # the blank is part of the path
        ("on", [], {"on": False}, False),
        ("", ["x"], {"tags": {"x": False}}, False),
        ("", ["x", "y"], {"tags": {"x": False, "y": True}}, True),
        ("", ["x"], {"tags": {"y": False}}, True),
        ("", ["x"], {"tags": 5}, True),
        ("sub.enabled", ["x"], {"tags": {"x": False}, "sub": {"enabled": True}}, True),  # over tags
        ("sub.enabled", ["x"], {"tags": {"x": True}, "sub": {"enabled": False}}, False),
    ],
)
def test_conditions_and_tags(
    condition: str, tags: list[str], given: dict[str, object], enabled: bool
) -> None:
    root = chart("c", {}, chart("sub", {}), listed=[{"name": "sub", "condition": condition, "tags": tags}])
    assert processed(root, given) == (["c/charts/sub"] if enabled else [], [])


@pytest.mark.parametrize(
    ("entry", "given", "warning"),
    [
        (
            {"condition": "sub.enabled"},
            {"sub": {"enabled": "no"}},
            "sub.enabled is neither true nor false: it does not decide about sub",
        ),
        (
            {"tags": ["x"]},
            {"tags": {"x": "no"}},
            "tags.x is neither true nor false: it does not decide about sub",
        ),
        ({"import-values": ["data"]}, {}, "import-values: sub has no mapping at exports.data"),
    ],
)
def test_what_does_not_decide_is_told(entry: Entry, given: dict[str, object], warning: str) -> None:
    root = chart("c", {}, chart("sub", {}), listed=[{"name": "sub", **entry}])
    assert processed(root, given) == (["c/charts/sub"], [warning])


def test_a_chart_under_several_names() -> None:
    listed = [{"name": "sub"}, {"name": "sub", "alias": "one"}, {"name": "sub", "alias": "two"}]
    root = chart("c", {}, chart("sub", {}, chart("deep", {})), listed=listed)
    assert processed(root, {})[0] == [
        "c/charts/one",
        "c/charts/one/charts/deep",
        "c/charts/sub",
        "c/charts/sub/charts/deep",
        "c/charts/two",
        "c/charts/two/charts/deep",
    ]


def test_what_is_not_declared_runs_and_is_never_disabled() -> None:
    root = chart("c", {}, chart("sub", {}), chart("other", {}), listed=[{"name": "sub"}])
    assert processed(root, {"other": {"enabled": False}})[0] == ["c/charts/other", "c/charts/sub"]


def test_a_version_that_does_not_fit_leaves_the_chart_as_if_undeclared() -> None:
    listed = [{"name": "sub", "version": ">=2", "alias": "x", "condition": "x.enabled"}]
    root = chart("c", {}, chart("sub", {}), listed=listed)
    assert processed(root, {"x": {"enabled": False}})[0] == ["c/charts/sub"]


def test_conditions_of_a_subchart_start_at_the_top() -> None:
    def tree() -> Chart:
        mid = chart("mid", {}, chart("deep", {}), listed=[{"name": "deep", "condition": "deep.enabled"}])
        return chart("c", {}, mid, listed=[{"name": "mid"}])

    assert processed(tree(), {"mid": {"deep": {"enabled": False}}})[0] == ["c/charts/mid"]
    assert processed(tree(), {"deep": {"enabled": False}})[0] == ["c/charts/mid", "c/charts/mid/charts/deep"]


@pytest.mark.parametrize(
    ("imports", "rises"),
    [
        (["data"], {"k": 1}),
        ([{"child": "exports.data", "parent": "."}], {"k": 1}),
        ([{"child": "exports.data", "parent": "a.b"}], {"a": {"b": {"k": 1}}}),
        ([{"child": "plain", "parent": "p"}], {"p": {"x": [1]}}),
        (["data", {"child": "plain", "parent": "."}], {"k": 1, "x": [1]}),
        ([{"child": "exports.data", "parent": "own"}], {"own": {"k": 0, "mine": 1}}),  # the parent's own wins
        ([7, None, ["x"]], {}),
    ],
)
def test_values_rise_into_the_parent(imports: list[object], rises: dict[str, object]) -> None:
    sub = chart("sub", {"exports": {"data": {"k": 1}}, "plain": {"x": [1]}})
    root = chart("c", {"own": {"k": 0, "mine": 1}}, sub, listed=[{"name": "sub", "import-values": imports}])
    process(root, {}, lambda message: None)
    found = coalesce(root, {}, lambda message: None)
    assert {key: found[key] for key in rises} == rises


def test_a_missing_chart_is_named_where_it_is_declared() -> None:
    root = chart("c", {}, chart("redis", {}), listed=[{"name": "redis"}, {"name": "rediss"}])
    with pytest.raises(ChartError) as caught:
        check_present(root)
    assert str(caught.value.position).startswith("c/Chart.yaml:1:")
    assert caught.value.message == "named in dependencies, but not in c/charts: rediss"
    assert caught.value.hint == "did you mean redis?"


def test_lookup_finds_what_is_no_mapping() -> None:
    values: dict[str, object] = {"a": {"b": {"c": 0}, "n": None}}
    assert lookup(values, "a.b.c") == (True, 0)
    assert lookup(values, "a.n") == (True, None)
    assert lookup(values, "a.b") == (False, None)
    assert lookup(values, "a.b.c.d") == (False, None)
    assert lookup(values, "") == (False, None)
    assert dependencies.table(values, ["a", "b"]) == {"c": 0}
