"""Files and documents that configure an overlay: kinder typing than kustomization.yaml's."""

import pytest

from kforge.errors import OverlayError, YamlError
from kforge.overlay import shape
from kforge.overlay.typed import read_data, read_typed, scalar_word

WANTED = {
    "text": shape.STRING,
    "word": shape.WORD,
    "pairs": shape.STRING_MAP,
    "count": shape.INT,
    "flag": shape.BOOL,
    "inner": {"text": shape.STRING},
}


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("5", "5"),
        ("true", "true"),
        ("1.10", "1.1"),
        ("1e6", "1e+06"),
        ("1e5", "100000"),
        ("0.00001", "1e-05"),
        ("0x1F", "31"),
        ("word", "word"),
        ("'5'", "5"),
    ],
)
def test_a_scalar_is_a_word_where_a_string_is_wanted(value: str, word: str) -> None:
    fields = read_typed(
        f"text: {value}\npairs: {{a: {value}}}\ninner: {{text: {value}}}\n", "f", WANTED
    ).fields
    assert fields == {"text": word, "pairs": {"a": word}, "inner": {"text": word}}


@pytest.mark.parametrize("text", ["word: 5", "text: [a]", "count: 'a'", "flag: 'true'", "pairs: [a]", "[a]"])
def test_other_types_do_not_mix(text: str) -> None:
    with pytest.raises(OverlayError, match="must be"):
        read_typed(text, "f", WANTED)


def test_unknown_fields_are_nothing_unless_it_is_strict() -> None:
    assert read_typed("other: 5\ntext: a\n", "f", WANTED).fields == {"text": "a"}
    with pytest.raises(OverlayError, match="unknown field tex") as caught:
        read_typed("tex: a\n", "f", WANTED, strict=True)
    assert str(caught.value.position) == "f:1:1"
    assert caught.value.hint == "did you mean text?"


def test_field_names_count_in_any_case() -> None:
    assert read_typed("TEXT: a\nInner: {Text: b}\n", "f", WANTED).fields == {
        "text": "a",
        "inner": {"text": "b"},
    }


def test_a_key_twice_is_an_error_only_if_it_is_strict() -> None:
    assert read_typed("text: a\ntext: b\n", "f", WANTED).fields == {"text": "b"}
    with pytest.raises(YamlError):
        read_typed("text: a\ntext: b\n", "f", WANTED, strict=True)


def test_nothing_and_null_are_no_fields() -> None:
    assert read_typed("# nothing\n", "f", WANTED).fields == {}
    assert read_typed("text:\n", "f", WANTED).fields == {}


@pytest.mark.parametrize(("value", "word"), [(True, "true"), (False, "false"), (7, "7"), (1.5, "1.5")])
def test_scalar_word(value: float, word: str) -> None:
    assert scalar_word(value) == word


def test_data_is_json_when_it_starts_with_a_brace() -> None:
    assert read_data('{"a": {"b": [1, null]}}', "f") == {"a": {"b": [1, None]}}
    assert read_data("a: {b: [1, null]}\n", "f") == {"a": {"b": [1, None]}}
    assert read_data("", "f") is None
    with pytest.raises(YamlError, match="this is not JSON") as caught:
        read_data('{\n  "a": b}', "f.json")
    assert str(caught.value.position) == "f.json:2:8"
