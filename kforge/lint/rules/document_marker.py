"""document-marker (KF036): content on the line of `---`.

What: a line that starts with --- and goes on with anything but a comment.
Why: YAML allows it, but kubectl, helm (values) and kustomize split files at such lines and fail: "invalid
document separator".
Fix: the content goes to the next line.

Bad:
    --- {a: b}

Bad:
    a: b
    --- |
      text

Good:
    --- # the first
    a: b
    ---
    {c: d}
"""

from kforge.lint.rule import ERROR, Edit, Problem, Rule
from kforge.patterns import MULTILINE, compiled

RULE = Rule("KF036", "document-marker")

MARKER = compiled(r"^---[ \t]*([^\s#][^\r\n]*)", MULTILINE)


@RULE.text
def check(text: str) -> "list[Problem]":
    problems = []
    line, counted = 1, 0
    for match in MARKER.finditer(text):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        column = match.start(1) - match.start() + 1
        message = "only a comment may follow --- on its line: helm, kubectl and kustomize fail"
        span = (line, column, line, column + len(match[1].rstrip()))
        edit = Edit((line, 4, line, column), "\n")
        problems.append(Problem(ERROR, message, span, hint="put the content on the next line", edit=edit))
    return problems
