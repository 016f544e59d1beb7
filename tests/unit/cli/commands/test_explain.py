"""`kforge explain`: rules and scalars."""

from collections.abc import Callable
from typing import Any

import pytest

from kforge.lint.rules import RULES

Run = Callable[..., Any]


@pytest.mark.parametrize("word", ["sexagesimal", "KF006", "kf006"])
def test_a_rule(kforge: Run, word: str) -> None:
    outcome = kforge("explain", word)
    assert (outcome.code, outcome.stderr) == (0, "")
    assert outcome.stdout.decode().startswith("sexagesimal (KF006): digits and colons")
    assert "\nGood:\n" in outcome.stdout.decode()


def test_scalars_and_rules_in_one_line(kforge: Run) -> None:
    lines = kforge("explain", "NO", "octal", "--", "-1").stdout.decode().splitlines()
    assert [lines[0], lines[lines.index("") + 1].split()[0]] == ["NO", "octal"]
    assert "-1" in lines


def test_all_rules(kforge: Run) -> None:
    lines = kforge("explain").stdout.decode().splitlines()
    assert [line.split()[:2] for line in lines] == [[rule.code, rule.id] for rule in RULES]


@pytest.mark.parametrize(
    ("word", "near"), [("truthy-valu", "truthy-value"), ("KF0066", "KF006"), ("lossy_float-", None)]
)
def test_a_misspelt_rule(kforge: Run, word: str, near: str | None) -> None:
    outcome = kforge("explain", word)
    if near is None:
        assert outcome.code == 0
    else:
        assert (outcome.code, outcome.stdout) == (2, b"")
        assert outcome.stderr == f"kforge: there is no rule {word}\n  hint: did you mean {near}?\n"


def test_what_is_no_scalar(kforge: Run) -> None:
    outcome = kforge("explain", "1", "a: b")
    assert (outcome.code, outcome.stdout) == (2, b"")
    assert "'a: b' is neither a rule nor a plain scalar" in outcome.stderr
