"""Floating-point numbers as Go writes them."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kforge.golang.floats import float_text, format_float


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.0, "0"),
        (-0.0, "-0"),
        (1.0, "1"),
        (100000.0, "100000"),
        (999999.5, "999999.5"),
        (1e6, "1e+06"),
        (-1e6, "-1e+06"),
        (123456789.0, "1.23456789e+08"),
        (0.0001, "0.0001"),
        (0.00001, "1e-05"),
        (1e20, "1e+20"),
        (1e21, "1e+21"),
        (1e100, "1e+100"),
        (5e-324, "5e-324"),
        (0.1, "0.1"),
        (1234567.5, "1.2345675e+06"),
        (math.inf, "+Inf"),
        (-math.inf, "-Inf"),
        (math.nan, "NaN"),
    ],
)
def test_shortest(number: float, text: str) -> None:
    assert float_text(number) == text


@pytest.mark.parametrize(
    ("number", "verb", "precision", "text"),
    [
        (3.14159, "f", 2, "3.14"),
        (2.5, "f", 0, "2"),
        (12345.678, "e", 3, "1.235e+04"),
        (1e21, "f", -1, "1" + "0" * 21),
        (0.0, "e", -1, "0e+00"),
        (1234.5678, "g", 3, "1.23e+03"),
        (1e-7, "G", -1, "1E-07"),
        (1.5, "b", -1, "6755399441055744p-52"),
        (1.0, "x", -1, "0x1p+00"),
        (2.5, "X", -1, "0X1.4P+01"),
        (2.5, "x", 0, "0x1p+01"),
        (1.96875, "x", 1, "0x1.0p+01"),
        (5e-324, "x", -1, "0x1p-1074"),
        (0.0, "x", 2, "0x0.00p+00"),
        (-1.0, "x", 3, "-0x1.000p+00"),
    ],
)
def test_verbs(number: float, verb: str, precision: int, text: str) -> None:
    assert format_float(number, verb, precision) == text


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_the_shortest_text_reads_back(number: float) -> None:
    assert float(float_text(number)) == number
    assert float(format_float(number, "e", -1)) == number
    assert float.fromhex(format_float(number, "x", -1)) == number
