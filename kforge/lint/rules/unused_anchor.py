"""unused-anchor (KF024): an anchor that nothing refers to.

What: `&name` without a `*name` behind it in the same document.
Why: it is a leftover, or the use is misspelt in a comment or in quotes. Anchors do not reach into other
documents of the file. Only information.

Bad:
    base: &base {a: 1}
    web: {a: 1}

Good:
    base: &base {a: 1}
    web: *base
"""

from kforge.lint.documents import Document
from kforge.lint.rule import INFO, Problem, Rule
from kforge.yaml.events import Node

RULE = Rule("KF024", "unused-anchor")


@RULE.document
def check(root: Node, _document: Document) -> "list[Problem]":
    unused: dict[str, Node] = {}
    problems = []
    for node in root.walk():
        if node.alias:
            unused.pop(node.alias, None)
        elif node.anchor:
            if node.anchor in unused:
                problems.append(_problem(unused[node.anchor]))
            unused[node.anchor] = node
    return [*problems, *map(_problem, unused.values())]


def _problem(node: Node) -> Problem:
    span = (node.line, node.column, node.line, node.column + len(node.anchor) + 1)
    return Problem(INFO, f"nothing refers to the anchor {node.anchor}", span)
