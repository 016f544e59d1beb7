"""The schema in force: chosen once in a build, beside Kubernetes' own when that has been used."""

from collections.abc import Iterator

import pytest

from kforge.schema import lookup
from kforge.schema.custom import CustomSchema
from kforge.schema.in_force import choose, current, is_as_kustomize, prefer
from kforge.schema.lookup import UNDECIDED, Choice, builtin, is_cluster_scoped

DEPLOYMENT = ("apps", "v1", "Deployment")
THING = ("shop.example.org", "v1", "Thing")

DOCUMENT = {
    "definitions": {
        "Thing": {
            "x-kubernetes-group-version-kind": [
                {"group": "shop.example.org", "version": "v1", "kind": "Thing"}
            ],
            "properties": {
                "list": {
                    "type": "array",
                    "x-kubernetes-patch-strategy": "merge",
                    "x-kubernetes-patch-merge-key": "name",
                }
            },
        }
    },
    "paths": {
        "/apis/shop.example.org/v1/things": {
            "get": {
                "x-kubernetes-group-version-kind": {
                    "group": "shop.example.org",
                    "version": "v1",
                    "kind": "Thing",
                }
            }
        }
    },
}


def custom() -> CustomSchema:
    return CustomSchema(lambda: DOCUMENT, "schema.json")


@pytest.fixture(autouse=True)
def undecided() -> Iterator[None]:
    lookup.choice = UNDECIDED
    lookup.preference = None
    yield
    lookup.choice = UNDECIDED
    lookup.preference = None


def test_kubernetes_own_schema_is_in_force_at_first() -> None:
    assert current() is builtin()
    assert lookup.choice.used
    assert not lookup.choice.made


def test_a_custom_schema_replaces_it() -> None:
    choose(custom(), builtin_stays=False)
    assert current().for_kind(DEPLOYMENT) is None
    thing = current().for_kind(THING)
    assert thing
    assert thing.fields["list"].keys == ("name",)


def test_what_has_been_used_stays_known() -> None:
    current()
    choose(custom(), builtin_stays=False)
    assert current().for_kind(DEPLOYMENT) is builtin().for_kind(DEPLOYMENT)
    assert current().for_kind(THING)


def test_what_has_been_read_stays_known() -> None:
    choose(custom(), builtin_stays=True)
    assert current().for_kind(DEPLOYMENT) is builtin().for_kind(DEPLOYMENT)


def test_a_custom_schema_says_which_new_kinds_have_no_namespace() -> None:
    assert not is_cluster_scoped(THING)
    choose(custom(), builtin_stays=False)
    assert is_cluster_scoped(THING)
    assert is_cluster_scoped(("", "v1", "Node"))
    assert not is_cluster_scoped(DEPLOYMENT)


def test_the_first_choice_holds() -> None:
    mine, other = Choice(custom(), made=True), Choice(custom(), made=True)
    assert mine.then(other).custom is mine.custom
    assert UNDECIDED.then(other).key == other.key
    assert Choice(used=True).then(other).builtin_stays
    assert UNDECIDED.then(Choice(used=True)).used
    assert not UNDECIDED.then(Choice(used=True)).made


def test_newer_keys_come_before_the_old_ones() -> None:
    prefer("1.37")
    schema = current()
    pod = schema.for_kind(("", "v1", "Pod"))
    spec = pod.field("spec") if pod else None
    claims = spec.field("resourceClaims") if spec else None
    assert claims is not None
    assert claims.keys == ("name",)
    gone = ("policy", "v1beta1", "PodDisruptionBudget")
    assert schema.for_kind(gone) is builtin().for_kind(gone) is not None
    assert not is_as_kustomize()


def test_what_is_declared_comes_first_and_a_custom_schema_before_newer_keys() -> None:
    choose(CustomSchema(lambda: DOCUMENT, "s.json"), builtin_stays=False)
    assert current().for_kind(DEPLOYMENT) is None
    names = {"group": "shop.example.org", "names": {"kind": "Thing"}}
    schema = {"openAPIV3Schema": {"properties": {"set": {"type": "array", "x-kubernetes-list-type": "set"}}}}
    prefer("1.37", [{"spec": {**names, "versions": [{"name": "v1", "schema": schema}]}}])
    thing = current().for_kind(THING)
    assert thing is not None
    assert list(thing.fields) == ["set"]
    assert current().for_kind(DEPLOYMENT) is not None
    prefer("1.21")
    thing = current().for_kind(THING)
    assert thing is not None
    assert list(thing.fields) == ["list"]
