"""What the golden lines would be too long for."""

from kforge.functions.math import atoi, to_decimal


def test_thousands_of_digits() -> None:
    assert atoi("9" * 10_000) == 2**63 - 1
    assert atoi("-" + "9" * 10_000) == -(2**63)
    assert atoi("0" * 10_000 + "42") == 42
    assert to_decimal("7" * 10_000) == 0
