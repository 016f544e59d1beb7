"""Charts written to disk for rendering."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

Chart = Callable[[Mapping[str, str | bytes]], str]


@pytest.fixture
def chart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Chart:
    """chart({"templates/a.yaml": text, …}) writes a chart called web into ./web and returns "web"."""
    monkeypatch.chdir(tmp_path)

    def run(files: Mapping[str, str | bytes]) -> str:
        for path, content in {"Chart.yaml": "apiVersion: v2\nname: web\nversion: 0.1.0\n", **files}.items():
            file = tmp_path / "web" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return "web"

    return run
