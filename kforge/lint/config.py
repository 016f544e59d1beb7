"""What a run is asked for: which rules, and whether warnings count. Configuration files will be read here."""

from kforge.errors import UsageError, nearest
from kforge.lint.rules import RULES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kforge.lint.rule import Rule

SYNTAX = "yaml-syntax"  # stays on with --select: without it no other rule says anything


class Config:
    """The rules to run, and `strict`: whether warnings fail."""

    __slots__ = ("rules", "strict")

    def __init__(
        self, *, select: "Sequence[str]" = (), ignore: "Sequence[str]" = (), strict: bool = False
    ) -> None:
        """`select` and `ignore` hold rules by name or code. Raises UsageError when there is no such rule."""
        chosen = _named(select, "--select") if select else {rule.id for rule in RULES}
        left_out = _named(ignore, "--ignore")
        self.rules: tuple[Rule, ...] = tuple(
            rule for rule in RULES if rule.id in {*chosen, SYNTAX} and rule.id not in left_out
        )
        self.strict = strict


def _named(words: "Iterable[str]", option: str) -> "set[str]":
    known = {name: rule.id for rule in RULES for name in (rule.id, rule.code)}
    found = set()
    for word in words:
        if word.strip() not in known:
            near = nearest(word, known)
            hint = (
                f"did you mean {near}?" if near else f"the rules are {', '.join(rule.id for rule in RULES)}"
            )
            raise UsageError(f"{option}: there is no rule {word}", hint=hint)
        found.add(known[word.strip()])
    return found
