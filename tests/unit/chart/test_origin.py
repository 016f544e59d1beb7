"""Which file says a value."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kforge.chart.load import load
from kforge.chart.origin import find

FILES = {
    "chart/Chart.yaml": "name: chart\nversion: 1.0.0\n",
    "chart/values.yaml": "a: 1\nsub: {b: 2}\nlist:\n- x: 1\n",
    "chart/charts/sub/Chart.yaml": "name: sub\nversion: 1.0.0\n",
    "chart/charts/sub/values.yaml": "b: 0\nc: 3\n",
    "one.yaml": "a: 4\n---\nsub:\n  c: 5\n",
    "two.yaml": "a: 6\n",
}


@pytest.mark.parametrize(
    ("path", "depth", "files", "place"),
    [
        (["a"], 1, [], "chart/values.yaml:1:4"),
        (["a"], 1, ["one.yaml"], "one.yaml:1:4"),
        (["a"], 1, ["one.yaml", "two.yaml"], "two.yaml:1:4"),
        (["list", 0, "x"], 1, ["one.yaml"], "chart/values.yaml:4:6"),
        (["b"], 2, [], "chart/values.yaml:2:10"),
        (["c"], 2, [], "chart/charts/sub/values.yaml:2:4"),
        (["c"], 2, ["one.yaml", "-"], "one.yaml:4:6"),
        (["nowhere"], 2, ["one.yaml"], None),
        (["list", 1], 1, [], None),
        (["a", "b"], 1, [], None),
    ],
)
def test_find(
    path: list[str | int],
    depth: int,
    files: list[str],
    place: str | None,
    write: Callable[[Mapping[str, str]], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(write(FILES))
    root = load("chart")
    found = find(path, [root, *root.dependencies][:depth], files)
    assert (found and str(found.position)) == place
