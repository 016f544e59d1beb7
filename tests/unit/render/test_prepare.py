"""The charts that take part and their values; random ones are held to the real helm."""

import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kforge.errors import ChartError, KforgeError, UsageError, ValuesError
from kforge.render.context import contexts
from kforge.render.render import Renderer, RenderOptions

Chart = Callable[[Mapping[str, str]], str]


def test_layers_of_values(chart: Chart, tmp_path: Path) -> None:
    path = chart({"values.yaml": "a: chart\nb: chart\nc: chart\nd: chart\n"})
    (tmp_path / "v.yaml").write_text("b: file\nc: file\nd: file\n")
    given_values = {"c": "mapping", "d": "mapping", "e": {"x": 1}}
    options = RenderOptions(values_files=["v.yaml"], values=given_values, sets=[("set", "d=set,e.z=2")])
    prepared = Renderer(path).prepare(options)
    assert prepared.values == {"a": "chart", "b": "file", "c": "mapping", "d": "set", "e": {"x": 1, "z": 2}}
    assert given_values["e"] == {"x": 1}


def test_a_chart_is_prepared_anew_each_time(chart: Chart) -> None:
    listed = (
        "dependencies: [{name: db, version: '*', alias: store, condition: store.on, import-values: [up]}]\n"
    )
    renderer = Renderer(
        chart(
            {
                "Chart.yaml": f"name: web\nversion: 0.1.0\n{listed}",
                "charts/db/Chart.yaml": "name: db\nversion: 0.1.0\n",
                "charts/db/values.yaml": "exports: {up: {risen: 1}}\n",
            }
        )
    )
    off = renderer.prepare(RenderOptions(sets=[("set", "store.on=false")]))
    on = renderer.prepare(RenderOptions())
    again = renderer.prepare(RenderOptions(sets=[("set", "store.on=false")]))
    assert [[one.name for one in found.chart.dependencies] for found in (off, on, again)] == [
        [],
        ["store"],
        [],
    ]
    assert (on.values["risen"], "risen" in again.values, again.values) == (1, False, off.values)


@pytest.mark.parametrize(
    ("files", "options", "kind", "message"),
    [
        ({"Chart.yaml": "name: web\nversion: 0.1.0\ntype: library\n"}, {}, ChartError, "is a library chart"),
        ({}, {"name": "Web"}, UsageError, "is not a release name"),
        ({}, {"kube_version": "x"}, UsageError, "is not a Kubernetes version"),
        ({}, {"sets": [("set", "a")]}, ValuesError, "has no value"),
        (
            {"Chart.yaml": "name: web\nversion: 0.1.0\nkubeVersion: '>=1.30'\n"},
            {"kube_version": "1.29"},
            ChartError,
            "the chart wants Kubernetes >=1.30, this is v1.29",
        ),
    ],
)
def test_errors(
    files: dict[str, str], options: dict[str, Any], kind: type[KforgeError], message: str, chart: Chart
) -> None:
    with pytest.raises(kind, match=message):
        Renderer(chart(files)).prepare(RenderOptions(**options))


def test_warnings_come_once(chart: Chart) -> None:
    files = {
        "Chart.yaml": "name: web\nversion: 0.1.0\ndeprecated: true\ndependencies: []\n",
        "values.yaml": "a: {b: 1}\n",
    }
    prepared = Renderer(chart(files)).prepare(RenderOptions(sets=[("set", "a=text")]))
    assert list(prepared.warnings) == ["the chart web is deprecated"]
    prepared = Renderer(chart(files)).prepare(RenderOptions(sets=[("set", "a.b.c=1")]))
    assert list(prepared.warnings)[1:] == ["web.a.b is given as a mapping, its default is a number"]


def test_values_of_a_subchart_that_are_no_mapping_are_found(chart: Chart, tmp_path: Path) -> None:
    path = chart({"charts/db/Chart.yaml": "name: db\nversion: 0.1.0\n", "values.yaml": "db: {}\n"})
    (tmp_path / "v.yaml").write_text("a: 1\ndb: text\n")
    with pytest.raises(ValuesError) as caught:
        Renderer(path).prepare(RenderOptions(values_files=["v.yaml"]))
    assert str(caught.value.position) == "v.yaml:2:5"


# ---- random charts: defaults in three charts, two values files, --set; conditions, tags, aliases, imports

KEYS = ["a", "b", "c", "sub", "other", "global", "exports"]
scalars = st.sampled_from([None, 1, 2, True, False, "s", "", [], [1, None]])
trees = st.recursive(
    scalars,
    lambda inner: st.dictionaries(st.sampled_from(["a", "b", "exports"]), inner, max_size=3),
    max_leaves=5,
)
layers = st.dictionaries(st.sampled_from(KEYS), trees, max_size=4)
subcharts = st.fixed_dictionaries(
    {},
    optional={
        "enabled": st.booleans(),
        "deep": layers,
        "global": st.dictionaries(st.sampled_from(["a", "b"]), trees, max_size=2),
        "a": trees,
        "exports": st.dictionaries(st.sampled_from(["a", "b"]), trees, max_size=2),
    },
)
tops = st.builds(
    lambda plain, sub, other, tags: {**plain, "sub": sub, "other": other, **tags},
    layers,
    subcharts,
    subcharts,
    st.sampled_from([{}, {"tags": {"t": True}}, {"tags": {"t": False}}]),
)
imports = st.lists(
    st.sampled_from(
        [
            "a",
            "b",
            {"child": "exports", "parent": "."},
            {"child": "a", "parent": "b.c"},
            {"child": "global", "parent": "global"},
        ]
    ),
    max_size=2,
)


@st.composite
def entries(draw: st.DrawFn, name: str, aliases: list[str]) -> list[dict[str, object]]:
    alias = draw(st.sampled_from(aliases))
    shown = alias or name
    entry = {
        "name": name,
        "version": draw(st.sampled_from(["0.1.0", "*", "~0.1", ">=1"])),
        "condition": draw(st.sampled_from(["", f"{shown}.enabled", "a.b", f"a.b,{shown}.enabled"])),
        "tags": draw(st.sampled_from([[], ["t"], ["t", "u"]])),
        "import-values": draw(imports),
        **({"alias": alias} if alias else {}),
    }
    return draw(st.sampled_from([[entry], [entry, {**entry, "alias": "more"}]]))


SETS = (
    *("a=null", "a.b=1", "sub.a=null", "sub.a.b=null", "sub.z=1", "sub.deep.a=null", "global.a=null"),
    *("sub.global.a.b=7", "sub.enabled=false", "other.a=null", "tags.t=true", "sub=null"),
)
DUMP = "# {{ toJson .Values }}\n"


def chart_files(
    listed: object, below: object, defaults: object, of_sub: object, of_deep: object
) -> dict[str, str]:
    def chart_yaml(name: str, dependencies: object) -> str:
        fields = {"apiVersion": "v2", "name": name, "version": "0.1.0"}
        return json.dumps(fields if dependencies is None else {**fields, "dependencies": dependencies})

    files = {
        "Chart.yaml": chart_yaml("web", listed),
        "values.yaml": json.dumps(defaults),
        "charts/sub/Chart.yaml": chart_yaml("sub", below),
        "charts/sub/values.yaml": json.dumps(of_sub),
        "charts/sub/charts/deep/Chart.yaml": chart_yaml("deep", None),
        "charts/sub/charts/deep/values.yaml": json.dumps(of_deep),
    }
    return {
        **files,
        **{
            path.replace("Chart.yaml", "templates/v.yaml"): DUMP
            for path in files
            if path.endswith("Chart.yaml")
        },
    }


def ours(path: str, options: RenderOptions) -> dict[str, object] | None:
    try:
        prepared = Renderer(path).prepare(options)
    except KforgeError:
        return None
    found = contexts(prepared.chart, prepared.values, {})
    return {f"{name}/templates/v.yaml": names["values"] for name, names in found.items()}


def helms(helm: str, folder: Path, arguments: list[str]) -> dict[str, object] | None:
    done = subprocess.run(
        [helm, "template", *arguments, "web"], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        return None
    parts = (part.split("\n") for part in done.stdout.split("# Source: ")[1:])
    return {lines[0]: json.loads(lines[1][2:]) for lines in parts}


charts = st.builds(
    chart_files,
    listed=st.one_of(st.none(), st.just([]), entries("sub", ["", "other"])),
    below=st.one_of(st.none(), entries("deep", ["", "a"])),
    defaults=tops,
    of_sub=subcharts,
    of_deep=layers,
)


@pytest.mark.oracle
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(charts, st.lists(tops, max_size=2), st.lists(st.sampled_from(SETS), max_size=2))
def test_random_charts_have_the_values_that_helm_gives_them(
    chart: Chart,
    tmp_path: Path,
    helm: str,
    tree: dict[str, str],
    files: list[object],
    sets: list[str],
) -> None:
    path = chart(tree)
    names = [f"v{number}.yaml" for number in range(len(files))]
    for name, values in zip(names, files, strict=True):
        (tmp_path / name).write_text(json.dumps(values))
    options = RenderOptions(values_files=names, sets=[("set", expression) for expression in sets])
    arguments = [word for name in names for word in ("-f", name)]
    arguments += [word for expression in sets for word in ("--set", expression)]
    assert ours(path, options) == helms(helm, tmp_path, arguments)
