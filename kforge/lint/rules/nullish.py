"""nullish (KF010): a null where a string belongs, or one that does not look like null.

What: in a manifest, a null of any spelling (~, Null, nothing at all) as the value of a label, an annotation,
an environment variable, a ConfigMap's data or the like; elsewhere only ~, Null and NULL.
Why: a label without a value is null to kustomize and "" to kubectl, an environment variable without one
vanishes. An error for labels, else a warning; information in chart values, where a null deletes the key. null
in lower case where no string belongs is never a finding.

Bad:
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: a
      labels:
        team:

Bad:
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: a}
    data: {mode: ~}

Good:
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: a
      creationTimestamp: null
      labels: {team: ""}
"""

from kforge.lint.documents import MANIFEST, VALUES, is_label
from kforge.lint.rule import ERROR, INFO, WARNING, Problem, Rule
from kforge.lint.scalar import Scalar
from kforge.lint.shapes import EMPTY, LOUD_NULL, NULL
from kforge.schema.fields import LIST, MAP, STRING

RULE = Rule("KF010", "nullish")

VALUE = "value"  # of an environment variable, which vanishes
QUOTE = 'write "" for an empty string'


@RULE.value(EMPTY, LOUD_NULL, NULL)
def check(scalar: Scalar) -> Problem | None:
    shown = scalar.shown or "no value"
    if scalar.document.kind == MANIFEST:
        if is_label(scalar.place):
            message = f'{shown} is a null label: kubectl reads "", kustomize reads null'
            return scalar.plainly(ERROR, message, QUOTE)
        if scalar.wants_string and _is_lost(scalar):
            return scalar.plainly(WARNING, f"{shown} is null where a string belongs", _hint(scalar))
    if scalar.shape != LOUD_NULL:
        return None
    if scalar.document.kind == VALUES:
        return scalar.plainly(INFO, f"{shown} is null: helm drops the key", _hint(scalar))
    return scalar.plainly(WARNING, f"{shown} is null to every reader", _hint(scalar))


def _is_lost(scalar: Scalar) -> bool:
    """Whether a null is not the same here as nothing at all: so it is for ordinary fields of Kubernetes."""
    place = scalar.place
    if place.type is None:
        return True
    free = place.outer is not None and place.outer.type is not None and place.outer.type.kind in (MAP, LIST)
    return place.type.kind == STRING and (free or place.key == VALUE)


def _hint(scalar: Scalar) -> str:
    return f'write "{scalar.text}", or null where that is meant' if scalar.text else QUOTE
