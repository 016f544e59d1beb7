"""The table of fields: what it says of well-known types, in each version, and that it is whole."""

import pytest

from kforge.schema import fields as types
from kforge.schema.enums import ENUMS
from kforge.schema.fields import FIRST, LAST, Kubernetes, Struct, Type, kubernetes, minor_of, struct_of, when


def shown(kind: Type) -> str:
    inner = shown(kind.items) if kind.items else ""
    return {"[": f"[{inner}]", "{": f"{{{inner}}}", ".": kind.name}.get(kind.kind, kind.kind)


def at(struct: Struct, *path: str) -> Type:
    kind = Type(types.STRUCT, struct=struct)
    for step in path:
        kind = kind.struct.fields[step].type
        while kind.items:
            kind = kind.items
    return kind


@pytest.mark.parametrize(
    ("api_version", "kind", "path", "wanted"),
    [
        ("v1", "ConfigMap", ["data"], "s"),
        ("v1", "ConfigMap", ["immutable"], "b"),
        ("v1", "Secret", ["data"], "y"),
        ("v1", "Service", ["spec", "ports", "targetPort"], "p"),
        ("v1", "Pod", ["spec", "containers", "resources", "limits"], "q"),
        ("v1", "Pod", ["metadata", "creationTimestamp"], "t"),
        ("apps/v1", "Deployment", ["spec", "replicas"], "i"),
        ("batch/v1", "CronJob", ["spec", "jobTemplate", "spec", "activeDeadlineSeconds"], "l"),
        ("apps/v1", "Deployment", ["metadata", "labels"], "s"),
        ("apiextensions.k8s.io/v1", "CustomResourceDefinition", ["spec", "names", "kind"], "s"),
    ],
)
def test_types(api_version: str, kind: str, path: list[str], wanted: str) -> None:
    root = kubernetes().root(api_version, kind)
    assert root
    assert at(root, *path).kind == wanted


def test_every_type_of_every_version_can_be_read_and_names_others_that_are_there() -> None:
    for minor in range(FIRST, LAST + 1):
        version = Kubernetes(minor)
        todo = [known for kinds in types._kinds().values() for known in kinds if known.type_name]
        names = {known.type_name for known in todo if known.first <= minor <= known.last}
        seen: set[str] = set()
        while names:
            name = names.pop()
            seen.add(name)
            struct = version.struct(name)
            assert struct.fields, name
            assert set(struct.required) <= set(struct.fields)
            for field in struct.fields.values():
                kind = field.type
                while kind.items:
                    kind = kind.items
                if kind.kind == types.STRUCT and kind.name not in seen:
                    names.add(kind.name)
        assert len(seen) > 400


def test_a_field_is_there_in_its_versions_only() -> None:
    assert when("Container", "resizePolicy") == (27, LAST)
    assert when("Container", "nothing") is None
    assert "resizePolicy" not in kubernetes(26).struct("Container").fields
    assert "resizePolicy" in kubernetes(27).struct("Container").fields


def test_the_form_of_a_line() -> None:
    text = "a:!s b:[s](=) c:{q}@27 d:~i@-26 d:l@27 e:[Other](x,y)@28-30 f:o g:*"
    others: dict[str, Struct] = {}
    old, new = (struct_of("T", text, others.__getitem__, minor) for minor in (26, 30))
    assert {name: shown(field.type) for name, field in old.fields.items()} == {
        "a": "s",
        "b": "[s]",
        "d": "i",
        "f": "o",
        "g": "*",
    }
    assert shown(new.fields["e"].type) == "[Other]"
    assert new.fields["e"].type.keys == ("x", "y")
    assert shown(new.fields["c"].type) == "{q}"
    assert (new.fields["d"].type.kind, new.fields["d"].deprecated) == ("l", False)
    assert old.fields["d"].deprecated
    assert old.required == new.required == ("a",)


@pytest.mark.parametrize("name", ENUMS)
def test_the_words_are_for_fields_that_there_are(name: str) -> None:
    struct, _, field = name.rpartition(".")
    found = kubernetes().struct(struct).fields[field].type
    assert (found.items or found).enum == ENUMS[name]


@pytest.mark.parametrize(
    ("api_version", "kind", "last", "successor"),
    [
        ("extensions/v1beta1", "Ingress", 21, "networking.k8s.io/v1"),
        ("extensions/v1beta1", "Deployment", 15, "apps/v1"),
        ("policy/v1beta1", "PodSecurityPolicy", 24, ""),
        ("batch/v1beta1", "CronJob", 24, "batch/v1"),
        ("autoscaling/v2beta2", "HorizontalPodAutoscaler", 25, "autoscaling/v2"),
        ("flowcontrol.apiserver.k8s.io/v1beta3", "FlowSchema", 31, "flowcontrol.apiserver.k8s.io/v1"),
    ],
)
def test_kinds_that_are_gone(api_version: str, kind: str, last: int, successor: str) -> None:
    known = kubernetes().kind(api_version, kind)
    assert known
    assert (known.last, known.successor) == (last, successor)
    assert kubernetes().root(api_version, kind) is None


def test_kinds() -> None:
    assert kubernetes().kind("v1", "Nothing") is None
    assert kubernetes().api_versions_of("CronJob") == ["batch/v1"]
    assert "Deployment" in kubernetes().kinds_in("apps/v1")
    assert "Pod" in kubernetes().kinds_in("v1")
    assert "apps/v1/Deployment" not in kubernetes().kinds_in("v1")
    endpoints = kubernetes().kind("v1", "Endpoints"), kubernetes(30).kind("v1", "Endpoints")
    assert [kind.deprecated for kind in endpoints if kind] == [True, False]


@pytest.mark.parametrize(
    ("text", "minor"),
    [("1.28", 28), ("v1.30.4", 30), ("1.25.0+k3s1", 25), ("1.24", None), ("1", None), ("a.b", None)],
)
def test_versions(text: str, minor: int | None) -> None:
    assert minor_of(text) == minor
