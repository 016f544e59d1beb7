"""The manual of functions: every example in Jinja is run."""

import pytest

from kforge.convert import manual
from kforge.errors import KforgeError, UsageError

# examples that print otherwise in Jinja, and why; collections are YAML there, not Go's notation
OTHERWISE = {
    "deepEqual": "no two types of integers",
    "fromYaml": "a list is read as one",
    "has": "no two types of integers",
    "int": "digits are decimal",
    "join": "null is a text",
    "kindOf": "the words of JSON",
    "len": "characters, not bytes",
    "mustHas": "no two types of integers",
    "print": "no blank between numbers",
    "toJson": "nothing is escaped for HTML",
    "toString": "collections are JSON",
    "typeIs": "no two types of integers",
    "until": "a range() has no negative numbers",
}
# examples that fail in Jinja, and why
FAILING = {
    "b64dec": "what is no text is an error",
    "fromJson": "what cannot be read is an error",
    "include": "a text given to tpl is Jinja, but for charts",
    "quote": "one value at a time",
    "round": "Jinja's own arguments",
    "squote": "one value at a time",
    "tpl": "a text given to tpl is Jinja, but for charts",
}


@pytest.mark.parametrize("name", manual.names())
def test_examples_print_in_jinja_what_they_print_in_go(name: str) -> None:
    for example in manual.Manual(name).examples:
        if not example.jinja:
            continue
        if name in FAILING and _fails(example.jinja):
            continue
        printed = manual.printed(example.jinja)
        is_collection = printed.startswith(("- ", "[")) or ":" in printed.partition("\n")[0]
        if not (is_collection or example.output.startswith(("map[", "["))) and name not in OTHERWISE:
            assert printed.strip() == example.output.strip(), example.jinja


def _fails(jinja: str) -> bool:
    try:
        manual.printed(jinja)
    except KforgeError:
        return True
    return False


def test_most_examples_have_a_form_in_jinja() -> None:
    examples = [example for name in manual.names() for example in manual.Manual(name).examples]
    assert sum(bool(example.jinja) for example in examples) > 0.9 * len(examples)


def test_the_table_has_every_function_and_jinjas_own() -> None:
    table = manual.table()
    for name in manual.names():
        assert f"\n  {name} " in table
    assert "\nJinja only:\n" in table
    assert "  groupby " in table


def test_a_page() -> None:
    page = manual.pages(["semver_compare"])
    assert page.startswith("semverCompare string string\n")
    assert "In Jinja: semverCompare, semver_compare: a filter and a function\n" in page
    assert '  Jinja   {{ semver_compare(">=1.19-0", "v1.27.3-gke.100") }}' in page


def test_a_function_there_is_not() -> None:
    with pytest.raises(UsageError, match="there is no function trnc"):
        manual.pages(["trnc"])
