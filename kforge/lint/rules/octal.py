"""octal (KF004): a number with a leading zero that the tools read to the base of eight.

What: a plain 0644, 00, -010, 0o14 or 0O14.
Why: to helm, kubectl and kustomize 0644 is 420; to a reader of YAML 1.2 it is 644, and 0o644 is a string to
PyYAML. As an identifier ("0123") it is lost. An error, but only information for a file mode, where octal is
what everybody means, and a warning where the readers agree or the o makes the meaning plain.
Fix: in quotes, where a string belongs; in decimal, where Kubernetes has an integer that is no file mode.

Bad:
    account: 0123

Bad:
    labels: {build: 007}

Good:
    account: "0123"
    defaultMode: 0644
"""

from kforge.lint.rule import ERROR, INFO, WARNING, Problem, Rule
from kforge.lint.scalar import Scalar
from kforge.lint.shapes import OCTAL

RULE = Rule("KF004", "octal")

DEFAULT_MODE = ["defaultMode"]
ITEM_MODE = ["mode", None, "items"]  # of a ConfigMap's or Secret's file in a volume


@RULE.value(OCTAL)
def check(scalar: Scalar) -> Problem:
    number = scalar.readings.by_reader["kubectl"]
    hint = scalar.choice(number)
    problem = scalar.problem(_severity(scalar), "is octal", hint)
    if scalar.wants_string:
        return problem.mended(scalar.quoting())
    return problem.mended(None if problem.severity == INFO else scalar.in_decimal())


def _severity(scalar: Scalar) -> str:
    path = [*scalar.place.path()]
    if path[:1] == DEFAULT_MODE or path[:3] == ITEM_MODE:
        return INFO
    if scalar.wants_string:
        return ERROR
    plain = "o" in scalar.text.lower() or scalar.readings.agree()
    return WARNING if plain else ERROR
