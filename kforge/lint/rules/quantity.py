"""quantity (KF046): an amount of processor or memory that is not what it looks like, or changes its form.

What: a plain number that loses a digit (cpu: 0.10), memory in thousandths of a byte (128m), processors in
bytes (cpu: 1Gi), exponents (1e3), exabytes (1E).
Why: Kubernetes takes all of them. cpu: 0.10 comes back as 100m; memory: 128m is a fraction of a byte, and the
container is killed at once. A warning.
Fix: quotes around a number that would lose a digit.

Bad:
    apiVersion: v1
    kind: Pod
    metadata: {name: a}
    spec: {containers: [{name: a, image: nginx, resources: {requests: {cpu: 0.10}}}]}

Bad:
    apiVersion: v1
    kind: Pod
    metadata: {name: a}
    spec: {containers: [{name: a, image: nginx, resources: {limits: {memory: 128m}}}]}

Good:
    apiVersion: v1
    kind: Pod
    metadata: {name: a}
    spec: {containers: [{name: a, image: nginx, resources: {limits: {cpu: 0.5, memory: 128Mi}}}]}
"""

from math import isfinite

from kforge.lint.documents import Document, Place
from kforge.lint.readings import number
from kforge.lint.rule import WARNING, Edit, Problem, Rule
from kforge.lint.typed import value_of
from kforge.schema import fields as types
from kforge.schema.quantity import is_quantity, suspicion
from kforge.yaml.events import Node

RULE = Rule("KF046", "quantity")


@RULE.field
def check(node: Node, place: Place, _document: Document) -> Problem | None:
    if place.type is None or place.type.kind != types.QUANTITY or node.kind != "scalar" or node.alias:
        return None
    value = value_of(node)
    if isinstance(value, float) and isfinite(value) and number(value) != node.value:
        message = f"{node.value} is read as {number(value)}: kubectl prints another text than this"
        span = (node.line, node.column, node.end_line, node.end_column)
        edit = Edit(span, f'"{node.value}"') if node.style == "plain" and not node.tag else None
        return Problem(WARNING, message, span, hint=f'write "{node.value}", or {number(value)}', edit=edit)
    odd = suspicion(place.key or "", node.value) if isinstance(value, str) and is_quantity(value) else ""
    if not odd:
        return None
    hint = "write Mi for mebibytes" if "byte" in odd and node.value.endswith("m") else ""
    return Problem.at(WARNING, f"{place.key or 'the amount'} is {node.value}: {odd}", node, hint=hint)
