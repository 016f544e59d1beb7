"""With a seed everything is repeatable; without one nothing is."""

from typing import Any

import pytest

from kforge.functions import crypto
from kforge.golang.randomness import Randomness, SeededRandomness


class State:
    def __init__(self, seed: str | None = None) -> None:
        self.randomness = Randomness() if seed is None else SeededRandomness(seed)

    def now(self) -> int:
        return 1709208000_000000000


@pytest.fixture(autouse=True)
def _small_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crypto, "_CERTIFICATE_BITS", 1024)


def authority() -> Any:
    return crypto.gen_ca_with_key(State("ca"), "ca", 1, crypto.gen_private_key(State("k"), "ecdsa"))


def pair(found: Any) -> str:
    return str(found.cert + found.key)


CALLS: dict[str, Any] = {
    "bcrypt": lambda state: crypto.bcrypt(state, "secret"),
    "htpasswd": lambda state: crypto.htpasswd(state, "ann", "secret"),
    "ecdsa": lambda state: crypto.gen_private_key(state, "ecdsa"),
    "ed25519": lambda state: crypto.gen_private_key(state, "ed25519"),
    "genCA": lambda state: pair(crypto.gen_ca(state, "ca", 1)),
    "genCAWithKey": lambda state: pair(
        crypto.gen_ca_with_key(state, "ca", 1, crypto.gen_private_key(State("k"), "ecdsa"))
    ),
    "genSelfSignedCert": lambda state: pair(crypto.gen_self_signed_cert(state, "x", ["1.2.3.4"], ["a"], 1)),
    "genSignedCert": lambda state: pair(crypto.gen_signed_cert(state, "x", [], [], 1, authority())),
    "encryptAES": lambda state: crypto.encrypt_aes(state, "key", "text"),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_seed_makes_it_repeatable(name: str) -> None:
    call = CALLS[name]
    assert call(State("a")) == call(State("a"))
    assert call(State("a")) != call(State("b"))


@pytest.mark.parametrize("name", [name for name in CALLS if name != "genCA"])
def test_without_a_seed_it_never_is(name: str) -> None:
    assert CALLS[name](State()) != CALLS[name](State())


def test_what_was_encrypted_is_decrypted() -> None:
    for text in ("a", "é" * 8, "x" * 16, "\udcff"):
        assert crypto.decrypt_aes("key", crypto.encrypt_aes(State(), "key", text)) == text
