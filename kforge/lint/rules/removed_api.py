"""removed-api (KF044): an apiVersion and kind that the cluster does not serve.

What: a kind whose version is gone (extensions/v1beta1 Ingress) or not there yet in the targeted Kubernetes,
1.37 or what --kube-version names; a kind in an API group that does not have it.
Why: the API server answers "no matches for kind". The message names the apiVersion that has the kind now.
Fix: the apiVersion, where the document keeps to the new one's schema as it stands and nothing about its
meaning has changed.

Bad:
    apiVersion: policy/v1beta1
    kind: PodDisruptionBudget
    metadata: {name: a}
    spec: {minAvailable: 1}

Bad:
    apiVersion: v1
    kind: Deployment
    metadata: {name: a}

Good:
    apiVersion: policy/v1
    kind: PodDisruptionBudget
    metadata: {name: a}
    spec: {minAvailable: 1}
"""

from kforge.lint.documents import MANIFEST, Document
from kforge.lint.knowledge import LIST
from kforge.lint.rule import ERROR, Edit, Problem, Rule
from kforge.lint.typed import is_near
from kforge.schema.fields import Kind
from kforge.yaml.events import Node

RULE = Rule("KF044", "removed-api", items=True)

# what means the same in the version that is served now (Kubernetes' migration guide: no notable changes)
SAME = (
    "APIService",
    "ClusterRole",
    "ClusterRoleBinding",
    "CSIDriver",
    "CSINode",
    "CSIStorageCapacity",
    "CronJob",
    "IngressClass",
    "Lease",
    "NetworkPolicy",
    "PriorityClass",
    "Role",
    "RoleBinding",
    "StorageClass",
    "VolumeAttachment",
    "HorizontalPodAutoscaler",
)


@RULE.document
def check(root: Node, document: Document) -> "list[Problem]":
    if document.kind != MANIFEST or document.knowledge is None or document.resource == LIST:
        return []
    if document.type is not None and not document.gone:
        return []
    nodes = {key.value: value for key, value in root.pairs}
    api_version, kind = document.api_version, document.resource
    known = document.knowledge.kind(api_version, kind)
    at = nodes["apiVersion"]
    if known is not None:
        return [_gone(at, known, root, document)]
    if kind.endswith(LIST) and document.knowledge.kind(api_version, kind.removesuffix(LIST)):
        return []
    problem = _misplaced(at, document) or _misspelt(nodes["kind"], document)
    return [problem] if problem else []


def _gone(at: Node, known: Kind, root: Node, document: Document) -> Problem:
    assert document.knowledge
    minor = document.knowledge.minor
    shown = f"{document.api_version} {document.resource}"
    if minor < known.first:
        message = f"Kubernetes 1.{minor} does not serve {shown}: it came with 1.{known.first}"
        return Problem.at(ERROR, message, at)
    message = f"Kubernetes serves {shown} no more since 1.{known.last + 1}: the API server refuses it"
    if not known.successor:
        return Problem.at(ERROR, message, at)
    problem = Problem.at(ERROR, message, at, hint=f"write {known.successor}")
    if at.style == "plain" and not at.alias and _is_the_same(root, known, document):
        span = (at.line, at.column, at.end_line, at.end_column)
        problem.edit = Edit(span, known.successor, new=True)
    return problem


def _is_the_same(root: Node, known: Kind, document: Document) -> bool:
    """Whether the document keeps to the schema of the version that is served now, and means what it did."""
    from kforge.lint.walk import keeps_to

    assert document.knowledge
    struct = document.knowledge.root(known.successor, document.resource)
    return struct is not None and document.resource in SAME and keeps_to(root, struct)


def _misplaced(at: Node, document: Document) -> Problem | None:
    """A kind that is in other groups or versions only."""
    assert document.knowledge
    custom = document.knowledge.served_elsewhere(document.api_version, document.resource)
    others = custom or document.knowledge.kubernetes.api_versions_of(document.resource)
    group = document.api_version.rpartition("/")[0]
    if not others or (not custom and "." in group and not group.endswith(".k8s.io")):
        return None
    if not custom and "." in group and not any(other.startswith(f"{group}/") for other in others):
        return None  # some other kind of that name
    message = f"{document.api_version} has no kind {document.resource}: the API server refuses it"
    return Problem.at(ERROR, message, at, hint=f"write {' or '.join(others)}")


def _misspelt(at: Node, document: Document) -> Problem | None:
    assert document.knowledge
    kinds = document.knowledge.kubernetes.kinds_in(document.api_version)
    near = next((kind for kind in kinds if is_near(document.resource, kind)), "")
    if not near:
        return None
    message = f"{document.api_version} has no kind {document.resource}: the API server refuses it"
    problem = Problem.at(ERROR, message, at, hint=f"did you mean {near}?")
    if at.style == "plain" and not at.alias:
        problem.edit = Edit((at.line, at.column, at.end_line, at.end_column), near, new=True)
    return problem
