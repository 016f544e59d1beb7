""".helmignore, held to a table of what Helm hides."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kforge.chart.chart import Chart
from kforge.chart.ignore import Rules
from kforge.chart.load import load
from kforge.errors import ChartError, KforgeError

FILES = (
    *("README.md", "a.txt", "b.txt", "a/b.txt", "a/c/d.txt", "a/c/e.md", "docs/index.md", "docs/a/x.txt"),
    *("templates/web.yaml", "templates/.hidden", "templates/a/b.yaml", "templates/a/.keep", ".git/config"),
    *(".dot", "[x].txt", "x y.txt", "é.txt", "charts/s/a.txt", "charts/s/templates/s.yaml", "crds/a.yaml"),
    *("name.swp", "Foo.txt", "foo/foo/foo.txt", "templates/zz.yaml", "charts/s/templates/zz.yaml"),
)
LISTING = '# {{ range $path, $text := .Files.Glob "**" }}{{ $path }},{{ end }}\n'


@pytest.fixture
def folder(write: Callable[..., Path]) -> Path:
    """The chart that the table was recorded with."""
    return write(
        {
            **{f"chart/{path}": LISTING if path.endswith("zz.yaml") else f"# {path}\n" for path in FILES},
            "chart/Chart.yaml": "apiVersion: v2\nname: c\nversion: 0.1.0\n",
            "chart/charts/s/Chart.yaml": "apiVersion: v2\nname: s\nversion: 0.1.0\n",
        }
    )


def seen(chart: Chart) -> set[str]:
    """Templates by their path from the root, other files by their path from their own chart."""
    templates = {f"{chart.full_path}/{file.path}".removeprefix("c/") for file in chart.templates}
    files = {file.path for file in chart.files}
    return templates.union(files, *(seen(subchart) for subchart in chart.dependencies))


def hidden(folder: Path, rules: str) -> list[str] | None:
    ignored = folder / "chart/.helmignore"
    ignored.write_bytes(b"")
    everything = seen(load(str(folder / "chart")))
    ignored.write_bytes(rules.encode())
    try:
        return sorted(everything - seen(load(str(folder / "chart"))))
    except KforgeError:
        return None


def test_rules_hide_what_helm_hides(table: Callable[[str], Any], folder: Path) -> None:
    rows = table("helmignore.json")
    assert len(rows) > 60
    wrong = []
    for row in rows:
        found = hidden(folder, row["rules"])
        if found != row.get("hides"):
            wrong.append((row, found))
    assert wrong == []


@pytest.mark.parametrize(
    ("rules", "error"),
    [
        ("a\n**/b\n", "chart/.helmignore:2: ** is not supported here\n  2 | **/b"),
        ("[a\n", "chart/.helmignore:1: a [ is not closed\n  1 | [a"),
        ("a\\\n", "chart/.helmignore:1: a pattern must not end in a backslash\n  1 | a\\"),
    ],
)
def test_a_malformed_rule_is_an_error_with_its_line(rules: str, error: str) -> None:
    with pytest.raises(ChartError) as caught:
        Rules(rules, "chart/.helmignore")
    assert caught.value.render() == error


def test_a_negated_rule_hides_all_else_as_helm_does() -> None:
    assert [path for path in ("a.txt", "b.md", "Chart.yaml") if Rules("!*.txt").ignores(path, False)] == [
        "b.md",
        "Chart.yaml",
    ]


@pytest.mark.oracle
def test_helm_still_hides_what_is_recorded(
    table: Callable[[str], Any], folder: Path, run_helm: Callable[..., Any]
) -> None:
    def shown(rules: str) -> set[str] | None:
        (folder / "chart/.helmignore").write_bytes(rules.encode())
        done = run_helm(folder)
        if done.returncode:
            return None
        lines = done.stdout.splitlines()
        templates = {line.removeprefix("# Source: c/") for line in lines if line.startswith("# Source: ")}
        files = {path for line in lines if line.endswith(",") for path in line[2:-1].split(",")}
        return templates | files

    everything = shown("") or set()
    wrong = []
    for row in table("helmignore.json"):
        found = shown(row["rules"])
        if (None if found is None else sorted(everything - found)) != row.get("hides"):
            wrong.append((row, found))
    assert wrong == []
