"""Hostile templates: none reaches Python, and none takes memory or time without bound."""

import sys
import time
from collections.abc import Callable

import pytest

from kforge.errors import TemplateError

Render = Callable[..., str]

CLOSED = [
    "{{ ''.__class__ }}",
    "{{ ''['__class__'] }}",
    "{{ ''|attr('__class__') }}",
    "{{ [].__class__.__mro__ }}",
    "{{ [''] | map(attribute='__class__') | list }}",
    "{{ {}.update({'a': 1}) }}",
    "{{ {}.__init__ }}",
    "{{ values.map.pop('a') }}",
    "{{ values.map.clear() }}",
    "{{ values.map.setdefault('z', 1) }}",
    "{{ values.list.append(1) }}",
    "{{ values.list.sort() }}",
    "{{ values.list.extend([1]) }}",
    "{{ values.list.__reduce__() }}",
    "{% do values.list.remove(1) %}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ namespace.__init__ }}",
    "{{ joiner.mro() }}",
    "{{ range.__self__ }}",
    "{{ default.__globals__ }}",
    "{{ default.__code__ }}",
    "{{ default['__globals__'] }}",
    "{{ self.__class__ }}",
    "{{ self._context }}",
    "{{ self.environment }}",
    "{% macro m() %}{% endmacro %}{{ m._environment }}",
    "{% macro m() %}{% endmacro %}{{ m._function }}",
    "{% macro m() %}{% endmacro %}{{ m.__call__ }}",
    "{% macro m() %}{{ caller._function.__globals__ }}{% endmacro %}{% call m() %}{% endcall %}",
    "{% for i in [1] %}{{ loop._items }}{% endfor %}",
    "{% for i in [1] %}{{ loop.__init__ }}{% endfor %}",
    "{{ namespace()._variables }}",
    "{{ namespace().__class__ }}",
    "{{ cycler(1)._values }}",
    "{{ '{0.__class__}'.format(1) }}",
    "{{ '{0[a]}'.format({'a': 1}) }}",
    "{{ '{a.b}'.format(a=1) }}",
    "{{ '{0!r}'.format(1) }}",
    "{{ '{:{}}'.format(1, 2) }}",
    "{{ 'x'.format_map({}) }}",
    "{{ 'x'.encode() }}",
    "{{ 'x'.translate({}) }}",
    "{{ (1).real }}",
    "{{ (1).to_bytes(2, 'big') }}",
    "{{ (1.5).hex() }}",
    "{{ true.__class__ }}",
    "{{ none.__class__ }}",
    "{{ {}.get.__self__ }}",
    "{{ {}.fromkeys('a') }}",
    "{{ 'x'.join.__self__ }}",
    "{{ undefined_name.__class__ }}",
    "{{ values.missing.__class__ }}",
    "{{ super.__class__ }}",
    "{{ context }}",
    "{{ environment }}",
    "{{ missing }}",
    "{{ __builtins__ }}",
    "{{ template_of_code }}",
    "{% import '_x.yaml.j2' as x %}{{ x.__dict__ }}",
    "{% import '_x.yaml.j2' as x %}{{ x.template_attribute }}",
    "{% import '_x.yaml.j2' as x %}{{ x['__dict__'] }}",
    "{% include '/etc/passwd' %}",
    "{% include '../../../etc/passwd' %}",
    "{% include 'file:///etc/passwd' %}",
    "{% extends '/etc/passwd' %}",
    "{{ lipsum }}",
    "{{ request }}",
    "{{ config }}",
    "{{ get_flashed_messages }}",
    "{{ url_for }}",
    "{% set x = dict %}{{ x.mro() }}",
    "{{ values.list | map('__class__') }}",
    "{{ values.list | select('__class__') }}",
    "{{ values.map | dictsort(by='__class__') }}",
    "{{ tpl('{{ \"\".__class__ }}') }}",
    "{% set __builtins__ = 1 %}{{ open('/etc/passwd') }}",
    "{{ open('/etc/passwd') }}",
    "{{ eval('1') }}",
    "{{ ''.maketrans('a', 'b') }}",
    "{{ capabilities.versions.append('x') }}",
    "{{ capabilities.versions.__class__ }}",
]

BOUNDED = {
    "{{ 'x' * 10**9 }}": "the text is too large",
    "{{ 10**9 * 'x' }}": "the text is too large",
    "{{ [0] * 10**9 }}": "the list is too large",
    "{{ 10 ** 10 ** 8 }}": "the integer is too large for YAML",
    "{{ 10 ** (10 ** 8) }}": "the number is too large",
    "{{ (-7) ** 9999999 }}": "the number is too large",
    "{{ 2.0 ** 100000 }}": "the number is too large",
    "{{ range(10**9) }}": "range() gives more than 100000 numbers",
    "{% set ns = namespace(x='x' * 99) %}{% for i in range(99) %}{% set ns.x = ns.x + ns.x %}{% endfor %}":
        "the text is too large",
    "{% set ns = namespace(x='x' * 99) %}{% for i in range(99) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}":
        "the text grows beyond 16 MiB",
    "{% set ns = namespace(x=[1, 2]) %}{% for i in range(99) %}{% set ns.x = ns.x + ns.x %}{% endfor %}":
        "the list is too large",
    "{% set ns = namespace(x=[1, 2]) %}{% for i in range(99) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x }}":  # noqa: E501
        "the value is too large",
    "{% set ns = namespace(x=[1, 2]) %}{% for i in range(99) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}"
    "{{ ns.x | to_json }}": "the value is too large",
    "{% set ns = namespace(x='x') %}{% for i in range(99) %}{% set ns.x %}{{ ns.x }}{{ ns.x }}{% endset %}{% endfor %}":  # noqa: E501
        "the text grows beyond 16 MiB",
    "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}":
        "the template takes more than 1000000 steps",
    "{% for a in range(100000) %}{% for b in range(100000) %}{{ loop.index }}{% endfor %}{% endfor %}":
        "the template takes more than 1000000 steps",
    "{% set big = 'x' * 10**6 %}{% for a in range(1000) %}{{ big }}{% endfor %}": "the output grows beyond 16 MiB",  # noqa: E501
    "{% set big = 'x' * 10**6 %}{% macro m() %}{{ big }}{{ big }}{% endmacro %}"
    "{% for a in range(1000) %}{{ m() }}{% endfor %}": "the output grows beyond 16 MiB",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}": "the macro m goes more than 120 levels deep",
    "{% macro m(n) %}{{ m(n) }}{{ m(n) }}{% endmacro %}{{ m(1) }}": "the macro m goes more than 120 levels deep",  # noqa: E501
    "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(100) }}":
        "the template takes more than 1000000 steps",
    "{% include 't.yaml.j2' %}": "including web/templates/t.yaml.j2 goes more than 120 levels deep",
    "{% extends 't.yaml.j2' %}": "",
    "{{ tpl(values.loop) }}": "tpl goes more than 120 levels deep",
    "{% block a %}{{ self.a() }}{% endblock %}": "the block a goes more than 120 levels deep",
    "{% for i in [1] recursive %}{{ loop([1]) }}{% endfor %}": "",
    "{{ 'x'.ljust(10**9) }}": "a width of 1000000000 is more than the 10000 that are allowed",
    "{{ 'x'.center(10**9) }}": "a width of 1000000000 is more than the 10000 that are allowed",
    "{{ 'x'.zfill(10**9) }}": "a width of 1000000000 is more than the 10000 that are allowed",
    "{{ 'x' | center(10**9) }}": "a width of 1000000000 is more than the 10000 that are allowed",
    "{{ 'a\nb' | indent(10**9) }}": "a width of 1000000000 is more than the 10000 that are allowed",
    "{{ 'a' | nindent(10**9) }}": "a width of 1000000000 is more than the 10000 that are allowed",
    "{{ '{:999999999}'.format(1) }}": "a width of 999999999 is more than the 10000 that are allowed",
    "{{ '%999999999d' % 1 }}": "a format may be 10000 columns wide",
    "{{ '%*d' % (999999999, 1) }}": "a format may be 10000 columns wide",
    "{{ '%.999999999f' | format(1.5) }}": "a format may be 10000 columns wide",
    "{{ ('x' * 10**6).replace('', 'y' * 10**6) }}": "the text grows beyond 16 MiB",
    "{{ ('x' * 10**6) | replace('x', 'y' * 10**6) }}": "the text grows beyond 16 MiB",
    "{{ ('x' * 10**6).join(range(10**4)) }}": "the text grows beyond 16 MiB",
    "{{ range(10**4) | join('x' * 10**6) }}": "the text grows beyond 16 MiB",
    "{{ 'x' | repeat(10**9) }}": "the text grows beyond 16 MiB",
    "{{ 'a' | batch(10**9, 'x') }}": "the count must be from 1 to 100000",
    "{{ [1] | slice(10**9) }}": "the count must be from 1 to 100000",
    "{{ ('\t' * 10**6).expandtabs(10**4) }}": "the text grows beyond 16 MiB",
    "{{ '9' * 5000 | int }}": "",
}  # fmt: skip


# fine, or refused with an error: Python's own limits decide
EITHER = ("{% extends 't.yaml.j2' %}", "{% for i in [1] recursive %}{{ loop([1]) }}{% endfor %}")


class Versions(list[str]):
    """A list with a method of its own, as the caller may put one in the context."""

    def has(self, version: str) -> bool:
        return version in self


Versions.__module__ = "kforge.render.capabilities"


def values() -> dict[str, object]:
    return {
        "values": {"map": {"a": 1}, "list": [1], "loop": "{{ tpl(values.loop) }}"},
        "capabilities": {"versions": Versions(["v1"])},
    }


@pytest.mark.parametrize("template", CLOSED)
def test_nothing_but_data_is_reached(template: str, render: Render) -> None:
    context = values()
    with pytest.raises(TemplateError) as caught:
        render(template, {"templates/_x.yaml.j2": "{% macro m() %}{% endmacro %}"}, **context)
    assert "Traceback" not in caught.value.render()
    assert "object at 0x" not in caught.value.render()
    assert context == values()


@pytest.mark.parametrize("template", BOUNDED)
def test_nothing_grows_without_bound(template: str, render: Render) -> None:
    started = time.process_time()
    said = ""
    try:
        render(template, **values())
    except TemplateError as error:
        said = error.render()
    assert BOUNDED[template] in said
    assert bool(said) == bool(BOUNDED[template]) or template in EITHER
    assert "Traceback" not in said
    assert time.process_time() - started < 20


def test_what_the_caller_opens_is_open(render: Render) -> None:
    assert (
        render("{{ capabilities.versions.has('v1') }}{{ capabilities.versions | length }}", **values())
        == "true1"
    )


def test_python_s_recursion_limit_is_left_alone(render: Render) -> None:
    before = sys.getrecursionlimit()
    with pytest.raises(TemplateError):
        render("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")
    assert sys.getrecursionlimit() == before
