"""leading-zero-decimal (KF005): a number with a leading zero that is no octal.

What: a plain number that starts with 0 and has an 8 or a 9: 08, 019, 0888.
Why: it looks like its octal neighbours (07, 017) but is read as decimal: helm, kubectl and kustomize drop
the zeros, PyYAML keeps a string. Postal codes, phone numbers and dates written so change only now and then,
which is worse than always.
Fix: in quotes, in a manifest only where a string belongs.

Bad:
    zip: 08080

Good:
    zip: "08080"
"""

from kforge.lint.documents import MANIFEST
from kforge.lint.rule import ERROR, Problem, Rule
from kforge.lint.scalar import Scalar
from kforge.lint.shapes import LEADING_ZERO

RULE = Rule("KF005", "leading-zero-decimal")


@RULE.value(LEADING_ZERO)
def check(scalar: Scalar) -> Problem:
    safe = scalar.wants_string or scalar.document.kind != MANIFEST
    return scalar.problem(ERROR, "loses its zeros").mended(scalar.quoting() if safe else None)
