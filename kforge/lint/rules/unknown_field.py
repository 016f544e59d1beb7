"""unknown-field (KF041): a field that its type does not have.

What: a misspelt field, a field at the wrong depth, one that the targeted version of Kubernetes does not know
yet or any more; in kustomization.yaml a field that kustomize does not know.
Why: kubectl has the API server refuse the object ("unknown field"); with --validate=false, and by many
controllers, it is dropped without a word. kustomize fails.
Fix: the field's name, where it is one slip away and not there yet.

Bad:
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: a}
    spec:
      replica: 3
      selector: {matchLabels: {app: a}}
      template: {metadata: {labels: {app: a}}, spec: {containers: [{name: a, image: nginx}]}}

Bad in kustomization.yaml:
    resource:
    - web.yaml

Good:
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: a}
    spec:
      replicas: 3
      selector: {matchLabels: {app: a}}
      template: {metadata: {labels: {app: a}}, spec: {containers: [{name: a, image: nginx}]}}
"""

from kforge.errors import nearest
from kforge.lint.documents import KUSTOMIZATION, Document, Place
from kforge.lint.masking import MASK
from kforge.lint.rule import ERROR, Edit, Problem, Rule
from kforge.lint.typed import is_near
from kforge.schema.fields import FIRST, LAST, Struct, when
from kforge.yaml.events import Node

RULE = Rule("KF041", "unknown-field")

PATCH = "$"  # $patch, $setElementOrder/containers: kustomize's and kubectl's own
MERGE = "<<"
SOPS = "sops"  # an encrypted file's own field; what decrypts it takes it out


@RULE.struct
def check(mapping: Node, place: Place, document: Document) -> "list[Problem]":
    assert place.type
    struct = place.type.struct
    if struct.open:
        return []
    own = document.kind == KUSTOMIZATION
    present = {key.value for key, _ in mapping.pairs}
    problems = []
    for key, _ in mapping.pairs:
        name = key.value
        if key.kind != "scalar" or name in struct.fields or name[:1] == PATCH or _is_merge(key):
            continue
        if (name == SOPS and place.outer is None) or MASK in name:
            continue
        if own and any(field.lower() == name.lower() for field in struct.fields):
            continue  # kustomize takes names in any case
        problems.append(_problem(key, struct, present, document))
    return problems


def _is_merge(key: Node) -> bool:
    return key.value == MERGE and key.style == "plain"


def _problem(key: Node, struct: Struct, present: "set[str]", document: Document) -> Problem:
    name = key.value
    slips = [field for field in struct.fields if is_near(name, field) and field not in present]
    near = slips[0] if len(slips) == 1 else nearest(name, [*struct.fields.keys() - present])
    shown = struct.name.rpartition(".")[2]
    if document.kind == KUSTOMIZATION:
        message = f"{shown} has no field {name}: kustomize fails"
    else:
        message = f"{shown} has no field {name}{_elsewhere(struct.name, name, document)}"
    hint = f"did you mean {near}?" if near else ""
    problem = Problem.at(ERROR, message, key, hint=hint)
    if len(slips) == 1 and key.style == "plain" and not key.alias and not key.tag and not key.anchor:
        span = (key.line, key.column, key.end_line, key.end_column)
        problem.edit = Edit(span, slips[0], new=True)
    return problem


def _elsewhere(struct: str, name: str, document: Document) -> str:
    """Which versions know the field, when others do."""
    versions = when(struct, name) if not document.custom else None
    minor = document.knowledge.minor if document.knowledge else LAST
    if versions is None:
        return ": the API server refuses it, or drops it"
    first, last = versions
    if minor < first:
        return f" in Kubernetes 1.{minor}: it came with 1.{first}"
    if minor > last:
        return f" in Kubernetes 1.{minor}: 1.{last} was the last to have it"
    return f" in Kubernetes 1.{minor}" if FIRST <= minor <= LAST else ""
