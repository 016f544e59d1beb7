"""Charts of Go templates and what they become: the same documents, or a reason with its place."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kforge import api
from kforge.chart.load import load
from kforge.convert.chart import convert
from kforge.errors import KforgeError
from kforge.yaml.parse import parse_documents

CHART = "apiVersion: v2\nname: shop\nversion: 1.2.3\nappVersion: 4.5.6\n"
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a chart: its values and its templates by name."""

    def write(values: str = "", **templates: str) -> Path:
        chart = tmp_path / "shop"
        (chart / "templates").mkdir(parents=True, exist_ok=True)
        (chart / "Chart.yaml").write_text(CHART)
        (chart / "values.yaml").write_text(values)
        for name, text in templates.items():
            file = name.replace("__", ".") if "__" in name else f"{name}.yaml"
            (chart / "templates" / file).write_text(text)
        return chart

    return write


def converted(chart: Path) -> Path:
    target = chart.parent / f"{chart.name}-jinja"
    api.convert(str(chart), str(target))
    return target


def documents(chart: Path, **options: Any) -> Iterator[object]:
    for document in parse_documents(api.template(str(chart), **options), duplicates="last"):
        if document.tree:
            yield document.tree


def same(chart: Path, *changes: dict[str, object]) -> None:
    """The converted chart renders the same documents, with its own values and with changed ones."""
    target = converted(chart)
    for values in ({}, *changes):
        before = list(documents(chart, values=values))
        assert before
        assert list(documents(target, values=values)) == before


def body(text: str) -> str:
    return f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: m}}\n{text}"


def test_fields_defaults_and_conditions(write: Write) -> None:
    chart = write(
        "a: {b: text, num: 5, off: false}\n",
        m=body(
            """data:
  b: {{ .Values.a.b }}
  num: {{ .Values.a.num | quote }}
  d: {{ .Values.a.missing | default "none" }}
  {{- if and .Values.a.b (not .Values.a.off) }}
  if: yes-{{ .Release.Name }}
  {{- else if .Values.a.nothing }}
  if: nothing
  {{- else }}
  if: else
  {{- end }}
  {{- if or (eq .Values.a.b "x" "y") (gt (int .Values.a.num) 7) }}
  or: true
  {{- end }}
  v: {{ printf "%s-%s" .Chart.Name .Chart.AppVersion }}
"""
        ),
    )
    same(chart, {"a": {"b": "x"}}, {"a": {"b": "z", "num": 9}}, {"a": {"nothing": 1, "off": True}})


def test_ranges_with_and_variables(write: Write) -> None:
    chart = write(
        "list: [a, b]\nmap: {x: 1, y: two}\nhosts: [{host: h, paths: [/a, /b]}]\nempty: []\n",
        m=body(
            """data:
  {{- $prefix := "p" }}
  {{- range .Values.list }}
  l-{{ . }}: {{ $prefix }}-{{ $.Release.Name }}
  {{- end }}
  {{- range $key, $value := .Values.map }}
  m-{{ $key }}: {{ $value | quote }}
  {{- end }}
  {{- range $i, $host := .Values.hosts }}
  {{- range .paths }}
  h{{ $i }}{{ . | replace "/" "-" }}: {{ $host.host }}
  {{- end }}
  {{- end }}
  {{- range .Values.empty }}
  never: x
  {{- else }}
  empty: "true"
  {{- end }}
  {{- with .Values.map }}
  with: {{ .y }}
  {{- end }}
  {{- with .Values.missing }}
  not: {{ . }}
  {{- end }}
  {{- $found := false }}
  {{- range .Values.list }}
  {{- if eq . "b" }}{{ $found = true }}{{ end }}
  {{- end }}
  found: {{ $found | quote }}
"""
        ),
    )
    same(chart, {"list": ["q"], "missing": "m"}, {"map": {"y": "z"}, "empty": [1]})


def test_texts_stay_texts_where_go_makes_something_else_of_them(write: Write) -> None:
    """The one difference that is meant: what YAML would read as another type is quoted."""
    chart = write('a: ""\nb: "1.10"\nc: "NO"\n', m=body("data: {{ toJson .Values }}\na: {{ .Values.a }}\n"))
    (document,) = documents(converted(chart), values={"a": "1.10"})
    assert isinstance(document, dict)
    assert document["a"] == "1.10"
    (document,) = documents(chart, values={"a": "1.10"})
    assert isinstance(document, dict)
    assert document["a"] == 1.1


HELPERS = """{{/* The name. */}}
{{- define "shop.name" -}}
{{- .Values.nameOverride | default .Chart.Name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- define "shop.labels" -}}
app: {{ include "shop.name" . }}
release: {{ .Release.Name }}
{{- end }}
{{- define "shop.image" -}}
{{- $image := .image -}}
{{ printf "%s/%s:%s" (.root.Values.registry | default "docker.io") $image.name ($image.tag | toString) }}
{{- end }}
"""


def test_named_templates_become_macros(write: Write) -> None:
    chart = write(
        "image: {name: web, tag: v1}\nextra: {a: b}\n",
        _helpers__tpl=HELPERS,
        m="""apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ include "shop.name" . }}
  labels:
    {{- include "shop.labels" . | nindent 4 }}
    {{- with .Values.extra }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
data:
  image: {{ include "shop.image" (dict "image" .Values.image "root" $) | quote }}
  text: |
    {{- toYaml .Values.image | nindent 4 }}
  extra:
    {{- toYaml .Values.image | nindent 4 }}
""",
    )
    same(chart, {"registry": "r.io", "nameOverride": "n" * 70}, {"extra": {}, "image": {"tag": 5}})
    templates = chart.parent / "shop-jinja" / "templates"
    helpers = (templates / "_helpers.j2").read_text()
    assert "{# The name. #}" in helpers
    assert "{% macro shop_labels() -%}" in helpers
    assert "{% macro shop_image(dot) -%}" in helpers
    written = (templates / "m.yaml.j2").read_text()
    assert "    {{ shop_labels() }}\n" in written
    assert "  extra: {{ values.image }}\n" in written
    assert "  text: |\n    {{- values.image | to_yaml | nindent(4) }}\n" in written
    assert not (templates / "_helpers.tpl").exists()
    assert (chart.parent / "shop-jinja" / "Chart.yaml").read_text() == f"{CHART}engine: jinja\n"


def test_texts_that_are_templates_stay_templates_of_go(write: Write) -> None:
    chart = write(
        'greeting: "{{ .Release.Name }} says {{ .Values.word | upper }}"\nword: hi\n',
        m=body("data:\n  greeting: {{ tpl .Values.greeting . | quote }}\n"),
    )
    same(chart, {"word": "ho"}, {"greeting": "plain"})


def test_files_and_capabilities(write: Write) -> None:
    chart = write(
        "",
        m=body(
            """data:
  {{- (.Files.Glob "conf/*").AsConfig | nindent 2 }}
  get: {{ .Files.Get "conf/a.txt" | b64enc }}
  {{- if .Capabilities.APIVersions.Has "apps/v1" }}
  apps: "yes"
  {{- end }}
  {{- if semverCompare ">=1.20-0" .Capabilities.KubeVersion.Version }}
  new: "yes"
  {{- end }}
"""
        ),
    )
    (chart / "conf").mkdir()
    (chart / "conf" / "a.txt").write_text("text\n")
    same(chart)


REFUSED = {
    '{{ $d := dict "a" 1 }}{{ set $d.x "a" 2 }}': "set cannot be converted",
    '{{ unset .Values "a" }}': "unset cannot be converted: Jinja does not change mappings",
    '{{ block "x" . }}a{{ end }}': "block is not converted",
    '{{ (split "/" "a/b" | first) }} {{ kindIs "ptr" .Values }}': 'kindIs "ptr" has no counterpart',
    "{{ if 1 }}{{ else if $x := .Values.a }}{{ $x }}{{ end }}": "a variable is declared within else if",
    "{{ if $x := .Values.a }}{{ $x = 1 }}{{ end }}": "$x is declared within a block and set anew",
    "{{ with .Values.b }}{{ else with 1 }}{{ . }}{{ end }}": "else with of an expression is not converted",
    "{{ .Capabilities.APIVersions }}": "Go writes a list in a notation of its own",
    '{{ merge (dict "a" 1) . | toYaml }}': "merge is given the whole context",
    '{{ hasKey $ "Values" }}': "hasKey",
    '{{ if kindIs "int64" .Values.a }}{{ end }}': "int and float64 are not told apart in Jinja",
    "{{ .Values.a 5 }}": "a value that is no function is given arguments",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_has_no_form_in_jinja_is_refused_with_its_place(write: Write, text: str) -> None:
    chart = write("a: b\n", m=f"a: b\nx: {text}\n", fine="kind: {{ .Values.a }}\n")
    with pytest.raises(KforgeError) as caught:
        convert(load(str(chart)))
    assert REFUSED[text] in caught.value.message
    assert caught.value.position is not None
    assert str(caught.value.position).startswith(f"{chart}/templates/m.yaml:2:")
    with pytest.raises(KforgeError):
        api.convert(str(chart), str(chart.parent / "out"))
    assert not (chart.parent / "out").exists()


def test_all_that_is_refused_is_said_at_once(write: Write) -> None:
    chart = write("", a='{{ unset .Values "a" }}', b="{{ block `x` . }}a{{ end }}")
    with pytest.raises(KforgeError) as caught:
        convert(load(str(chart)))
    assert caught.value.render().count("templates/") == 2


def test_nothing_to_convert_and_nothing_overwritten(write: Write) -> None:
    chart = write("", m="kind: ConfigMap\n")
    with pytest.raises(KforgeError, match="no Go template to convert"):
        api.convert(str(chart), str(chart.parent / "out"))
    with pytest.raises(KforgeError, match="nothing is overwritten"):
        api.convert(str(chart), str(chart))


@pytest.mark.oracle
def test_the_chart_that_helm_creates(helm: str, tmp_path: Path) -> None:
    subprocess.run([helm, "create", "shop"], cwd=tmp_path, check=True, capture_output=True)
    same(
        tmp_path / "shop",
        {"ingress": {"enabled": True, "tls": [{"secretName": "t", "hosts": ["a"]}]}},
        {"autoscaling": {"enabled": True}, "nodeSelector": {"a": "b"}, "podLabels": {"z": "z"}},
        {"serviceAccount": {"create": False}, "fullnameOverride": "web", "image": {"tag": "v9"}},
        {"httpRoute": {"enabled": True}, "resources": {"limits": {"cpu": 1}}, "podAnnotations": {"x": "1"}},
    )


def test_else_with_and_variables_of_an_if(write: Write) -> None:
    text = """data:
  {{- with .Values.a }}
  x: a-{{ .b }}
  {{- else with .Values.c }}
  x: c-{{ .d }}
  {{- else }}
  x: none
  {{- end }}
  {{- if $v := .Values.v }}
  v: {{ $v }}
  {{- end }}
"""
    chart = write("a: {b: 1}\nc: {d: 2}\nv: w\n", m=body(text))
    same(chart, {"a": False}, {"a": False, "c": False, "v": ""})


def test_texts_of_yaml_stay_yaml(write: Write) -> None:
    """Keys that printf writes, files, lines of a block scalar, floats for %f, a document per item."""
    helpers = """{{- define "links" -}}
{{- if .Values.on }}
{{- printf "links: true" }}
{{- else }}
{{- printf "links: false" }}
{{- end }}
{{- end }}
{{- define "lines" }}
    a {{ .Values.port }}
    b
{{- end }}
"""
    text = """data:
  {{- include "links" . | nindent 2 }}
  port: {{ printf ":%.f" .Values.port | quote }}
  kube: {{ .Capabilities.KubeVersion }}
  global: {{ if .Values.global }}{{ .Values.global.x }}{{ else }}none{{ end }}
  conf: |
{{- include "lines" . }}
  xml: |
    <a>
    {{ range .Values.list }}
      <b>{{ . }}</b>
    {{ end }}
    </a>
"""
    items = """{{- range .Values.list }}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: {{ . }}}
data:
  a: x
{{- end }}
"""
    chart = write(
        "on: true\nport: 43001\nlist: [p, q]\n",
        _helpers__tpl=helpers,
        m=body(text),
        items=items,
        files='{{ .Files.Get "one.yaml" }}\n',
    )
    (chart / "one.yaml").write_text(body("data: {f: g}\n"))
    same(chart, {"on": False, "list": ["r"]}, {"global": {"x": "word"}})


def test_what_stays_go_cannot_call_a_macro(write: Write) -> None:
    chart = write(
        "text: '{{ include \"shop.name\" . }}'\n",
        _helpers__tpl=HELPERS,
        m=body("a: {{ tpl .Values.text . }}\n"),
    )
    with pytest.raises(KforgeError) as caught:
        convert(load(str(chart)))
    assert "shop.name is called from a value, which stays a Go template" in caught.value.message
    assert str(caught.value.position).startswith(f"{chart}/templates/_helpers.tpl:2:")
