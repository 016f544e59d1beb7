"""The language is Jinja's: real jinja2 and kforge render the same text from the same templates.

Both read templates with kforge's lexer (lines of tags) and print values as kforge does. Everything between is
each one's own: scopes, loops, macros, inheritance, filters, tests, operators.
"""

from collections.abc import Callable
from typing import Any

import jinja2
import pytest
from jinja2.sandbox import ImmutableSandboxedEnvironment

from kforge.errors import TemplateError
from kforge.jinja.environment import TemplateSet
from kforge.jinja.fragments import text
from kforge.jinja.lexer import PlacedLexer

CONTEXT: dict[str, Any] = {
    "name": "web",
    "n": 3,
    "list": [3, 1, 2, 3],
    "words": ["b", "A", "c", "a"],
    "map": {"b": 2, "a": 1, "c": {"d": 4}},
    "people": [
        {"name": "Ann", "age": 31, "home": {"city": "Oslo"}},
        {"name": "bob", "age": 25, "home": {"city": "Bergen"}},
        {"name": "Cid", "age": 31, "home": {"city": "oslo"}},
    ],
    "text": "one two  three\nfour",
    "nothing": None,
    "yes": True,
}

PARTIALS = {
    "base": "<{% block head %}base{% endblock %}|{% block body scoped %}{% endblock %}|{{ self.head() }}>",
    "middle": "{% extends 'base' %}{% block head %}middle {{ super() }}{% endblock %}",
    "macros": "{% macro wrap(x, y='-') %}{{ y }}{{ x }}{{ y }}{% endmacro %}{% set answer = 42 %}{% set _hidden = 1 %}",  # noqa: E501
    "part": "[{{ name }}{{ local|default('') }}]",
}

TEMPLATES = """
{% for i in list %}{{ i }}{{ ',' if not loop.last }}{% endfor %}
{% for i in list %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.length }} {% endfor %}  # noqa: E501
{% for i in list if i > 1 %}{{ loop.index }}:{{ i }} {% else %}none{% endfor %}
{% for i in [] %}x{% else %}none{% endfor %}
{% for k, v in map.items() %}{{ k }}={{ v if v is number else v.d }};{% endfor %}
{% for a, (b, c) in [[1, [2, 3]], [4, [5, 6]]] %}{{ a }}{{ b }}{{ c }}{% endfor %}
{% for i in list recursive %}{{ i }}{{ loop(list[:i - 1]) if loop.depth < 3 and i > 1 }}{% endfor %}
{% for i in list %}{% for j in words %}{{ loop.index }}{% endfor %}{{ loop.index }}{% endfor %}
{% for i in list %}{{ loop.cycle('a', 'b') }}{% endfor %}
{% for i in [1, 1, 2, 2, 1] %}{{ 'x' if loop.changed(i) else '.' }}{% endfor %}
{% for i in list %}{{ loop.previtem if not loop.first }}<{{ i }}>{{ loop.nextitem if not loop.last }}{% endfor %}  # noqa: E501
{% set x = 1 %}{% for i in list %}{% set x = i %}{{ x }}{% endfor %}{{ x }}
{% set x = 1 %}{% if true %}{% set x = 2 %}{% endif %}{{ x }}
{% set a, b = 1, 2 %}{{ b }}{{ a }}
{% set ns = namespace(n=0) %}{% for i in list %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}
{% set x %}a{{ n }}b{% endset %}{{ x }}{{ x|upper }}{{ x == 'a3b' }}
{% set x | upper | replace('A', 'z') %}a{{ n }}b{% endset %}{{ x }}
{% with x = n, y = 2 %}{{ x }}{{ y }}{% endwith %}{{ x|default('gone') }}
{% if n == 3 %}three{% elif n == 4 %}four{% else %}other{% endif %}
{% if n > 4 %}more{% elif n == 3 and yes %}three{% else %}other{% endif %}
{% if not yes or nothing %}a{% else %}b{% endif %}
{{ 'a' if n == 3 else 'b' }}{{ 'a' if n == 4 }}|
{% macro m(a, b=2, *c) %}{{ a }}{{ b }}{% endmacro %}
{% macro m(a, b=2) %}{{ a }}{{ b }}{{ varargs|length }}{{ kwargs|length }}{% endmacro %}{{ m(1) }}{{ m(1, 3, 4, 5, z=6) }}
{% macro m(a, b=a) %}{{ b }}{% endmacro %}{{ m(1) }}
{% macro m(a) %}{{ a is defined }}{% endmacro %}{{ m() }}{{ m(1) }}
{% macro m() %}({{ caller() }}){% endmacro %}{% call m() %}in {{ n }}{% endcall %}
{% macro m() %}({{ caller('a', 'b') }}){% endmacro %}{% call(x, y) m() %}{{ y }}{{ x }}{% endcall %}
{% macro m() %}{{ caller is defined }}{% endmacro %}{{ m() }}
{% macro fact(n) %}{{ n * (fact(n - 1)|int) if n > 1 else 1 }}{% endmacro %}{{ fact(6) }}
{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}b{% endmacro %}{{ a() }}
{% macro m(x) %}{{ x }}{% endmacro %}{{ m.name }}{{ m.arguments|join }}{{ m.catch_varargs }}{{ m.caller }}
{% set y = 5 %}{% macro m() %}{{ y }}{{ name }}{% endmacro %}{{ m() }}
{% extends 'base' %}{% block head %}child{% endblock %}{% block body %}{{ n }}{{ super() }}{% endblock %}
{% extends 'middle' %}{% block head %}child {{ super() }}{% endblock %}
{% extends 'middle' %}{% set z = 7 %}{% block body %}{{ name }}{% endblock %}text is dropped
{% block a %}{{ n }}{% endblock %}{% block b %}{{ self.a() }}{% endblock %}
{% for i in list %}{% block c scoped %}{{ i }}{% endblock %}{% endfor %}
{% include 'part' %}{% set local = 1 %}{% include 'part' %}{% include 'part' ignore missing %}{% include 'no' ignore missing %}
{% include ['no', 'part'] %}{% for local in list %}{% include 'part' %}{% endfor %}
{% import 'macros' as m %}{{ m.wrap(1) }}{{ m.wrap(2, y='+') }}{{ m.answer }}
{% from 'macros' import wrap, answer as a %}{{ wrap(a) }}
{% from 'macros' import wrap with context %}{{ wrap(n) }}
{% filter upper %}a{{ name }}b{% endfilter %}{% filter replace('a', 'b') | upper %}aa{% endfilter %}
{% raw %}{{ x }}{% y %}{# z #}{% endraw %}
{# a comment {{ n }} #}after
a{%- if true -%}  b  {%- endif -%}  c
{{ 1 + 2 * 3 - 4 }}|{{ 7 // 2 }}|{{ 7 % 3 }}|{{ 2 ** 3 ** 2 }}|{{ -n + 1 }}|{{ (1 + 2) * 3 }}
{{ 'a' + 'b' }}{{ 'a' ~ 1 ~ 'b' }}{{ 'ab' * 2 }}{{ [1] + [2] }}
{{ 1 < 2 < 3 }}{{ 1 < 2 > 3 }}{{ 1 == 1.0 }}{{ 'a' != 'b' }}{{ 3 >= 3 }}
{{ 3 in list }}{{ 9 not in list }}{{ 'a' in map }}{{ 'eb' in name }}
{{ list[0] }}{{ list[-1] }}{{ list[1:3] }}{{ list[::2] }}{{ name[1] }}{{ name[:2] }}{{ map['a'] }}{{ map.c.d }}
{{ people[0].home.city }}{{ people[0]['home']['city'] }}
{{ (1, 2)[1] }}{{ {'a': [1, {'b': 2}]}.a[1].b }}
{{ name.upper() }}{{ 'A-b'.lower() }}{{ text.split() }}{{ 'a,b'.split(',') }}{{ name.startswith('w') }}{{ 'x'.join(words) }}
{{ '%s-%s' % ('a', 1) }}{{ '%d' % 5 }}{{ '%s=%s' | format('a', 2) }}{{ '{}-{}'.format(1, 'b') }}{{ '{x:>4}'.format(x=7) }}
{{ map.get('a') }}{{ map.get('z', 9) }}{{ map.keys()|list }}{{ map.values()|list|length }}
{{ yes and n }}{{ nothing or 'x' }}{{ not yes }}{{ nothing is none }}
{{ nope|default('d') }}{{ nope|d }}{{ name|default('d') }}{{ ''|default('d') }}{{ ''|default('d', true) }}
{{ name is defined }}{{ nope is defined }}{{ nope is undefined }}{{ name is string }}{{ n is number }}{{ n is odd }}{{ n is even }}
{{ n is divisibleby 3 }}{{ n is divisibleby(2) }}{{ map is mapping }}{{ list is sequence }}{{ list is iterable }}{{ n is integer }}
{{ 1.5 is float }}{{ yes is boolean }}{{ yes is true }}{{ yes is false }}{{ n is eq 3 }}{{ n is gt 2 }}{{ n is in list }}{{ name is lower }}{{ name is upper }}
{% macro m() %}{% endmacro %}{{ n is sameas n }}{{ m is callable }}{{ n is callable }}{{ 'upper' is filter }}{{ 'odd' is test }}{{ n is not odd }}
{{ name|upper }}{{ 'ABC'|lower }}{{ 'abc def'|capitalize }}{{ 'hello wORLD foo-bar (baz)'|title }}
{{ '  x '|trim }}|{{ 'xxaxx'|trim('x') }}|{{ 'abc'|reverse }}{{ list|reverse|list }}
{{ text|replace('o', '0') }}{{ text|replace('o', '0', 1) }}
{{ text|indent }}|{{ text|indent(2, true) }}|{{ text|indent('> ', first=true) }}|{{ 'a\n\nb'|indent(2, blank=true) }}
{{ text|wordcount }}{{ 'a b c d e f'|wordwrap(3) }}{{ 'x'|center(5) }}|
{{ 'a long text that is cut'|truncate(10) }}|{{ 'a long text that is cut'|truncate(10, true) }}|{{ 'short'|truncate(10) }}|{{ 'abcdefgh ij'|truncate(9, end='~', leeway=0) }}
{{ list|length }}{{ map|count }}{{ name|length }}{{ list|first }}{{ list|last }}{{ list|sum }}{{ list|max }}{{ list|min }}
{{ list|sort }}{{ words|sort }}{{ words|sort(case_sensitive=true) }}{{ list|sort(reverse=true) }}{{ people|sort(attribute='age')|map(attribute='name')|join(',') }}
{{ list|unique|list }}{{ words|unique|list }}{{ list|join('-') }}{{ people|join(', ', attribute='name') }}{{ list|join }}
{{ map|dictsort }}{{ {'b': 1, 'A': 2}|dictsort(true) }}{{ {'b': 1, 'a': 2}|dictsort(false, 'value') }}{{ {'b': 1, 'a': 2}|dictsort(reverse=true) }}
{{ people|map(attribute='home.city')|list }}{{ words|map('upper')|list }}{{ people|map(attribute='x', default=0)|list }}{{ words|map('replace', 'a', 'z')|list }}
{{ list|select('odd')|list }}{{ list|reject('odd')|list }}{{ list|select('gt', 1)|list }}{{ [0, 1, '', 'a']|select|list }}
{{ people|selectattr('age', 'equalto', 31)|map(attribute='name')|list }}{{ people|rejectattr('age', 'gt', 30)|map(attribute='name')|list }}
{{ people|selectattr('home.city', 'in', ['Oslo'])|list|length }}{{ people|selectattr('name')|list|length }}
{% for city, some in people|groupby('home.city') %}{{ city }}:{{ some|map(attribute='name')|join('+') }};{% endfor %}
{% for age, some in people|groupby('age') %}{{ age }}:{{ some|length }};{% endfor %}
{{ people|sum(attribute='age') }}{{ people|max(attribute='age') == people[0] }}{{ words|max }}{{ words|min(case_sensitive=true) }}
{{ range(3)|list }}{{ range(1, 4)|list }}{{ range(0, 10, 3)|list }}
{{ range(7)|batch(3)|list }}{{ range(7)|batch(3, 'x')|list }}{{ range(7)|slice(3)|list }}{{ range(7)|slice(3, 'x')|list }}
{{ '42'|int }}{{ 'x'|int }}{{ 'x'|int(7) }}{{ '3.9'|int }}{{ 'ff'|int(base=16) }}{{ '2.5'|float }}{{ 'x'|float }}{{ 3|float }}
{{ -3|abs }}{{ 2.567|round(2) }}{{ 2.5|round }}{{ 2.1|round(method='ceil') }}{{ 2.9|round(0, 'floor') }}
{{ 'abc'|list }}{{ map|list }}{{ 5|string ~ 'a' }}{{ 'a b&c/d'|urlencode }}{{ {'a': 'b c'}|urlencode }}
{{ 1000|filesizeformat }}|{{ 1|filesizeformat }}|{{ 123456789|filesizeformat }}|{{ 2048|filesizeformat(true) }}|{{ 12|filesizeformat }}
{{ map|items|list }}{{ map|attr('x') is defined }}{{ name|attr('upper')() }}
{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}{{ c.next() }}{{ c.current }}{% set j = joiner('+') %}{{ j() }}{{ j() }}
{{ dict(a=1, b=2).b }}{{ dict({'a': 1}, b=2)|length }}
{% do list %}{% for i in list %}{% if i == 1 %}{% continue %}{% endif %}{% if i == 2 %}{% break %}{% endif %}{{ i }}{% endfor %}
{{ [1, 2, 3,] }}{{ (1,) }}{{ {'a': 1,} }}{{ 'it''s' }}{{ 'a' 'b' }}{{ '\\x41\\n' }}{{ 0x1F }}{{ 1_000 }}{{ 1e3 }}
""".strip().split("\n")  # noqa: E501


class _RealJinja(ImmutableSandboxedEnvironment):
    """Jinja as it is, but for how templates are cut into tokens and values printed."""

    @property
    def lexer(self) -> PlacedLexer:
        return PlacedLexer(self)

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


def printed(value: object) -> object:
    """A value as kforge prints it within text; what Jinja makes lazily as the list it is."""
    if isinstance(value, jinja2.Undefined):
        return value
    if isinstance(value, str | int | float | bool | None):
        return text(value)
    return text(value if isinstance(value, dict) else list(value))  # type: ignore[call-overload]


def real(template: str) -> str:
    environment = _RealJinja(
        loader=jinja2.DictLoader(PARTIALS),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        finalize=printed,
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
    )
    return environment.from_string(template).render(CONTEXT)


def ours(template: str) -> str:
    sources = {
        "c/templates/t.txt.j2": template,
        **{f"c/templates/{name}": text for name, text in PARTIALS.items()},
    }
    return TemplateSet(sources).render("c/templates/t.txt.j2", CONTEXT).text


def outcome(render: Callable[[str], str], template: str) -> str:
    """The text, or that the template is no Jinja."""
    try:
        return render(template)
    except (jinja2.TemplateSyntaxError, TemplateError):
        return "not a template"


@pytest.mark.parametrize("template", TEMPLATES)
def test_both_render_the_same(template: str) -> None:
    assert outcome(ours, template) == outcome(real, template)
