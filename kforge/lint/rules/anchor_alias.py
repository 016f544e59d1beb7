"""anchor-alias (KF022): aliases that multiply into more than a tool will read.

What: a document that grows past what helm and kubectl accept once its aliases are written out.
Why: helm and kubectl refuse it ("excessive aliasing"); kustomize works on it until it is out of time or
memory. A use of an unknown anchor is an error of syntax.

Bad:
    a: &a [x, x, x, x, x, x, x, x, x, x]
    b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
    c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
    d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
    e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]

Good:
    a: &a [x, x]
    b: [*a, *a]
"""

from kforge.lint.documents import Document
from kforge.lint.rule import ERROR, Problem, Rule
from kforge.yaml.events import Node

RULE = Rule("KF022", "anchor-alias")

FEW = 1000  # Go's decoder looks no further below this
SHARE = 0.99  # of the nodes may come from aliases


@RULE.document
def check(root: Node, _document: Document) -> "list[Problem]":
    written = sum(not node.alias for node in root.walk())
    expanded = _size(root, {})
    if expanded <= FEW or (expanded - written) / expanded <= SHARE:
        return []
    growth = f"aliases make {expanded} nodes out of {written}"
    message = f"{growth}: helm and kubectl refuse that, kustomize may never end"
    return [Problem.at(ERROR, message, root, hint="write the values out")]


def _size(node: Node, sizes: "dict[int, int]") -> int:
    """How many nodes this one is with its aliases written out."""
    node = node.target or node
    size = sizes.get(id(node))
    if size is None:
        size = 1
        for item in node.items:
            size += _size(item, sizes)
        for key, value in node.pairs:
            size += _size(key, sizes) + _size(value, sizes)
        sizes[id(node)] = size
    return size
