"""yamllint's configuration and comments."""

from pathlib import Path

import pytest

from kforge.errors import LintConfigError
from kforge.lint.config import Config
from kforge.lint.project import run
from kforge.lint.runner import Linter

LINTER = Linter(Config(ignore=["crlf", "final-newline", "trailing-space", "indentation"]))


@pytest.mark.parametrize(
    ("config", "rules"),
    [
        ("extends: default\n", ["truthy-value", "truthy-key", "octal", "lossy-float"]),
        ("rules:\n  truthy: disable\n", ["octal", "lossy-float"]),
        ("rules:\n  truthy: {check-keys: false}\n", ["truthy-value", "octal", "lossy-float"]),
        (
            "rules: {octal-values: disable, braces: disable, float-values: false}\n",
            ["truthy-value", "truthy-key"],
        ),
        (
            "rules:\n  octal-values:\n    ignore: |\n      # all\n      *.yaml\n",
            ["truthy-value", "truthy-key", "lossy-float"],
        ),
        ("ignore: ['/in/']\n", []),
        ("ignore: |\n  in\n", []),
        ("- odd\n", ["truthy-value", "truthy-key", "octal", "lossy-float"]),
    ],
)
def test_a_config(tmp_path: Path, config: str, rules: list[str]) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.yaml").write_text("a: NO\non: b\nc: 010\nd: 1.10\n")
    (tmp_path / ".yamllint").write_text(config)
    result = run([str(tmp_path)], Config())
    assert [finding.rule for finding in result.findings] == rules


def test_a_level_is_a_severity(tmp_path: Path) -> None:
    (tmp_path / ".yamllint.yml").write_text("rules: {truthy: {level: warning}, octal-values: {level: odd}}\n")
    (tmp_path / "a.yaml").write_text("a: NO\nc: 010\n")
    found = run([str(tmp_path)], Config()).findings
    assert [finding.severity for finding in found] == ["warning", "error"]


def test_a_config_that_is_no_yaml(tmp_path: Path) -> None:
    (tmp_path / ".yamllint").write_text("a: [\n")
    (tmp_path / "a.yaml").write_text("a: NO\n")
    with pytest.raises(LintConfigError):
        run([str(tmp_path)], Config())


def lines(text: str) -> list[int]:
    return [finding.line for finding in LINTER.lint(text.encode(), "a.yaml")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: NO # yamllint disable-line rule:truthy\nb: NO\n", [2]),
        ("a: NO # yamllint disable-line\nb: NO\n", [2]),
        ("a: NO  #yamllint disable-line rule:braces rule:truthy\r\n", []),
        ("a: NO # yamllint disable-line rule:octal-values\n", [1]),
        ("a: NO # yamllint disable-line rule:braces\n", [1]),
        ("a: NO # yamllint disable-line rule:truthy because\n", [1]),
        ("# yamllint disable-line rule:truthy\na: NO\nb: NO\n", [3]),
        ("x:\n  # yamllint disable-line\n  a: NO\n", []),
        ("# yamllint disable rule:truthy\na: NO\nb: 010\n# yamllint enable rule:truthy\nc: NO\n", [3, 5]),
        ("a: NO\n# yamllint disable\nb: NO\n# yamllint enable\nc: NO\n", [1, 5]),
        ("# yamllint disable-file\na: NO\n", []),
        ("a: NO\n# yamllint disable-file\n", [1]),
        ('a: {b: NO, c: "# yamllint disable-line"}\n', [1]),
        ("# yamllint disable rule:truthy\na: NO\n# kforge: enable=truthy-value\nb: NO\n", [4]),
    ],
)
def test_a_comment(text: str, found: list[int]) -> None:
    assert lines(text) == found
