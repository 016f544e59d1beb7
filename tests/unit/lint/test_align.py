"""Lines of output and template compared."""

import pytest

from kforge.lint.align import align, could_make

TEMPLATE = """\
a: {{ .Values.a }}
{{- range .Values.list }}
- name: {{ .name }}
  value: {{ .value }}
{{- end }}
b:
  {{- toYaml .Values.b | nindent 2 }}
c: NO
""".splitlines()


def test_lines_find_theirs() -> None:
    rendered = [
        "a: 1",
        "- name: x",
        "  value: 1",
        "- name: y",
        "  value: 2",
        "b:",
        "  d: e",
        "  f: g",
        "c: NO",
    ]
    assert align(TEMPLATE, rendered) == [1, 3, 4, 3, 4, 6, 6, 6, 8]


@pytest.mark.parametrize(
    ("template", "rendered", "could"),
    [
        ("a: {{ b }}", "  a: 1", True),
        ("a: {{ b }}", "b: 1", False),
        ("{{ toYaml . }}", "a: 1", False),
        ("a: b", "a: b", True),
    ],
)
def test_what_could_be(template: str, rendered: str, could: bool) -> None:
    assert could_make(template, rendered) is could
