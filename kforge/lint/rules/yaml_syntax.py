"""yaml-syntax (KF000): text that is not YAML, or not the YAML that the tools take.

What: whatever stops the parser: a missing colon or quote, wrong indentation, an unknown anchor, control
characters, a directive (%YAML 1.2). Also a file that cannot be read at all, and a configuration of the linter
in a folder below the current one that is wrong, and does not count.
Why: no tool reads the file. Other rules go on in the documents before and after the broken one. This rule
cannot be left out by --select, only by --ignore.

Bad:
    a: [1, 2

Bad:
    a: *nowhere

Good:
    a: [1, 2]
"""

from kforge.errors import YamlError
from kforge.lint.rule import ERROR, Problem, Rule

RULE = Rule("KF000", "yaml-syntax")

ACTIONS = ("{{", "{%")
TEMPLATE_HINT = "this looks like a template: lint what it renders to; a name that ends in .j2 keeps it out"


@RULE.unparsable
def check(error: YamlError) -> Problem:
    line, column = (error.position.line, error.position.column) if error.position else (0, 0)
    is_template = any(action in error.source for action in ACTIONS)
    hint = error.hint or (TEMPLATE_HINT if is_template else "")
    return Problem(ERROR, error.message, (line, column, line, column + 1), hint=hint)
