"""int-range (KF011): an integer too large for the tool that reads it.

What: a plain decimal integer beyond 64 bits; in chart values, one beyond 2^53 that a float cannot hold.
Why: kubectl and helm round it (12345678901234567890 becomes 12345678901234567000). helm keeps all numbers
of values as floats, so account numbers of 17 digits already change there.
Fix: in quotes, where a string belongs.

Bad:
    account: 12345678901234567890

Bad in values.yaml:
    account: 9007199254740993

Good:
    account: "12345678901234567890"
    bytes: 9007199254740993
"""

from kforge.lint.documents import VALUES
from kforge.lint.readings import HELM, KUBECTL
from kforge.lint.rule import ERROR, Problem, Rule
from kforge.lint.scalar import Scalar
from kforge.lint.shapes import BIG_INT

RULE = Rule("KF011", "int-range")


@RULE.value(BIG_INT)
def check(scalar: Scalar) -> Problem | None:
    reader = HELM if scalar.document.kind == VALUES else KUBECTL
    if scalar.readings.by_reader[reader] == scalar.text:
        return None
    problem = scalar.problem(ERROR, "is rounded")
    return problem.mended(scalar.quoting() if scalar.wants_string else None)
