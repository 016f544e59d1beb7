"""missing-required (KF042): an object without a field that it must have.

What: a Deployment without selector or template, a container without a name, a port without its number: what
Kubernetes' API, or the CustomResourceDefinition, calls required.
Why: the API server refuses the object. Patches hold parts of objects and are no finding: a file that a
kustomization names as a patch, or that is called so. What stands under status is the cluster's business.

Bad:
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: a}
    spec:
      replicas: 3
      template: {metadata: {labels: {app: a}}, spec: {containers: [{name: a, image: nginx}]}}

Good:
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: a}
    spec:
      selector: {matchLabels: {app: a}}
      template: {metadata: {labels: {app: a}}, spec: {containers: [{name: a, image: nginx}]}}
"""

from kforge.lint.documents import KUSTOMIZATION, Document, Place
from kforge.lint.rule import ERROR, Problem, Rule
from kforge.yaml.events import Node

RULE = Rule("KF042", "missing-required")

STATUS = "status"
PATCH = "$patch"
NULLS = ("", "~", "null", "Null", "NULL")


@RULE.struct
def check(mapping: Node, place: Place, document: Document) -> "list[Problem]":
    assert place.type
    required = place.type.struct.required
    if not required or document.kind == KUSTOMIZATION:
        return []
    present = set(_names(mapping))
    lacking = [name for name in required if name not in present]
    if not lacking or PATCH in present or STATUS in [*place.path()] or document.is_partial:
        return []
    shown = place.type.struct.name.rpartition(".")[2]
    listed = lacking[0] if len(lacking) == 1 else f"{', '.join(lacking[:-1])} and {lacking[-1]}"
    message = f"{shown} must have {listed}: the API server refuses it"
    if place.at is not None:
        return [Problem.at(ERROR, message, place.at)]
    first = mapping.pairs[0][0] if mapping.pairs else mapping
    return [
        Problem(
            ERROR, message, (first.line, first.column, first.line, max(first.end_column, first.column + 1))
        )
    ]


def _names(mapping: Node) -> "list[str]":
    """The keys that have a value, what is merged in too."""
    names = []
    for key, value in mapping.pairs:
        if key.value == "<<" and key.style == "plain":
            for part in value.items if value.kind == "sequence" else [value]:
                names += _names(part)
        elif not (
            value.kind == "scalar" and value.style == "plain" and value.value in NULLS and not value.tag
        ):
            names.append(key.value)
    return names
