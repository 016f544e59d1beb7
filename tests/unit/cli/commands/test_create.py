"""`kforge create`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_it_says_what_it_makes_and_refuses_to_overwrite(kforge: Run, tmp_path: Path) -> None:
    outcome = kforge("create", "shop", cwd=tmp_path)
    assert (outcome.code, outcome.stdout, outcome.stderr) == (0, b"Creating shop\n", "")
    again = kforge("create", "shop", cwd=tmp_path)
    assert (again.code, again.stdout) == (1, b"")
    assert again.stderr.startswith("shop: something is there already")
    other = kforge("create", "other", "--starter", "shop", cwd=tmp_path)
    assert other.code == 0
    assert "name: other\n" in (tmp_path / "other" / "Chart.yaml").read_text()
