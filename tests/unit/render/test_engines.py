"""Which engine a template has."""

from collections.abc import Mapping

import pytest

from kforge.chart.chart import Chart, File
from kforge.chart.metadata import Source, read
from kforge.errors import ChartError
from kforge.files import MemoryTree
from kforge.render import engines
from kforge.render.engines import GO, JINJA, STATIC


def chart(templates: Mapping[str, str], extra: str = "") -> Chart:
    result = Chart(read(Source(f"name: c\nversion: 1.0.0\n{extra}", "c/Chart.yaml")), "c")
    tree = MemoryTree({path: text.encode() for path, text in templates.items()}, "c")
    result.templates = [File(path, tree, path) for path in templates]
    return result


@pytest.mark.parametrize(
    "text",
    [
        "{{ .Values.x }}",
        "{{- .Values.x -}}",
        "{{.Values.x}}",
        "{{ $x }}",
        "{{ end }}",
        "{{- else }}",
        "{{- if eq .x 1 }}",
        "{{ range $i, $e := .l }}",
        '{{ include "c.name" . }}',
        '{{ template "c.name" . }}',
        '{{- define "c.name" -}}',
        "{{- /* comment */}}",
        '{{ with (index .Values "x") }}',
        "{{ toYaml .Values | nindent 2 }}",
        "{{ toJson .Values.x }}",
        "{{ not .Values.x }}",
        '{{ printf "%s" "x" }}',
        "{{ lower (print 1) }}",
        "{% not jinja %} {{ .Values.x }}",
        "{{`{{ name.of.another.language }}`}}",
    ],
)
def test_go(text: str) -> None:
    assert engines.sniff([text]) == GO


@pytest.mark.parametrize(
    "text",
    [
        "{{ values.x }}",
        "{{- values.x -}}",
        "{{values['x']}}",
        "{% if x %}",
        "{%- for a in b -%}",
        "{{ name('x') }}",
        "{{ x | default(1) }}",
        "{{ 'x' | replace('a', 'b') }}",
        "{{ not (values.x) }}{{ values.y }}",
    ],
)
def test_jinja(text: str) -> None:
    assert engines.sniff([text]) == JINJA


@pytest.mark.parametrize(
    "text", ["kind: A", "a: {b: 1}", "{{ x }}", '{{ "x" | lower }}', "{ { .x } }", "100%"]
)
def test_neither_shows(text: str) -> None:
    assert engines.sniff([text]) == ""


def test_the_templates_of_a_chart_are_looked_at_together() -> None:
    files = {"templates/a.yaml": "{{ x }}", "templates/b.yaml": "{{ values.x }}"}
    assert engines.engine_of(chart(files)) == JINJA
    assert engines.engine_of(chart({**files, "templates/c.yaml": "{{ .Values.x }}"})) == GO
    assert engines.engine_of(chart({"templates/a.yaml": "kind: A"})) == GO
    assert engines.engine_of(chart({"templates/a.yaml.j2": "{{ values.x }}"})) == GO  # .j2 says it itself


@pytest.mark.parametrize(("word", "engine"), [("jinja", JINJA), ("gotmpl", GO), ("gotpl", GO)])
def test_chart_yaml_decides(word: str, engine: str) -> None:
    files = {"templates/a.yaml": "{{ values.x }}{{ .Values.x }}"}
    assert engines.engine_of(chart(files, f"engine: {word}\n")) == engine


def test_an_engine_that_does_not_exist() -> None:
    with pytest.raises(ChartError) as caught:
        engines.engine_of(chart({}, "engine: mustache\n"))
    assert caught.value.render().startswith("c/Chart.yaml:3:9: engine 'mustache' does not exist\n")


@pytest.mark.parametrize(
    ("path", "text", "engine", "kind"),
    [
        ("templates/a.yaml", "kind: A", GO, STATIC),
        ("templates/a.yaml", "{{ x }}", GO, GO),
        ("templates/a.yaml", "{% x %}", GO, STATIC),  # nothing to Go
        ("templates/a.yaml", "{{ x }}", JINJA, JINJA),
        ("templates/a.yaml", "{% x %}", JINJA, JINJA),
        ("templates/a.yaml", "{# x #}", JINJA, JINJA),
        ("templates/a.yaml", "kind: A", JINJA, STATIC),
        ("templates/a.yaml.j2", "{{ x }}", GO, JINJA),
        ("templates/a.yaml.j2", "kind: A", GO, STATIC),
        ("templates/a.yaml.j2", "kind: A\r\n", GO, JINJA),  # Jinja makes it \n
        ("templates/a.yaml", "kind: A\r\n", GO, STATIC),
    ],
)
def test_what_one_template_takes(path: str, text: str, engine: str, kind: str) -> None:
    (file,) = chart({path: text}).templates
    assert engines.kind_of(file, engine) == kind


def test_static_files_stay_as_they_are_but_for_what_helm_takes_out() -> None:
    (file,) = chart({"templates/a.yaml": "a: <no value>\n"}).templates
    assert engines.static(file, jinja=True).text == "a: <no value>\n"
    static = engines.static(file, jinja=False)
    assert static.text == "a: \n"
    assert str(static.position(3)) == "c/templates/a.yaml:3"


def test_names() -> None:
    assert engines.plain_name("c/templates/a.yaml.j2") == "c/templates/a.yaml"
    assert engines.is_partial("c/templates/_a.yaml.j2")
    assert not engines.is_partial("c/_x/a.yaml")
