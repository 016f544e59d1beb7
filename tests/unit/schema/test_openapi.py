"""The digest: which fields are kept, with which keys."""

from kforge.schema.openapi import digest, scopes


def listed(strategy: str | None = "merge", **extra: object) -> dict[str, object]:
    found: dict[str, object] = {"type": "array", "items": {"$ref": "#/definitions/Item"}, **extra}
    return found | ({"x-kubernetes-patch-strategy": strategy} if strategy else {})


def types_of(**properties: object) -> dict[str, object]:
    types, _ = digest(
        {"Root": {"properties": properties}, "Item": {"properties": {"name": {"type": "string"}}}}
    )
    return types.get("Root", {})


def test_merge_key() -> None:
    assert types_of(a=listed(**{"x-kubernetes-patch-merge-key": "name"})) == {"a": ("", ("name",))}


def test_list_map_keys_win_over_the_merge_key() -> None:
    keys = {"x-kubernetes-patch-merge-key": "port", "x-kubernetes-list-map-keys": ["port", "protocol"]}
    assert types_of(a=listed(**keys)) == {"a": ("", ("port", "protocol"))}


def test_no_strategy_no_merge() -> None:
    assert types_of(a=listed(None, **{"x-kubernetes-list-map-keys": ["type"]})) == {}


def test_one_of_several_strategies_is_enough() -> None:
    assert types_of(a=listed("merge,retainKeys", **{"x-kubernetes-patch-merge-key": "name"})) == {
        "a": ("", ("name",))
    }
    assert types_of(a=listed("retainKeys", **{"x-kubernetes-patch-merge-key": "name"})) == {}


def test_scalars_merge_by_value() -> None:
    assert types_of(
        a={"type": ["array"], "items": {"type": "string"}, "x-kubernetes-patch-strategy": "merge"}
    ) == {"a": ("", ())}


def test_a_list_that_is_replaced_leads_nowhere() -> None:
    inner = {"properties": {"tags": listed()}}
    assert types_of(a={"type": "array", "items": inner}) == {}


def test_additional_properties_stand_for_any_field() -> None:
    types, _ = digest({"Root": {"additionalProperties": {"properties": {"tags": listed()}}}})
    assert types == {"Root": {"*": ("Root.*", None)}, "Root.*": {"tags": ("", ())}}


def test_a_type_that_holds_itself() -> None:
    definition = {"properties": {"child": {"$ref": "#/definitions/Root"}, "tags": listed()}}
    assert digest({"Root": definition})[0] == {"Root": {"child": ("Root", None), "tags": ("", ())}}


def test_a_reference_to_nothing_and_one_to_itself_are_nothing() -> None:
    looped = {"$ref": "#/definitions/Loop"}
    assert (
        digest({"Root": {"properties": {"a": {"$ref": "#/definitions/No"}, "b": looped}}, "Loop": looped})[0]
        == {}
    )


def test_kinds() -> None:
    gvk = [
        {"group": "", "version": "v1", "kind": "Thing"},
        {"version": "v2", "kind": "Thing"},
        {"kind": "Half"},
    ]
    definitions = {
        "Known": {"x-kubernetes-group-version-kind": gvk, "properties": {"tags": listed()}},
        "Plain": {"x-kubernetes-group-version-kind": [{"group": "g", "version": "v1", "kind": "Plain"}]},
    }
    assert digest(definitions)[1] == {
        ("", "v1", "Thing"): "Known",
        ("", "v2", "Thing"): "Known",
        ("g", "v1", "Plain"): "",
    }


def test_scopes() -> None:
    def got(kind: str) -> dict[str, object]:
        return {"get": {"x-kubernetes-group-version-kind": {"group": "", "version": "v1", "kind": kind}}}

    paths = {
        "/api/v1/namespaces/{namespace}/pods/{name}": got("Pod"),
        "/api/v1/pods": got("Pod"),
        "/api/v1/nodes": got("Node"),
        "/api/v1/bindings": {"post": {}},
    }
    assert scopes(paths) == {("", "v1", "Pod"): True, ("", "v1", "Node"): False}
