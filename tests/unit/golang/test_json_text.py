import pytest

from kforge.functions.registry import NilMap
from kforge.golang.certificates import Certificate
from kforge.golang.duration import Duration
from kforge.golang.json_text import JsonError, TooLongError, json_text, plain
from kforge.golang.kinds import Int64, NilList, NilStringList, StringList, StringMap
from kforge.golang.time import zero


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        ("a<b>&\u2028", '"a\\u003cb\\u003e\\u0026\\u2028"'),
        ('\x00\x1f\x7f\b\f\n\r\t"\\', '"\\u0000\\u001f\x7f\\b\\f\\n\\r\\t\\"\\\\"'),
        ("\udcff\udce2\udc82", '"\ufffd\ufffd\ufffd"'),
        (1, "1"),
        (Int64(2**63 - 1), "9223372036854775807"),
        (Duration(5), "5"),
        (1.0, "1"),
        (-0.0, "-0"),
        (0.1, "0.1"),
        (123456789.5, "123456789.5"),
        (1e20, "100000000000000000000"),
        (1e21, "1e+21"),
        (1e-6, "0.000001"),
        (1e-7, "1e-7"),
        (1.5e-10, "1.5e-10"),
        (1e300, "1e+300"),
        ([], "[]"),
        ({}, "{}"),
        (NilList(), "null"),
        (NilStringList(), "null"),
        (NilMap(), "null"),
        (StringList(["a"]), '["a"]'),
        (StringMap(b="1", a="2"), '{"a":"2","b":"1"}'),
        ({"B": 1, "a": [{}, None], "10": 2, "9": 3, "é": 4}, '{"10":2,"9":3,"B":1,"a":[{},null],"é":4}'),
        (b"\x00\xff", '"AP8="'),
        (zero(), '"0001-01-01T00:00:00Z"'),
        (Certificate("c", "k"), '{"Cert":"c","Key":"k"}'),
    ],
)
def test_a_value_as_json(value: object, text: str) -> None:
    assert json_text(value) == text


def test_without_escapes_for_html() -> None:
    assert json_text("<&>\u2028", escape=False) == '"<&>\\u2028"'


def test_on_several_lines() -> None:
    value = {"b": [1, [], {}, {"c": None}], "a": Certificate("c", "k")}
    assert json_text(value, indent="  ") == (
        '{\n  "a": {\n    "Cert": "c",\n    "Key": "k"\n  },\n'
        '  "b": [\n    1,\n    [],\n    {},\n    {\n      "c": null\n    }\n  ]\n}'
    )


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (float("nan"), "json: unsupported value: NaN"),
        ([float("inf")], "json: unsupported value: +Inf"),
        ({"a": float("-inf")}, "json: unsupported value: -Inf"),
        (1j, "json: unsupported type: complex128"),
        (
            zero().add_date(-2, 0, 0),
            "json: error calling MarshalJSON for type time.Time: "
            "Time.MarshalJSON: year outside of range [0,9999]",
        ),
    ],
)
def test_what_json_has_no_form_for(value: object, message: str) -> None:
    with pytest.raises(JsonError) as raised:
        json_text(value)
    assert str(raised.value) == message


@pytest.mark.parametrize("indent", ["", "  "])
def test_a_value_that_holds_itself(indent: str) -> None:
    value: dict[str, object] = {}
    value["a"] = [value]
    with pytest.raises(JsonError, match="encountered a cycle"):
        json_text(value, indent=indent)


def test_plain() -> None:
    value = {"\udcff": [Certificate("c", "k"), b"a", NilList(), "é\udcff", Int64(1), True]}
    made = plain(value)
    assert made == {"\ufffd": [{"Cert": "c", "Key": "k"}, "YQ==", None, "é\ufffd", 1, True]}
    with pytest.raises(JsonError):
        plain([float("nan")])


def test_values_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that holds the same list twice, and so on: short in memory, endless in writing."""
    monkeypatch.setattr("kforge.golang.json_text._MOST_PARTS", 10_000)
    value: list[object] = []
    for _ in range(60):
        value = [value, value]
    with pytest.raises(TooLongError, match="more than 10,000 parts"):
        json_text(value)
    with pytest.raises(TooLongError, match="more than 10,000 parts"):
        plain(value)
