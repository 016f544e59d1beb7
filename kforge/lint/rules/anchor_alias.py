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
    sizes: dict[int, int] = {}
    written = expanded = 0
    for node in reversed(list(root.walk())):  # children before parents, targets before their uses' parents
        parts = [*node.items, *(part for pair in node.pairs for part in pair)]
        if node.alias:
            continue
        written += 1
        sizes[id(node)] = 1 + sum(sizes.get(id(part.target or part), 1) for part in parts)
        expanded = sizes[id(node)]
    if expanded <= FEW or (expanded - written) / expanded <= SHARE:
        return []
    growth = f"aliases make {expanded} nodes out of {written}"
    message = f"{growth}: helm and kubectl refuse that, kustomize may never end"
    return [Problem.at(ERROR, message, root, hint="write the values out")]
