"""Errors say what is wrong in a template author's words, and where; more stand in tests/golden/template."""

from collections.abc import Callable

import pytest

from kforge.errors import TemplateError
from kforge.jinja.environment import TemplateSet

Render = Callable[..., str]

VALUES = {
    "image": {"tag": "1.10"},
    "list": [1, 2],
    "text": "abc",
    "number": 3,
    "nothing": None,
    "on": True,
}

# a template (» before the place the error points at), and the message
PLACES = {
    "a: {{ »values.image.tga }}": "values.image.tga is not defined (did you mean tag?)",
    "a: {{ 1 + »values.image.tga }}": "values.image.tga is not defined (did you mean tag?)",
    "a: {{ »values['image']['tga'] }}": "values[\"image\"].tga is not defined (did you mean tag?)",
    "a: {{ »values.image['t-g'] }}": "values.image[\"t-g\"] is not defined (did you mean tag?)",
    "a: {{ »values.missing.deep.deeper }}": "values.missing is not defined",
    "a: {{ »Release.Nmae }}": "Release.Nmae is not defined (did you mean Name?)",
    "a: {{ »values.list.first }}": "values.list is a list and has no first",
    "a: {{ »values.list[-3] }}": "values.list[-3] is not defined: the list has 2 items",
    "a: {{ »values.text.lenght }}": "values.text is a string and has no lenght",
    "a: {{ »values.number.x }}": "values.number is an integer and has no x",
    "a: {{ »values.on.x }}": "values.on is a boolean and has no x",
    "a: {{ »values.nothing.x }}": "values.nothing is null and has no x",
    "a: {{ not »values.x }}": "values.x is not defined",
    "a: {{ »values.x or 1 }}": "values.x is not defined",
    "a: {{ 1 if »values.x else 2 }}": "values.x is not defined",
    "a: {{ »values.x == 1 }}": "values.x is not defined",
    "a: {{ 1 in »values.x }}": "values.x is not defined",
    "a: {{ »values.x ~ 'a' }}": "values.x is not defined",
    "a: {{ -»values.x }}": "values.x is not defined",
    "a: {{ »values.x | upper }}": "values.x is not defined",
    "a: {{ »values.x | length }}": "values.x is not defined",
    "a: {{ »values.x | to_yaml }}": "values.x is not defined",
    "a: {{ »values.x | keys }}": "values.x is not defined",
    "a: {{ »values.x | int }}": "values.x is not defined",
    "a: {{ »values.x | list }}": "values.x is not defined",
    "a: {{ »values.x is string }}": "values.x is not defined",
    "a: {{ »values.x() }}": "values.x is not defined",
    "a: {{ values.list[»values.x] }}": "values.x is not defined",
    "a: {{ values.text | replace('a', »values.x) }}": "values.x is not defined",
    "a: {{ [1, {'b': »values.x}] }}": "values.x is not defined",
    "a: {{ {»values.x: 1} }}": "values.x is not defined",
    "a: {{ values.list | map(attribute=»values.x) }}": "values.x is not defined",
    "{% for i in »values.x %}{% endfor %}": "values.x is not defined",
    "{% for i in »values.x recursive %}{% endfor %}": "values.x is not defined",
    "{% for i in »values.x %}{{ loop.index }}{% endfor %}": "values.x is not defined",
    "{% for i in values.list if »values.x %}{% endfor %}": "values.x is not defined",
    "{% if »values.x %}{% endif %}": "values.x is not defined",
    "{% if false %}{% elif »values.x %}{% endif %}": "values.x is not defined",
    "{% include »values.x %}": "values.x is not defined",
    "{% with a = »values.x %}{{ a }}{% endwith %}": "values.x is not defined",
    "{% set a = »values.x %}{{ a | upper }}": "values.x is not defined",
    "{% macro m(a=»values.x) %}{{ a }}{% endmacro %}{{ m() }}": "values.x is not defined",
    "{{ values.list\n   | »upper }}": "a list is not text",
    "a: {{ values.text | »trunc('a') }}": "the length must be an integer, not a string",
    "a: {{ values.text | »trunc(1, 2) }}": "trunc is given too many arguments",
    "a: {{ values.text | »trunc(long=1) }}": "trunc has no argument long",
    "a: {{ values.text | »trunc(1, length=1) }}": "trunc is given length twice",
    "a: {{ »trunc(5) }}": "trunc needs length",
    "a: {{ »values.text + 1 }}": "a string and an integer cannot be added",
    "a: {{ »values.image + values.image }}": "a mapping and a mapping cannot be added",
    "a: {{ 2 - (»values.text - 1) }}": "a string and an integer cannot be subtracted",
    "a: {{ »-values.text }}": "a string has no negative",
    "a: {{ »values.list[1:'a'] }}": "a slice takes integers",
    "a: {{ »values.image[1:] }}": "a mapping cannot be sliced",
    "a: {{ »values.number[1:] }}": "an integer cannot be sliced",
    "a: {{ »values.image[[1]] }}": "a list cannot be the key of a mapping",
    "a: {{ »values.list['a'] }}": "values.list is a list and has no a",
    "a: {{ »values.list[1.5] }}": "a list is asked for an item by a number, not by its number",
    "a: {{ »1 in values.number }}": "`in` cannot look into an integer",
    "a: {{ »1 in values.text }}": "`in` looks for text in text, not for an integer",
    "a: {{ »values.text.index('z') }}": "the text does not hold this text",
    "a: {{ »values.text() }}": "a string cannot be called",
    "a: {{ »values.text.split }}": "a method is not a value",
    "a: {{ values.list | »sum(attribute='x') }}": "the value is an integer and has no x",
    "a: {{ ['a'] | »sum }}": "a string cannot be added up",
    "a: {{ [1, 'a'] | »sort }}": "a string and an integer cannot be compared",
    "a: {{ »namespace(1) }}": "namespace() takes a mapping, not an integer",
    "{% set values.x = 1 %}": None,
    "a: {{ »'{} {}'.format(1) }}": "the format field {} has no value",
    "a: {{ »'%d' % 'a' }}": "the format does not fit its values: %d format: a real number is required, not str",  # noqa: E501
    "a: {{ values.text | »b64dec }}": "this is not the base64 of a text",
    "{% macro m() %}{% endmacro %}{% call »m() %}{% endcall %}": "the macro m uses no caller(), so a call block cannot call it",  # noqa: E501
    "a: {{ »loop.index }}": "loop is not defined",
    "{% block a %}{{ »super() }}{% endblock %}": "no parent template has the block a",
    "a: {{ »self.nothing() }}": "this template has no block nothing",
    "{% for i in [1] %}{{ »loop([1]) }}{% endfor %}": "this loop is not recursive",
    "{% for i in [1] %}{{ »loop.nextitem }}{% endfor %}": "the last round has no nextitem",
    "{% extends »'x' %}": "there is no template x",
    "{% import »'x' as y %}": "there is no template x",
    "{% block a required %}{% endblock %}": "required block a not found",
}  # fmt: skip


@pytest.mark.parametrize(
    "marked", [marked for marked, message in PLACES.items() if message and "»" in marked]
)
def test_an_error_points_at_the_expression(marked: str, render: Render) -> None:
    before = marked[: marked.index("»")]
    with pytest.raises(TemplateError) as caught:
        render(marked.replace("»", ""), values=VALUES, Release={"Name": "rel"})
    error = caught.value
    assert error.message == PLACES[marked]
    assert error.position is not None
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    assert str(error.position) == f"charts/web/templates/t.yaml.j2:{line}:{column}"
    assert error.source == marked.replace("»", "").split("\n")[line - 1]


SYNTAX = {
    "{{ »}}": "an expression is missing before }}",
    "{{ a.»}}": None,
    "{{ a »b }}": "}} is missing before b",
    "{{ a | »}}": "a name is expected here, not }}",
    "{{ a if b »c }}": "}} is missing before c",
    "{{ (a, b »]}}": "unexpected ] where ) is missing",
    "{{ »& }}": "unexpected character &",
    "{{ »'abc }}": "the quotes are never closed",
    "{% for »%}{% endfor %}": "an expression is missing before %}",
    "{% for a of b %}{% endfor %}": None,
    "{% set 1 = 2 %}": None,
    "{% »endfor %}": "{% endfor %} closes nothing",
    "{% for a in b %}\n{% if c %}\n{% »endfor %}": "{% endfor %} cannot stand in {% if %} (line 2)",
    "a\n  {% »for a in b %}\n": "{% for %} is never closed: {% endfor %} is missing",
    "{% macro m() %}{% »if a %}": "{% if %} is never closed: {% endif %} is missing",
    "a: »{# b": "the comment is never closed: #} is missing",
    "{% »rwa %}": "there is no tag rwa (did you mean raw?)",
    "{% »autoescape true %}{% endautoescape %}": "there is no tag autoescape",
    "a: {{ b | »upr }}": "there is no filter upr (did you mean upper?)",
    "{% if a %}{{ b | »upr }}{% endif %}": "there is no filter upr (did you mean upper?)",
    "{{ ».Values.a }}": "an expression cannot begin with a dot",
    "{{- »range .Values.list }}": None,
    "é {{ »}}": "an expression is missing before }}",
}  # fmt: skip


@pytest.mark.parametrize("marked", SYNTAX)
def test_a_syntax_error_points_at_its_cause(marked: str, render: Render) -> None:
    with pytest.raises(TemplateError) as caught:
        render(marked.replace("»", ""))
    error = caught.value
    assert error.position is not None
    assert error.position.line
    if SYNTAX[marked] is not None:
        assert error.message == SYNTAX[marked]
    if "»" in marked:
        before = marked[: marked.index("»")]
        assert error.position.line == before.count("\n") + 1
    if "»" in marked and SYNTAX[marked] is not None:
        assert error.position.column == len(before) - before.rfind("\n")


def test_who_writes_go_is_told_so(render: Render) -> None:
    for template in ("{{ .Values.a }}", "{{- if .Values.a }}", '{{ include "a" . }}', "{{ end }}"):
        with pytest.raises(TemplateError) as caught:
            render(template)
        assert "Go" in caught.value.hint


def test_values_files_are_named_only_for_values(render: Render) -> None:
    with pytest.raises(TemplateError) as caught:
        render("{{ values.a }}", values={})
    assert caught.value.hint == "values are read from values.yaml"
    with pytest.raises(TemplateError) as caught:
        render("{% set x = {'b': 1} %}{{ x.a }}")
    assert caught.value.hint == "x has b"


def test_the_chain_names_the_templates_on_the_way(render: Render) -> None:
    partials = {
        "templates/_outer.yaml.j2": "{% macro outer(x) %}\n{{ inner(x) }}\n{% endmacro %}\n",
        "templates/_inner.yaml.j2": "{% macro inner(x) %}\n{{ x.y }}\n{% endmacro %}\n",
    }
    with pytest.raises(TemplateError) as caught:
        render("a: 1\nb:\n  {{ outer({'z': 1}) }}\n", partials)
    assert caught.value.render() == (
        "charts/web/templates/_inner.yaml.j2:2:4: x.y is not defined\n"
        "  in template charts/web/templates/t.yaml.j2:3 > template charts/web/templates/_outer.yaml.j2:2\n"
        "  2 | {{ x.y }}\n"
        "    |    ^\n"
        "  hint: x has z"
    )


def test_a_use_far_from_where_it_arose_is_named(render: Render) -> None:
    with pytest.raises(TemplateError) as caught:
        render("{% set tag = values.image.tagg %}\na: 1\nb: {{ tag }}\n", values=VALUES)
    error = caught.value
    assert str(error.position) == "charts/web/templates/t.yaml.j2:1:14"
    assert error.hint.startswith("it is used in charts/web/templates/t.yaml.j2:3")


def test_an_error_in_a_text_for_tpl_is_shown_at_its_call(render: Render) -> None:
    with pytest.raises(TemplateError) as caught:
        render("a: {{ tpl('\n{{ values.no }}') }}", values={})
    assert caught.value.message == "values.no is not defined (in the text given to tpl, line 2)"
    assert str(caught.value.position) == "charts/web/templates/t.yaml.j2:1:7"


def test_a_syntax_error_in_a_text_for_tpl_is_shown_at_its_call(render: Render) -> None:
    with pytest.raises(TemplateError) as caught:
        render("a: 1\nb: {{ tpl('{{ }}') }}", values={})
    assert caught.value.message == "an expression is missing before }} (in the text given to tpl, line 1)"
    assert str(caught.value.position) == "charts/web/templates/t.yaml.j2:2:7"


def test_deep_nesting_is_an_error_and_no_crash(render: Render) -> None:
    for template in (
        "{{ " + "(" * 5000 + ")" * 5000 + " }}",
        "{% if a %}" * 200 + "{% endif %}" * 200,
        "{{ " + "-" * 5000 + "1 }}",
    ):
        with pytest.raises(TemplateError) as caught:
            render(template, a=1)
        assert "nested too deeply" in caught.value.message


def test_bugs_are_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """What no template can cause goes up as it is."""

    def broken(*_: object) -> str:
        raise AssertionError

    monkeypatch.setattr("kforge.jinja.environment.as_yaml", broken)
    with pytest.raises(AssertionError):
        TemplateSet({"c/t": "a"}).render("c/t", {})
