"""truthy-key (KF002): a key that YAML 1.1 takes for a boolean.

What: a plain y, n, yes, no, on, off, True or FALSE (any of their spellings) as a key.
Why: helm and kubectl rename the key to "true" or "false". kustomize keeps yes and on, and fails on True. A
chart's values named x, y and n lose two of their names.
Fix: in quotes.

Bad:
    on: push

Bad:
    spec: {x: 1, y: 3}

Good:
    "on": push
    spec: {x: 1, "y": 3}
"""

from kforge.lint.rule import ERROR, Problem, Rule
from kforge.lint.scalar import Scalar
from kforge.lint.shapes import CAPITAL_BOOLEAN, TRUTHY

RULE = Rule("KF002", "truthy-key")


@RULE.key(TRUTHY, CAPITAL_BOOLEAN)
def check(scalar: Scalar) -> Problem:
    return scalar.problem(ERROR, "is a boolean as a key").mended(scalar.quoting())
