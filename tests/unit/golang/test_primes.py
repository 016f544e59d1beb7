import pytest

from kforge.golang.primes import EXPONENT, dsa_numbers, is_prime, next_prime, rsa_primes
from kforge.golang.randomness import SeededRandomness

MERSENNE = 2**521 - 1


@pytest.mark.parametrize(
    ("number", "prime"), [(MERSENNE, True), (MERSENNE - 2, False), (3215031751, False), (10**9 + 7, True)]
)
def test_primes_are_told_from_others(number: int, prime: bool) -> None:
    assert is_prime(number) is prime


def test_the_next_prime() -> None:
    assert next_prime(10**12 + 1, 2) == 10**12 + 39
    assert next_prime(10**12 + 1, 10) % 10 == 1


def test_primes_for_rsa() -> None:
    p, q = rsa_primes(SeededRandomness("rsa"), 512)
    assert (p * q).bit_length() == 512
    assert p.bit_length() == q.bit_length() == 256
    assert p % EXPONENT != 1
    assert rsa_primes(SeededRandomness("rsa"), 512) == (p, q)


def test_numbers_for_dsa() -> None:
    p, q, g, y, x = dsa_numbers(SeededRandomness("h"))
    assert (p.bit_length(), q.bit_length()) == (2048, 256)
    assert (p - 1) % q == 0
    assert g != 1
    assert pow(g, q, p) == 1
    assert pow(g, x, p) == y
