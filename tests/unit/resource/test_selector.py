"""What a selector selects of a set of resources."""

import pytest

from kforge.errors import KforgeError, OverlayError
from kforge.resource.resource import Resource, ResourceSet
from kforge.resource.selector import Selector


def resource(kind: str, name: str, api_version: str = "v1", **metadata: object) -> Resource:
    return Resource({"apiVersion": api_version, "kind": kind, "metadata": {"name": name, **metadata}})


def everything() -> ResourceSet:
    renamed = resource("Service", "web")
    renamed.remember()
    renamed.set_name("shop-web")
    renamed.set_namespace("shop")
    return ResourceSet(
        [
            resource("Deployment", "web", "apps/v1", labels={"app": "web"}, annotations={"team": "a"}),
            resource("StatefulSet", "db", "apps/v1", namespace="data", labels={"n": 5}),
            renamed,
            resource("Namespace", "data"),
            resource("Store", "main", "example.com/v1beta1"),
        ]
    )


CASES: list[tuple[dict[str, object], str]] = [
    ({}, "web db shop-web data main"),
    ({"name": ""}, "web db shop-web data main"),
    ({"kind": "Deployment"}, "web"),
    ({"kind": "Deployment|StatefulSet"}, "web db"),
    ({"kind": ".*Set"}, "db"),
    ({"group": "apps"}, "web db"),
    ({"version": "v1beta."}, "main"),
    ({"group": "apps", "kind": "Service"}, ""),
    ({"name": "web"}, "web shop-web"),
    ({"name": "shop-web"}, "shop-web"),
    ({"name": "shop-.*"}, "shop-web"),
    ({"namespace": "data"}, "db"),
    ({"namespace": "default"}, "web shop-web main"),
    ({"namespace": "shop"}, "shop-web"),
    ({"namespace": ".*"}, "web db shop-web data main"),
    ({"labelSelector": "app=web"}, "web"),
    ({"labelSelector": "n=5"}, "db"),
    ({"annotationSelector": "team"}, "web"),
    ({"labelSelector": "app=web", "annotationSelector": "!team"}, ""),
    ({"kind": "Deployment", "name": "w.b", "labelSelector": "app"}, "web"),
]


@pytest.mark.parametrize(("fields", "names"), CASES)
def test_select(fields: dict[str, object], names: str) -> None:
    resources = everything()
    selector = Selector(fields)
    assert [found.name for found in selector.select(resources)] == names.split()
    assert [found.name for found in resources if selector.matches(found)] == names.split()


@pytest.mark.parametrize("field", ["group", "version", "kind", "name", "namespace"])
def test_a_bad_pattern_is_noticed_at_once(field: str) -> None:
    with pytest.raises(OverlayError, match=rf"{field}: \[ is no pattern"):
        Selector({field: "["})


@pytest.mark.parametrize("field", ["labelSelector", "annotationSelector"])
def test_a_bad_label_selector_is_noticed_when_it_is_needed(field: str) -> None:
    selector = Selector({"kind": "Nothing", field: "("})
    assert selector.select(everything()) == []
    with pytest.raises(OverlayError, match=rf"{field}: \( is no label selector"):
        Selector({"kind": "Store", field: "("}).select(everything())


def test_the_caller_makes_the_error() -> None:
    def fail(field: str, message: str, hint: str) -> KforgeError:
        return OverlayError(f"<{field}> {message}", hint=hint)

    with pytest.raises(OverlayError, match=r"^kforge: <name> "):
        Selector({"name": "*"}, fail)
