"""Which rules a run uses."""

import pytest

from kforge.errors import UsageError
from kforge.lint.config import Config
from kforge.lint.rules import RULES


def ids(**options: list[str]) -> list[str]:
    return [rule.id for rule in Config(**options).rules]


def test_all_rules_by_default() -> None:
    assert Config().rules == RULES


def test_rules_go_by_name_or_code_and_syntax_stays() -> None:
    assert ids(select=["KF003", "truthy-value"]) == ["yaml-syntax", "truthy-value", "lossy-float"]
    assert ids(select=["octal"], ignore=["yaml-syntax"]) == ["octal"]


def test_ignore_wins() -> None:
    assert ids(select=["octal", "KF003"], ignore=["KF004"]) == ["yaml-syntax", "lossy-float"]


@pytest.mark.parametrize(
    ("word", "hint"), [("truthy", "truthy-key"), ("kf001", "KF001"), ("xxxxx", "yaml-syntax")]
)
def test_a_rule_that_does_not_exist(word: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        Config(ignore=[word])
    assert caught.value.message == f"--ignore: there is no rule {word}"
    assert hint in caught.value.hint
