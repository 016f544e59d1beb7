"""What keeps to the schema at a glance, held to the real kubectl's decoder."""

import json
import subprocess
from pathlib import Path

import pytest

from kforge.schema.conform import conforms, is_base64
from kforge.schema.fields import kubernetes

POD = {"name": "c", "image": "x"}


def deployment(**changes: object) -> dict[str, object]:
    container = {**POD, **{key[2:]: value for key, value in changes.items() if key.startswith("c_")}}
    spec = {key[2:]: value for key, value in changes.items() if key.startswith("d_")}
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {
            "name": "a",
            **{key[2:]: value for key, value in changes.items() if key.startswith("m_")},
        },
        "spec": {
            "selector": {"matchLabels": {"app": "a"}},
            "template": {"metadata": {"labels": {"app": "a"}}, "spec": {"containers": [container]}},
            **spec,
        },
    }


# what is changed, and whether it keeps to the schema
CASES: list[tuple[dict[str, object], bool]] = [
    ({}, True),
    ({"d_replicas": 3}, True),
    ({"d_replicas": "3"}, False),
    ({"d_replicas": True}, False),
    ({"d_replicas": 1.5}, False),
    ({"d_replicas": 2**31}, False),
    ({"d_replicas": None}, True),
    ({"d_paused": True}, True),
    ({"d_paused": "true"}, False),
    ({"d_paused": 1}, False),
    ({"m_labels": {"a": "b"}}, True),
    ({"m_labels": {"a": 1}}, False),
    ({"m_labels": ["a"]}, False),
    ({"m_annotations": {"a": True}}, False),
    ({"m_creationTimestamp": None}, True),
    ({"c_args": ["a", "b"]}, True),
    ({"c_args": ["a", 1]}, False),
    ({"c_args": "a"}, False),
    ({"c_env": [{"name": "A", "value": "1"}]}, True),
    ({"c_env": [{"name": "A", "value": 1}]}, False),
    ({"c_env": {"name": "A"}}, False),
    ({"c_resources": {"limits": {"cpu": 1, "memory": "1Gi"}}}, True),
    ({"c_resources": {"limits": {"cpu": 0.5}}}, True),
    ({"c_resources": {"limits": {"cpu": True}}}, False),
    ({"c_resources": {"limits": {"cpu": "1.5 GB"}}}, False),
    ({"c_resources": {"limits": {"cpu": "1e3m"}}}, False),
    ({"c_livenessProbe": {"httpGet": {"port": 80}}}, True),
    ({"c_livenessProbe": {"httpGet": {"port": "http"}}}, True),
    ({"c_livenessProbe": {"httpGet": {"port": 80.5}}}, False),
    ({"c_livenessProbe": {"httpGet": {"port": True}}}, False),
]


@pytest.mark.parametrize(("changes", "right"), CASES)
def test_at_a_glance(changes: dict[str, object], right: bool) -> None:
    root = kubernetes().root("apps/v1", "Deployment")
    assert root
    assert conforms(deployment(**changes), root) is right


@pytest.mark.oracle
def test_the_real_decoder_agrees(kubectl: str, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    wrong = []
    for changes, right in CASES:
        file.write_text(json.dumps(deployment(**changes)))
        command = [kubectl, "set", "image", "--local", "-f", str(file), "c=y", "-o", "name"]
        done = subprocess.run(command, capture_output=True, check=False)
        if (done.returncode == 0) != right:
            wrong.append((changes, done.stderr))
    assert wrong == []


def test_what_is_not_plainly_right() -> None:
    root = kubernetes().root("apps/v1", "Deployment")
    assert root
    assert not conforms([], root)
    assert not conforms({**deployment(), "specs": {}}, root)
    unselected = deployment()
    del unselected["spec"]["selector"]  # type: ignore[attr-defined]
    assert not conforms(unselected, root)
    assert not conforms(deployment(c_imagePullPolicy="Allways"), root)
    assert conforms(deployment(c_imagePullPolicy="Always"), root)
    assert not conforms(deployment(c_livenessProbe={"httpGet": {"port": "80"}}), root)
    assert not conforms(deployment(c_resources={"limits": {"memory": "128m"}}), root)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("", True),
        ("YQ==", True),
        ("YWI=", True),
        ("YWJj", True),
        ("YW\nJj\n", True),
        ("YQ", False),
        ("YQ=", False),
        ("Y===", False),
        ("YQ==YQ==", False),
        ("YQ== ", False),
        ("Y-_=", False),
        ("secret!", False),
    ],
)
def test_base64(text: str, right: bool) -> None:
    assert is_base64(text) is right


@pytest.mark.oracle
def test_go_agrees_on_base64(helm: str, tmp_path: Path) -> None:
    texts = ["", "YQ==", "YWI=", "YW\nJj\n", "YQ", "YQ=", "Y===", "YQ==YQ==", "YQ== ", "Y-_=", "secret!"]
    (tmp_path / "templates").mkdir()
    (tmp_path / "Chart.yaml").write_text("apiVersion: v2\nname: a\nversion: 0.1.0\n")
    lines = (f"- {{{{ {json.dumps(text)} | b64dec | quote }}}}\n" for text in texts)
    (tmp_path / "templates" / "a.yaml").write_text("a:\n" + "".join(lines))
    done = subprocess.run([helm, "template", str(tmp_path)], capture_output=True, text=True, check=True)
    read = [line for line in done.stdout.splitlines() if line.startswith("- ")]
    assert [
        text for text, line in zip(texts, read, strict=True) if ("illegal" in line) is is_base64(text)
    ] == []
