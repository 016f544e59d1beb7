"""timestamp (KF009): a date that some readers take for more than text.

What: a plain 2001-12-14, 2001-12-14T21:59:43Z and the like, also dates that do not exist (2024-02-30).
Why: kustomize rewrites the date to 2001-12-14T00:00:00Z while kubectl keeps it; PyYAML makes a date of it and
crashes on February 30th. An error in a manifest that kustomize would rewrite, a warning in values and other
manifests; information where a date is meant: in a field that holds a time, and in files of other tools.
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

from kforge.lint.documents import MANIFEST, OTHER
from kforge.lint.readings import KUBECTL, KUSTOMIZE
from kforge.lint.rule import ERROR, INFO, WARNING, Problem, Rule
from kforge.lint.scalar import Scalar
from kforge.lint.shapes import TIMESTAMP
from kforge.schema.fields import TIME

RULE = Rule("KF009", "timestamp")


@RULE.value(TIMESTAMP)
def check(scalar: Scalar) -> Problem:
    rewritten = not scalar.readings.agree(KUBECTL, KUSTOMIZE)
    severity = ERROR if rewritten and scalar.document.kind == MANIFEST else WARNING
    if scalar.document.kind == OTHER or (_is_time(scalar) and not rewritten):
        severity = INFO  # a date is meant
    return scalar.problem(severity, "is a date to some readers").mended(scalar.quoting())


def _is_time(scalar: Scalar) -> bool:
    """Whether the schema has a time here: `creationTimestamp: 2018-12-02T09:24:46Z`."""
    return scalar.place.type is not None and scalar.place.type.kind == TIME
