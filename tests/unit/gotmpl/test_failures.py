import pytest

from kforge.errors import ErrorGroup, KforgeError, TemplateError
from kforge.gotmpl.environment import TemplateSet

from .conftest import NAME, Fail  # type: ignore[import-not-found]

HELPER = '{{ define "a" }}\n{{ include "b" . }}{{ end }}{{ define "b" }}\n\n {{ .x.y }}{{ end }}'
HELPERS = {"c/templates/_h.tpl": HELPER}


def where(error: KforgeError) -> tuple[str, int, int]:
    assert error.position
    return error.position.file, error.position.line, error.position.column


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("a\n  {{ .x.y }}", (2, 8)),
        ("{{ 1 }}{{ print 1 | fail }}", (1, 21)),
        ("{{ if .t }}\n{{ range .l }}\n {{ .q.r }}{{ end }}{{ end }}", (3, 7)),
        ("é{{ .x.y }}", (1, 7)),
        ("{{ $x := 1 }}\n{{ $x.y }}", (2, 6)),
        ("{{ print 1\n  (index .l 7) }}", (2, 4)),
        ('{{ template "no" }}', (1, 13)),
        ("{{ range .x }}{{ end }}", (1, 10)),
        ("{{ quote }}\n{{ trunc 1 .l }}", (2, 12)),
        ("{{ quote }}\n{{ .x | print 1 | trunc .l }}", (2, 25)),
        ("{{ 5 | upper }}", (1, 4)),
        ("{{ trunc 1 (print 1 | len) }}", (1, 13)),
    ],
)
def test_errors_name_the_place(source: str, place: tuple[int, int], fail: Fail) -> None:
    error = fail(source, {"x": "s", "l": [{"q": 1.0}], "t": True})
    assert isinstance(error, TemplateError)
    assert where(error) == (NAME, *place)
    assert error.source == source.split("\n")[place[0] - 1]


def test_the_chain_names_the_includes_that_led_there(fail: Fail) -> None:
    error = fail('\n{{ include "a" . }}', {"x": 5.0}, HELPERS)
    assert where(error) == ("c/templates/_h.tpl", 4, 7)
    assert error.chain == ("template c/templates/a.yaml:2", "template c/templates/_h.tpl:2")


def test_an_error_in_a_text_given_to_tpl(fail: Fail) -> None:
    error = fail("\n{{ tpl .t . }}", {"t": "a\nb {{ .x.y }}", "x": 1.0})
    assert where(error) == (NAME, 2, 4)
    assert "line 2, column 8" in error.message


def test_bad_syntax_in_a_text_given_to_tpl(fail: Fail) -> None:
    error = fail("\n{{ tpl .t . }}", {"t": "a\nb {{ if }}"})
    assert where(error) == (NAME, 2, 4)
    assert error.message.startswith("missing value for if (in the text given to tpl, line 2")


def test_a_missing_template_has_a_hint(fail: Fail) -> None:
    error = fail(
        '{{ include "common.nams" . }}', None, {"c/templates/_h.tpl": '{{ define "common.names" }}{{ end }}'}
    )
    assert (error.message, error.hint) == ("there is no template common.nams", "did you mean common.names?")


def test_all_files_that_cannot_be_parsed_are_named() -> None:
    texts = {"a": "{{ if }}", "b": "{{ x }}", "c": "{{ 1 }}"}
    with pytest.raises(ErrorGroup) as caught:
        TemplateSet({f"c/templates/{name}.yaml": text for name, text in texts.items()})
    assert [where(error)[0] for error in caught.value.errors] == ["c/templates/a.yaml", "c/templates/b.yaml"]


def test_shown_names() -> None:
    with pytest.raises(TemplateError) as caught:
        TemplateSet({"c/templates/a.yaml": "\n{{ x }}"}, lambda name: f"charts/{name}")
    assert where(caught.value) == ("charts/c/templates/a.yaml", 2, 4)


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ("{{ .image.tga.x }}", "did you mean tag?"),
        ("{{ .image.other.x }}", "(.image.other).x gives nothing when .image.other is missing"),
        ("{{ eq .n 1 }}", "numbers of values files are float64: compare with 1.0, or make them int"),
        ("{{ trunc 1 .n }}", "toString makes it a string"),
        ("{{ until .n }}", "int makes it one; numbers of values files are float64"),
        ("{{ range .n }}{{ end }}", "int makes it a number that range goes over"),
    ],
)
def test_hints(source: str, hint: str, fail: Fail) -> None:
    assert fail(source, {"image": {"tag": "1"}, "n": 1.0}).hint == hint
