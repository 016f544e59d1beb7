"""inf-nan (KF013): a number that JSON cannot write.

What: a plain .inf, -.Inf, .nan and their spellings, as a value or a key.
Why: kubectl, helm and kustomize all fail on it, with a message that names neither the line nor the value.
Fix: in quotes, where a string belongs and as a key.

Bad:
    limit: .inf

Good:
    limit: ".inf"
"""

from kforge.lint.rule import ERROR, Problem, Rule
from kforge.lint.scalar import Scalar
from kforge.lint.shapes import INFINITE

RULE = Rule("KF013", "inf-nan")


@RULE.key(INFINITE)
@RULE.value(INFINITE)
def check(scalar: Scalar) -> Problem:
    problem = scalar.problem(ERROR, "has no form in JSON")
    return problem.mended(scalar.quoting() if scalar.wants_string or scalar.is_key else None)
