"""Colons inside plain scalars of flow collections, as Go's parser reads them (seen on kubectl)."""

import pytest

from kforge.errors import YamlError
from kforge.yaml.events import compose
from kforge.yaml.flow_colons import disguise
from kforge.yaml.parse import parse_one

READ = {
    "[nginx:1.27, http://a/b, 22:22]": ["nginx:1.27", "http://a/b", "22:22"],
    "{image: nginx:1.27, url: http://a}": {"image": "nginx:1.27", "url": "http://a"},
    "{a:b}": {"a:b": None},
    "{a:1, b: c:d}": {"a:1": None, "b": "c:d"},
    "[a:]": ["a:"],
    "{a:,b}": {"a:": None, "b": None},
    "[a::b]": ["a::b"],
    '["a":b:c]': [{"a": "b:c"}],
    '{"a":{"b":1}, c: d:e}': {"a": {"b": 1}, "c": "d:e"},
    "[it's:x]": ["it's:x"],
    "[&x a:b, *x]": ["a:b", "a:b"],
    "[!<tag:yaml.org,2002:str> 1, a:b]": ["1", "a:b"],
    "{? a:b : c}": {"a:b": "c"},
    '["\\ue000", \ue001, a:b]': ["\ue000", "\ue001", "a:b"],
}


@pytest.mark.parametrize("text", READ)
def test_a_colon_before_a_letter_is_a_letter(text: str) -> None:
    assert parse_one(text) == READ[text]


@pytest.mark.parametrize("text", ["[::1]", "[:80]", "{a: :80}", "[a:?b]"])
def test_what_go_refuses_stays_refused(text: str) -> None:
    with pytest.raises(YamlError):
        parse_one(text)


def test_places_are_those_of_the_text() -> None:
    root = compose("a: [http://b, c]\n")[0]
    assert root is not None
    first, second = root.pairs[0][1].items
    assert (first.value, first.column, first.end_column) == ("http://b", 5, 13)
    assert (second.value, second.column) == ("c", 15)


def test_an_error_further_on_shows_the_text_as_it_is() -> None:
    with pytest.raises(YamlError) as caught:
        parse_one("a: [b:c]\nd: [e:f\n", "x.yaml")
    assert caught.value.source in ("d: [e:f", "")


def test_the_letter_is_one_that_the_text_has_in_no_form() -> None:
    assert disguise("[a:b]") == ("[a\ue000b]", "\ue000")
    assert disguise('[a:b, "\\uE000"]')[1] == "\ue001"
