"""What identifies a resource."""

import pytest

from kforge.resource.ids import NO_NAMESPACE, Gvk, ResId, effective_namespace


@pytest.mark.parametrize(
    ("version", "kind", "expected"),
    [
        ("v1", "Pod", ("", "v1", "Pod")),
        ("apps/v1", "Deployment", ("apps", "v1", "Deployment")),
        ("example.com/v1/odd", "Bean", ("example.com", "v1/odd", "Bean")),
        (None, "Pod", ("", "", "Pod")),
        ("v1", None, ("", "v1", "")),
        (1, ["Pod"], ("", "", "")),
    ],
)
def test_a_tree_states_its_gvk(version: object, kind: object, expected: tuple[str, str, str]) -> None:
    assert Gvk.of({"apiVersion": version, "kind": kind}) == expected


def test_the_same_statement_gives_the_same_gvk() -> None:
    assert Gvk.of({"apiVersion": "apps/v1", "kind": "X"}) is Gvk.of({"kind": "X", "apiVersion": "apps/v1"})


def test_api_version_is_the_statement_again() -> None:
    assert Gvk("apps", "v1", "Deployment").api_version == "apps/v1"
    assert Gvk("", "v1", "Pod").api_version == "v1"


@pytest.mark.parametrize(
    ("words", "selected"),
    [
        (("", "", ""), True),
        (("apps", "v1", "Deployment"), True),
        (("", "", "Deployment"), True),
        (("batch", "", ""), False),
        (("", "v2", ""), False),
        (("", "", "Pod"), False),
    ],
)
def test_empty_words_select_anything(words: tuple[str, str, str], selected: bool) -> None:
    assert Gvk("apps", "v1", "Deployment").is_selected_by(*words) is selected


@pytest.mark.parametrize(
    ("gvk", "namespace", "expected"),
    [
        (Gvk("", "v1", "Pod"), "", "default"),
        (Gvk("", "v1", "Pod"), "east", "east"),
        (Gvk("", "v1", "Namespace"), "", NO_NAMESPACE),
        (Gvk("", "v1", "Namespace"), "east", NO_NAMESPACE),
        (Gvk("example.com", "v1", "ClusterBean"), "", "default"),
    ],
)
def test_effective_namespace(gvk: Gvk, namespace: str, expected: str) -> None:
    assert effective_namespace(gvk, namespace) == expected
    assert ResId(gvk, "x", namespace).effective_namespace == expected


def test_ids_are_one_when_their_keys_are() -> None:
    pod = Gvk("", "v1", "Pod")
    assert ResId(pod, "x") != ResId(pod, "x", "default")
    assert ResId(pod, "x").key == ResId(pod, "x", "default").key
    assert ResId(pod, "x").key != ResId(pod, "x", "east").key


def test_messages_name_ids_plainly() -> None:
    gvk = Gvk("apps", "v1", "Deployment")
    assert str(ResId(gvk, "web")) == "Deployment web"
    assert str(ResId(gvk, "web", "east")) == "Deployment web in east"
    assert str(gvk) == "Deployment of apps/v1"
