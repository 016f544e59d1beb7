"""Names of releases."""

import pytest

from kforge.errors import TemplateError, UsageError
from kforge.render.release import check_name, name_from


@pytest.mark.parametrize("name", ["a", "web-1", "1", "a.b-c.d", "x" * 53])
def test_names(name: str) -> None:
    check_name(name)


@pytest.mark.parametrize("name", ["", "A", "a-", "-a", "a_b", "a..b", ".a", "a b", "é", "x" * 54, "a.-b"])
def test_what_is_no_name(name: str) -> None:
    with pytest.raises(UsageError, match=r"release name|no name"):
        check_name(name)


def test_names_from_templates() -> None:
    assert name_from("web") == "web"
    assert name_from('{{ "WEB" | lower }}-{{ add 1 1 }}') == "web-2"
    assert len(name_from("{{ randAlpha 5 }}")) == 5
    assert name_from('{{ "WEB" | lower }}-{{ 1 + 1 }}') == "web-2", "what only Jinja can read is Jinja"


def test_the_error_is_that_of_go() -> None:
    with pytest.raises(TemplateError) as caught:
        name_from('x-{{ toYaml "a" }}')
    assert caught.value.message == "the function toYaml is not there for a name"


@pytest.mark.parametrize("template", ["{{ .Release.Name }}", "{{ nope.x }}", "{{", "{{ lower 1 }}"])
def test_templates_that_give_no_name(template: str) -> None:
    with pytest.raises((TemplateError, UsageError)):
        check_name(name_from(template))


@pytest.mark.parametrize("function", ["env", "expandenv"])
def test_a_name_knows_no_environment(function: str) -> None:
    with pytest.raises(TemplateError, match=f"function {function} is not defined"):
        name_from(f'{{{{ {function} "HOME" }}}}')
