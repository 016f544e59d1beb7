"""Values that no template reads: told only where it is sure."""

from pathlib import Path

import pytest

from kforge.lint.reads import unused

CHART = "apiVersion: v2\nname: a\nversion: 0.1.0\n"
VALUES = "a: {b: 1, c: 2}\nd: 3\nglobal: {e: 4}\ntags: {f: true}\n"


def found(folder: Path, template: str, chart: str = CHART, values: str = VALUES) -> list[str]:
    (folder / "templates").mkdir(parents=True, exist_ok=True)
    (folder / "Chart.yaml").write_text(chart)
    (folder / "values.yaml").write_text(values)
    (folder / "templates" / "a.yaml").write_text(template)
    return [path for _, path in unused(str(folder))]


@pytest.mark.parametrize(
    ("template", "paths"),
    [
        ("x: {{ .Values.a.b }}", ["a.c", "d"]),
        ("x: {{ $.Values.a.b }}{{ .Values.a.c | quote }}", ["d"]),
        ("{{ with .Values.a }}{{ .b }}{{ end }}", ["d"]),
        ("{{ $x := .context.Values.a }}{{ .Values.d }}", []),
        ("{{ .Values.a.b.c.d }}", ["a.c", "d"]),
        ("{{/* .Values.d */}}{{ .Values.a }}", ["d"]),
        ("x: .Values.a {{ .Values.d }}", ["a"]),
        ("{{ toYaml .Values }}", []),
        ('{{ index .Values "a" }}', []),
        ('{{ tpl (.Files.Get "x") . }}{{ .Values.a }}', []),
        ("{{ values.a.b }}{% if values.d %}{% endif %}", ["a.c"]),
        ("{% for k, v in values.a.items() %}{% endfor %}", ["d"]),
        ("{{ values[name] }}", []),
        ("{{ values | tojson }}", []),
        ("{{ myvalues.a }}{{ values.d }}", ["a"]),
    ],
)
def test_what_is_read(tmp_path: Path, template: str, paths: list[str]) -> None:
    assert found(tmp_path, template) == paths


def test_values_of_subcharts_are_theirs(tmp_path: Path) -> None:
    chart = CHART + "dependencies:\n- {name: sub, version: 1.0.0, alias: other, condition: d}\n"
    values = VALUES + "sub: {x: 1}\nother: {y: 1}\n"
    assert found(tmp_path, "{{ .Values.a }}", chart, values) == []  # it is not there
    (tmp_path / "charts" / "sub" / "templates").mkdir(parents=True)
    assert found(tmp_path, "{{ .Values.a.b }}", chart, values) == ["a.c"]
    (tmp_path / "charts" / "sub" / "templates" / "lib.tpl").write_text("{{ .Values.a.c }}")
    assert found(tmp_path, "{{ .Values.a.b }}", chart, values) == []
    (tmp_path / "charts" / "packed.tgz").write_bytes(b"")
    assert found(tmp_path, "{{ .Values.d }}", chart, values) == []


def test_templates_in_values_count(tmp_path: Path) -> None:
    assert found(tmp_path, "{{ tpl .Values.d . }}", values="a: 1\nd: '{{ .Values.a }}'\n") == []


def test_where_there_is_nothing_to_read(tmp_path: Path) -> None:
    assert unused(str(tmp_path)) == []
    assert found(tmp_path, "{{ .Values.a }}", values="a: [\n") == []
