from kforge.gotmpl.environment import TemplateSet

HELPER = '{{- define "lab" -}}\na: 1\nb: {{ .x }}\n{{ tpl "t1: 1\\nt2: 2" . }}\n{{- end }}'
MAIN = """kind: X
metadata:
  labels:
    {{- include "lab" . | nindent 4 }}
{{- /* a comment
of two lines */}}
{{- range $i := until 2 }}
  - n{{ $i }}:
{{- end }}
x: {{ .x }}
"""
EXPECTED = [
    ("kind: X", "a.yaml:1"),
    ("metadata:", "a.yaml:2"),
    ("  labels:", "a.yaml:3"),
    ("    a: 1", "_h.tpl:2"),
    ("    b: one", "_h.tpl:3"),
    ("    t1: 1", "_h.tpl:4"),
    ("    t2: 2", "_h.tpl:4"),
    ("  - n0:", "a.yaml:8"),
    ("  - n1:", "a.yaml:8"),
    ("x: one", "a.yaml:10"),
]


def test_every_line_has_its_origin() -> None:
    templates = TemplateSet({"_h.tpl": HELPER, "a.yaml": MAIN})
    rendered = templates.execution().render("a.yaml", {"x": "one"})
    lines = rendered.text.splitlines()
    places = [rendered.position(number) for number in range(1, len(lines) + 1)]
    assert [
        (line, f"{place.file}:{place.line}") for line, place in zip(lines, places, strict=True)
    ] == EXPECTED


def test_a_line_beyond_the_end_is_the_last() -> None:
    rendered = TemplateSet({"a.yaml": "\n{{ 1 }}"}).execution().render("a.yaml", None)
    assert rendered.position(99).line == 2


def test_values_that_changed_make_no_error() -> None:
    source = '{{ $_ := unset . "x" }}{{ required "gone" .y }}{{ $_ := unset . "y" }}'
    rendered = TemplateSet({"a.yaml": source}).execution().render("a.yaml", {"x": 1, "y": "z"})
    assert str(rendered.position(1)) == "a.yaml:1"
