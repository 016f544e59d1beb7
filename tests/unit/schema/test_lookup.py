"""What the built-in schema answers."""

import pytest

from kforge.schema.lookup import Node, Schema, builtin, is_cluster_scoped

DEPLOYMENT = ("apps", "v1", "Deployment")


def node(*path: str, gvk: tuple[str, str, str] = DEPLOYMENT) -> Node | None:
    """The node at `path`; "[]" stands for the items of a list."""
    here = builtin().for_kind(gvk)
    for part in path:
        if here is None:
            return None
        here = here.items if part == "[]" else here.field(part)
    return here


POD = ("spec", "template", "spec")
KEYS = [
    ((*POD, "containers"), ("name",)),
    ((*POD, "containers", "[]", "ports"), ("containerPort", "protocol")),
    ((*POD, "containers", "[]", "env"), ("name",)),
    ((*POD, "containers", "[]", "volumeMounts"), ("mountPath",)),
    ((*POD, "initContainers", "[]", "env"), ("name",)),
    ((*POD, "volumes"), ("name",)),
    ((*POD, "topologySpreadConstraints"), ("topologyKey", "whenUnsatisfiable")),
    (("metadata", "finalizers"), ()),
    (("metadata", "ownerReferences"), ("uid",)),
]


@pytest.mark.parametrize(("path", "keys"), KEYS)
def test_keys(path: tuple[str, ...], keys: tuple[str, ...]) -> None:
    found = node(*path)
    assert found is not None
    assert found.keys == keys


@pytest.mark.parametrize("field", ["tolerations", "args", "schedulingGates", "resourceClaims", "nope"])
def test_lists_that_are_replaced(field: str) -> None:
    assert node(*POD, field) is None


def test_a_map_has_no_keys() -> None:
    found = node("spec")
    assert found is not None
    assert found.keys is None


def test_other_kinds() -> None:
    assert builtin().for_kind(("example.com", "v1", "Deployment")) is None
    ports = node("spec", "ports", gvk=("", "v1", "Service"))
    assert ports is not None
    assert ports.keys == ("port", "protocol")
    jobs = node(
        "spec", "jobTemplate", "spec", "template", "spec", "containers", gvk=("batch", "v1", "CronJob")
    )
    assert jobs is not None
    assert jobs.keys == ("name",)


def test_any_field() -> None:
    schema = Schema({"T": {"*": ("U", None)}, "U": {"l": ("", ("k",))}}, {("g", "v", "K"): "T"})
    root = schema.for_kind(("g", "v", "K"))
    assert root is not None
    found = root.field("whatever")
    assert found is not None
    assert found.fields["l"].keys == ("k",)


def test_known_kind_of_which_nothing_merges() -> None:
    root = Schema({}, {("g", "v", "K"): ""}).for_kind(("g", "v", "K"))
    assert root is not None
    assert root.field("a") is None


def test_scope() -> None:
    assert is_cluster_scoped(("", "v1", "Namespace"))
    assert is_cluster_scoped(("rbac.authorization.k8s.io", "v1", "ClusterRole"))
    assert not is_cluster_scoped(("rbac.authorization.k8s.io", "v1", "Role"))
    assert not is_cluster_scoped(("example.com", "v1", "Namespace"))
    assert not is_cluster_scoped(("admissionregistration.k8s.io", "v1", "ValidatingAdmissionPolicy"))
