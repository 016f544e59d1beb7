"""Numbers out of any value, and arithmetic in 64 bits and in decimals."""

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kforge.golang.duration import Duration
from kforge.golang.kinds import Int64, Uint64
from kforge.golang.numbers import (
    cut,
    decimal,
    parse_float,
    parse_int,
    power_of_ten,
    to_float,
    to_int,
    wrapped,
)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (None, 0),
        (True, 1),
        (3.9, 3),
        (-3.9, -3),
        ("42", 42),
        ("+42", 42),
        ("010", 8),
        ("08", 0),
        ("0x1F", 31),
        ("-0b11", -3),
        ("0o17", 15),
        ("1_000", 1000),
        ("1__0", 0),
        ("_1", 0),
        ("0_7", 7),
        ("0x_F", 15),
        ("3.0", 3),
        ("3.", 0),
        ("3.7", 0),
        ("1e3", 0),
        ("", 0),
        ("-", 0),
        ("0x", 0),
        (" 5", 0),
        (2**63 - 1, 2**63 - 1),
        ("9223372036854775808", 0),
        (Int64(5), 5),
        (Uint64(2**64 - 1), -1),
        (1e19, -(2**63)),
        (math.nan, -(2**63)),
        ([1], 0),
        ({}, 0),
        (Duration(5), 0),
        ("٣", 0),
    ],
)
def test_int(value: object, number: int) -> None:
    assert to_int(value) == number
    assert type(to_int(value)) is int


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (None, 0.0),
        (True, 1.0),
        (3, 3.0),
        ("1.5", 1.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("0x1p-2", 0.25),
        ("0x10", 0.0),
        ("1_0.5", 10.5),
        ("1_", 0.0),
        ("inf", math.inf),
        ("-Infinity", -math.inf),
        ("1e400", 0.0),
        ("abc", 0.0),
        (" 1", 0.0),
        ("", 0.0),
        (".", 0.0),
        ([], 0.0),
        (Duration(5), 0.0),
        (Int64(2), 2.0),
    ],
)
def test_float(value: object, number: float) -> None:
    assert to_float(value) == number


def test_odd_floats() -> None:
    assert math.isnan(to_float("nan"))
    assert math.copysign(1, to_float("-0")) == -1
    assert parse_float("0x1_0p0") == 16.0
    assert parse_float("e5") is None


@settings(deadline=None)
@given(st.integers(-(2**63), 2**63 - 1))
def test_every_int64_reads_back(number: int) -> None:
    assert parse_int(str(number)) == parse_int(hex(number)) == parse_int(oct(number)) == number
    assert wrapped(number) == wrapped(number + 2**64) == number


@settings(deadline=None)
@given(st.floats(-9e18, 9e18))
def test_floats_are_cut(number: float) -> None:
    assert cut(number) == math.trunc(number)


@settings(deadline=None)
@given(st.floats(-1e15, 1e15), st.floats(-1e15, 1e15))
def test_decimals_are_exact(a: float, b: float) -> None:
    exact = Fraction(repr(a)) + Fraction(repr(b)), Fraction(repr(a)) * Fraction(repr(b))
    assert decimal(a).add(decimal(b)).to_float() == float(exact[0])
    assert decimal(a).mul(decimal(b)).to_float() == float(exact[1])
    assert decimal(a).sub(decimal(b)).to_float() == float(Fraction(repr(a)) - Fraction(repr(b)))


def test_decimal_division() -> None:
    assert decimal(1.0).div(decimal(3.0)).to_float() == 0.3333333333333333
    assert decimal(-1.0).div(decimal(3.0)).to_float() == -0.3333333333333333
    assert decimal(2.0).div(decimal(3.0)).to_float() == 0.6666666666666667
    with pytest.raises(ZeroDivisionError):
        decimal(1.0).div(decimal(0.0))
    with pytest.raises(ValueError, match="finite"):
        decimal(math.nan)
    assert decimal(1e308).mul(decimal(1e308)).to_float() == math.inf


def test_powers_of_ten() -> None:
    assert [power_of_ten(n) for n in (0, 3, 22, -2)] == [1.0, 1000.0, 1e22, 0.01]
    assert power_of_ten(500) == math.inf
    assert power_of_ten(-500) == 0.0
    assert power_of_ten(300) != 1e300  # Go's is off by one bit there


def test_thousands_of_digits_are_no_number() -> None:
    """Python refuses to convert them."""
    assert to_int("9" * 10_000) == 0
    assert to_int("0" * 10_000 + "7") == 7
    assert to_float("9" * 10_000) == 0.0
