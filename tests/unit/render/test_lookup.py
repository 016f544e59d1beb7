"""Recorded cluster objects."""

from pathlib import Path
from typing import Any

import pytest

from kforge.errors import KforgeError
from kforge.golang.kinds import Int64
from kforge.render.lookup import Recorded

RECORD = """\
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Secret
  metadata: {name: a, namespace: one}
  data: {k: dg==}
- apiVersion: v1
  kind: Secret
  metadata: {name: a, namespace: two}
---
apiVersion: v1
kind: Namespace
metadata: {name: one}
spec: {size: 5}
---
apiVersion: apps/v1
kind: DeploymentList
items:
- metadata: {name: web, namespace: one}
---
"""


@pytest.fixture
def recorded(tmp_path: Path) -> Recorded:
    (tmp_path / "r.yaml").write_text(RECORD)
    return Recorded(str(tmp_path / "r.yaml"))


def test_one_object(recorded: Recorded) -> None:
    assert recorded.find("v1", "Secret", "one", "a")["data"] == {"k": "dg=="}
    assert "data" not in recorded.find("v1", "Secret", "two", "a")
    assert recorded.find("v1", "Secret", "three", "a") == {}
    assert recorded.find("v1", "Secret", "", "a") == {}
    assert recorded.find("v1", "ConfigMap", "one", "a") == {}
    assert recorded.find("apps/v1", "Deployment", "one", "web")["kind"] == "Deployment"


def test_what_has_no_namespace_is_found_from_all(recorded: Recorded) -> None:
    found = recorded.find("v1", "Namespace", "", "one")
    assert found == recorded.find("v1", "Namespace", "any", "one")
    assert type(found["spec"]["size"]) is Int64


def test_lists(recorded: Recorded) -> None:
    def names(namespace: str) -> list[Any]:
        found = recorded.find("v1", "Secret", namespace, "")
        assert (found["apiVersion"], found["kind"]) == ("v1", "SecretList")
        return [item["metadata"]["namespace"] for item in found["items"]]

    assert (names(""), names("two"), names("three")) == (["one", "two"], ["two"], [])
    assert recorded.find("v1", "ConfigMap", "", "") == {}


def test_what_is_found_may_be_changed(recorded: Recorded) -> None:
    recorded.find("v1", "Secret", "one", "a")["data"]["k"] = "changed"
    assert recorded.find("v1", "Secret", "one", "a")["data"]["k"] == "dg=="


@pytest.mark.parametrize(
    ("text", "line"), [("a: b\n", 1), ("kind: A\napiVersion: v1\n---\n- x\n", 4), ("x: [\n", 1)]
)
def test_what_is_no_record(text: str, line: int, tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text(text)
    with pytest.raises(KforgeError) as caught:
        Recorded(str(tmp_path / "r.yaml"))
    assert caught.value.position
    assert caught.value.position.line == line
