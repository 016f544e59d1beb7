"""`kforge explain [RULE|SCALAR]...`: a rule's manual, or what each reader makes of a plain scalar.

Without words, all rules. A word that is nearly a rule's name is an error of the command line: 2.
"""

from kforge.cli import output
from kforge.errors import UsageError, nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.cli.grammar import Arguments


def run(arguments: "Arguments") -> int:
    """Print what is known about each word, apart by an empty line."""
    from kforge.lint import manual
    from kforge.lint.rules import RULES

    if not arguments.operands:
        output.write("".join(f"{rule.code}  {rule.id:<22} {manual.summary(rule)}\n" for rule in RULES))
        return 0
    output.write("\n".join(_explained(word) for word in arguments.operands))
    return 0


def _explained(word: str) -> str:
    from kforge.lint import manual, table
    from kforge.lint.rules import RULES

    rule = manual.by_name(word)
    if rule:
        return manual.text(rule)
    names = [rule.id for rule in RULES] + [rule.code for rule in RULES]
    near = nearest(word, names) if "-" in word.strip("-") or word[:2].upper() == "KF" else ""
    if near and word[:1].isalpha():
        raise UsageError(f"there is no rule {word}", hint=f"did you mean {near}?")
    shown = table.render(word)
    if not shown:
        hint = "explain a word as it would stand in a file without quotes, or a rule's name or code"
        raise UsageError(f"{word!r} is neither a rule nor a plain scalar", hint=hint)
    return shown
