"""Keyrings of every kind, signing, and signatures that hold or do not."""

import base64
import datetime
from pathlib import Path

import pytest
from pysequoia import ArmorKind, Tsk, armor
from pysequoia.packet import PacketPile

from kforge.chart import openpgp
from kforge.errors import ChartError, FileError

KEYS = Path(__file__).parents[2] / "data" / "openpgp"
SECRET, PUBLIC, KEYBOX = (str(KEYS / name) for name in ("secring.gpg", "pubring.gpg", "pubring.kbx"))
TEXT = b"a: 1\n- dashed\n\n...\nb: 2\n"


def passphrase(name: str) -> str:
    assert name == "Bob Locked <locked@example.org>"
    return "secret"


def sign(name: str) -> bytes:
    return openpgp.sign(TEXT, SECRET, name, passphrase)


@pytest.mark.parametrize("keyring", [PUBLIC, KEYBOX, SECRET])
@pytest.mark.parametrize("name", ["Ann", "bob@", "Locked", "Cleo <cleo@example.org>", "Dan"])
def test_what_is_signed_is_verified(name: str, keyring: str) -> None:
    signed = openpgp.verify(sign(name), "x.prov", keyring)
    assert signed.text == TEXT
    assert len(signed.names) == 1
    assert name in signed.names[0]
    assert len(signed.fingerprint) == 40


def test_an_armored_keyring(tmp_path: Path) -> None:
    text = armor(Path(PUBLIC).read_bytes(), ArmorKind.PublicKey)
    (tmp_path / "keys.asc").write_text(text)
    assert openpgp.verify(sign("Ann"), "x.prov", str(tmp_path / "keys.asc")).names


def test_keyrings_of_the_first_gnupg_hold_trust_packets(tmp_path: Path) -> None:
    packets = [
        bytes(packet) + b"\xb0\x02\x00\x03" for packet in PacketPile.from_bytes(Path(PUBLIC).read_bytes())
    ]
    (tmp_path / "ring").write_bytes(b"".join(packets))
    assert openpgp.verify(sign("Ann"), "x.prov", str(tmp_path / "ring")).names


def test_text_before_the_message_does_not_count() -> None:
    assert openpgp.verify(b"hello\n" + sign("Ann") + b"bye\n", "x.prov", PUBLIC).text.startswith(b"a: 1")


@pytest.mark.parametrize("windows", [False, True])
def test_line_ends_do_not_matter(windows: bool) -> None:
    message = sign("Ann")
    if windows:
        message = message.replace(b"\n", b"\r\n")
    assert openpgp.verify(message, "x.prov", PUBLIC).names


def badly_written() -> bytes:
    """A signature whose number is written with the length of the key, though it is shorter."""
    while True:
        message = sign("Ann")
        start = message.index(openpgp.SIGNATURE)
        lines = message[start:].split(b"\n\n", 1)[1].split(b"\n")
        body = openpgp._body(
            base64.b64decode(b"".join(line for line in lines if line[:1] not in (b"=", b"-")))
        )
        at = 6 + int.from_bytes(body[4:6], "big")
        at += 2 + int.from_bytes(body[at : at + 2], "big") + 2
        if int.from_bytes(body[at : at + 2], "big") < 2048:
            number = body[at + 2 :].rjust(256, b"\0")
            wrong = body[:at] + (2048).to_bytes(2, "big") + number
            packet = b"\xc2\xff" + len(wrong).to_bytes(4, "big") + wrong
            return message[:start] + armor(packet, ArmorKind.Signature).encode()


def test_a_signature_that_helm_wrote_badly_for_years_holds() -> None:
    assert openpgp.verify(badly_written(), "x.prov", PUBLIC).names == ["Ann (charts) <ann@example.org>"]


@pytest.mark.parametrize(
    ("message", "error"),
    [
        (b"", "there is no signed message in this file"),
        (b"x" + sign("Ann"), "there is no signed message in this file"),
        (sign("Ann").replace(b"a: 1", b"a: 2"), "the signature does not hold"),
        (sign("Ann")[:-100], "the signature does not hold"),
        (sign("Ann").partition(b"-----BEGIN PGP SIGNATURE")[0], "the signature does not hold"),
        (badly_written().replace(b"a: 1", b"a: 2"), "the signature does not hold"),
    ],
)
def test_what_is_not_signed(message: bytes, error: str) -> None:
    with pytest.raises(ChartError) as caught:
        openpgp.verify(message, "x.prov", PUBLIC)
    assert caught.value.message == error
    assert str(caught.value.position) == "x.prov"


@pytest.mark.parametrize("what", ["key", "binding", "digest"])
def test_what_is_too_weak_does_not_hold(what: str) -> None:
    message = (KEYS / f"weak-{what}.asc").read_bytes()
    with pytest.raises(ChartError) as caught:
        openpgp.verify(message, "x.prov", str(KEYS / "weak.gpg"))
    assert caught.value.message == "the signature does not hold"
    assert caught.value.hint == "SHA-1, keys below 2048 bits and rare curves are not trusted"


def test_a_weak_key_has_no_name_to_sign_with() -> None:
    with pytest.raises(ChartError, match="no key is called 'Wim'") as caught:
        openpgp.sign(TEXT, str(KEYS / "weak.gpg"), "Wim", passphrase)
    assert "keys below 2048 bits" in caught.value.hint


def test_a_stranger(tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    with pytest.raises(ChartError, match="which is not in the keyring") as caught:
        openpgp.verify(sign("Ann"), "x.prov", str(tmp_path / "empty"))
    assert caught.value.hint == f"if you trust it, add it to {tmp_path / 'empty'}"


@pytest.mark.parametrize(
    ("keyring", "name", "error"),
    [
        (SECRET, "Zoe", "no key is called 'Zoe'"),
        (
            SECRET,
            "Bob",
            "more than one key is called 'Bob': Bob <bob@example.org>, Bob Locked <locked@example.org>",
        ),
        (PUBLIC, "Ann", "the keyring has no secret key of Ann (charts) <ann@example.org>"),
    ],
)
def test_who_cannot_sign(keyring: str, name: str, error: str) -> None:
    with pytest.raises(ChartError) as caught:
        openpgp.sign(TEXT, keyring, name, passphrase)
    assert caught.value.message == error


def test_a_wrong_passphrase() -> None:
    with pytest.raises(ChartError, match=r"the passphrase of Bob Locked <locked@example\.org> is wrong"):
        openpgp.sign(TEXT, SECRET, "Locked", lambda _: "guessed")


@pytest.mark.parametrize(
    "content",
    [b"hello", b"\x99\x01", b"\0\0\0\x20\x01\x01\0\x02KBXf" + b"\0" * 20 + b"\0\0\0\x10\x02" + b"\xff" * 11],
)
def test_what_is_no_keyring(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "ring").write_bytes(content)
    with pytest.raises((FileError, ChartError)):
        openpgp.verify(sign("Ann"), "x.prov", str(tmp_path / "ring"))


def test_the_default_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GNUPGHOME", str(tmp_path))
    assert openpgp.default_keyring() == str(tmp_path / "pubring.gpg")
    (tmp_path / "pubring.kbx").write_bytes(b"")
    assert openpgp.default_keyring() == str(tmp_path / "pubring.kbx")
    (tmp_path / "pubring.gpg").write_bytes(b"")
    assert openpgp.default_keyring() == str(tmp_path / "pubring.gpg")
    monkeypatch.delenv("GNUPGHOME")
    monkeypatch.setenv("HOME", "/home/someone")
    assert openpgp.default_keyring() == "/home/someone/.gnupg/pubring.gpg"


def ring(path: Path, *parts: object) -> str:
    path.write_bytes(b"".join(bytes(part) for part in parts))  # type: ignore[call-overload]
    return str(path)


class Later(datetime.datetime):
    @classmethod
    def now(cls, zone: datetime.tzinfo | None = None) -> "Later":
        return cls(2999, 1, 1, tzinfo=zone)


def test_a_key_that_expired_since(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = Tsk.generate("Eve <eve@example.org>", validity_seconds=7200)
    message = openpgp.sign(TEXT, ring(tmp_path / "secret", key), "Eve", passphrase)
    public = ring(tmp_path / "public", key.extract_certificate())
    assert openpgp.verify(message, "x.prov", public)
    monkeypatch.setattr("datetime.datetime", Later)
    with pytest.raises(ChartError, match=r"the key of Eve <eve@example\.org> expired on 20"):
        openpgp.verify(message, "x.prov", public)


def test_a_key_that_was_revoked(tmp_path: Path) -> None:
    key = Tsk.generate("Eve <eve@example.org>")
    message = openpgp.sign(TEXT, ring(tmp_path / "secret", key), "Eve", passphrase)
    certificate = key.extract_certificate()
    public = ring(tmp_path / "public", certificate)
    assert openpgp.verify(message, "x.prov", public).names == ["Eve <eve@example.org>"]
    packets = [bytes(packet) for packet in PacketPile.from_bytes(bytes(certificate))]
    revoked = [packets[0], bytes(certificate.revoke(key.certifier())), *packets[1:]]
    with pytest.raises(ChartError, match=r"the key of Eve <eve@example\.org> was revoked"):
        openpgp.verify(message, "x.prov", ring(tmp_path / "public", *revoked))
