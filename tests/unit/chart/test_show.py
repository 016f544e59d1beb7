"""What show prints of folders and archives; the real helm's bytes stand in tests/golden/show."""

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kforge.chart.load import load
from kforge.chart.show import PARTS

CHART = "apiVersion: v2\nname: c\nversion: 1.0.0\n"
FULL = {
    "c/Chart.yaml": CHART,
    "c/values.yaml": "# kept\na: 1",
    "c/README.md": b"caf\xe9\n",
    "c/crds/a.yaml": "kind: A\n",
    "c/templates/a.yaml": "kind: T\n",
    "c/charts/s/Chart.yaml": CHART.replace("c\n", "s\n"),
    "c/charts/s/crds/b.yaml": "---\nkind: B",
    "c/charts/s/values.yaml": "s: 1\n",
}
EXPECTED = {
    "chart": f"{CHART}\n",
    "values": "# kept\na: 1\n",
    "readme": "caf\udce9\n\n",
    "crds": "---\nkind: A\n\n---\nkind: B\n",
    "all": f"{CHART}\n---\n# kept\na: 1\n---\ncaf\udce9\n\n---\nkind: A\n\n---\nkind: B\n",
}

Write = Callable[[Mapping[str, str | bytes]], Path]


@pytest.mark.parametrize("what", PARTS)
def test_every_part(what: str, write: Write) -> None:
    assert PARTS[what](load(str(write(FULL) / "c"))) == EXPECTED[what]


@pytest.mark.parametrize("what", PARTS)
def test_what_is_not_there_is_not_shown(what: str, write: Write) -> None:
    chart = load(str(write({"c/Chart.yaml": CHART}) / "c"))
    assert PARTS[what](chart) == (f"{CHART}\n" if what in ("chart", "all") else "")


@pytest.mark.oracle
def test_an_archive_shows_the_same(write: Write, helm: str) -> None:
    """A chart that helm packed itself: Chart.yaml is another one in it, and the order of files may be."""
    folder = write(FULL)
    subprocess.run([helm, "package", "c"], cwd=folder, check=True, capture_output=True)
    for what in PARTS:
        done = subprocess.run(
            [helm, "show", what, "c-1.0.0.tgz"], cwd=folder, check=True, capture_output=True
        )
        ours = PARTS[what](load(str(folder / "c-1.0.0.tgz")))
        assert ours == done.stdout.decode(errors="surrogateescape"), what
        assert ours == EXPECTED[what]
