"""The benchmarks compare equal work: on their inputs kforge prints what the real tools print."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks import inputs
from benchmarks.measure import Command, Cost, Pairs, pairs


@pytest.mark.oracle
@pytest.mark.parametrize("count", [10, 120])
def test_overlays(count: int, tmp_path: Path, kubectl: str, kforge: Callable[..., Any]) -> None:
    overlay = str(inputs.patched(tmp_path, count))
    real = subprocess.run([kubectl, "kustomize", overlay], capture_output=True, check=True).stdout
    assert kforge("build", overlay).stdout == real


@pytest.mark.oracle
def test_a_fleet_of_overlays(tmp_path: Path, kubectl: str, kforge: Callable[..., Any]) -> None:
    folders = [str(folder) for folder in inputs.fleet(tmp_path, 3, 20)]
    real = [
        subprocess.run([kubectl, "kustomize", folder], capture_output=True, check=True).stdout
        for folder in folders
    ]
    assert kforge("build", *folders).stdout == b"---\n".join(real)


@pytest.mark.oracle
def test_the_charts_are_twins(tmp_path: Path, helm: str, kforge: Callable[..., Any]) -> None:
    jinja = inputs.chart(tmp_path / "jinja", "jinja")
    twin = inputs.chart(tmp_path / "go", "gotmpl")
    real = subprocess.run([helm, "template", str(twin)], capture_output=True, check=True).stdout
    assert real.count(b"# Source: ") == 4
    assert kforge("template", str(jinja)).stdout == real


def test_inputs_are_the_same_every_time(tmp_path: Path) -> None:
    first, second = (inputs.patched(tmp_path / name, 100).parent for name in ("a", "b"))
    files = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert len(files) == 6
    assert all((first / file).read_bytes() == (second / file).read_bytes() for file in files)


def test_the_cost_of_a_process_is_its_own(tmp_path: Path) -> None:
    burn = "import time\nwhile time.process_time() < 0.2: pass\nprint('done')"
    costs = [
        Command([sys.executable, "-c", code], {}, tmp_path).run() for code in (burn, "print('done')", burn)
    ]
    assert [cost.output for cost in costs] == [b"done\n"] * 3
    assert costs[0].cpu > 0.2 > costs[1].cpu
    assert 0.2 < costs[2].cpu < 0.6


def test_a_difference_ends_the_comparison() -> None:
    same = Cost(2.0, 10, b"a\n")
    done = pairs(lambda: same, lambda: Cost(4.0, 20, b"a\n"), 3)
    assert (done.ratio(), done.memory(), len(done.ours)) == (0.5, 0.5, 3)
    with pytest.raises(SystemExit, match=r"(?s)the outputs differ.*-b.*\+a"):
        pairs(lambda: same, lambda: Cost(4.0, 20, b"b\n"), 1)


def test_the_spread_is_that_of_single_pairs() -> None:
    done = Pairs([Cost(1, 1, b""), Cost(3, 1, b"")], [Cost(2, 1, b""), Cost(2, 1, b"")])
    assert done.spread() == (0.5, 1.5)
