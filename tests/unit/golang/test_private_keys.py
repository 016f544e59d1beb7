from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa

from kforge.golang import primes, private_keys
from kforge.golang.der import pem
from kforge.golang.private_keys import KeyReadError, key_text, public_bytes, read_key
from kforge.golang.randomness import Randomness, SeededRandomness

MAKERS = [
    (lambda source: private_keys.rsa_key(source, 1024), "RSA PRIVATE KEY", rsa.RSAPrivateKey),
    (private_keys.ecdsa_key, "EC PRIVATE KEY", ec.EllipticCurvePrivateKey),
    (private_keys.ed25519_key, "PRIVATE KEY", ed25519.Ed25519PrivateKey),
]


@pytest.mark.parametrize(("make", "kind", "type_"), MAKERS, ids=lambda value: str(value)[:3])
def test_keys_of_the_machine(make: Callable[[Any], Any], kind: str, type_: type) -> None:
    text = key_text(make(Randomness()))
    assert text.startswith(f"-----BEGIN {kind}-----\n")
    assert text.endswith(f"\n-----END {kind}-----\n")
    assert isinstance(read_key(text), type_)
    assert text != key_text(make(Randomness()))


@pytest.mark.parametrize(("make", "kind", "type_"), MAKERS, ids=lambda value: str(value)[:3])
def test_keys_of_a_seed(make: Callable[[Any], Any], kind: str, type_: type) -> None:
    """Valid, and always the same."""
    text = key_text(make(SeededRandomness("a")))
    assert text == key_text(make(SeededRandomness("a")))
    read = read_key(text)
    assert key_text(read) == text
    assert public_bytes(read.public_key()) == public_bytes(make(SeededRandomness("a")).public_key())


def test_a_dsa_key_of_a_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its numbers take seconds to find; here they are the library's."""
    found = dsa.generate_private_key(1024).private_numbers()
    public, group = found.public_numbers, found.public_numbers.parameter_numbers
    monkeypatch.setattr(primes, "dsa_numbers", lambda _: (group.p, group.q, group.g, public.y, found.x))
    text = key_text(private_keys.dsa_key(SeededRandomness("a")))
    assert text.startswith("-----BEGIN DSA PRIVATE KEY-----\n")
    assert read_key(text).private_numbers() == found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x", "no PEM data in input"),
        (pem("CERTIFICATE", b"x"), "no private key data in PEM block of type CERTIFICATE"),
        (pem("OPENSSH PRIVATE KEY", b"x"), "invalid private key type OPENSSH PRIVATE KEY"),
        (pem("PRIVATE KEY", b"x"), "decoding PEM as PKCS#8: the data are no such key"),
        (pem("RSA PRIVATE KEY", b"x"), "parsing RSA private key from PEM: the data are no such key"),
    ],
)
def test_what_is_no_key(text: str, message: str) -> None:
    with pytest.raises(KeyReadError) as raised:
        read_key(text)
    assert str(raised.value) == message


def test_a_key_of_another_kind() -> None:
    text = key_text(private_keys.ecdsa_key(Randomness())).replace("EC PRIVATE", "RSA PRIVATE")
    with pytest.raises(KeyReadError, match="parsing RSA private key"):
        read_key(text)
