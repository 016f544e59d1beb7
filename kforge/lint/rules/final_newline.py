"""final-newline (KF034): a last line without an end.

What: a file whose last character is no line break.
Why: what is appended joins the last line, and diffs show a change where there is none. Only information.
Fix: a line break is added, unless a block scalar ends the file: it would be part of the text to kustomize.

Bad without the last line break:
    a: b

Good:
    a: b
"""

from kforge.lint.rule import INFO, Edit, Problem, Rule

RULE = Rule("KF034", "final-newline")


@RULE.text
def check(text: str) -> "list[Problem]":
    if not text or text.endswith("\n"):
        return []
    line = text.count("\n") + 1
    column = len(text) - text.rfind("\n")
    span = (line, column, line, column)
    return [Problem(INFO, "no line break at the end of the file", span, edit=Edit(span, "\n"))]
