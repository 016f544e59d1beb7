"""Private keys as Go's crypto packages make, write and read them; the library loads when one is needed."""

from kforge.golang import der

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from kforge.golang.randomness import Randomness

_KINDS = {"RSAPrivateKey": "RSA", "EllipticCurvePrivateKey": "EC", "DSAPrivateKey": "DSA"}
_CURVE_BITS = 256
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of the curve P-256


class KeyReadError(ValueError):
    """What is wrong with a key given as a text."""


def rsa_key(randomness: "Randomness", bits: int) -> "Any":
    from cryptography.hazmat.primitives.asymmetric import rsa

    if not randomness.seeded:
        return rsa.generate_private_key(65537, bits)
    from kforge.golang.primes import EXPONENT, rsa_primes

    p, q = rsa_primes(randomness, bits)
    d = pow(EXPONENT, -1, (p - 1) * (q - 1))
    public = rsa.RSAPublicNumbers(EXPONENT, p * q)
    numbers = rsa.RSAPrivateNumbers(p, q, d, d % (p - 1), d % (q - 1), pow(q, -1, p), public)
    return numbers.private_key(unsafe_skip_rsa_key_validation=True)


def ecdsa_key(randomness: "Randomness") -> "Any":
    from cryptography.hazmat.primitives.asymmetric import ec

    if not randomness.seeded:
        return ec.generate_private_key(ec.SECP256R1())
    return ec.derive_private_key(1 + randomness.below(_ORDER - 1), ec.SECP256R1())


def ed25519_key(randomness: "Randomness") -> "Any":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(randomness.data(32))


def dsa_key(randomness: "Randomness") -> "Any":
    from cryptography.hazmat.primitives.asymmetric import dsa

    if not randomness.seeded:
        return dsa.generate_private_key(2048)
    from kforge.golang.primes import dsa_numbers

    p, q, g, y, x = dsa_numbers(randomness)
    public = dsa.DSAPublicNumbers(y, dsa.DSAParameterNumbers(p, q, g))
    return dsa.DSAPrivateNumbers(x, public).private_key()


def kind_of(key: "Any") -> str:
    """RSA, EC or DSA; "" for keys that have no form of their own."""
    from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa

    for kind, name in (
        (rsa.RSAPrivateKey, "RSA"),
        (ec.EllipticCurvePrivateKey, "EC"),
        (dsa.DSAPrivateKey, "DSA"),
    ):
        if isinstance(key, kind):
            return name
    return ""


def key_text(key: "Any") -> str:
    """The key in PEM: PKCS#1 for RSA, SEC 1 for curves, OpenSSL's form for DSA, PKCS#8 for the rest."""
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    kind = kind_of(key)
    form = PrivateFormat.TraditionalOpenSSL if kind else PrivateFormat.PKCS8
    data = key.private_bytes(Encoding.DER, form, NoEncryption())
    return der.pem(f"{kind} PRIVATE KEY".strip(), data)


def public_bytes(key: "Any") -> bytes:
    """A public key as it stands in a certificate."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    data: bytes = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return data


def read_key(text: str) -> "Any":
    """The key in the first PEM block of `text`. Raises KeyReadError."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_der_private_key

    block = der.first_pem(text)
    if block is None:
        raise KeyReadError("no PEM data in input")
    kind, data = block
    if kind != "PRIVATE KEY" and not kind.endswith(" PRIVATE KEY"):
        raise KeyReadError(f"no private key data in PEM block of type {kind}")
    wanted = kind[: -len(" PRIVATE KEY")] if kind != "PRIVATE KEY" else ""
    if wanted not in ("", "RSA", "EC", "DSA"):
        raise KeyReadError(f"invalid private key type {kind}")
    try:
        key = load_der_private_key(data, None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if key is None or (wanted and kind_of(key) != wanted):
        what = f"parsing {wanted} private key from PEM" if wanted else "decoding PEM as PKCS#8"
        raise KeyReadError(f"{what}: the data are no such key")
    return key
