"""What identifies a finding when lines move."""

from pathlib import Path

import pytest

from kforge.lint.config import Config
from kforge.lint.fingerprint import fingerprints, portable
from kforge.lint.runner import Linter

LINTER = Linter(Config())


def marks(text: str, file: str = "a.yaml") -> list[str]:
    return fingerprints(LINTER.lint(text.encode(), file))


def test_lines_above_and_indentation_do_not_count() -> None:
    assert marks("a: NO\n") == marks("x: 1\n\n# c\nb:\n  a:  NO\n")


def test_file_rule_line_and_mark_count() -> None:
    texts = ["a: NO\n", "b: NO\n", "a: ON\n", "a: 1.10\n", "a: {b: NO}\n"]
    found = [*(marks(text)[0] for text in texts), marks("a: NO\n", "b.yaml")[0]]
    assert len(set(found)) == 6
    assert len(set(marks("a: [NO, ON]\n"))) == 2


def test_equal_lines_are_told_apart_by_number() -> None:
    two = marks("- a: NO\n- a: NO\n")
    assert len(set(two)) == 2
    assert marks("- a: NO\n") == two[:1]


def test_it_is_the_same_tomorrow() -> None:
    """The value stands in baselines: a change here makes all of them worthless."""
    assert marks("a: NO\n") == ["4fb73e30cfb8b50ec7e68152004bb9fd"]


def test_a_path_is_that_from_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert portable(f"{tmp_path}/b/../a.yaml") == portable("./a.yaml") == "a.yaml"
    assert portable("/elsewhere/a.yaml") == "/elsewhere/a.yaml"
