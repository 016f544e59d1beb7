"""deprecated-field (KF045): a field or kind that Kubernetes still serves but wants to be rid of.

What: fields that the API calls deprecated (serviceAccount, loadBalancerIP, volumes of the cloud providers
that were built in), and kinds (Endpoints).
Why: a later version may drop it, and something else is already better. A warning.

Bad:
    apiVersion: v1
    kind: Pod
    metadata: {name: a}
    spec:
      serviceAccount: web
      containers: [{name: a, image: nginx}]

Good:
    apiVersion: v1
    kind: Pod
    metadata: {name: a}
    spec:
      serviceAccountName: web
      containers: [{name: a, image: nginx}]
"""

from kforge.lint.documents import KUSTOMIZATION, MANIFEST, Document, Place
from kforge.lint.rule import WARNING, Problem, Rule
from kforge.yaml.events import Node

RULE = Rule("KF045", "deprecated-field", items=True)

DRIVER = "use the driver of the provider: csi"
GONE = "the driver is gone: the volume is never mounted"
ADVICE = {
    "PodSpec.serviceAccount": "write serviceAccountName",
    "ServiceSpec.loadBalancerIP": "most providers take an annotation",
    "Volume.gitRepo": "clone in an init container, into an emptyDir",
    "LifecycleHandler.tcpSocket": "it never did anything here",
    "CustomResourceDefinitionSpec.preserveUnknownFields": "a schema can say it by itself",
    "Endpoints": "write an EndpointSlice (discovery.k8s.io/v1)",
    "DeleteOptions.orphanDependents": "write propagationPolicy",
}
LOST = ("cephfs", "flocker", "glusterfs", "photonPersistentDisk", "quobyte", "rbd", "scaleIO", "storageos")
VOLUMES = ("Volume", "PersistentVolumeSpec")


@RULE.struct
def check(mapping: Node, place: Place, document: Document) -> "list[Problem]":
    assert place.type
    if document.kind == KUSTOMIZATION:
        return []
    struct = place.type.struct
    problems = []
    for key, _ in mapping.pairs:
        field = struct.fields.get(key.value)
        # status is what the cluster wrote itself
        if field is None or not field.deprecated or "status" in [*place.path()]:
            continue
        alias = struct.name == "PodSpec" and key.value == "serviceAccount" and _has_both(mapping)
        if not alias:
            shown = f"{struct.name.rpartition('.')[2]}.{key.value}"
            message = f"{key.value} is deprecated in {struct.name.rpartition('.')[2]}"
            problems.append(Problem.at(WARNING, message, key, hint=_advice(shown, key.value, struct.name)))
    return problems


def _has_both(mapping: Node) -> bool:
    """Whether the old name stands beside the new one with the same value, as the cluster prints it."""
    values = {key.value: value.value for key, value in mapping.pairs}
    return values.get("serviceAccountName") == values["serviceAccount"]


def _advice(shown: str, field: str, struct: str) -> str:
    if shown in ADVICE:
        return ADVICE[shown]
    return (GONE if field in LOST else DRIVER) if struct in VOLUMES else ""


@RULE.document
def check_kind(root: Node, document: Document) -> "list[Problem]":
    if document.kind != MANIFEST or document.knowledge is None:
        return []
    known = document.knowledge.kind(document.api_version, document.resource)
    if known is None or not known.deprecated or not known.first <= document.knowledge.minor <= known.last:
        return []
    at = next(value for key, value in root.pairs if key.value == "kind")
    message = f"{document.api_version} {document.resource} is deprecated"
    return [Problem.at(WARNING, message, at, hint=ADVICE.get(document.resource, ""))]
