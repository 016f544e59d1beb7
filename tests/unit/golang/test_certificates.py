import base64
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from kforge.golang import certificates, private_keys
from kforge.golang.certificates import Certificate, CertificateError, Request, Signer
from kforge.golang.randomness import Randomness, SeededRandomness

NOW = 1709208000_123456789
SEED = SeededRandomness("certificates")
KEY = private_keys.rsa_key(SEED, 1024)
EC_KEY, ED_KEY = private_keys.ecdsa_key(SEED), private_keys.ed25519_key(SEED)


def made(request: Request, key: Any = KEY, signer: Signer | None = None) -> Certificate:
    return certificates.create(request, key, signer, NOW, Randomness())


def parsed(certificate: Certificate) -> x509.Certificate:
    return x509.load_pem_x509_certificate(certificate.cert.encode())


def extension(certificate: x509.Certificate, kind: type) -> Any:
    return certificate.extensions.get_extension_for_class(kind)


def test_an_authority() -> None:
    ca = made(Request("my-ca", 365, authority=True))
    cert = parsed(ca)
    assert cert.version is x509.Version.v3
    assert cert.subject == cert.issuer == x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "my-ca")])
    assert cert.not_valid_before_utc == datetime(2024, 2, 29, 12, tzinfo=UTC)
    assert cert.not_valid_after_utc == datetime(2025, 2, 28, 12, tzinfo=UTC)
    assert 0 <= cert.serial_number < 1 << 128
    cert.verify_directly_issued_by(cert)
    assert [found.oid.dotted_string for found in cert.extensions] == [
        "2.5.29.15", "2.5.29.37", "2.5.29.19", "2.5.29.14",
    ]  # fmt: skip
    usage = extension(cert, x509.KeyUsage)
    assert usage.critical
    assert (usage.value.digital_signature, usage.value.key_encipherment, usage.value.key_cert_sign) == (
        1,
        1,
        1,
    )
    assert extension(cert, x509.BasicConstraints).value == x509.BasicConstraints(True, None)
    assert list(extension(cert, x509.ExtendedKeyUsage).value) == [
        ExtendedKeyUsageOID.SERVER_AUTH,
        ExtendedKeyUsageOID.CLIENT_AUTH,
    ]
    assert ca.key == private_keys.key_text(KEY)
    assert ca.go_text() == f"{{{ca.cert} {ca.key}}}"


def test_a_certificate_signed_by_an_authority() -> None:
    ca = made(Request("my-ca", 365, authority=True))
    request = Request("*.x", 30, ["10.0.0.1", "::1", "::ffff:1.2.3.4"], ["a.b", "*.c"])
    cert = parsed(made(request, EC_KEY, certificates.read_signer(ca)))
    cert.verify_directly_issued_by(parsed(ca))
    assert cert.issuer == parsed(ca).subject
    names = extension(cert, x509.SubjectAlternativeName)
    assert not names.critical
    assert names.value.get_values_for_type(x509.DNSName) == ["a.b", "*.c"]
    addresses = ["10.0.0.1", "::1", "1.2.3.4"]
    assert names.value.get_values_for_type(x509.IPAddress) == [ip_address(text) for text in addresses]
    identifier = extension(cert, x509.AuthorityKeyIdentifier).value.key_identifier
    assert identifier == extension(parsed(ca), x509.SubjectKeyIdentifier).value.digest
    assert extension(cert, x509.BasicConstraints).value == x509.BasicConstraints(False, None)
    assert not extension(cert, x509.KeyUsage).value.key_cert_sign


@pytest.mark.parametrize(
    ("key", "kind", "algorithm"),
    [
        (KEY, rsa.RSAPublicKey, "sha256WithRSAEncryption"),
        (EC_KEY, ec.EllipticCurvePublicKey, "ecdsa-with-SHA256"),
        (ec.derive_private_key(5, ec.SECP384R1()), ec.EllipticCurvePublicKey, "ecdsa-with-SHA384"),
        (ED_KEY, ed25519.Ed25519PublicKey, "ed25519"),
    ],
    ids=["rsa", "p256", "p384", "ed25519"],
)
def test_every_kind_of_key_signs(key: Any, kind: type, algorithm: str) -> None:
    cert = parsed(made(Request("x", 1), key))
    assert isinstance(cert.public_key(), kind)
    assert cert.signature_algorithm_oid._name == algorithm
    cert.verify_directly_issued_by(cert)


def test_without_a_name() -> None:
    cert = parsed(made(Request("", 1, hosts=["a.b"])))
    assert not list(cert.subject)
    assert extension(cert, x509.SubjectAlternativeName).critical


@pytest.mark.parametrize(("name", "kind"), [("plain Name-1", 19), ("*.x", 12), ("é", 12), ("x" * 70, 19)])
def test_names_are_printable_strings_if_they_can(name: str, kind: int) -> None:
    data = base64.b64decode("".join(made(Request(name, 1)).cert.splitlines()[1:-1]))
    encoded = name.encode()
    assert bytes([0x55, 4, 3, kind, len(encoded)]) + encoded in data


def test_days_wrap_around_as_gos_durations_do() -> None:
    assert parsed(made(Request("x", 365000))).not_valid_after_utc.year == 1854
    assert parsed(made(Request("x", -1))).not_valid_after_utc.day == 28


def test_a_seed_gives_the_same_certificate() -> None:
    texts = [
        certificates.create(Request("x", 1), key, None, NOW, SeededRandomness("s")).cert
        for key in (KEY, KEY, EC_KEY, EC_KEY, ED_KEY, ED_KEY)
    ]
    assert texts[::2] == texts[1::2]
    assert len(set(texts)) == 3


@pytest.mark.parametrize(
    ("addresses", "hosts", "message"),
    [
        ([1.5], [], "error parsing ip: 1.5 is not a string"),
        (["a"], [], "error parsing ip: a"),
        (["010.0.0.1"], [], "error parsing ip: 010.0.0.1"),
        (["fe80::1%eth0"], [], "error parsing ip: fe80::1%eth0"),
        ([], [None], "error processing alternate dns name: <nil> is not a string"),
        ([], ["é"], 'error creating certificate: x509: "é" cannot be encoded as an IA5String'),
    ],
)
def test_what_is_no_address_or_host(addresses: list[object], hosts: list[object], message: str) -> None:
    with pytest.raises(CertificateError) as raised:
        Request("x", 1, addresses, hosts)
    assert str(raised.value) == message


def test_what_is_no_authority() -> None:
    good = made(Request("x", 1, authority=True))
    other = private_keys.key_text(EC_KEY)
    for ca, message in [
        (Certificate("x", good.key), "unable to decode certificate"),
        (
            Certificate(good.key, good.key),
            "error parsing certificate: decodedSignerCert.Bytes: x509: malformed certificate",
        ),
        (Certificate(good.cert, "x"), "error parsing private key: no PEM data in input"),
        (
            Certificate(good.cert, other),
            "error creating certificate: x509: provided PrivateKey doesn't match parent's PublicKey",
        ),
    ]:
        with pytest.raises(CertificateError) as raised:
            certificates.read_signer(ca)
        assert str(raised.value) == message


@pytest.mark.parametrize("authority", [True, False])
def test_a_signer_is_the_same_made_here_or_read(authority: bool) -> None:
    ca = made(Request("*.x", 1, authority=authority), EC_KEY)
    kept, read = certificates.read_signer(ca), certificates.read_signer(Certificate(ca.cert, ca.key))
    assert kept is not read
    assert (kept.subject, kept.identifier) == (read.subject, read.identifier)
    assert private_keys.key_text(kept.key) == private_keys.key_text(read.key)


def test_a_pair_made_elsewhere() -> None:
    good = made(Request("x", 1))
    assert certificates.check_pair(good.cert, good.key) == good
    assert hash(certificates.check_pair(good.cert, good.key)) == hash(good)
    with pytest.raises(CertificateError, match="unable to decode certificate"):
        certificates.check_pair("x", good.key)
    with pytest.raises(CertificateError, match="error parsing private key: no PEM data"):
        certificates.check_pair(good.cert, "x")


def test_dsa_keys_do_not_sign_certificates() -> None:
    with pytest.raises(CertificateError, match=r"does not implement crypto\.Signer"):
        made(Request("x", 1), dsa.generate_private_key(1024))
