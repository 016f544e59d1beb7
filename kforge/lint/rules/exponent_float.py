"""exponent-float (KF007): a word that is a number in scientific notation.

What: a plain 1e3, 685e230, 12e345 or 1.5e-3.
Why: an abbreviated commit that happens to be digits with one e (685e230) is a number to helm, kubectl and
kustomize: it becomes 6.85e+232. PyYAML, and every linter built on it, keeps a string and sees nothing. Past
the range of a float (12e345) the tools keep a string and YAML 1.2 readers see infinity. An error where a
string belongs and for what looks like a commit, else a warning.
Fix: in quotes, where it is an error; in decimal, where Kubernetes has an integer.

Bad:
    sha: 685e230

Bad:
    limit: 1e3

Good:
    sha: "685e230"
    limit: 1000
"""

from kforge.lint.rule import ERROR, WARNING, Problem, Rule
from kforge.lint.scalar import Scalar
from kforge.lint.shapes import EXPONENT
from kforge.patterns import compiled

RULE = Rule("KF007", "exponent-float")

COMMIT = compiled("[0-9]+e[0-9]+")  # 7 characters is where git starts to abbreviate


@RULE.value(EXPONENT)
def check(scalar: Scalar) -> Problem:
    like_commit = 7 <= len(scalar.text) <= 40 and COMMIT.fullmatch(scalar.text)
    severity = ERROR if scalar.wants_string or like_commit else WARNING
    problem = scalar.problem(severity, "is a number with an exponent")
    return problem.mended(scalar.in_decimal() or (scalar.quoting() if severity == ERROR else None))
