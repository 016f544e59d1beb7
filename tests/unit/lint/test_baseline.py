"""Baselines: what they keep quiet, and for how long."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
B = ".kforge-lint-baseline.json"


@pytest.fixture
def old(tmp_path: Path, kforge: Run) -> Path:
    """A repository with findings and a baseline."""
    (tmp_path / "a.yaml").write_text("country: NO\nport: 22:22\nlist: [1.10, NO]\n")
    outcome = kforge("lint", "--write-baseline", cwd=tmp_path)
    assert (outcome.code, outcome.stdout) == (0, b"")
    assert outcome.stderr == f"4 findings written to {B}\n"
    return tmp_path


def report(folder: Path, kforge: Run, *words: str) -> tuple[int, list[str]]:
    outcome = kforge("lint", "--baseline", B, *words, cwd=folder)
    assert outcome.stderr == ""
    return outcome.code, [line for line in outcome.stdout.decode().splitlines() if line[:1].isalnum()]


def test_what_it_holds_is_not_reported(old: Path, kforge: Run) -> None:
    assert report(old, kforge) == (0, ["1 file: no findings, 4 in the baseline"])
    assert report(old, kforge, "--strict", "a.yaml")[0] == 0
    assert report(old, kforge, str(old / "a.yaml"))[0] == 0


def test_lines_may_move(old: Path, kforge: Run) -> None:
    (old / "a.yaml").write_text("# new\n\nx:\n  list: [1.10, NO]\n  port: 22:22\ncountry:   NO\n")
    assert report(old, kforge)[0] == 0


def test_what_is_new_is_reported(old: Path, kforge: Run) -> None:
    (old / "a.yaml").write_text("country: NO\ncountry2: NO\nport: 22:23\n")
    code, lines = report(old, kforge)
    assert code == 1
    assert [line.split(" ")[0] for line in lines[:-1]] == ["a.yaml:2:11:", "a.yaml:3:7:"]
    (old / "a.yaml").write_text("- country: NO\n- country: NO\n")
    assert len(report(old, kforge)[1]) == 3


def test_it_holds_from_any_folder(old: Path, kforge: Run) -> None:
    (old / "in").mkdir()
    outcome = kforge("lint", "--baseline", f"../{B}", "../a.yaml", cwd=old / "in")
    assert outcome.code == 0


def test_it_can_be_read_and_is_the_same_each_time(old: Path, kforge: Run) -> None:
    text = (old / B).read_text()
    kforge("lint", "--baseline", B, "--write-baseline", cwd=old)
    assert (old / B).read_text() == text
    tree = json.loads(text)
    assert {entry["file"] for entry in tree["findings"]} == {"a.yaml"}
    (old / "a.yaml").write_text("a: b\n")
    kforge("lint", "--write-baseline", cwd=old)
    assert json.loads((old / B).read_text()) == {"version": 1, "findings": []}


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("{", f"{B}:1:2", "a baseline is JSON, and this is not"),
        ("[]", B, "this is no baseline of version 1"),
        ('{"version": 2, "findings": []}', B, "this is no baseline of version 1"),
        ('{"version": 1, "findings": [{}]}', B, "this is no baseline of version 1"),
    ],
)
def test_a_broken_one(tmp_path: Path, kforge: Run, text: str, place: str, message: str) -> None:
    (tmp_path / B).write_text(text)
    outcome = kforge("lint", "--baseline", B, cwd=tmp_path)
    assert (outcome.code, outcome.stdout) == (2, b"")
    assert outcome.stderr.startswith(
        f"{place}: {message}\n  hint: write it again: kforge lint --baseline {B}"
    )


def test_a_missing_one(tmp_path: Path, kforge: Run) -> None:
    assert kforge("lint", "--baseline", B, cwd=tmp_path).stderr.startswith(f"{B}: no such file")
