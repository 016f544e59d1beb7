"""Chart.yaml: what is accepted and what becomes of it, held to a table of Helm's answers."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kforge.chart.metadata import Source, read
from kforge.errors import ChartError, KforgeError
from kforge.render.context import contexts
from kforge.render.render import Renderer, RenderOptions

SUBCHART = {"chart/charts/s/Chart.yaml": "apiVersion: v2\nname: s\nversion: 0.1.0\n"}
MINIMAL: dict[str, object] = {
    "APIVersion": "v2",
    "Annotations": None,
    "AppVersion": "",
    "Condition": "",
    "Dependencies": [],
    "Deprecated": False,
    "Description": "",
    "Home": "",
    "Icon": "",
    "IsRoot": True,
    "Keywords": [],
    "KubeVersion": "",
    "Maintainers": [],
    "Name": "c",
    "Sources": [],
    "Tags": "",
    "Type": "",
    "Version": "0.1.0",
}


def files(row: dict[str, Any]) -> dict[str, str]:
    return {"chart/Chart.yaml": row["chart"], **(SUBCHART if row.get("subchart") else {})}


def outcome(folder: Path) -> dict[str, object]:
    """What templates see as Chart and a minimal chart does not have, or that the chart fails."""
    try:
        prepared = Renderer(str(folder / "chart")).prepare(RenderOptions())
    except KforgeError:
        return {"fails": True}
    seen = contexts(prepared.chart, prepared.values, {})[prepared.chart.full_path]["Chart"]
    assert isinstance(seen, dict)
    seen["Annotations"] = seen["Annotations"] or None
    return {"gives": {key: value for key, value in seen.items() if value != MINIMAL[key]}}


def test_charts_are_taken_as_helm_takes_them(
    table: Callable[[str], Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    rows = table("metadata.json")
    assert len(rows) > 100
    wrong = []
    for row in rows:
        folder = tmp_path_factory.mktemp("metadata")
        for path, text in files(row).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text)
        wanted = {"fails": True} if row.get("fails") else {"gives": row["gives"]}
        if outcome(folder) != wanted:
            wrong.append((row["case"], outcome(folder), wanted))
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (
            "apiVersion: v2\nname: c\nversion: latest\n",
            "chart/Chart.yaml:3:10: 'latest' is not a semantic version\n"
            "  3 | version: latest\n"
            "    |          ^\n"
            "  hint: write it as 1.2.3, quoted when it could be a number",
        ),
        (
            "apiVersion: v2\nname: c\nversion: 1.0.0\nkeywords: web\n",
            "chart/Chart.yaml:4:11: keywords must be a list, not a string\n"
            "  4 | keywords: web\n"
            "    |           ^",
        ),
        (
            "apiVersion: v2\nname: c\nversion: 1.0.0\ndependencies:\n- name: a\n- name: a\n",
            "chart/Chart.yaml:6:3: dependencies 1 and 2 are both called 'a'\n"
            "  6 | - name: a\n"
            "    |   ^\n"
            "  hint: give one of them an alias",
        ),
        (
            "apiVersion: v2\nname: c\nversion: 1.0.0\ndependencies:\n- name: a\n  alias: x.y\n",
            "chart/Chart.yaml:6:10: 'x.y' is no alias\n"
            "  6 |   alias: x.y\n"
            "    |          ^\n"
            "  hint: letters, digits, - and _ may stand in an alias",
        ),
    ],
)
def test_errors_show_the_place(text: str, error: str) -> None:
    with pytest.raises(ChartError) as caught:
        read(Source(text, "chart/Chart.yaml"))
    assert caught.value.render() == error


@pytest.mark.parametrize("missing", ["name", "version"])
def test_a_missing_field_is_named(missing: str) -> None:
    lines = {"name": "name: c\n", "version": "version: 0.1.0\n"}
    del lines[missing]
    with pytest.raises(ChartError, match=f"{missing} is missing"):
        read(Source("apiVersion: v2\n" + "".join(lines.values()), "chart/Chart.yaml"))


def test_what_helm_does_not_know_is_kept_apart() -> None:
    found = read(Source("name: c\nversion: 1.0.0\nengine: jinja\nteam: {a: 1}\n", "Chart.yaml"))
    assert found.extra == {"engine": "jinja", "team": {"a": 1}}
    assert found.fields == {"apiVersion": "v1", "name": "c", "version": "1.0.0"}


def test_requirements_go_over_the_chart_and_errors_name_them() -> None:
    chart = Source("apiVersion: v1\nname: c\nversion: 1.0.0\n", "Chart.yaml")
    found = read(chart, Source("dependencies:\n- name: a\n  version: '1'\n", "requirements.yaml"))
    assert [entry.name for entry in found.dependencies or []] == ["a"]
    assert str(found.error(("dependencies", 0), "x").position) == "requirements.yaml:2:3"
    assert str(found.error(("name",), "x").position) == "Chart.yaml:2:7"


def test_a_copy_changes_alone() -> None:
    found = read(Source("name: c\nversion: 1.0.0\ndependencies: [{name: a, alias: b}]\n", "Chart.yaml"))
    copied = found.copy()
    assert copied.dependencies
    copied.dependencies[0].name = "b"
    copied.fields["name"] = "d"
    assert found.dependencies
    assert (found.name, found.dependencies[0].name) == ("c", "a")


@pytest.mark.oracle
def test_helm_still_takes_charts_as_recorded(
    table: Callable[[str], Any], run_helm: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    wrong = []
    for row in table("metadata.json"):
        folder = tmp_path_factory.mktemp("helm")
        shown = {"chart/templates/all.yaml": "# {{ toJson .Chart }}\n"}
        for path, text in {**files(row), **shown}.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text)
        done = run_helm(folder)
        if done.returncode:
            found: dict[str, object] = {"fails": True}
        else:
            seen = json.loads(done.stdout.splitlines()[2][2:])
            found = {"gives": {key: value for key, value in seen.items() if value != MINIMAL[key]}}
        if found != ({"fails": True} if row.get("fails") else {"gives": row["gives"]}):
            wrong.append((row["case"], found, row))
    assert wrong == []
