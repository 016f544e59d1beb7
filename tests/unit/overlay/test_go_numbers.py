"""Numbers as they come back from Go's JSON."""

import pytest

from kforge.overlay.go_numbers import as_float64, float64_text

TEXTS = [
    (0.0, "0"),
    (-0.0, "0"),
    (5.0, "5"),
    (-5.0, "-5"),
    (100000.0, "100000"),
    (123456.0, "123456"),
    (1000000.0, "1e+06"),
    (1234567.0, "1.234567e+06"),
    (-1234567.5, "-1.2345675e+06"),
    (123456.789, "123456.789"),
    (0.1, "0.1"),
    (0.0001, "0.0001"),
    (0.00012, "0.00012"),
    (0.00001, "1e-05"),
    (1.5, "1.5"),
    (1e10, "1e+10"),
    (1e21, "1e+21"),
    (1e100, "1e+100"),
    (2.5e-8, "2.5e-08"),
    (9007199254740992.0, "9.007199254740992e+15"),
]


@pytest.mark.parametrize(("number", "text"), TEXTS)
def test_text(number: float, text: str) -> None:
    assert float64_text(number) == text


ROUND_TRIPS: list[tuple[object, object]] = [
    (1, 1),
    (-1, -1),
    (1.0, 1),
    (1.5, 1.5),
    (True, True),
    (None, None),
    ("1.0", "1.0"),
    (2**53, 2**53),
    (2**53 + 1, 2**53),
    (12345678901234567890, 12345678901234567000),
    (123456789012345678, 123456789012345680),
    (-123456789012345678, -123456789012345680),
    (2**64 - 1, 2.0**64),
    (10**20, 1e20),
    (1e15, 10**15),
    (1e-7, 1e-7),
    ([1.0, {"a": 2.0, "b": ["x", 3.5]}], [1, {"a": 2, "b": ["x", 3.5]}]),
]


@pytest.mark.parametrize(("value", "result"), ROUND_TRIPS)
def test_as_float64(value: object, result: object) -> None:
    found = as_float64(value)
    assert found == result
    assert type(found) is type(result)
