"""sexagesimal (KF006): digits and colons that YAML 1.1 takes for a number to the base of sixty.

What: a plain 22:22, 1:30:00 or 190:20:30.15, as a value or a key.
Why: PyYAML and other readers of YAML 1.1 read 22:22 as 1342. The tools that deploy read a string, so it is
a warning: scripts, linters and compose files see something else than the cluster.
Fix: in quotes.

Bad:
    ports:
      - 22:22

Good:
    ports:
      - "22:22"
      - 8080:80
"""

from kforge.lint.rule import WARNING, Problem, Rule
from kforge.lint.scalar import Scalar
from kforge.lint.shapes import SEXAGESIMAL

RULE = Rule("KF006", "sexagesimal")


@RULE.key(SEXAGESIMAL)
@RULE.value(SEXAGESIMAL)
def check(scalar: Scalar) -> Problem:
    return scalar.problem(WARNING, "is a number to the base of 60 in YAML 1.1").mended(scalar.quoting())
