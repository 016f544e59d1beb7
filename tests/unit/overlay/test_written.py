"""What is asked of the files behind a merge: quotes, spellings, nulls without a word."""

from typing import Any

import pytest

from kforge.overlay.keyed_lists import UNSAID
from kforge.overlay.load import parse_resources
from kforge.overlay.written import Written, has_null, mark_unsaid, say_null, steps_to
from kforge.resource.resource import Origin, Resource

BASE = """\
# a comment
apiVersion: v1
kind: ConfigMap
metadata:
  name: first
---
apiVersion: v1
kind: Pod
metadata:
  name: second
plain: word
single: 'word'
double: "word"
block: |
  word
number: 010
spec:
  containers:
  - name: a
    image: a
  - name: b
    image: "b"
  tolerations:
  - key: "k"
"""


def second() -> Resource:
    return parse_resources(BASE, "base.yaml")[1]


def written(resource: Resource) -> Written:
    return Written(resource.origin, resource.tree, resource.origin, resource.tree)


@pytest.mark.parametrize(
    ("key", "quoted"), [("plain", False), ("single", True), ("double", True), ("block", True)]
)
def test_quotes(key: str, quoted: bool) -> None:
    pod = second()
    assert written(pod).is_quoted(pod.tree, key, "word") is quoted


def test_what_is_in_no_file_goes_by_its_value() -> None:
    pod = second()
    pod.tree["added"] = {}
    texts = written(pod)
    assert texts.is_quoted(pod.tree["added"], "key", "12")  # type: ignore[arg-type]
    assert not texts.is_quoted(pod.tree["added"], "key", "word")  # type: ignore[arg-type]
    pod.origin = Origin("generated")
    assert not written(pod).is_quoted(pod.tree, "double", "word")


def test_what_an_earlier_patch_put_there_is_looked_up_in_that() -> None:
    pod = second()
    pod.tree["one"] = pod.tree["two"] = "word"
    head = "kind: A\nmetadata: {name: a}\n"
    patches = parse_resources(f'{head}one: "word"\n---\n{head}one: word\ntwo: word\n', "patch.yaml")
    for patch in patches:
        pod.origin = pod.origin.patched_from(patch.origin)
    assert written(pod).is_quoted(pod.tree, "one", "word")
    assert not written(pod).is_quoted(pod.tree, "two", "word")
    assert written(pod).is_quoted(pod.tree, "single", "word")


def test_items_are_found_by_name() -> None:
    pod = second()
    spec: Any = pod.tree["spec"]
    spec["containers"].insert(0, {"name": "new"})
    texts = written(pod)
    assert texts.is_quoted(spec["containers"][2], "image", "b")
    assert not texts.is_quoted(spec["containers"][1], "image", "a")
    assert texts.is_quoted(spec["tolerations"][0], "key", "k")


def test_source() -> None:
    pod = second()
    assert written(pod).source(pod.tree, "number", 8) == "010"
    pod.origin = Origin("generated")
    assert written(pod).source(pod.tree, "number", 8) == "8"
    assert written(pod).source(pod.tree, "number", True) == "true"


def test_items_of_a_list_have_a_file_too() -> None:
    text = 'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: A, metadata: {name: a}, x: "1"}\n'
    (item,) = parse_resources(text, "list.yaml")
    assert written(item).is_quoted(item.tree, "x", "word")


def test_steps() -> None:
    inner: dict[str, object] = {}
    listed = [{}, inner]
    tree = {"a": {"b": listed}}
    assert steps_to(tree, inner) == [(tree, "a"), (tree["a"], "b"), (listed, 1)]
    assert steps_to(tree, tree) == []
    assert steps_to(tree, {}) is None


@pytest.mark.parametrize(
    ("value", "has"),
    [
        ({}, False),
        ({"a": None}, True),
        ({"a": [{"b": None}]}, True),
        ([[None]], True),
        ({"a": ["null"]}, False),
    ],
)
def test_has_null(value: object, has: bool) -> None:
    assert has_null(value) is has


def test_implicit_nulls() -> None:
    text = """\
apiVersion: v1
kind: Pod
metadata:
  name: a
  labels:
a:
b: null
c: ~
d: !!null
e: {f: null, g: {h: }}
spec:
  containers:
  - name: x
    args:
    env: null
  tolerations:
  - key:
"""
    (pod,) = parse_resources(text, "pod.yaml")
    assert mark_unsaid(pod)
    wanted = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "a", "labels": UNSAID},
        "a": UNSAID,
        "b": None,
        "c": None,
        "d": None,
        "e": {"f": None, "g": {"h": ""}},
        "spec": {
            "containers": [{"name": "x", "args": UNSAID, "env": None}],
            "tolerations": [{"key": UNSAID}],
        },
    }
    assert pod.tree == wanted
    say_null(pod.tree)
    assert pod.tree["a"] is None
    assert pod.tree["spec"]["tolerations"] == [{"key": None}]  # type: ignore[index]
    assert not has_null({"a": UNSAID})


def test_nulls_of_a_generated_resource_are_words() -> None:
    made = Resource({"kind": "A", "a": None})
    assert not mark_unsaid(made)
    assert made.tree == {"kind": "A", "a": None}
