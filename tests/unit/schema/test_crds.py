"""What definitions of custom kinds teach."""

from kforge.schema.conform import conforms
from kforge.schema.crds import CustomKinds
from kforge.schema.fields import Struct, kubernetes

OLD = {
    "kind": "CustomResourceDefinition",
    "spec": {
        "group": "example.com",
        "version": "v1beta1",
        "names": {"kind": "Old"},
        "validation": {
            "openAPIV3Schema": {"properties": {"spec": {"properties": {"a": {"type": "string"}}}}}
        },
    },
}


def crd(schema: dict[str, object], **version: object) -> dict[str, object]:
    versions = [{"name": "v1", "served": True, "schema": {"openAPIV3Schema": schema}, **version}]
    spec = {"group": "example.com", "names": {"kind": "New"}, "versions": versions}
    return {"kind": "CustomResourceDefinition", "spec": spec}


def root(schema: dict[str, object]) -> Struct:
    known = CustomKinds()
    known.learn(crd(schema))
    found = known.root("example.com/v1", "New", kubernetes())
    assert found
    return found


def spec(**properties: object) -> dict[str, object]:
    return {"type": "object", "properties": {"spec": {"type": "object", "properties": properties}}}


def test_the_ordinary() -> None:
    struct = root(spec(a={"type": "string"}, b={"type": "array", "items": {"type": "integer"}}))
    assert conforms({"apiVersion": "example.com/v1", "kind": "New", "metadata": {"name": "a"}}, struct)
    assert conforms({"spec": {"a": "x", "b": [1]}}, struct)
    assert not conforms({"spec": {"a": 1}}, struct)
    assert not conforms({"spec": {"c": 1}}, struct)
    assert not conforms({"metadata": {"name": 1}}, struct)


def test_what_stays_open() -> None:
    struct = root(
        spec(
            a={"x-kubernetes-preserve-unknown-fields": True},
            b={"type": "object", "x-kubernetes-preserve-unknown-fields": True},
            c={"type": "object", "additionalProperties": {"type": "string"}},
            d={"type": "object", "additionalProperties": True},
            e={"x-kubernetes-int-or-string": True},
            f={"type": "object"},
        )
    )
    assert conforms(
        {"spec": {"a": [1], "b": {"x": 1}, "c": {"x": "y"}, "d": {"x": 1}, "e": 1, "f": {}}}, struct
    )
    assert conforms({"spec": {"e": "50%"}}, struct)
    assert not conforms({"spec": {"c": {"x": 1}}}, struct)
    assert not conforms({"spec": {"e": True}}, struct)
    assert conforms({"anything": 1}, root({"type": "object"}))
    assert conforms({"anything": 1}, root({"x-kubernetes-preserve-unknown-fields": True, **spec()}))


def test_what_must_be_there_unless_it_has_a_default() -> None:
    schema = spec(a={"type": "string"}, b={"type": "string", "default": "x"})
    schema["properties"]["spec"]["required"] = ["a", "b"]  # type: ignore[index]
    struct = root(schema)
    assert conforms({"spec": {"a": "y"}}, struct)
    assert not conforms({"spec": {"b": "y"}}, struct)


def test_versions() -> None:
    known = CustomKinds()
    known.learn(OLD)
    assert known.root("example.com/v1beta1", "Old", kubernetes())
    assert known.root("example.com/v1", "Old", kubernetes()) is None
    assert known.versions_of("example.com", "Old") == ["example.com/v1beta1"]
    known.learn(crd(spec(), served=False))
    assert known.versions_of("example.com", "New") == []


def test_what_is_no_definition_teaches_nothing() -> None:
    known = CustomKinds()
    for tree in (
        None,
        [],
        "x",
        {"kind": "CustomResourceDefinition"},
        {"kind": "Pod", "spec": {}},
        crd({}, served=0),
    ):
        known.learn(tree)
    assert not known
