"""suppression (KF060): a comment that silences a rule that does not exist.

What: a `# kforge: disable-line=…`, `disable-next-line=…`, `disable=…` or `enable=…` with a name that no rule
has.
Why: the comment does nothing: the finding it was written for is still there, or has another name now. Only
information.

Bad:
    country: "NO" # kforge: disable-line=truthy-valu

Good:
    country: NO # kforge: disable-line=truthy-value
"""

from kforge.errors import nearest
from kforge.lint.rule import INFO, NAMES, Problem, Rule
from kforge.lint.suppress import named_rules

RULE = Rule("KF060", "suppression")


@RULE.text
def check(text: str) -> "list[Problem]":
    problems = []
    for name, start in named_rules(text):
        if name and name not in NAMES:
            line = text.count("\n", 0, start) + 1
            column = start - text.rfind("\n", 0, start)
            near = nearest(name, NAMES)
            hint = f"did you mean {near}?" if near else "kforge explain lists the rules"
            span = (line, column, line, column + len(name))
            problems.append(Problem(INFO, f"there is no rule {name} to silence", span, hint=hint))
    return problems
