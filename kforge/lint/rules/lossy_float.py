"""lossy-float (KF003): a number that does not come out as it was written.

What: a plain decimal number whose shortest form differs from its text: 1.10, 1.0, .5, 00.5, more than 17
digits.
Why: every tool reads a number and writes it again, shorter. Version 1.10 becomes 1.1, which is another
version. An error where a string belongs (labels, tags, versions, environment variables), else a warning:
1.0 may be a ratio.
Fix: in quotes, where a string belongs; in decimal, where Kubernetes has an integer.

Bad:
    image: {tag: 1.10}

Bad:
    labels: {release: 20.0}

Good:
    tag: "1.10"
    ratio: 1.5
"""

from kforge.lint.rule import ERROR, WARNING, Problem, Rule
from kforge.lint.scalar import Scalar
from kforge.lint.shapes import LOSSY_FLOAT

RULE = Rule("KF003", "lossy-float")


@RULE.value(LOSSY_FLOAT)
def check(scalar: Scalar) -> Problem | None:
    if scalar.is_quantity:
        return None
    number = scalar.readings.by_reader["kubectl"]
    hint = scalar.choice(number)
    severity = ERROR if scalar.wants_string else WARNING
    problem = scalar.problem(severity, "does not survive as a number", hint)
    return problem.mended(scalar.quoting() if scalar.wants_string else scalar.in_decimal())
