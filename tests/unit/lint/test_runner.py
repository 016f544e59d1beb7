"""A run over files, broken ones too."""

from pathlib import Path

import pytest

from kforge import api
from kforge.lint.config import Config
from kforge.lint.project import run
from kforge.lint.rule import Finding
from kforge.lint.runner import Linter


def lint(text: str, file: str = "a.yaml") -> list[tuple[int, int, str]]:
    found = Linter(Config()).lint(text.encode(), file)
    return [(finding.line, finding.column, finding.rule) for finding in found]


def test_findings_come_in_order_with_their_lines(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text("x: {a: NO, on: b}\nc: 1.10\n")
    (tmp_path / "a.yaml").write_text("country: NO\n")
    result = run([str(tmp_path)], Config())
    assert [(Path(found.file).name, found.line, found.column, found.source) for found in result.findings] == [
        ("a.yaml", 1, 10, "country: NO"),
        ("b.yaml", 1, 8, "x: {a: NO, on: b}"),
        ("b.yaml", 1, 12, "x: {a: NO, on: b}"),
        ("b.yaml", 2, 4, "c: 1.10"),
    ]
    assert (result.files, result.templates, result.failed) == (2, 0, True)


def test_the_spans_end_behind_the_scalar() -> None:
    finding = Linter(Config()).lint("é: {b: NO}\n".encode(), "a.yaml")[0]
    problem = finding.problem
    assert (problem.line, problem.column, problem.end_line, problem.end_column) == (1, 8, 1, 10)


@pytest.mark.parametrize(
    ("text", "failed", "strict"),
    [
        ("a: b\n", False, False),
        ("a: NO\n", True, True),
        ("a: 22:22\n", False, True),
        ("a: [\n", True, True),
        ("spec: {volumes: [{configMap: {defaultMode: 0644}}]}\n", False, False),
    ],
)
def test_what_fails(tmp_path: Path, text: str, failed: bool, strict: bool) -> None:
    (tmp_path / "a.yaml").write_text(text)
    assert run([str(tmp_path)], Config()).failed is failed
    assert run([str(tmp_path)], Config(strict=True)).failed is strict


def test_a_broken_document_does_not_hide_the_others() -> None:
    text = "a: NO\n---\nb: [1\n---\nc: NO\n---\nd: 'x\n---\ne: NO\n"
    assert lint(text) == [
        (1, 4, "truthy-value"),
        (3, 4, "yaml-syntax"),
        (5, 4, "truthy-value"),
        (7, 4, "yaml-syntax"),
        (9, 4, "truthy-value"),
    ]


@pytest.mark.parametrize(
    "text", ["a: [", "a: 'b", "a: b: c", "\tb", "a:\n  b\n c: d", "- a\nb: c", "%YAML 9\n---\na: b", "a: *b"]
)
def test_every_broken_text_is_one_finding(text: str) -> None:
    assert [rule for _, _, rule in lint(text)] == ["yaml-syntax"]


@pytest.mark.parametrize(
    "text",
    [
        "apiVersion: v1\nkind: List\nitems: x\n",
        "apiVersion: v1\nkind: List\nitems: [1, [a], {kind: List, apiVersion: v1}]\n",
        "apiVersion: [v1]\nkind: {a: b}\n",
        "apiVersion: v1\nkind: Pod\nspec:\n  <<: [1]\n  ? [a]\n  : b\n  !!str x: y\n",
        "kind: CustomResourceDefinition\napiVersion: apiextensions.k8s.io/v1\nspec: {versions: [{}, 2]}\n",
        "apiVersion: 5/1\nkind: A\nmetadata: 3\n",
        "apiVersion: v1\nkind: Secret\ndata: {a: !!binary YQ==, b: é}\n",
        "apiVersion: v1\nkind: Pod\nspec: {containers: [{resources: {limits: {cpu: .nan, memory: .inf}}}]}\n",
        "apiVersion: apps/v1\nkind: Deployment\nspec: &x {replicas: 1e400, template: *nowhere}\n",
        "apiVersion: v1\nkind: Pod\nspec: &x\n  containers: []\nstatus: *x\n",
        "apiVersion: /\nkind: /\n",
        "apiVersion: ''\nkind: ''\n",
    ],
)
@pytest.mark.parametrize("name", ["a.yaml", "kustomization.yaml", "values.yaml", "Chart.yaml"])
def test_odd_documents_are_findings_or_nothing(text: str, name: str) -> None:
    for finding in Linter(Config()).lint(text.encode(), name):
        assert finding.message
        assert 0 <= finding.line <= text.count("\n") + 1


def test_many_broken_documents_come_to_an_end() -> None:
    assert len(lint("a: [\n---\n" * 100)) <= 20


def test_an_action_outside_quotes_is_one_error_for_its_document() -> None:
    text = "a: {{ .Values.a }}\nb: {{ .Values.b }}\nc: NO\n---\nd: NO\n"
    assert lint(text) == [(1, 4, "yaml-syntax"), (5, 4, "truthy-value")]


def test_text_that_is_not_utf8_is_reported_and_read_on() -> None:
    found = Linter(Config()).lint(b"a: caf\xe9\nb: NO\n", "a.yaml")
    assert [(finding.line, finding.column, finding.rule) for finding in found] == [
        (1, 7, "encoding"),
        (2, 4, "truthy-value"),
    ]


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "---\n{}\n", "{}\n", "[]\n", "null\n"])
def test_next_to_nothing(text: str) -> None:
    assert lint(text) == []


def test_documents_without_anything() -> None:
    assert lint("---\n") == [(1, 1, "empty-document")]
    assert lint("---\n---\n") == [(1, 1, "empty-document"), (2, 1, "empty-document")]


def test_layout_is_told_once_the_file_can_be_read() -> None:
    assert [rule for _, _, rule in lint("a: b \r\nc: d")] == ["crlf", "trailing-space", "final-newline"]
    assert [rule for _, _, rule in lint("a: [ \r\nc: d")] == ["yaml-syntax"]


def test_the_python_interface(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: NO\nb: 1.10\n")
    found = api.lint([str(tmp_path)], ignore=["lossy-float"])
    assert [type(finding) for finding in found] == [Finding]
    assert (found[0].line, found[0].column, found[0].severity) == (1, 4, "error")
    assert found[0].message.startswith("NO is a boolean to some readers: ")
