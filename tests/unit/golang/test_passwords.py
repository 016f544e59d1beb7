import bcrypt
import pytest

from kforge.golang.passwords import bcrypt_text, derived
from kforge.golang.randomness import Randomness, SeededRandomness


def test_bcrypt() -> None:
    text = bcrypt_text("sécret", Randomness())
    assert text.startswith("$2a$10$")
    assert bcrypt.checkpw("sécret".encode(), text.encode())
    assert text != bcrypt_text("sécret", Randomness())
    assert bcrypt_text("x", SeededRandomness("a")) == bcrypt_text("x", SeededRandomness("a"))


def test_bcrypt_takes_72_bytes() -> None:
    too_long = "failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes"
    assert bcrypt_text("é" * 36, Randomness())[0] == "$"
    assert bcrypt_text("é" * 36 + "x", Randomness()) == too_long


@pytest.mark.parametrize(
    ("counter", "shape", "password", "user", "site", "wanted"),
    [
        (1, "long", "p", "u", "s", "Rude2$QafoJela"),
        (3, "maximum", "pé", "ué", "s", "i2#Ncti3NRKn^d5iS9SJ"),
        (3, "pin", "", "", "", "4864"),
        (1 << 32, "long", "p", "u", "s", "WupeHanuFiyi6@"),
        (1, "none", "p", "u", "s", "cannot find password template none"),
    ],
)
def test_derived_passwords(
    counter: int, shape: str, password: str, user: str, site: str, wanted: str
) -> None:
    assert derived(counter, shape, password, user, site) == wanted
