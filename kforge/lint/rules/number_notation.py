"""number-notation (KF008): a number in a notation of which the text does not survive.

What: a plain number in base 16 or 2 (0x1F, 0b11), with underscores (1_000, 0_8, 1_0.5) or with a needless
sign (+1, -0).
Why: the tools read a number and write it in decimal: the colour 0xCAFE becomes 51966, the phone number
+15551234567 loses its plus. YAML 1.2 readers take 0b11 and 1_000 for strings. An error where a string
belongs, else a warning.
Fix: in quotes, where a string belongs; in decimal, where Kubernetes has an integer.

Bad:
    limit: 1_000

Bad:
    labels: {color: 0xCAFE}

Good:
    limit: 1000
    labels: {color: "0xCAFE"}
"""

from kforge.lint.rule import ERROR, WARNING, Problem, Rule
from kforge.lint.scalar import Scalar
from kforge.lint.shapes import RADIX, SIGNED_INT, UNDERSCORE

RULE = Rule("KF008", "number-notation")


@RULE.value(RADIX, SIGNED_INT, UNDERSCORE)
def check(scalar: Scalar) -> Problem:
    number = scalar.readings.by_reader["kubectl"]
    hint = "" if number.startswith('"') else scalar.choice(number)
    severity = ERROR if scalar.wants_string else WARNING
    problem = scalar.problem(severity, "does not survive as a number", hint)
    return problem.mended(scalar.quoting() if scalar.wants_string else scalar.in_decimal())
