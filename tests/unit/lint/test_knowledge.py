"""What is known of kinds, and what a glance at a document can say."""

import pytest

from kforge.lint.knowledge import Customs, Knowledge
from kforge.yaml.parse import parse_one


def fine(text: str, minor: int = 37) -> bool:
    return Knowledge(minor).is_fine(parse_one(text))


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("apiVersion: v1\nkind: ConfigMap\ndata: {a: b}\n", True),
        ("apiVersion: v1\nkind: ConfigMap\ndata: {a: 1}\n", False),
        ("apiVersion: v1\nkind: ConfigMap\ndta: {}\n", False),
        ("apiVersion: example.com/v1\nkind: Any\nspec: {a: 1}\n", True),
        ("apiVersion: apps/v1\nkind: Deploymnt\n", False),
        ("apiVersion: app/v1\nkind: Deployment\n", False),
        ("apiVersion: extensions/v1beta1\nkind: Ingress\n", False),
        ("apiVersion: v1\nkind: Endpoints\n", False),
        ("apiVersion: v1\nkind: List\nitems: []\n", True),
        ("apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: ConfigMap, data: {a: 1}}]\n", False),
        ("apiVersion: v1\nkind: List\nitems: {}\n", False),
        ("apiVersion: v1\nkind: ConfigMapList\nitems: [{data: {a: b}}]\n", True),
        ("apiVersion: v1\nkind: ConfigMapList\nitems: [{data: {a: 1}}]\n", False),
        ("a: b\n", True),
        ("- a\n", True),
        ("apiVersion: v1\n", True),
        ("apiVersion: 1\nkind: a\n", False),
    ],
)
def test_at_a_glance(text: str, right: bool) -> None:
    assert fine(text) is right


def test_versions() -> None:
    text = "apiVersion: v1\nkind: Endpoints\n"
    assert fine(text, 32)
    assert not fine(text, 33)


def test_a_kind_that_is_gone_is_like_its_successor() -> None:
    knowledge = Knowledge()
    old = knowledge.similar("extensions/v1beta1", "Deployment")
    assert old
    assert old.name == "DeploymentSpec".removesuffix("Spec")
    assert knowledge.similar("policy/v1beta1", "PodSecurityPolicy") is None
    assert knowledge.similar("v1", "Nothing") is None


def test_what_cannot_be_read_teaches_nothing() -> None:
    customs = Customs()
    customs.learn(b"kind: Pod\n")
    assert customs.kinds is None
    customs.learn(b"kind: CustomResourceDefinition\nspec: [\n")
    assert not customs.kinds
