"""indentation (KF032): a block that is indented by an odd number of spaces.

What: a mapping or list on lines of its own that stands one, three or five spaces further in than what holds
it.
Why: it is read as it looks, but most likely somebody slipped, and the next one who adds a line guesses wrong.
Only information.

Bad:
    a:
       b: 1
       c: 2

Good:
    a:
      b: 1
    c:
    - d: 1
      e: 2
"""

from kforge.lint.documents import Document
from kforge.lint.rule import INFO, Problem, Rule
from kforge.yaml.events import Node

RULE = Rule("KF032", "indentation")


@RULE.document
def check(root: Node, _document: Document) -> "list[Problem]":
    problems = []
    for node in root.walk():
        if node.style != "block" or node.alias:
            continue
        inner = [value for _, value in node.pairs] if node.pairs else node.items
        for child in inner:
            step = child.column - node.column
            own_line = child.line > node.line if node.items else _below_key(node, child)
            if child.style == "block" and not child.alias and not child.anchor and own_line and step % 2:
                spaces = f"{step} space{'s' if step > 1 else ''}"
                message = f"indented by {spaces} from line {node.line}"
                span = (child.line, child.column, child.line, child.column + 1)
                problems.append(Problem(INFO, message, span, hint="indent by 2"))
    return problems


def _below_key(mapping: Node, value: Node) -> bool:
    return any(found is value and key.end_line < value.line for key, found in mapping.pairs)
