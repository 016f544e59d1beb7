"""Which resource a name means; the fields that hold names are held to the real tool in golden cases."""

import pytest

from kforge.errors import OverlayError
from kforge.overlay.fields import DEFAULTS
from kforge.overlay.name_references import mend
from kforge.resource.resource import Resource, ResourceSet


def config_map(*names: str, namespace: str = "", prefixes: tuple[str, ...] = ()) -> Resource:
    """A ConfigMap that had all these names, the last of them now."""
    metadata: dict[str, object] = {"name": names[0]}
    if namespace:
        metadata["namespace"] = namespace
    resource = Resource({"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata})
    for name in names[1:]:
        resource.remember()
        resource.set_name(name)
    resource.prefixes += prefixes
    return resource


def pod(name: str, namespace: str = "", prefixes: tuple[str, ...] = ()) -> Resource:
    metadata: dict[str, object] = {"name": "pod"}
    if namespace:
        metadata["namespace"] = namespace
    volumes = [{"name": "v", "configMap": {"name": name}}]
    resource = Resource(
        {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": {"volumes": volumes}}
    )
    resource.prefixes += prefixes
    return resource


def means(referrer: Resource, *others: Resource) -> object:
    """What the pod's volume names in the end."""
    mend(ResourceSet([referrer, *others]), DEFAULTS)
    (volume,) = referrer.map_of("spec")["volumes"]  # type: ignore[misc]
    return volume["configMap"]["name"]


def test_a_former_name_becomes_the_present_one() -> None:
    assert means(pod("a"), config_map("a", "b", "c")) == "c"
    assert means(pod("b"), config_map("a", "b", "c")) == "c"


def test_an_unknown_or_present_name_stays() -> None:
    assert means(pod("x"), config_map("a", "b")) == "x"
    assert means(pod("b"), config_map("a", "b")) == "b"
    assert means(pod("a"), config_map("a")) == "a"


def test_another_kind_of_that_name_is_not_meant() -> None:
    secret = config_map("a", "b")
    secret.tree["kind"] = "Secret"
    secret.history[0] = ("a", "default", "Secret")
    assert means(pod("a"), secret) == "a"


def test_the_namespace_decides() -> None:
    east, west = config_map("a", "e", namespace="east"), config_map("a", "w", namespace="west")
    assert means(pod("a", "west"), east, west) == "w"
    assert means(pod("a", "north"), east, west) == "a"
    assert means(pod("a", "default"), config_map("a", "b")) == "b"


def test_then_the_layers_decide() -> None:
    one = config_map("a", "1-a", prefixes=("1-",))
    two = config_map("a", "2-a", prefixes=("2-",))
    assert means(pod("a", prefixes=("2-",)), one, two) == "2-a"
    assert means(pod("a"), one, two) == "a"


def test_candidates_that_end_up_alike_are_one() -> None:
    one, two = config_map("a", "b", prefixes=("x",)), config_map("a", "b", prefixes=("x",))
    resources = ResourceSet.trusted([pod("a", prefixes=("x",)), one, two])
    mend(resources, DEFAULTS)
    assert next(iter(resources)).map_of("spec")["volumes"] == [{"name": "v", "configMap": {"name": "b"}}]


def test_what_is_left_is_ambiguous() -> None:
    one, two = config_map("a", "b", prefixes=("x",)), config_map("a", "c", prefixes=("x",))
    with pytest.raises(OverlayError, match="names a, which may be ConfigMap b or ConfigMap c"):
        means(pod("a", prefixes=("x",)), one, two)


def test_configs_are_compiled_once_for_a_kind() -> None:
    means(pod("a"), config_map("a", "b"))
    branch = DEFAULTS.compiled[pod("a").gvk]
    means(pod("a"), config_map("a", "b"))
    assert DEFAULTS.compiled[pod("a").gvk] is branch
