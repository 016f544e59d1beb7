"""Templates that would take all memory, or all time, end with an error that says so."""

import pytest

from kforge.gotmpl import limits, state

from .conftest import Fail, Render  # type: ignore[import-not-found]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ('{{ define "a" }}{{ include "a" . }}{{ end }}{{ include "a" . }}', "includes itself"),
        ('{{ define "a" }}{{ template "a" . }}{{ end }}{{ template "a" . }}', "levels deep"),
        ("{{ tpl .x . }}", "tpl calls itself"),
        ("{{ range 1000000000 }}x{{ end }}", "steps"),
        ("{{ range until 3000 }}{{ range until 3000 }}{{ end }}{{ end }}", "steps"),
        ('{{ $x := "ab" }}{{ range 40 }}{{ $x = print $x $x }}{{ end }}', "write too much text"),
        ("{{ $x := list }}{{ range 20000 }}{{ $x = list $x }}{{ end }}{{ $x }}", "goes too deep"),
        ("{{ $x := dict }}{{ $_ := set $x `a` $x }}{{ $x }}", "goes too deep"),
        (f"{{{{ {'(' * 5000}1{')' * 5000} }}}}", "nested too deeply"),
    ],
)
def test_hostile_templates(source: str, message: str, fail: Fail, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "MAX_TEXT", 2**20)
    assert message in fail(source, {"x": "{{ tpl .x . }}"}).message


def test_calls_that_multiply(fail: Fail, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "MAX_ROUNDS", 100_000)
    source = "".join(
        f'{{{{ define "e{n}" }}}}{{{{ include "e{n + 1}" . }}}}{{{{ include "e{n + 1}" . }}}}{{{{ end }}}}'
        for n in range(40)
    )
    assert "steps" in fail(source + '{{ define "e40" }}{{ end }}{{ include "e0" . }}').message


def test_a_text_of_many_large_parts(fail: Fail, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "MAX_TOTAL", 2**20)
    part = '{{ define "p" }}' + "x" * 100_000 + "{{ end }}"
    assert "too much text" in fail(part + '{{ range 100 }}{{ include "p" . }}{{ end }}').message


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ if true }}" * 150 + "x" + "{{ end }}" * 150, "x"),
        ("{{ range list 1 }}" * 40 + "x" + "{{ end }}" * 40, "x"),
        ("{{ if false }}" + "{{ else if false }}a" * 500 + "{{ else }}b{{ end }}", "b"),
        (f"{{{{ {'print (' * 150}1{')' * 150} }}}}", "1"),
        ("{{ 1 " + "| print " * 300 + "}}", "1"),
        ("{{ print " + '"a" ' * 3000 + "}}", "a" * 3000),
        (
            '{{ define "r" }}{{ if . }}{{ include "r" (sub . 1) }}{{ end }}x{{ end }}{{ include "r" 900 }}',
            "x" * 901,
        ),
    ],
    ids=["if", "range", "else if", "calls", "pipeline", "arguments", "recursion"],
)
def test_what_is_only_large(source: str, text: str, render: Render) -> None:
    assert render(source) == text


def test_variables_and_jumps_reach_out_of_deep_blocks(render: Render) -> None:
    """Blocks beyond what Python nests are functions of their own."""
    opened, closed = "{{ if true }}" * 30, "{{ end }}" * 30
    source = (
        "{{ $x := 0 }}{{ range $i := until 5 }}"
        + opened
        + "{{ if eq $i 1 }}{{ continue }}{{ end }}{{ if eq $i 3 }}{{ break }}{{ end }}{{ $x = add $x $i }}"
        + closed
        + "{{ $i }},{{ end }}{{ $x }}"
    )
    assert render(source) == "0,2,2"


def test_the_limits_are_those_of_helm_where_it_has_one() -> None:
    assert limits.MAX_INCLUDES == 1000
