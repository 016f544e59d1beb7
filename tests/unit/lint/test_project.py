"""A run: what one file teaches about the others, and what must not end it."""

from pathlib import Path

import pytest

from kforge.errors import FileError, LintConfigError, Position, UsageError
from kforge.lint import files
from kforge.lint.config import Config
from kforge.lint.project import minor, run

CRD = """\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: backups.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Backup, plural: backups}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            required: [every]
            properties:
              every: {type: string}
              keep: {type: integer, format: int32}
              paths: {type: array, items: {type: string}}
              mode: {type: string, enum: [full, delta]}
              anything: {type: object, x-kubernetes-preserve-unknown-fields: true}
"""
BACKUP = "apiVersion: example.com/v1\nkind: Backup\nmetadata: {name: a}\nspec: "


def found(folder: Path, config: Config | None = None) -> list[tuple[str, int, str]]:
    result = run([str(folder)], config or Config())
    return [(Path(one.file).name, one.line, one.rule) for one in result.findings]


@pytest.mark.parametrize(
    ("spec", "rules"),
    [
        ("{every: 1h, keep: 3, paths: [a], mode: full, anything: {b: 1}}", []),
        ("{every: 5}", ["type-mismatch"]),
        ("{every: 1h, keep: '3'}", ["type-mismatch"]),
        ("{every: 1h, keeps: 3}", ["unknown-field"]),
        ("{every: 1h, mode: fully}", ["invalid-value"]),
        ("{keep: 3}", ["missing-required"]),
        ("{every: 1h, paths: {a: b}}", ["type-mismatch"]),
    ],
)
def test_definitions_teach_types_wherever_they_come_in_the_run(
    tmp_path: Path, spec: str, rules: list[str]
) -> None:
    (tmp_path / "a.yaml").write_text(f"{BACKUP}{spec}\n")
    assert found(tmp_path) == []
    (tmp_path / "z-crd.yaml").write_text(CRD)
    assert [rule for _, _, rule in found(tmp_path)] == rules


def test_definitions_that_are_given(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.yaml").write_text(f"{BACKUP}{{}}\n")
    (tmp_path / "crds").mkdir()
    (tmp_path / "crds" / "backups.yaml").write_text(CRD)
    assert found(tmp_path / "in") == []
    given = Config(crds=[str(tmp_path / "crds")])
    assert found(tmp_path / "in", given) == [("a.yaml", 4, "missing-required")]
    (tmp_path / "in" / ".kforge-lint.yaml").write_text("crds: [../crds]\n")
    assert found(tmp_path / "in") == [("a.yaml", 4, "missing-required")]


def test_a_version_that_the_definition_does_not_serve(tmp_path: Path) -> None:
    (tmp_path / "crd.yaml").write_text(CRD)
    (tmp_path / "a.yaml").write_text(f"{BACKUP.replace('/v1', '/v2')}{{every: 1h}}\n")
    (one,) = run([str(tmp_path)], Config()).findings
    assert (one.rule, one.problem.hint) == ("removed-api", "write example.com/v1")


def test_the_version_of_kubernetes(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "apiVersion: flowcontrol.apiserver.k8s.io/v1beta3\nkind: FlowSchema\nmetadata: {name: a}\n"
    )
    assert found(tmp_path, Config(kube_version="1.28")) == []
    assert found(tmp_path, Config(kube_version="v1.32.1")) == [("a.yaml", 1, "removed-api")]
    assert found(tmp_path) == [("a.yaml", 1, "removed-api")]
    (tmp_path / ".kforge-lint.yaml").write_text('kube-version: "1.29"\n')
    assert found(tmp_path) == []
    assert found(tmp_path, Config(kube_version="1.37")) == [("a.yaml", 1, "removed-api")]


@pytest.mark.parametrize("version", ["1.24", "1.38", "2.30", "latest", "1", "1.x"])
def test_a_version_without_a_table(version: str) -> None:
    with pytest.raises(UsageError, match=r"1\.25 to 1\.37"):
        minor(version)


def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.yaml").write_text("x: NO\n")
    read = files.read

    def fail(path: str) -> bytes:
        if path.endswith("b.yaml"):
            raise FileError("permission denied", Position(path))
        return read(path)

    monkeypatch.setattr(files, "read", fail)
    result = run([str(tmp_path)], Config())
    assert [(Path(one.file).name, one.rule) for one in result.findings] == [
        ("a.yaml", "truthy-value"),
        ("b.yaml", "yaml-syntax"),
        ("c.yaml", "truthy-value"),
    ]
    assert result.findings[1].message == "the file cannot be read: permission denied"
    assert result.files == 3


def test_a_wrong_configuration_further_down_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".kforge-lint.yaml").write_text("rules: {truthy-value: warning}\n")
    for folder in ("a/b", "c"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "x.yaml").write_text("x: NO\n")
    (tmp_path / "a" / ".kforge-lint.yaml").write_text("ruls: {}\n")
    result = run(["."], Config())
    assert [(one.file, one.line, one.severity) for one in result.findings] == [
        ("a/.kforge-lint.yaml", 1, "error"),
        ("a/b/x.yaml", 1, "warning"),
        ("c/x.yaml", 1, "warning"),
    ]
    assert "this configuration does not count: there is no setting ruls" in result.findings[0].message
    monkeypatch.chdir(tmp_path / "a")
    with pytest.raises(LintConfigError):
        run(["."], Config())


def test_a_boolean_word_is_fine_until_kustomize_reads_the_file(tmp_path: Path) -> None:
    text = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  hostNetwork: yes\n  containers: []\n"
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / "a.yaml").write_text(text)
    assert found(tmp_path) == []
    (tmp_path / "kustomization.yaml").write_text("resources: [base/a.yaml]\n")
    (one,) = run([str(tmp_path)], Config()).findings
    assert (one.line, one.rule, one.severity) == (5, "truthy-value", "error")
    assert one.problem.edit
    assert one.problem.edit.text == "true"
    assert 'kustomize reads "yes"' in one.message
