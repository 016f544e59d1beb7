"""Charts: what they render to is linted, and told at the line of the template."""

from pathlib import Path

import pytest

from kforge import api
from kforge.lint.charts import chart_of
from kforge.lint.config import Config
from kforge.lint.rule import Finding
from kforge.lint.runner import Result

CHART = "apiVersion: v2\nname: web\nversion: 0.1.0\n"
DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: web:1
        env:
"""
GO_ENV = (
    DEPLOYMENT
    + """\
        {{- range $name, $value := .Values.env }}
        - name: {{ $name }}
          value: {{ $value }}
        {{- end }}
"""
)


def make(folder: Path, files: dict[str, str]) -> Path:
    for name, text in {"Chart.yaml": CHART, **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def lint(*paths: Path, config: Config | None = None) -> Result:
    return api.lint_run([str(path) for path in paths], config or Config())


def places(findings: list[Finding]) -> list[tuple[str, int, str, str]]:
    return [(Path(one.file).name, one.line, one.rule, one.severity) for one in findings]


def test_a_value_that_becomes_a_number_is_told_at_the_line_of_the_template(tmp_path: Path) -> None:
    chart = make(tmp_path, {"values.yaml": "env: {PORT: 8080}\n", "templates/web.yaml": GO_ENV})
    (one,) = lint(chart).findings
    assert places([one]) == [("web.yaml", 16, "type-mismatch", "error")]
    assert one.source.strip() == "value: {{ $value }}"
    assert (one.problem.column, one.problem.end_column) == (18, 30)
    assert "the line renders to: value: 8080" in one.problem.hint


def test_what_ci_values_lead_to_is_found_once(tmp_path: Path) -> None:
    chart = make(tmp_path, {"values.yaml": "env: {}\n", "templates/web.yaml": GO_ENV})
    assert lint(chart).findings == []
    for name in ("a", "b"):
        make(tmp_path, {f"ci/{name}-values.yaml": "env: {DEBUG: true, LEVEL: 1}\n"})
    assert places(lint(chart).findings) == [("web.yaml", 16, "type-mismatch", "error")]


def test_text_of_the_author_has_its_own_column(tmp_path: Path) -> None:
    text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Release.Name }}}\ndata:\n  a: NO\n"
    (one,) = lint(make(tmp_path, {"templates/a.yaml": text})).findings
    assert (one.line, one.column, one.rule, one.source) == (5, 6, "truthy-value", "  a: NO")


def test_jinja_templates_are_read_as_written_and_as_rendered(tmp_path: Path) -> None:
    text = (
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  # why\n"
        "{% if values.on %}\n  country: NO\n{% endif %}\n  port: {{ values.port | raw }}\n"
    )
    chart = make(tmp_path, {"values.yaml": '"on": false\nport: 80\n', "templates/a.yaml.j2": text})
    assert places(lint(chart).findings) == [
        ("a.yaml.j2", 7, "truthy-value", "error"),
        ("a.yaml.j2", 9, "type-mismatch", "error"),
    ]


def test_a_jinja_template_that_is_no_yaml_without_its_tags_is_left_to_the_rendering(tmp_path: Path) -> None:
    text = (
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n"
        "{% for x in [1] %}\n  a{{ x }}: b: {{ x }}\n{% endfor %}\n"
    )
    found = lint(make(tmp_path, {"templates/a.yaml.j2": text})).findings
    assert {rule for _, _, rule, _ in places(found)} == {"template-error"}


def test_comments_and_configuration_silence_findings_in_templates(tmp_path: Path) -> None:
    silent = GO_ENV.replace("{{ $value }}", "{{ $value }} # kforge: disable-line=type-mismatch")
    chart = make(tmp_path, {"values.yaml": "env: {PORT: 8080}\n", "templates/web.yaml": silent})
    assert lint(chart).findings == []
    make(tmp_path, {"templates/web.yaml": GO_ENV, ".kforge-lint.yaml": "ignore: [templates/]\n"})
    assert lint(chart).findings == []
    make(tmp_path, {".kforge-lint.yaml": "paths: {'templates/**': {type-mismatch: warning}}\n"})
    assert places(lint(chart).findings) == [("web.yaml", 16, "type-mismatch", "warning")]
    assert lint(chart, config=Config(ignore=["KF040"])).findings == []


@pytest.mark.parametrize(
    ("files", "severity"),
    [
        ({}, "warning"),
        ({"ci/a-values.yaml": "x: {z: b}\n"}, "info"),
        ({"ci/a-values.yaml": "{}\n"}, "error"),
    ],
)
def test_a_chart_that_does_not_render(tmp_path: Path, files: dict[str, str], severity: str) -> None:
    head = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n"
    text = head + '  a: {{ required "x.z is needed" (.Values.x).z }}\n'
    found = lint(make(tmp_path, {"templates/a.yaml": text, **files})).findings
    assert severity in {one.severity for one in found}
    assert {one.rule for one in found} == {"template-error"}
    assert {(one.line, Path(one.file).name) for one in found} == {(5, "a.yaml")}


def test_values_against_the_schema(tmp_path: Path) -> None:
    schema = '{"properties": {"replicas": {"type": "integer"}}}'
    files = {"values.schema.json": schema, "values.yaml": "a: 1\nreplicas: many\n"}
    assert places(lint(make(tmp_path, files)).findings) == [("values.yaml", 2, "values-schema", "warning")]
    make(tmp_path, {"values.yaml": "replicas: 1\n", "ci/a-values.yaml": "replicas: few\n"})
    assert places(lint(tmp_path).findings) == [("a-values.yaml", 1, "values-schema", "error")]


def test_a_line_may_break_the_schema_twice(tmp_path: Path) -> None:
    schema = '{"properties": {"replicas": {"type": "integer"}}, "required": ["port"]}'
    make(tmp_path, {"values.schema.json": schema, "values.yaml": "replicas: many\n"})
    assert [(one.line, one.column) for one in lint(tmp_path).findings] == [(1, 1), (1, 11)]


def test_the_chart_of_a_file_is_rendered_whole(tmp_path: Path) -> None:
    chart = make(tmp_path / "web", {"values.yaml": "env: {PORT: 8080}\n", "templates/web.yaml": GO_ENV})
    for name in ("values.yaml", "Chart.yaml", "templates/web.yaml"):
        assert places(lint(chart / name).findings) == [("web.yaml", 16, "type-mismatch", "error")]


def test_a_subchart_is_rendered_with_its_parent(tmp_path: Path) -> None:
    chart = make(tmp_path, {"values.yaml": "sub: {env: {PORT: 8080}}\n", "templates/a.yaml": ""})
    make(
        tmp_path / "charts" / "sub", {"Chart.yaml": CHART.replace("web", "sub"), "templates/web.yaml": GO_ENV}
    )
    for path in (chart, tmp_path / "charts" / "sub" / "Chart.yaml"):
        (one,) = lint(path).findings
        assert one.file.endswith("charts/sub/templates/web.yaml")


def test_templates_are_counted(tmp_path: Path) -> None:
    result = lint(make(tmp_path, {"templates/a.yaml": GO_ENV, "values.yaml": "env: {A: b}\n"}))
    assert (result.rendered, result.templates) == (1, 0)
    result = lint(make(tmp_path, {"templates/a.yaml": "a: {{ .Values.b.c }}\n"}))
    assert (result.rendered, result.templates) == (0, 1)


def test_which_chart_a_file_belongs_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, {"charts/sub/Chart.yaml": CHART, "examples/other/Chart.yaml": CHART, "a/b.yaml": ""})
    assert chart_of(str(tmp_path / "charts" / "sub" / "templates" / "a.yaml")) == str(tmp_path)
    assert chart_of(str(tmp_path / "a" / "b.yaml")) == str(tmp_path)
    assert chart_of(str(tmp_path / "examples" / "other" / "values.yaml")) == str(
        tmp_path / "examples" / "other"
    )
    assert chart_of(str(tmp_path.parent / "values.yaml")) == ""
    monkeypatch.chdir(tmp_path / "a")
    assert chart_of("b.yaml") == ".."
