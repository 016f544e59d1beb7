"""Helm's functions in Jinja: names, arguments, what comes back."""

from collections.abc import Callable

import pytest

from kforge.errors import TemplateError
from kforge.functions.names import NAMES, load
from kforge.jinja.filters import FILTERS, FUNCTIONS, NOT_HELMS, STATEFUL, helms_names, snake_case

Render = Callable[..., str]


def test_every_function_of_helm_is_a_filter_and_a_function_or_a_word_of_jinja() -> None:
    for name in NAMES:
        if name in NOT_HELMS:
            continue
        for spelling in (name, snake_case(name)):
            assert callable(FILTERS[spelling]), spelling
            assert spelling in FUNCTIONS or dict.__contains__(FILTERS, spelling), spelling


def test_a_name_in_snake_case_means_one_function() -> None:
    for name, helms in helms_names().items():
        assert name == helms or name == snake_case(helms) or helms not in helms_names().values()
    assert snake_case("htmlDateInZone") == "html_date_in_zone"


def test_the_functions_that_ask_the_engine_are_the_declared_ones() -> None:
    declared = {name for name in NAMES if load(name).state} - NOT_HELMS
    own = {name for name in declared if dict.__contains__(FILTERS, name)}
    assert declared - own == STATEFUL


EXAMPLES = {
    'semver_compare(">=1.2", "1.3.0")': "true",
    '"1.3.0" | semverCompare(">=1.2")': "true",
    "add(1, 2, x)": "8",
    "x | add1": "6",
    "div(7, 2)": "3",
    "floor(3.7)": "3",
    'regex_replace_all("a+", "baaac", "X")': "bXc",
    '"2024-01-02" | to_date("2006-01-02") | date("02.01.2006")': "02.01.2024",
    'to_date("2006-01-02", "2024-01-02").Year': "2024",
    'duration("90")': "1m30s",
    '"took ~" ~ duration("90")': "took ~1m30s",
    '"fooBar" | kebabcase': "foo-bar",
    '"a,b" | regexSplit(",", -1) | length': None,
    'url_parse("http://a/b?c=d").host': "a",
    "chunk(2, [1, 2, 3]) | to_json": "[[1,2],[3]]",
    'printf("%d %v %s", x, 1.5, "a")': "5 1.5 a",
    'semver("1.2.3-a").Prerelease': "a",
    "genCA('x', 1).Cert | trunc(10)": "-----BEGIN",
    "max([1], [2]) is defined": None,
    'adler32sum("x")': "7929977",
    "lookup('v1', 'Secret', '', '') | to_json": "{}",
    "uuidv4() | length": "36",
    "[1, 2] | dateInZone": None,
}


@pytest.mark.parametrize(("expression", "printed"), EXAMPLES.items())
def test_examples(expression: str, printed: str | None, render: Render) -> None:
    if printed is None:
        with pytest.raises(TemplateError):
            render(f"{{{{ {expression} }}}}", name="n.txt.j2", x=5)
    else:
        assert render(f"{{{{ {expression} }}}}", name="n.txt.j2", x=5) == printed


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("div(1)", "div takes 2 values, not 1"),
        ("trimAll()", "trim_all needs value and chars"),
        ("until('x')", "until takes an integer here, not a string"),
        ("until(1.5)", "until takes an integer here, not a number"),
        ("fail2(1)", "fail2 is not defined"),
        ("missing | add1", "missing is not defined"),
        ("1 | nospac", "there is no filter nospac"),
    ],
)
def test_mistakes(expression: str, message: str, render: Render) -> None:
    with pytest.raises(TemplateError) as caught:
        render(f"{{{{ {expression} }}}}", name="n.txt.j2")
    assert message in caught.value.message


def test_what_takes_long_is_not_called_without_end(render: Render) -> None:
    with pytest.raises(TemplateError, match="takes more than 1000000 steps"):
        render("{% for i in range(6000) %}{{ uuidv4() }}{% endfor %}", name="n.txt.j2")
