"""The rules' manuals: their modules' docstrings, found by name or code."""

from kforge.lint.rules import RULES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.lint.rule import Rule


def by_name(word: str) -> "Rule | None":
    """The rule of this name or code, in any case."""
    wanted = word.lower()
    return next((rule for rule in RULES if wanted in (rule.id, rule.code.lower())), None)


def text(rule: "Rule") -> str:
    """The whole manual: a line that names the rule, what it finds and why, what to do, examples."""
    from importlib import import_module

    module = import_module(f"kforge.lint.rules.{rule.id.replace('-', '_')}")
    return (module.__doc__ or f"{rule.id} ({rule.code})").strip() + "\n"  # python -OO leaves none


def summary(rule: "Rule") -> str:
    """What the rule finds, in half a sentence: the first line of its manual behind the name."""
    return text(rule).partition("\n")[0].partition(": ")[2].rstrip(".")
