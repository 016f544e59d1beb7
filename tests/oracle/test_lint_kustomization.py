"""The rules about kustomization.yaml: an error of theirs is one of the real kustomize, nothing else is."""

import subprocess
from pathlib import Path

import pytest

from kforge.lint.config import Config
from kforge.lint.runner import Linter

pytestmark = pytest.mark.oracle

LINTER = Linter(Config(select=["unknown-field", "kustomization-typed"]))
RESOURCE = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replicas: 1}\n"

LINES = [
    "namespace: a",
    "namespace: 42",
    "namespace: true",
    'namespace: "42"',
    "namePrefix: 1-",
    "namePrefix: 1",
    "commonLabels: {a: b}",
    "commonLabels: {a: 1}",
    "commonLabels: {a: yes}",
    "labels: [{pairs: {a: 1.10}}]",
    'labels: [{pairs: {a: "1.10"}}]',
    "labels: {pairs: {a: b}}",
    "commonAnnotations: {a: 1}",
    "images: [{name: a, newTag: 1.10}]",
    'images: [{name: a, newTag: "1.10"}]',
    "images: [{name: a, tag: b}]",
    "replicas: [{name: a, count: 2}]",
    'replicas: [{name: a, count: "2"}]',
    "configMapGenerator: [{name: c, literals: [a=1]}]",
    "configMapGenerator: [{name: c, literals: [1]}]",
    "configMapGenerator: [{name: c, literals: {a: b}}]",
    "generatorOptions: {disableNameSuffixHash: yes}",
    'generatorOptions: {disableNameSuffixHash: "yes"}',
    "generatorOptions: {disableNameSuffixHash: 1}",
    "resource: [a.yaml]",
    "RESOURCES: []",
    "buildMetadata: [originAnnotations]",
    "buildMetadata: originAnnotations",
    "sortOptions: {order: fifo}",
    "sortOptions: {ordr: fifo}",
    "commonLabels:",
    "labels: ~",
]


@pytest.mark.parametrize("line", LINES)
def test_kustomize_fails_where_lint_has_an_error(kubectl: str, tmp_path: Path, line: str) -> None:
    text = f"{line}\n" if line.startswith("RESOURCES") else f"resources: [a.yaml]\n{line}\n"
    (tmp_path / "a.yaml").write_text(RESOURCE)
    (tmp_path / "kustomization.yaml").write_text(text)
    done = subprocess.run([kubectl, "kustomize", str(tmp_path)], capture_output=True, text=True, check=False)
    found = [repr(one) for one in LINTER.lint(text.encode(), "kustomization.yaml")]
    empty = "kustomization.yaml is empty" in done.stderr
    assert bool(found) == (done.returncode != 0 and not empty), (found, done.stderr)
