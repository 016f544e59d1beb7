"""empty-document (KF038): a document marker with nothing behind it.

What: two `---` with nothing but blank lines between them, or a `---` that ends the file.
Why: the tools skip it; most often something was deleted there, or a template rendered nothing. Only
information.

Bad:
    a: b
    ---

    ---
    c: d

Good:
    # a comment may come before the first
    ---
    a: b
    ---
    # nothing here
    ---
    c: d
"""

from kforge.lint.rule import INFO, Problem, Rule
from kforge.patterns import MULTILINE, compiled

RULE = Rule("KF038", "empty-document")

EMPTY = compiled(r"^---[ \t]*\r?\n(?=[ \t\r\n]*(?:^---(?:[ \t\r\n]|\Z)|\Z))|^---\Z", MULTILINE)


@RULE.text
def check(text: str) -> "list[Problem]":
    problems = []
    for match in EMPTY.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        problems.append(
            Problem(INFO, "a document with nothing in it", (line, 1, line, 4), hint="delete this line")
        )
    return problems
