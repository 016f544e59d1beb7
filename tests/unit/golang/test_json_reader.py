import json
from random import Random

import pytest

from kforge.golang.json_reader import JsonReadError, read_json, type_error


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            ' {"a": [1, -0.5, 1e5, true, false, null, "x"]} \n',
            {"a": [1.0, -0.5, 1e5, True, False, None, "x"]},
        ),
        ('{"a": 1, "a": 2}', {"a": 2.0}),
        ('"\\u00e9\\ud83d\\ude00\\ud800x\\n\\/"', "é😀\ufffdx\n/"),
        ('"\udcff"', "\ufffd"),
        ("12345678901234567890", 12345678901234567890.0),
        ("-0", -0.0),
        ("null", None),
        ('{"": {}}', {"": {}}),
        ('"\x7f"', "\x7f"),
    ],
)
def test_what_can_be_read(text: str, value: object) -> None:
    found = read_json(text)
    assert found == value
    assert json.dumps(found) == json.dumps(value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "unexpected end of JSON input"),
        ("{", "unexpected end of JSON input"),
        ('{"a', "unexpected end of JSON input"),
        ('"\\', "unexpected end of JSON input"),
        ('"\\u12', "unexpected end of JSON input"),
        ("nul", "unexpected end of JSON input"),
        ("-", "unexpected end of JSON input"),
        ("é", "invalid character 'é' looking for beginning of value"),
        ("[1,]", "invalid character ']' looking for beginning of value"),
        ("NaN", "invalid character 'N' looking for beginning of value"),
        ("-Infinity", "invalid character 'I' in numeric literal"),
        ("\ufeff{}", "invalid character '\\ufeff' looking for beginning of value"),
        ("{'a':1}", "invalid character '\\'' looking for beginning of object key string"),
        ('{"a" 1}', "invalid character '1' after object key"),
        ('{"a":1 "b"}', "invalid character '\"' after object key:value pair"),
        ("[1 2]", "invalid character '2' after array element"),
        ("{} x", "invalid character 'x' after top-level value"),
        ("01", "invalid character '1' after top-level value"),
        ("1.x", "invalid character 'x' in numeric literal"),
        ("1ex", "invalid character 'x' in numeric literal"),
        ('"\n"', "invalid character '\\n' in string"),
        ('"\\q"', "invalid escape sequence `\\q` in string"),
        ('"\\u12x4"', "invalid escape sequence `\\u12x4` in string"),
        ('"\\u1 "', 'invalid escape sequence "\\\\u1 \\"" in string'),
        ("tRue", "invalid character 'R' in literal true (expecting 'r')"),
        ("\x00", "invalid character '\\x00' looking for beginning of value"),
    ],
)
def test_what_cannot_be_read(text: str, message: str) -> None:
    with pytest.raises(JsonReadError) as raised:
        read_json(text)
    assert str(raised.value) == message
    assert raised.value.partial is None


@pytest.mark.parametrize(
    ("text", "place", "partial"),
    [
        ('{"a":1e999,"b":2}', "Go struct field .a", {"a": 0.0, "b": 2.0}),
        ('{"a":[1,{"b":-1e999}]}', "Go struct field .a.1.b", {"a": [1.0, {"b": 0.0}]}),
        ("[1e999, 2e999]", ".0", [0.0, 0.0]),
        ("1e999", "Go value", 0.0),
    ],
)
def test_numbers_beyond_float64(text: str, place: str, partial: object) -> None:
    with pytest.raises(JsonReadError) as raised:
        read_json(text)
    number = text[text.index("1e999") - ("-1e" in text) :][: 6 if "-1e" in text else 5]
    assert str(raised.value) == f"json: cannot unmarshal number {number} into {place} of type float64"
    assert raised.value.partial == partial


def test_nesting_ends_somewhere() -> None:
    with pytest.raises(JsonReadError, match="exceeded max depth"):
        read_json("[" * 100_000)


def test_wrong_types() -> None:
    assert type_error([], "int") == "json: cannot unmarshal array into Go value of type int"
    assert type_error(True, "x") == "json: cannot unmarshal bool into Go value of type x"


def test_random_texts_never_end_otherwise() -> None:
    random = Random(1)
    for _ in range(3000):
        text = "".join(random.choice('{}[]":,\\u01eE+-. \ntrufalsn') for _ in range(random.randint(0, 12)))
        try:
            found = read_json(text)
        except JsonReadError:
            with pytest.raises(json.JSONDecodeError):
                json.loads(text)
        else:
            assert found == json.loads(text)
