"""Merge keys that CustomResourceDefinitions declare."""

from typing import Any

import pytest

from kforge.schema.declared import DeclaredSchema

GVK = ("example.com", "v1", "Shop")


def crd(spec: dict[str, Any], **more: Any) -> dict[str, Any]:
    schema = {"openAPIV3Schema": {"properties": {"spec": {"properties": spec}}}}
    names: dict[str, Any] = {"group": "example.com", "names": {"kind": "Shop"}}
    return {"spec": {**names, "versions": [{"name": "v1", "schema": schema}], **more}}


def keys(schema: dict[str, Any]) -> tuple[str, ...] | None:
    """The merge keys that a list of this schema is found to have."""
    root = DeclaredSchema([crd({"list": schema})]).for_kind(GVK)
    spec = root.field("spec") if root else None
    node = spec.field("list") if spec else None
    return node.keys if node else None


@pytest.mark.parametrize(
    ("schema", "wanted"),
    [
        ({"x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["a", "b"]}, ("a", "b")),
        ({"x-kubernetes-list-type": "set", "items": {"type": "string"}}, ()),
        ({"x-kubernetes-list-type": "set", "items": {"type": "object"}}, None),
        ({"x-kubernetes-list-type": "atomic"}, None),
        ({"x-kubernetes-list-type": "map"}, None),
        ({"x-kubernetes-list-map-keys": ["a"]}, None),
        ({}, None),
    ],
)
def test_which_lists_merge(schema: dict[str, Any], wanted: tuple[str, ...] | None) -> None:
    assert keys({"type": "array", **schema}) == wanted


def test_the_old_form_has_one_schema_for_all_versions() -> None:
    merged = {"type": "array", "x-kubernetes-list-type": "set"}
    shared = {"openAPIV3Schema": {"properties": {"list": merged}}}
    old = {"group": "example.com", "names": {"kind": "Shop"}, "validation": shared}
    for spec in ({**old, "version": "v1"}, {**old, "versions": [{"name": "v1"}]}):
        root = DeclaredSchema([{"spec": spec}]).for_kind(GVK)
        assert root is not None
        assert root.fields["list"].keys == ()


@pytest.mark.parametrize(
    "tree",
    [
        {},
        {"spec": None},
        {"spec": {"versions": 1, "names": []}},
        {"spec": {"group": 1, "names": {"kind": "Shop"}, "versions": [{"name": "v1", "schema": 1}]}},
        {"spec": {"group": "example.com", "names": {"kind": "Shop"}, "versions": [None, {"name": "v1"}]}},
    ],
)
def test_what_is_no_definition_declares_nothing(tree: dict[str, Any]) -> None:
    assert DeclaredSchema([tree]).for_kind(GVK) is None
