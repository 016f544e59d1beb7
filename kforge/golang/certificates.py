"""X.509 certificates as Go's x509.CreateCertificate writes what sprig asks of it."""

from kforge.golang import der, zones
from kforge.golang.duration import HOUR, SECOND
from kforge.golang.kinds import Struct
from kforge.golang.numbers import wrapped
from kforge.golang.private_keys import KeyReadError, key_text, kind_of, public_bytes, read_key
from kforge.golang.quoting import quote
from kforge.golang.text import sprint
from kforge.golang.time import Time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, ClassVar

    from kforge.golang.randomness import Randomness

_COMMON_NAME = der.object_id("2.5.4.3")
_KEY_USAGE, _SUBJECT_KEY = der.object_id("2.5.29.15"), der.object_id("2.5.29.14")
_NAMES, _CONSTRAINTS = der.object_id("2.5.29.17"), der.object_id("2.5.29.19")
_AUTHORITY_KEY, _EXTENDED_USAGE = der.object_id("2.5.29.35"), der.object_id("2.5.29.37")
_SERVER_AND_CLIENT = der.sequence(der.object_id("1.3.6.1.5.5.7.3.1"), der.object_id("1.3.6.1.5.5.7.3.2"))
# digital signature, key encipherment and, for an authority, signing certificates
_USAGE, _USAGE_OF_AUTHORITY = der.bit_string(b"\xa0", 5), der.bit_string(b"\xa4", 2)
_RSA_SHA256 = der.sequence(der.object_id("1.2.840.113549.1.1.11"), der.element(der.NULL))
_ED25519 = der.sequence(der.object_id("1.3.101.112"))
# the hash that goes with the size of a curve
_ECDSA = {
    256: ("SHA256", der.sequence(der.object_id("1.2.840.10045.4.3.2"))),
    384: ("SHA384", der.sequence(der.object_id("1.2.840.10045.4.3.3"))),
    521: ("SHA512", der.sequence(der.object_id("1.2.840.10045.4.3.4"))),
}
_FIELDS = {"Cert": "cert", "Key": "key"}


class CertificateError(ValueError):
    """What Go says of a certificate that cannot be made or read."""


class Certificate(Struct):
    """A certificate and its private key, in PEM; `signer` is there when both were made here."""

    __slots__ = ("cert", "key", "signer")
    go_type = "sprig.certificate"
    fields: "ClassVar[Mapping[str, str]]" = _FIELDS

    def __init__(self, cert: str, key: str) -> None:
        self.cert = cert
        self.key = key
        self.signer: Signer | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Certificate) and (self.cert, self.key) == (other.cert, other.key)

    def __hash__(self) -> int:
        return hash((self.cert, self.key))

    def go_text(self) -> str:
        return f"{{{self.cert} {self.key}}}"


class Request:
    """What a certificate is to say."""

    __slots__ = ("authority", "days", "name", "names")

    def __init__(
        self,
        name: str,
        days: int,
        addresses: "Sequence[object]" = (),
        hosts: "Sequence[object]" = (),
        authority: bool = False,
    ) -> None:
        """Raises CertificateError for what is no address or host name."""
        self.name = name
        self.days = days
        self.authority = authority
        parts = [_address(address) for address in addresses]
        self.names = [*map(_host, hosts), *parts]


def _address(value: object) -> bytes:
    from ipaddress import IPv6Address, ip_address

    if type(value) is not str:
        raise CertificateError(f"error parsing ip: {sprint(value)} is not a string")
    try:
        found = ip_address(value)
    except ValueError:
        raise CertificateError(f"error parsing ip: {value}") from None
    if isinstance(found, IPv6Address):
        if found.scope_id is not None:
            raise CertificateError(f"error parsing ip: {value}")
        found = found.ipv4_mapped or found
    return der.element(0x87, found.packed)


def _host(value: object) -> bytes:
    if type(value) is not str:
        raise CertificateError(f"error processing alternate dns name: {sprint(value)} is not a string")
    if not value.isascii():
        raise CertificateError(
            f"error creating certificate: x509: {quote(value)} cannot be encoded as an IA5String"
        )
    return der.element(0x82, value.encode())


class Signer:
    """Who signs: a name, a key, and the identifier of that key in the signer's own certificate."""

    __slots__ = ("identifier", "key", "subject")

    def __init__(self, subject: bytes, key: "Any", identifier: bytes = b"") -> None:
        self.subject = subject
        self.key = key
        self.identifier = identifier


def read_signer(ca: Certificate) -> Signer:
    """The signer whose certificate and key these are. Raises CertificateError."""
    if ca.signer:  # reading costs the library's whole X.509 part
        return ca.signer
    certificate = _read_certificate(ca.cert, "error parsing certificate: decodedSignerCert.Bytes: ")
    try:
        key = read_key(ca.key)
    except KeyReadError as error:
        raise CertificateError(f"error parsing private key: {error}") from None
    if public_bytes(certificate.public_key()) != public_bytes(key.public_key()):
        raise CertificateError(
            "error creating certificate: x509: provided PrivateKey doesn't match parent's PublicKey"
        )
    return Signer(certificate.subject.public_bytes(), key, _identifier_in(certificate))


def _read_certificate(text: str, what: str) -> "Any":
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.x509 import load_der_x509_certificate

    block = der.first_pem(text)
    if block is None:
        raise CertificateError("unable to decode certificate")
    try:
        found = load_der_x509_certificate(block[1])
        found.public_key(), found.subject, found.extensions
    except (ValueError, UnsupportedAlgorithm):
        raise CertificateError(f"{what}x509: malformed certificate") from None
    return found


def _identifier_in(certificate: "Any") -> bytes:
    from cryptography.x509 import ExtensionNotFound, SubjectKeyIdentifier

    try:
        digest: bytes = certificate.extensions.get_extension_for_class(SubjectKeyIdentifier).value.digest
    except ExtensionNotFound:
        return b""
    return digest


def check_pair(cert: str, key: str) -> Certificate:
    """A certificate and a key that were made elsewhere. Raises CertificateError."""
    _read_certificate(cert, "error parsing certificate: decodedCert.Bytes: ")
    try:
        read_key(key)
    except KeyReadError as error:
        raise CertificateError(f"error parsing private key: {error}") from None
    return Certificate(cert, key)


def create(
    request: Request, key: "Any", signer: "Signer | None", now: int, randomness: "Randomness"
) -> Certificate:
    """A certificate of `key`, signed by its own key without a `signer`; `now` in nanoseconds."""
    subject = _subject(request.name)
    signer = signer or Signer(subject, key)
    algorithm, sign = _signature(signer.key, randomness.seeded)
    public = public_bytes(key.public_key())
    until = wrapped(wrapped(24 * HOUR) * request.days)
    body = der.sequence(
        der.element(0xA0, der.integer(2)),
        der.integer(randomness.below(1 << 128)),
        algorithm,
        signer.subject,
        der.sequence(_moment(now), _moment(now + until)),
        subject,
        public,
        der.element(0xA3, der.sequence(*_extensions(request, subject, public, signer))),
    )
    data = der.sequence(body, algorithm, der.bit_string(sign(body)))
    made = Certificate(der.pem("CERTIFICATE", data), key_text(key))
    made.signer = Signer(subject, key, _identifier(public) if request.authority else b"")
    return made


def _subject(name: str) -> bytes:
    if not name:
        return der.sequence()
    return der.sequence(der.element(der.SET, der.sequence(_COMMON_NAME, der.text(name))))


def _moment(ns: int) -> bytes:
    return der.moment(Time(ns - ns % SECOND, zones.UTC).taken_apart())


def _extensions(request: Request, subject: bytes, public: bytes, signer: Signer) -> "list[bytes]":
    found = [
        _extension(_KEY_USAGE, _USAGE_OF_AUTHORITY if request.authority else _USAGE, critical=True),
        _extension(_EXTENDED_USAGE, _SERVER_AND_CLIENT),
        _extension(_CONSTRAINTS, der.sequence(der.TRUE if request.authority else b""), critical=True),
    ]
    if request.authority:
        found.append(_extension(_SUBJECT_KEY, der.element(der.OCTET_STRING, _identifier(public))))
    if signer.identifier and signer.subject != subject:
        found.append(_extension(_AUTHORITY_KEY, der.sequence(der.element(0x80, signer.identifier))))
    if request.names:
        found.append(_extension(_NAMES, der.sequence(*request.names), critical=not request.name))
    return found


def _extension(name: bytes, value: bytes, critical: bool = False) -> bytes:
    return der.sequence(name, der.TRUE if critical else b"", der.element(der.OCTET_STRING, value))


def _identifier(public: bytes) -> bytes:
    """The identifier of a key: 160 bits of the SHA-256 of its bits (RFC 7093), which follow its algorithm."""
    from hashlib import sha256

    return sha256(_bits(public)).digest()[:20]


def _bits(public: bytes) -> bytes:
    """The bits of a SubjectPublicKeyInfo: behind its head, its algorithm, and a head of their own."""
    start, _ = _content(public, 0)
    inner, size = _content(public, start)
    bits, _ = _content(public, inner + size)
    return public[bits + 1 :]


def _content(data: bytes, at: int) -> "tuple[int, int]":
    """Where the content of the element at `at` starts, and its length."""
    size = data[at + 1]
    if size < 128:
        return at + 2, size
    digits = size - 128
    return at + 2 + digits, int.from_bytes(data[at + 2 : at + 2 + digits], "big")


def _signature(key: "Any", repeatable: bool) -> "tuple[bytes, Any]":
    """The algorithm with which a key signs, and what signs. Raises CertificateError.

    Signatures of elliptic curves are random, but those of RFC 6979, which wants a recent OpenSSL.
    """
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    kind = kind_of(key)
    if kind == "RSA":
        return _RSA_SHA256, lambda data: key.sign(data, padding.PKCS1v15(), hashes.SHA256())
    if kind == "EC" and key.curve.key_size in _ECDSA:
        name, algorithm = _ECDSA[key.curve.key_size]
        scheme = ec.ECDSA(getattr(hashes, name)(), deterministic_signing=repeatable)
        return algorithm, lambda data: key.sign(data, scheme)
    if isinstance(key, Ed25519PrivateKey):
        return _ED25519, key.sign
    raise CertificateError(
        "error creating certificate: x509: certificate private key does not implement crypto.Signer"
    )
