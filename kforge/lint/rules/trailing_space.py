"""trailing-space (KF033): blanks at the end of a line.

What: spaces or tabs at the end of a line.
Why: nobody sees them, every diff does. Inside a block scalar they are part of the text, and the tools then
print the whole text in double quotes on one line: a warning there, else information.
Fix: they go, but not inside a block scalar, where they may be meant.

Bad with escapes:
    a: b\\x20

Bad with escapes:
    script: |
      echo a\\x20
      echo b

Good:
    a: b
"""

from kforge.errors import YamlError
from kforge.lint.rule import INFO, WARNING, Edit, Problem, Rule
from kforge.patterns import MULTILINE, compiled
from kforge.yaml.events import compose

RULE = Rule("KF033", "trailing-space")

# whole runs only, never tried again from within: text in deep blocks has very long ones
BLANKS = compiled(r"(?<![ \t])[ \t]++(?=\r?$)", MULTILINE)
BLOCKS = ("literal", "folded")


@RULE.text
def check(text: str) -> "list[Problem]":
    found = list(BLANKS.finditer(text))
    inside = _inside_blocks(text) if found else range(0)
    problems = []
    line, counted = 1, 0
    for match in found:
        line += text.count("\n", counted, match.start())
        counted = match.start()
        start = match.start() - text.rfind("\n", 0, match.start())
        span = (line, start, line, start + len(match[0]))
        if line in inside and start > 1:
            message = "blanks at the end of a line of a block scalar: the tools print the text in quotes"
            problems.append(Problem(WARNING, message, span, hint="delete them if they are not meant"))
        else:
            edit = None if line in inside else Edit(span, "")
            problems.append(Problem(INFO, "blanks at the end of the line", span, edit=edit))
    return problems


def _inside_blocks(text: str) -> "set[int] | range":
    """The lines of block scalars; all, when the text cannot be read."""
    try:
        nodes = [node for root in compose(text) if root for node in root.walk()]
    except YamlError:
        return range(text.count("\n") + 2)
    lines: set[int] = set()
    for node in nodes:
        if node.style in BLOCKS and not node.alias:
            lines |= set(range(node.line + 1, node.end_line + (node.end_column > 1)))
    return lines
