"""The legacy order."""

import random

import pytest

from kforge.resource.order import ORDER_FIRST, ORDER_LAST, legacy_order
from kforge.resource.resource import Resource


def resource(kind: str, name: str = "a", namespace: str = "", version: str = "v1") -> Resource:
    metadata = {"name": name, "namespace": namespace} if namespace else {"name": name}
    return Resource({"apiVersion": version, "kind": kind, "metadata": metadata})


def test_listed_kinds_first_then_others_then_webhooks() -> None:
    resources = [resource(kind) for kind in (*ORDER_FIRST, "Ant", "Zebra", *ORDER_LAST)]
    shuffled = resources[:]
    random.Random(1).shuffle(shuffled)
    assert legacy_order(shuffled) == resources


def test_unlisted_kinds_go_by_group_then_version_then_kind() -> None:
    wanted = [
        resource("Z", version="a.example.com/v1"),
        resource("A", version="a.example.com/v2"),
        resource("A", version="b.example.com/v1"),
        resource("A"),  # no group sorts as ~G, after the letters
    ]
    assert legacy_order(wanted[::-1]) == wanted


def test_within_a_kind_namespace_goes_before_name() -> None:
    wanted = [
        resource("Pod", "z", "a-b"),  # compared as one text: "a-b|z" is less than "a|a"
        resource("Pod", "a", "a"),
        resource("Pod", "a", "b"),
        resource("Pod", "a"),  # no namespace sorts as ~X, after the letters
    ]
    assert legacy_order(wanted[::-1]) == wanted


def test_the_real_namespace_goes_before_custom_kinds_of_that_name() -> None:
    custom = resource("Namespace", version="a.example.com/v1")
    real = resource("Namespace", "z")
    assert legacy_order([custom, real]) == [real, custom]


@pytest.mark.parametrize("lists", [((), ()), (("Pod",), ("Secret",))])
def test_own_lists_replace_the_defaults(lists: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    pod, secret, namespace = resource("Pod"), resource("Secret"), resource("Namespace")
    order = legacy_order([secret, namespace, pod], *lists)
    assert order == ([pod, namespace, secret] if lists[0] else [namespace, pod, secret])
