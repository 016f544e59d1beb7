"""How Go puts YAML into the fields of a struct."""

import pytest

from kforge.chart.decode import (
    ANY,
    FLAG,
    LIST,
    MAP,
    TEXT,
    Mismatch,
    decode,
    describe,
    dotted,
    float_text,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.1, "1.1"),
        (1.0, "1"),
        (100000.0, "100000"),
        (1e6, "1e+06"),
        (1234567.5, "1.2345675e+06"),
        (3.14159265358979, "3.1415927"),
        (16777217.0, "1.6777216e+07"),  # rounded to 32 bits
        (0.0001, "0.0001"),
        (0.00001, "1e-05"),
        (-0.0, "-0"),
        (-2.5, "-2.5"),
        (1.2345678901234568e29, "1.2345679e+29"),
        (1e300, "+Inf"),
        (-1e300, "-Inf"),
    ],
)
def test_numbers_become_text_with_the_digits_of_32_bits(value: float, text: str) -> None:
    assert float_text(value) == text


@pytest.mark.parametrize(
    ("value", "shape", "result"),
    [
        ("x", TEXT, "x"),
        (7, TEXT, "7"),
        (True, TEXT, "true"),
        (1.5, TEXT, "1.5"),
        (None, TEXT, None),
        (False, FLAG, False),
        ([1], ANY, [1]),
        ([1, None, "x"], (LIST, TEXT), ["1", "", "x"]),
        ({"a": 1, "b": None}, (MAP, TEXT), {"a": "1", "b": ""}),
        ({"Name": "x", "other": 1}, {"name": TEXT}, {"name": "x"}),
        ({"NAME": "upper", "name": "exact"}, {"name": TEXT}, {"name": "exact"}),
        ({"NAME": "kept", "name": None}, {"name": TEXT}, {"name": "kept"}),
        ({"Tags": ["x"], "tags": None}, {"tags": (LIST, TEXT)}, {}),
        ([{"a": 1}, None], (LIST, {"a": TEXT}), [{"a": "1"}, None]),
    ],
)
def test_values_that_fit(value: object, shape: object, result: object) -> None:
    assert decode(value, shape) == result  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "shape", "message"),
    [
        ([1], TEXT, "the document must be a string, not a list"),
        ("yes", FLAG, "the document must be true or false, not a string"),
        ({"a": [{"b": 1}]}, {"a": (LIST, TEXT)}, "a[0] must be a string, not a mapping"),
        ({"a": {"b": "x"}}, {"a": {"b": (LIST, TEXT)}}, "a.b must be a list, not a string"),
        ("x", {"a": TEXT}, "the document must be a mapping, not a string"),
        ({"a": 1}, {"a": (MAP, TEXT)}, "a must be a mapping, not a number"),
    ],
)
def test_values_that_do_not_fit(value: object, shape: object, message: str) -> None:
    with pytest.raises(Mismatch) as caught:
        decode(value, shape)  # type: ignore[arg-type]
    assert str(caught.value) == message


def test_paths_and_kinds_in_words() -> None:
    assert dotted(("a", 0, "b", "c")) == "a[0].b.c"
    assert [describe(value) for value in (None, True, 1, 1.5, "", {}, [])] == [
        "null",
        "a boolean",
        "a number",
        "a number",
        "a string",
        "a mapping",
        "a list",
    ]
