"""timestamp (KF009): a date that some readers take for more than text.

What: a plain 2001-12-14, 2001-12-14T21:59:43Z and the like, also dates that do not exist (2024-02-30).
Why: kustomize rewrites the date to 2001-12-14T00:00:00Z while kubectl keeps it; PyYAML makes a date of it
and crashes on February 30th. An error in a manifest that kustomize would rewrite, else a warning.
Fix: in quotes.

Bad:
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: a}
    data:
      since: 2001-12-14

Good:
    since: "2001-12-14"
    month: 2001-12
"""

from kforge.lint.documents import MANIFEST
from kforge.lint.readings import KUBECTL, KUSTOMIZE
from kforge.lint.rule import ERROR, WARNING, Problem, Rule
from kforge.lint.scalar import Scalar
from kforge.lint.shapes import TIMESTAMP

RULE = Rule("KF009", "timestamp")


@RULE.value(TIMESTAMP)
def check(scalar: Scalar) -> Problem:
    rewritten = not scalar.readings.agree(KUBECTL, KUSTOMIZE)
    severity = ERROR if rewritten and scalar.document.kind == MANIFEST else WARNING
    return scalar.problem(severity, "is a date to some readers").mended(scalar.quoting())
