"""Charts written to disk, recorded tables, and the real helm: for the tests of charts and versions."""

import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parents[1] / "data" / "chart"

Write = Callable[[Mapping[str, str | bytes]], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """write({"chart/Chart.yaml": text, …}) puts files below a fresh folder and returns it."""

    def run(contents: Mapping[str, str | bytes]) -> Path:
        for path, content in contents.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return run


@pytest.fixture(scope="session")
def table() -> Callable[[str], Any]:
    """table("semver.json") is a recorded table."""
    return lambda name: json.loads((DATA / name).read_text())


@pytest.fixture(scope="session")
def run_helm(helm: str) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """run_helm(folder, "-f", "v.yaml") is `helm template -f v.yaml chart` in that folder."""

    def run(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [helm, "template", *arguments, "chart"], cwd=folder, capture_output=True, text=True, check=False
        )

    return run
