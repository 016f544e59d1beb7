"""values.schema.json, held to a table of what Helm accepts, and its errors with their places."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from kforge.errors import KforgeError
from kforge.render.render import Renderer, RenderOptions

CHART = "apiVersion: v2\nname: {}\nversion: 0.1.0\n"
Write = Callable[[Mapping[str, str]], Path]


def failure(folder: Path, *values_files: str, **options: Any) -> str:
    """The error of preparing the chart in `folder`, "" when there is none."""
    try:
        Renderer("chart").prepare(RenderOptions(values_files=values_files, **options))
    except KforgeError as error:
        return error.render()
    return ""


def test_schemas_accept_what_they_accept_in_helm(
    table: Callable[[str], Any], write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = table("schemas.json")
    assert len(rows) > 90
    folder = write({"chart/Chart.yaml": CHART.format("chart")})
    monkeypatch.chdir(folder)
    wrong = []
    for schema, values, accepted in rows:
        write({"chart/values.schema.json": schema, "chart/values.yaml": json.dumps(values)})
        error = failure(folder)
        if (error == "") != accepted:
            wrong.append((schema, values, error))
    assert wrong == []


FILES = {
    "chart/Chart.yaml": CHART.format("chart"),
    "chart/values.yaml": "port: http\nsub:\n  size: big\n---\nextra: 1\n",
    "chart/values.schema.json": '{"properties": {"port": {"type": "integer"}, "extra": {"type": "string"}}}',
    "chart/charts/sub/Chart.yaml": CHART.format("sub"),
    "chart/charts/sub/values.yaml": "name: x\n",
    "chart/charts/sub/values.schema.json": json.dumps(
        {"properties": {"size": {"type": "integer"}, "name": {"type": "integer"}}}
    ),
    "user.yaml": "extra: [2]\n",
}


def test_every_error_is_told_where_the_value_comes_from(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(FILES)
    monkeypatch.chdir(folder)
    lines = failure(folder, "user.yaml").split("\n")
    assert [line for line in lines if not line.startswith("  ")] == [
        'user.yaml:1:8: extra: [2] is not of type "string"',
        'chart/values.yaml:1:7: port: "http" is not of type "integer"',
        'chart/charts/sub/values.yaml:1:7: sub.name: "x" is not of type "integer"',
        'chart/values.yaml:3:9: sub.size: "big" is not of type "integer"',
    ]


def test_schemas_can_be_left_out(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(FILES)
    monkeypatch.chdir(folder)
    assert failure(folder, skip_schema_validation=True) == ""


def test_globals_that_helm_adds_are_explained(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write({**FILES, "chart/charts/sub/values.schema.json": '{"additionalProperties": false}'})
    monkeypatch.chdir(folder)
    assert "hint: Helm hands `global` to every subchart: allow it in chart/charts/sub" in failure(folder)


@pytest.mark.parametrize(
    ("schema", "error"),
    [
        (
            '{\n  "type": object}',
            "chart/values.schema.json:2:11: this is not JSON: expecting value\n"
            '  2 |   "type": object}\n    |           ^',
        ),
        ('"x"', "chart/values.schema.json:1: a schema is a mapping, true or false"),
        (
            '{"$ref": "https://example.com/schema.json"}',
            "  hint: this version does not fetch what a schema refers to; "
            "--skip-schema-validation leaves schemas out",
        ),
    ],
)
def test_a_schema_that_is_none(
    schema: str, error: str, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write({"chart/Chart.yaml": CHART.format("chart"), "chart/values.schema.json": schema})
    monkeypatch.chdir(folder)
    assert error in failure(folder)


@pytest.mark.oracle
def test_helm_still_accepts_what_is_recorded(
    table: Callable[[str], Any], write: Write, run_helm: Callable[..., Any]
) -> None:
    folder = write({"chart/Chart.yaml": CHART.format("chart")})
    wrong = []
    for schema, values, accepted in table("schemas.json"):
        write({"chart/values.schema.json": schema, "chart/values.yaml": json.dumps(values)})
        done = run_helm(folder)
        if (done.returncode == 0) != accepted:
            wrong.append((schema, values, done.stderr))
    assert wrong == []
