"""version-disagreement (KF015): a word that readers disagree on and that no other rule names.

What: the rest of what the table of readers tells apart, such as ._5.
Why: the tools that deploy agree, but another reader (here ruamel.yaml) takes a string for a number. Only
information.
Fix: in quotes, where the tools that deploy read a string.

Bad:
    name: ._5

Good:
    name: "._5"
"""

from kforge.lint.readings import CLUSTER
from kforge.lint.rule import INFO, Problem, Rule
from kforge.lint.scalar import Scalar
from kforge.lint.shapes import OTHER

RULE = Rule("KF015", "version-disagreement")


@RULE.value(OTHER)
def check(scalar: Scalar) -> Problem:
    problem = scalar.problem(INFO, "is read differently")
    strings = all(scalar.readings.by_reader[reader].startswith('"') for reader in CLUSTER)
    return problem.mended(scalar.quoting() if strings else None)
