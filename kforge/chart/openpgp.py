"""Keys, keyrings and signatures of OpenPGP, for provenance files: the only place that loads pysequoia.

A keyring is what gpg exports, binary or armored, an old pubring.gpg or secring.gpg, or a keybox, pubring.kbx.
What is too weak by the policy of Sequoia (SHA-1, keys below 2048 bits, rare curves) counts as no signature.
"""

import contextlib
import os

from kforge.errors import ChartError, FileError, Position
from kforge.files import read_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pysequoia import Cert, PySigner, Tsk
    from pysequoia.packet import Packet

    Ask = Callable[[str], str]  # the passphrase of the key with this name

GNUPG_HOME = "GNUPGHOME"
OLD, KEYBOX = "pubring.gpg", "pubring.kbx"
KEYBOX_MARK = b"KBXf"  # in the first blob of a keybox
OPENPGP_BLOB = 2
SIGNED = b"-----BEGIN PGP SIGNED MESSAGE-----"
SIGNATURE = b"-----BEGIN PGP SIGNATURE-----"
END = b"-----END PGP SIGNATURE-----"
SIGNATURE_TAG = 2
VERSION_4 = 4
TOO_WEAK = "SHA-1, keys below 2048 bits and rare curves are not trusted"
# public key algorithm: how many numbers its signature has (RSA, DSA, ECDSA, EdDSA as it was at first)
NUMBERS = {1: 1, 3: 1, 17: 2, 19: 2, 22: 2}


class Signed:
    """A message whose signature holds: its text, and the key's fingerprint and names."""

    __slots__ = ("fingerprint", "names", "text")

    def __init__(self, text: bytes, fingerprint: str, names: "list[str]") -> None:
        self.text = text
        self.fingerprint = fingerprint
        self.names = names


def default_keyring() -> str:
    """The keyring that helm takes: GnuPG's old one, or its keybox when only that is there."""
    folder = os.environ.get(GNUPG_HOME) or os.path.join(os.path.expanduser("~"), ".gnupg")
    old, keybox = os.path.join(folder, OLD), os.path.join(folder, KEYBOX)
    return keybox if os.path.isfile(keybox) and not os.path.isfile(old) else old


def sign(text: bytes, keyring: str, name: str, ask: "Ask") -> bytes:
    """`text`, signed in the clear by the key whose name holds `name`. Raises ChartError, FileError."""
    from pysequoia import SignatureMode
    from pysequoia import sign as make

    return make(_signer(keyring, name, ask), text, mode=SignatureMode.CLEAR)


def verify(message: bytes, shown: str, keyring: str) -> Signed:
    """The signed text in `message` and who signed it. Raises ChartError, FileError."""
    from pysequoia import verify as check

    start = message.find(SIGNED)
    if start < 0 or (start and message[start - 1 : start] != b"\n"):
        raise ChartError("there is no signed message in this file", Position(shown))
    entries = list(_entries(keyring))
    certificates = [entry.certificate for entry in entries]
    asked: list[str] = []

    def store(ids: "list[str]") -> "list[Cert]":
        asked.extend(ids)
        return certificates

    try:
        found = check(_mended(message[start:]), store=store)
    except RuntimeError:
        raise _unsigned(asked, entries, shown, keyring) from None
    by = found.valid_sigs[0].certificate
    (signer,) = [one for one in certificates if one.fingerprint == by][:1]
    _check_alive(signer, shown)
    return Signed(found.bytes or b"", by, _names(signer))


def _check_alive(signer: "Cert", shown: str) -> None:
    """As for helm, it does not help that a signature was made before the key's end. Raises ChartError."""
    from datetime import UTC, datetime

    name = (_names(signer) or [signer.fingerprint.upper()])[0]
    if signer.is_revoked:
        raise ChartError(f"the key of {name} was revoked", Position(shown))
    if signer.expiration and signer.expiration < datetime.now(UTC):
        raise ChartError(f"the key of {name} expired on {signer.expiration:%Y-%m-%d}", Position(shown))


def _unsigned(asked: "list[str]", entries: "list[_Entry]", shown: str, keyring: str) -> ChartError:
    known = [one for one in entries if any(own.endswith(key) for own in one.keys for key in asked)]
    for one in known:
        with contextlib.suppress(RuntimeError):  # too weak a key has no dates that count
            _check_alive(one.certificate, shown)
    if asked and not known:
        key = asked[0].upper()
        hint = f"if you trust it, add it to {keyring}"
        return ChartError(f"signed by the key {key}, which is not in the keyring", Position(shown), hint=hint)
    hint = TOO_WEAK if known else ""
    return ChartError("the signature does not hold", Position(shown), hint=hint)


def _names(certificate: "Cert") -> "list[str]":
    """The names of a key; none of one that is too weak to have any."""
    try:
        return [str(each) for each in certificate.user_ids]
    except RuntimeError:
        return []


# ---- keyrings


def _signer(keyring: str, name: str, ask: "Ask") -> "PySigner":
    entries = list(_entries(keyring))
    exact = [entry for entry in entries if name in entry.names]
    found = exact or [entry for entry in entries if any(name in each for each in entry.names)]
    if len(found) > 1 and not exact:
        names = ", ".join(entry.names[0] for entry in found)
        raise ChartError(f"more than one key is called {name!r}: {names}", Position(keyring))
    if not found:
        hint = TOO_WEAK if any(not entry.names for entry in entries) else ""
        raise ChartError(f"no key is called {name!r}", Position(keyring), hint=hint)
    key = found[0].secret
    if key is None:
        raise ChartError(
            f"the keyring has no secret key of {found[0].names[0]}",
            Position(keyring),
            hint="gpg --export-secret-keys writes a keyring that has",
        )
    return _unlocked(key, found[0].names[0], keyring, ask)


def _unlocked(key: "Tsk", name: str, keyring: str, ask: "Ask") -> "PySigner":
    try:
        return key.signer()
    except RuntimeError as error:
        if "encrypted" not in str(error):
            raise ChartError(f"{name} cannot sign: {_first_line(error)}", Position(keyring)) from None
    try:
        return key.signer(ask(name))
    except RuntimeError:
        raise ChartError(f"the passphrase of {name} is wrong", Position(keyring)) from None


class _Entry:
    """A key of a keyring, with its secret part where there is one; `keys` are its parts' fingerprints."""

    __slots__ = ("certificate", "keys", "names", "secret")

    def __init__(self, certificate: "Cert", secret: "Tsk | None", packets: "Iterable[Packet]") -> None:
        self.certificate = certificate
        self.secret = secret
        self.keys = [packet.fingerprint for packet in packets if packet.fingerprint]
        self.names = _names(certificate)


def _entries(keyring: str) -> "Iterator[_Entry]":
    """The keys of a keyring; those that make no sense are left out, as helm does."""
    from pysequoia import Cert, Tsk
    from pysequoia.packet import PacketPile, Tag

    data = read_bytes(keyring)
    groups: list[list[Packet]] = []
    try:
        for packet in PacketPile.from_bytes(_from_keybox(data) if data[8:12] == KEYBOX_MARK else data):
            if packet.tag in (Tag.PublicKey, Tag.SecretKey):
                groups.append([])
            if groups:
                groups[-1].append(packet)
    except RuntimeError:
        hint = "gpg --export writes one"
        raise FileError("this is no keyring", Position(keyring), hint=hint) from None
    for group in groups:
        try:
            if group[0].tag == Tag.SecretKey:
                secret = Tsk.from_packets(group)
                yield _Entry(secret.extract_certificate(), secret, group)
            else:
                yield _Entry(Cert.from_packets(group), None, group)
        except RuntimeError:
            continue


def _from_keybox(data: bytes) -> bytes:
    """The OpenPGP keys of a keybox, one behind the other."""
    keys: list[bytes] = []
    at = 0
    while at + 16 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if size < 16:
            break
        blob = data[at : at + size]
        if blob[4] == OPENPGP_BLOB:
            start, length = int.from_bytes(blob[8:12], "big"), int.from_bytes(blob[12:16], "big")
            keys.append(blob[start : start + length])
        at += size
    return b"".join(keys)


# ---- signatures that were written badly


def _mended(message: bytes) -> bytes:
    """The message with the numbers of its signature written as they should be.

    Helm made signatures for years with a Go library that wrote a number with the length of the key, whatever
    its own length was: every second one. GnuPG and Helm read them, a strict reader does not.
    """
    start, end = message.find(SIGNATURE), message.find(END)
    if not 0 <= start < end:
        return message
    from pysequoia import ArmorKind, armor

    try:
        packet = _rewritten(_body(_unarmored(message[start:end])))
    except (ValueError, IndexError):
        return message
    return message[:start] + armor(packet, ArmorKind.Signature).encode() if packet else message


def _unarmored(block: bytes) -> bytes:
    import binascii

    _, _, text = block.replace(b"\r\n", b"\n").partition(b"\n\n")
    lines = [line.strip() for line in text.split(b"\n")]
    return binascii.a2b_base64(b"".join(line for line in lines if not line.startswith(b"=")))


def _body(packet: bytes) -> bytes:
    """The content of the one signature packet. Raises ValueError for anything else."""
    tag, length = packet[0], packet[1]
    if tag == 0xC0 | SIGNATURE_TAG:  # the newer form of a header
        if length < 192:
            start, size = 2, length
        elif length < 224:
            start, size = 3, ((length - 192) << 8) + packet[2] + 192
        else:
            start, size = 6, int.from_bytes(packet[2:6], "big")
    elif tag & 0xFC == 0x80 | SIGNATURE_TAG << 2 and tag & 3 < 3:
        start = 1 + (1 << (tag & 3))
        size = int.from_bytes(packet[1:start], "big")
    else:
        raise ValueError
    if start + size != len(packet):
        raise ValueError
    return packet[start:]


def _rewritten(body: bytes) -> bytes:
    """The signature packet with each number as long as it is; nothing when all were."""
    if body[0] != VERSION_4 or body[2] not in NUMBERS:
        raise ValueError
    at = 6 + int.from_bytes(body[4:6], "big")
    at += 2 + int.from_bytes(body[at : at + 2], "big") + 2
    parts = [body[:at]]
    for _ in range(NUMBERS[body[2]]):
        end = at + 2 + (int.from_bytes(body[at : at + 2], "big") + 7) // 8
        if end > len(body):
            raise ValueError
        number = int.from_bytes(body[at + 2 : end], "big")
        bits = number.bit_length()
        parts.append(bits.to_bytes(2, "big") + number.to_bytes((bits + 7) // 8, "big"))
        at = end
    written = b"".join(parts)
    if written == body:
        return b""
    return bytes([0xC0 | SIGNATURE_TAG, 0xFF]) + len(written).to_bytes(4, "big") + written


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
