"""The merge keys that CustomResourceDefinitions declare: of lists whose x-kubernetes-list-type is map or set.

A server-side apply goes by these. kustomize does not, and replaces every list of a custom resource.
"""

from kforge.schema.lookup import Node, Schema
from kforge.schema.openapi import GVK, MAP_KEYS, STRATEGY, digest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    Gvk = tuple[str, str, str]

KIND = "CustomResourceDefinition"

_LIST_TYPE = "x-kubernetes-list-type"
_NESTED = ("array", "object")


class DeclaredSchema(Schema):
    """What CustomResourceDefinitions say of their kinds; each version is digested when it is asked for."""

    __slots__ = ("_made", "_schemas")

    def __init__(self, trees: "Iterable[dict[str, Any]]") -> None:
        super().__init__({}, {})
        self._schemas = {gvk: schema for tree in trees for gvk, schema in versions(tree)}
        self._made: dict[Gvk, Node | None] = {}

    def for_kind(self, gvk: "Gvk") -> Node | None:
        if gvk not in self._made:
            schema = self._schemas.get(gvk)
            self._made[gvk] = None if schema is None else _node(gvk, schema)
        return self._made[gvk]


def versions(tree: "dict[str, Any]") -> "Iterator[tuple[Gvk, dict[str, Any]]]":
    """The kinds that a CustomResourceDefinition defines, each with its OpenAPI schema."""
    spec = _map(tree.get("spec"))
    kind = _map(spec.get("names")).get("kind")
    shared = _map(_map(spec.get("validation")).get("openAPIV3Schema"))  # apiextensions.k8s.io/v1beta1
    listed = spec.get("versions")
    for version in listed if isinstance(listed, list) else [{"name": spec.get("version")}]:
        own = _map(_map(_map(version).get("schema")).get("openAPIV3Schema"))
        gvk = (spec.get("group"), _map(version).get("name"), kind)
        if all(isinstance(part, str) for part in gvk) and (own or shared):
            yield gvk, own or shared  # type: ignore[misc]  # three strings


def _node(gvk: "Gvk", schema: "dict[str, Any]") -> Node | None:
    group, version, kind = gvk
    named = [{"group": group, "version": version, "kind": kind}]
    return Schema(*digest({"kind": {**_merging(schema), GVK: named}})).for_kind(gvk)


def _merging(schema: "Any") -> "dict[str, Any]":
    """`schema` with the patch strategy on every list that says which items are the same."""
    schema = _map(schema)
    made = {key: schema[key] for key in ("type", MAP_KEYS) if key in schema}
    if isinstance(schema.get("properties"), dict):
        made["properties"] = {name: _merging(inner) for name, inner in schema["properties"].items()}
    for below in ("additionalProperties", "items"):
        if isinstance(schema.get(below), dict):
            made[below] = _merging(schema[below])
    kind = schema.get(_LIST_TYPE)
    is_set = kind == "set" and _map(schema.get("items")).get("type") not in _NESTED
    if is_set or (kind == "map" and isinstance(schema.get(MAP_KEYS), list)):
        made[STRATEGY] = "merge"
    return made


def _map(value: object) -> "dict[str, Any]":
    return value if isinstance(value, dict) else {}
