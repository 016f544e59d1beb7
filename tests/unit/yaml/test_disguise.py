"""What libyaml reads otherwise than Go: colons in flow collections, two escapes (all seen on kubectl)."""

import pytest

from kforge.errors import YamlError
from kforge.yaml.disguise import COLONS, QUOTES, SLASHES, Disguise
from kforge.yaml.events import compose
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
    assert Disguise("[a:b]", {COLONS}).text == "[a\ue000b]"
    assert Disguise('[a:b, "\\uE000"]', {COLONS}).text == '[a\ue001b, "\\uE000"]'


def test_a_text_with_every_private_letter_stays_as_it_is() -> None:
    text = "".join(map(chr, range(0xE000, 0xE100))) + "[a:b, \\/]"
    assert Disguise(text, {COLONS, QUOTES, SLASHES}).text == text


ESCAPES = {
    '"it\\\'s"': "it's",
    "'C:\\dir\\'": "C:\\dir\\",
    "'a\\/b'": "a\\/b",
    "a\\/b\\'c": "a\\/b\\'c",
    "[\"\\'\", a\\'b, c:d]": ["'", "a\\'b", "c:d"],
    '"\\\\/"': "\\/",
}


@pytest.mark.parametrize("text", ESCAPES)
def test_a_backslash_before_a_quote_or_a_slash(text: str) -> None:
    assert parse_one(text) == ESCAPES[text]


def test_an_escaped_slash_is_refused_in_double_quotes() -> None:
    with pytest.raises(YamlError) as caught:
        parse_one('a: "x\\/y"\n', "x.yaml")
    assert str(caught.value.position) == "x.yaml:1:6"
    assert caught.value.source == 'a: "x\\/y"'
