"""The rules' manuals, by name or code."""

from pathlib import Path

import pytest

from kforge.lint import manual
from kforge.lint.rule import Rule
from kforge.lint.rules import RULES


@pytest.mark.parametrize("word", ["octal", "KF004", "kf004", "Octal"])
def test_a_rule_by_name_or_code(word: str) -> None:
    rule = manual.by_name(word)
    assert rule is not None
    assert rule.code == "KF004"


def test_what_is_no_rule() -> None:
    assert manual.by_name("octa") is None
    assert manual.by_name("") is None


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_manual_is_text_with_a_summary(rule: Rule) -> None:
    text = manual.text(rule)
    assert text.startswith(f"{rule.id} ({rule.code}): {manual.summary(rule)}.\n")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert manual.summary(rule)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_guide_has_a_row_for_every_rule(rule: Rule) -> None:
    guide = (Path(__file__).parents[3] / "docs" / "lint.md").read_text()
    assert guide.count(f"\n| {rule.code} | {rule.id} | ") == 1
