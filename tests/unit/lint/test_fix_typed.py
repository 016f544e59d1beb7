"""Mending by the schema: quotes, decimals, names one slip away. Nothing else changes; kubectl agrees."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kforge.lint.config import Config
from kforge.lint.fix import mend
from kforge.lint.rule import ERROR
from kforge.lint.runner import Linter
from kforge.yaml import scalars
from kforge.yaml.events import Node, compose

LINTER = Linter(Config())

TEMPLATE = """\
apiVersion: apps/v1
kind: Deployment # the web
metadata:
  name: web
  labels: {{a: {label}}}
spec:
  {replicas_key}: {replicas}
  paused: {paused} # for now
  selector: {{matchLabels: {{app: web}}}}
  template:
    metadata: {{labels: {{app: web}}}}
    spec:
      hostNetwork: {host}
      containers:
      - name: web
        image: web:1
        imagePullPolicy: {policy}
        args: [{argument}]
        env:
        - {{name: A, value: {value}}}
        resources: {{limits: {{cpu: {cpu}}}}}
        livenessProbe: {{httpGet: {{port: {port}}}}}
"""
PLAIN = {
    "label": "x",
    "replicas_key": "replicas",
    "replicas": "3",
    "paused": "true",
    "host": "false",
    "policy": "Always",
    "argument": "x",
    "value": "x",
    "cpu": "100m",
    "port": "80",
}


def manifest(**changes: str) -> str:
    return TEMPLATE.format(**{**PLAIN, **changes})


def fixed(text: str) -> str:
    return mend(text, "a.yaml", LINTER.lint(text.encode(), "a.yaml"), LINTER)[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"label": "1"}, {"label": '"1"'}),
        ({"label": "true"}, {"label": '"true"'}),
        ({"label": "1.10"}, {"label": '"1.10"'}),
        ({"label": "no"}, {"label": '"no"'}),
        ({"replicas": '"3"'}, {"replicas": "3"}),
        ({"replicas": "'3'"}, {"replicas": "3"}),
        ({"replicas": "1_0"}, {"replicas": "10"}),
        ({"replicas": "0x1F"}, {"replicas": "31"}),
        ({"replicas": "010"}, {"replicas": "8"}),
        ({"replicas": "3.0"}, {"replicas": "3"}),
        ({"replicas": "1e2"}, {"replicas": "100"}),
        ({"replicas": "+3"}, {"replicas": "3"}),
        ({"replicas_key": "replica"}, {"replicas_key": "replicas"}),
        ({"replicas_key": "Replicas"}, {"replicas_key": "replicas"}),
        ({"paused": '"true"'}, {"paused": "true"}),
        ({"policy": "always"}, {"policy": "Always"}),
        ({"policy": "Allways"}, {"policy": "Always"}),
        ({"argument": "8080"}, {"argument": '"8080"'}),
        ({"value": "0755"}, {"value": '"0755"'}),
        ({"cpu": "0.10"}, {"cpu": '"0.10"'}),
        ({"port": '"80"'}, {"port": "80"}),
    ],
)
def test_it_mends(before: dict[str, str], after: dict[str, str]) -> None:
    assert fixed(manifest(**before)) == manifest(**after)
    assert fixed(manifest(**after)) == manifest(**after)


@pytest.mark.parametrize(
    "changes",
    [
        {"host": "yes"},  # fine where a boolean belongs
        {"paused": "On"},
        {"replicas": '"three"'},
        {"replicas": '"03"'},  # 3 or not
        {"replicas": "true"},
        {"replicas": "1.5"},
        {"paused": '"yes"'},
        {"policy": "Sometimes"},
        {"replicas_key": "copies"},
        {"cpu": "1.5 GB"},
        {"value": "{a: b}"},
        {"port": "80.5"},
        {"value": "${PORT}"},
        {"replicas": "${REPLICAS}"},
    ],
)
def test_it_leaves_what_it_would_have_to_guess(changes: dict[str, str]) -> None:
    assert fixed(manifest(**changes)) == manifest(**changes)


def test_a_field_that_is_there_already_is_not_written_twice() -> None:
    text = manifest(replicas_key="replicas: 2\n  replica")
    assert fixed(text) == text


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (
            "apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: {name: a}\nspec:\n  schedule: '* * * * *'\n"
            "  jobTemplate: {spec: {template: {spec: {containers: [{name: a, image: b}]}}}}\n",
            "batch/v1\n",
        ),
        ("apiVersion: v1\nkind: Configmap\nmetadata: {name: a}\n", "kind: ConfigMap\n"),
        # fields have other names there
        ("apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: a}\nspec: {backend: {}}\n", ""),
        # an empty selector means all, and meant none
        (
            "apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: a}\n",
            "",
        ),
    ],
)
def test_kinds(text: str, after: str) -> None:
    assert after in fixed(text) if after else fixed(text) == text
    assert fixed(fixed(text)) == fixed(text)


# ---- any values

# fmt: off
VALUES = [
    "NO", "y", "Off", "True", "true", "false", "1.10", "1.0", "3.0", ".5", "0644", "0o14", "08080",
    "010", "22:22", "685e230", "1e2", "1e3", "0x1F", "0b11", "1_000", "+1", "-0", "2001-12-14", "~",
    "null", "=", "99999999999", '"1"', "'2'", '"true"', "'no'", '"x"', "x", "a b", "1", "80", "0.10",
    "500m", '"0.5"', "1E", "TCP", "always", "Always", '"${X}"', '"{{ x }}"', "v1.10",
]
# fmt: on
ALIKE = (
    "y",
    "Off",
    "True",
    "1.0",
    "0o14",
    "010",
    "0b11",
    "+1",
    "'2'",
    "x",
    "Always",
    "a b",
    "22:22",
    "always",
    "1",
)
FIELDS = [name for name in PLAIN if name != "replicas_key"]


def leaves(text: str) -> list[Node]:
    return [node for root in compose(text) if root for node in root.walk() if node.kind == "scalar"]


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(VALUES), min_size=1))
def test_any_values_are_mended_and_nothing_else_changes(changes: dict[str, str]) -> None:
    text = manifest(**changes)
    after = fixed(text)
    assert fixed(after) == after
    old, new = leaves(text), leaves(after)
    assert len(old) == len(new)
    for one, other in zip(old, new, strict=True):
        if (one.style, one.value) == (other.style, other.value):
            continue
        if other.style != "plain" or one.style != "plain":  # only the quotes
            assert one.value == other.value
        elif one.value.lower() != other.value.lower():  # another way to write what kubectl reads
            assert scalars.resolve(one.value) == scalars.resolve(other.value)
    assert [line.partition(" #")[2] for line in text.split("\n")] == [
        line.partition(" #")[2] for line in after.split("\n")
    ]
    errors = [
        sum(one.severity == ERROR for one in LINTER.lint(each.encode(), "a.yaml")) for each in (text, after)
    ]
    assert errors[1] <= errors[0]


@pytest.mark.oracle
def test_errors_of_type_are_what_the_real_kubectl_cannot_decode(kubectl: str, tmp_path: Path) -> None:
    """Each value at each place."""
    linter = Linter(Config(select=["type-mismatch", "invalid-value"]))
    wrong = []
    file = tmp_path / "a.yaml"
    for field in ("replicas", "paused", "value", "cpu", "port"):
        for value in VALUES[:: 2 if field == "value" else 1]:
            digits = field == "port" and value.strip("\"'").isdigit() and value[0] in "\"'"
            # a name of a port to kubectl, a place to be filled in, and words that are like others here
            if digits or "{" in value or value in ALIKE:
                continue
            text = manifest(**{field: value})
            file.write_text(text)
            command = [kubectl, "set", "image", "--local", "-f", str(file), "web=x", "-o", "name"]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if (done.returncode != 0) != bool(linter.lint(text.encode(), "a.yaml")):
                wrong.append((field, value, done.stderr.strip()))
    assert wrong == []
