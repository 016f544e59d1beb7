"""The language beside interpolation: names, guards, macros, includes, inheritance, lines of tags."""

from collections.abc import Callable

import pytest

from kforge.errors import TemplateError
from kforge.jinja.environment import TemplateSet

Render = Callable[..., str]

CONTEXT = {
    "values": {
        "items": ["a"],
        "image": {"tag": "1", "keys": "k"},
        "nothing": None,
        "blank": "",
        "off": False,
        "list": [3, 1, 2],
        "template": "{{ release.name }}-{{ values.image.tag }}",
    },
    "release": {"name": "rel", "namespace": "default", "is_install": True},
    "chart": {"name": "web", "appVersion": "2.0", "is_root": True},
    "capabilities": {"kube_version": {"version": "v1.30.0"}, "api_versions": ["v1"]},
}

SNIPPETS = {
    # keys come before methods
    "{{ values.items }}": "- a",
    "{{ values.image.keys }}": "k",
    "{{ values.image.items() | list | length }}": "2",
    "{{ values['items'] }}": "- a",
    "{{ values.image.get('tag') }}{{ values.image.get('x', 'y') }}": "1y",
    # guards
    "{{ values.x | default(1) }}": "1",
    "{{ values.x.y.z | default(1) }}": "1",
    "{{ x.y | d('n') }}": '"n"',
    "{{ values.nothing | default(1) }}": "1",
    "{{ values.blank | default(1) }}": '""',
    "{{ values.blank | default(1, true) }}": "1",
    "{{ values.off | default(true) }}": "false",
    "{{ values.off | default(1, boolean=true) }}": "1",
    "{{ values.x is defined }}": "false",
    "{{ values.x.y is not defined }}": "true",
    "{{ values.image.tag is defined }}": "true",
    "{{ values.image.tag | required('m') }}": '"1"',
    "{{ required('m', values.image.tag) }}": '"1"',
    "{{ default('x', values.x.y) }}": "x",
    "{{ coalesce(values.x, values.blank, 'z') }}": "z",
    "{{ 'a' if false }}": "",
    "{{ ('a' if false) | default('b') }}": "b",
    "{{ values.x if values.x is defined else 'b' }}": "b",
    # Helm's spelling
    "{{ Release.Name }}": "rel",
    "{{ Values.image.tag }}": '"1"',
    "{{ Chart.AppVersion }}": '"2.0"',
    "{{ Chart.IsRoot }}": "true",
    "{{ Capabilities.KubeVersion.Version }}": "v1.30.0",
    "{{ 'v1' in Capabilities.APIVersions }}": "true",
    "{{ Release.IsInstall }}": "true",
    # macros
    "{% macro m(a, b=2) %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}{{ m(1, b=3) }}": '"1213"',
    "{% macro m() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, a=2) | upper }}": "'[1]{\"A\": 2}'",
    "{% macro m() %}x{% endmacro %}{{ m() == 'x' }}": "true",
    "{% macro m() %}no{% endmacro %}{{ m() }}": "no",
    "{% macro m() %}no{% endmacro %}{{ m() | string }}": '"no"',
    "{% macro m(n) %}{{ n }}{% if n %}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(3) }}": '"3210"',
    "{% call(x) [1]|map('string')|list %}{% endcall %}": None,
    "{% macro m() %}<{{ caller(2) }}>{% endmacro %}{% call(x) m() %}{{ x + 1 }}{% endcall %}": "<3>",
    # scopes
    "{% set x = 1 %}{% for i in [1] %}{% set x = 2 %}{% endfor %}{{ x }}": "1",
    "{% set ns = namespace(x=1) %}{% for i in [1, 2] %}{% set ns.x = ns.x + i %}{% endfor %}{{ ns.x }}": "4",
    "{% with a = 1 %}{{ a }}{% endwith %}{{ a | default(2) }}": '"12"',
    "{% do values.image.keys %}{{ 1 }}": "1",
    # loops
    "{% for i in values.list %}{{ loop.index }}{{ loop.last }} {% endfor %}": "1false 2false 3true",
    "{% for i in [] %}{% else %}none{% endfor %}": "none",
    "{% for i in [1, 2, 3] if i != 2 %}{{ i }}{% endfor %}": '"13"',
    "{% for i in [1, 2, 3] %}{% if i == 2 %}{% break %}{% endif %}{{ i }}{% endfor %}": "1",
    "{% for k, v in {'a': 1}.items() %}{{ k }}{{ v }}{% endfor %}": "a1",
    "{% for i in [[1], 2] recursive %}{{ loop(i) if i is iterable else i }}{% endfor %}": '"12"',
    "{% for i in [1, 2] %}{{ loop.previtem | default(0) }}{{ loop.nextitem | default(9) }}{% endfor %}": '"0219"',  # noqa: E501
    "{% for i in 'ab' %}{{ loop.cycle(1, 2) }}{{ loop.changed(1) }}{% endfor %}": "1true2false",
    # tpl
    "{{ tpl(values.template) }}": "rel-1",
    "{{ values.template | tpl }}": "rel-1",
    "{% set x = 5 %}{{ tpl('{{ x }}') }}": "5",
    "{% for i in [1] %}{{ tpl('{{ i }}') }}{% endfor %}": "1",
    # blocks
    "{% filter upper %}a{{ 1 }}{% endfilter %}": "A1",
    "{% set x %}a{{ 1 }}{% endset %}{{ x }}": "a1",
    "{% set x | upper %}a{% endset %}{{ x }}": "A",
    "{% raw %}{{ a }}{% endraw %}": "{{ a }}",
    "{{ '{{' }}": "'{{'",
}  # fmt: skip


@pytest.mark.parametrize(
    "template", [snippet for snippet, expected in SNIPPETS.items() if expected is not None]
)
def test_it_renders(template: str, render: Render) -> None:
    expected = SNIPPETS[template]
    assert render(template, **CONTEXT).strip() == expected


LINES = {
    "lines of tags vanish": ("a: 1\n{% if true %}\nb: 2\n  {% endif %}  \nc: 3\n", "a: 1\nb: 2\nc: 3\n"),
    "several tags on one line": ("a\n {% if true %} {% if true %}\nb\n{% endif %}{% endif %}\nc\n", "a\nb\nc\n"),  # noqa: E501
    "tags at both ends of the file": ("{% if true %}\na\n{% endif %}", "a\n"),
    "comments": ("a\n  {# why\n  so #}\nb {# c #}\nd\n", "a\nb \nd\n"),
    "a tag beside text keeps its line": ("a: {% if true %}1{% endif %}\nb: 2\n", "a: 1\nb: 2\n"),
    "a tag beside an expression": ("{% if true %}{{ 1 }}{% endif %}\n2\n", "1\n2\n"),
    "minus": ("a\n{%- if true %}\nb\n{%- endif %}\nc\n", "a\nb\nc\n"),
    "minus on both sides": ("a\n  {%- if true -%}\n  b\n  {%- endif -%}\n  c\n", "abc\n"),
    "plus": ("a\n  {%+ if true %}\nb\n{% endif +%}\nc\n", "a\n  \nb\n\nc\n"),
    "a macro on one line": ("a\n{% macro m(x) %}<{{ x }}>{% endmacro %}\nb: {{ m(1) }}\n", "a\nb: <1>\n"),
    "a macro that ends beside text": ("{% macro m() %}\nx: 1{% endmacro %}\nb: {{ m() }}\n", "b:\n  x: 1\n"),
    "a macro that begins beside text": ("{% macro m() %}x\n{% endmacro %}\nb: {{ m() }}\n", "b: x\n"),
    "two macros on one line": ("{% macro m() %}1{% endmacro %} {% macro n() %}2{% endmacro %}\n{{ m() }}{{ n() }}\n", "12\n"),  # noqa: E501
    "a set block on one line": ("{% set x %}a{% endset %}\n{% set y | replace('a', new='b') %}a{% endset %}\n{{ x }}{{ y }}\n", "ab\n"),  # noqa: E501
    "a set beside text": ("a {% set x = {'a': 1} %}\nb\n", "a \nb\n"),
    "raw": ("a\n{% raw %}\n{{ b }}\n{% endraw %}\nc\n", "a\n{{ b }}\nc\n"),
    "set, do, import": ("{% set x = 1 %}\n{% do x %}\na: {{ x }}\n", "a: 1\n"),
    "a set over lines": ("a: 1\n{% set x = {\n  'b': 2\n} %}\nc: {{ x.b }}\n", "a: 1\nc: 2\n"),
    "an include is indented to its place": (
        "a:\n  {% include 'templates/_part.yaml.j2' %}\nc: 3\n",
        "a:\n  x: 1\n  y:\n  - 2\nc: 3\n",
    ),
    "a call is indented to its place": (
        "{% macro m() %}\nx:\n{{ caller() }}\n{% endmacro %}\na:\n    {% call m() %}\n    - 1\n    {% endcall %}\nb: 2\n",  # noqa: E501
        "a:\n    x:\n    - 1\nb: 2\n",
    ),
    "no line break at the end": ("a: 1\n{{ 'b: 2' | raw }}", "a: 1\nb: 2"),
    "several at the end": ("a: 1\n\n\n", "a: 1\n\n\n"),
    "nothing on a line of its own": (
        "{% macro m() %}\n{% if false %}\na: 1\n{% endif %}\n{% endmacro %}\nb:\n  c: 1\n  {{ m() }}\n  d: 2\n",  # noqa: E501
        "b:\n  c: 1\n  d: 2\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", LINES)
def test_lines_of_tags(case: str, render: Render) -> None:
    template, expected = LINES[case]
    assert render(template, {"templates/_part.yaml.j2": "x: 1\ny:\n- 2\n"}) == expected


PARTIALS = {
    "templates/_names.yaml.j2": (
        "{% macro fullname() %}{{ release.name }}-{{ chart.name }}{% endmacro %}\n"
        "{% macro labels(app) -%}\napp: {{ app }}\nname: {{ fullname() }}\n{%- endmacro %}\n"
        "{% set shared = 7 %}\n{% macro _private() %}{% endmacro %}\n"
    ),
    "templates/base.yaml.j2": "kind: A\n{% block body %}\nx: 1\n{% endblock %}\n{% block tail %}t: {{ values.image.tag }}{% endblock %}\n",  # noqa: E501
    "templates/parts/one.yaml.j2": "{% include 'two.yaml.j2' %}\n",
    "templates/parts/two.yaml.j2": "two: {{ values.image.tag }}{{ local | default('') }}\n",
}  # fmt: skip

REUSE = {
    "macros of _ files are known": ("n: {{ fullname() }}\nl: {{ labels('w') }}\n", "n: rel-web\nl:\n  app: w\n  name: rel-web\n"),  # noqa: E501
    "own macros come first": ("{% macro fullname() %}own{% endmacro %}n: {{ fullname() }}\n", "n: own\n"),
    "import": ("{% import '_names.yaml.j2' as n %}\na: {{ n.fullname() }}{{ n.shared }}\n", "a: rel-web7\n"),
    "from import": ("{% from '_names.yaml.j2' import fullname as f, shared %}\na: {{ f() }}{{ shared }}\n", "a: rel-web7\n"),  # noqa: E501
    "include by path from the chart": ("{% include 'templates/parts/two.yaml.j2' %}\n", 'two: "1"\n'),
    "include by full name": ("{% include 'web/templates/parts/two.yaml.j2' %}\n", 'two: "1"\n'),
    "include beside the includer": ("{% include 'parts/one.yaml.j2' %}\n", 'two: "1"\n'),
    "include sees local variables": ("{% set local = 2 %}{% include 'parts/two.yaml.j2' %}\n", 'two: "12"\n'),
    "include without context": ("{% set local = 2 %}{% include 'parts/two.yaml.j2' without context %}\n", 'two: "1"\n'),  # noqa: E501
    "include of the first that exists": ("{% include ['no.j2', 'parts/two.yaml.j2'] %}\n", 'two: "1"\n'),
    "include that may be missing": ("a: 1\n{% include 'no.j2' ignore missing %}\nb: 2\n", "a: 1\nb: 2\n"),
    "extends": (
        "{% extends 'base.yaml.j2' %}\n{% block body %}\n{{ super() }}\ny: {{ values.image.tag }}\n{% endblock %}\n",  # noqa: E501
        'kind: A\nx: 1\ny: "1"\nt: "1"\n',
    ),
    "self": ("{% block a %}1{% endblock %}\nb: {{ self.a() }}\n", "1\nb: 1\n"),
    "include below": ("a:\n- {% include 'parts/two.yaml.j2' %}\n\n", 'a:\n- two: "1"\n\n'),
}  # fmt: skip


@pytest.mark.parametrize("case", REUSE)
def test_reuse(case: str, render: Render) -> None:
    template, expected = REUSE[case]
    assert render(template, PARTIALS, **CONTEXT) == expected


def test_a_parent_s_macro_wins() -> None:
    sources = {
        "web/charts/db/templates/_a.yaml.j2": "{% macro m() %}sub{% endmacro %}{% macro n() %}sub{% endmacro %}",  # noqa: E501
        "web/charts/db/templates/t.yaml.j2": "a: {{ m() }}\nb: {{ n() }}\n",
        "web/templates/_z.yaml.j2": "{% macro m() %}late{% endmacro %}",
        "web/templates/_b.yaml.j2": "{% macro m() %}parent{% endmacro %}",
    }
    assert TemplateSet(sources).render("web/charts/db/templates/t.yaml.j2", {}).text == "a: parent\nb: sub\n"


def test_macros_see_the_context_of_the_template_that_calls() -> None:
    sources = {
        "web/templates/_m.yaml.j2": "{% macro m() %}{{ values.x }}{% endmacro %}",
        "web/templates/t.yaml.j2": "a: {{ m() }}\n",
    }
    templates = TemplateSet(sources)
    for number in (1, 2):
        text = templates.render("web/templates/t.yaml.j2", {"values": {"x": number}}).text
        assert text == f"a: {number}\n"


def test_a_template_changes_no_values(render: Render) -> None:
    values = {"list": [1], "map": {"a": 1}}
    render(
        "{% set x = values.map | set('b', 2) %}{% set y = values.list | append(2) %}{{ x }}{{ y }}",
        values=values,
    )
    assert values == {"list": [1], "map": {"a": 1}}


def test_a_missing_template_is_an_error() -> None:
    with pytest.raises(TemplateError, match="no such template"):
        TemplateSet({}).render("x", {})


def test_partials_are_compiled_only_when_a_macro_is_asked_for(render: Render) -> None:
    broken = {"templates/_broken.yaml.j2": "{% if %}"}
    assert render("a: {{ values.image.tag }}\n", broken, **CONTEXT) == 'a: "1"\n'
    with pytest.raises(TemplateError) as caught:
        render("a: {{ m() }}\n", broken, **CONTEXT)
    assert str(caught.value.position) == "charts/web/templates/_broken.yaml.j2:1:7"
