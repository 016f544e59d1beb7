"""Template functions: hashes, passwords, keys, certificates, AES. Libraries are loaded when used."""

from kforge.functions.registry import FunctionError, func

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from kforge.golang.certificates import Certificate, Signer

_CERTIFICATE_BITS, _KEY_BITS = 2048, 4096
_BLOCK = 16


def _data(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


# ---- hashes


@func("sha1sum", takes="string")
def sha1sum(text: str) -> str:
    """The SHA-1 of a text, in hexadecimal.

    {{ sha1sum "hello" }}
        aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d
    """
    from hashlib import sha1

    return sha1(_data(text)).hexdigest()  # noqa: S324 - what the function is


@func("sha256sum", takes="string")
def sha256sum(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal.

    {{ sha256sum "hello" }}
        2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824
    """
    try:  # the cheapest to load: charts put the hash of a file into every pod
        from _sha256 import sha256  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        from hashlib import sha256

    digest: str = sha256(_data(text)).hexdigest()
    return digest


@func("sha512sum", takes="string")
def sha512sum(text: str) -> str:
    """The SHA-512 of a text, in hexadecimal.

    {{ sha512sum "hello" | trunc 16 }}
        9b71d224bd62f378
    """
    from hashlib import sha512

    return sha512(_data(text)).hexdigest()


@func("adler32sum", takes="string")
def adler32sum(text: str) -> str:
    """The Adler-32 checksum of a text, as a number.

    {{ adler32sum "hello" }}
        103547413
    """
    from zlib import adler32

    return str(adler32(_data(text)))


# ---- passwords


@func("bcrypt", takes="string", state=True)
def bcrypt(state: "Any", password: str) -> str:
    """A password hashed with bcrypt, at cost 10.

    {{ bcrypt "secret" | trunc 7 }}
        $2a$10$
    """
    from kforge.golang.passwords import bcrypt_text

    return bcrypt_text(password, state.randomness)


@func("htpasswd", takes="string string", state=True)
def htpasswd(state: "Any", user: str, password: str) -> str:
    """A line for a password file of a web server.

    {{ htpasswd "ann" "secret" | trunc 11 }}
        ann:$2a$10$
    """
    if ":" in user:
        return f"invalid username: {user}"
    return f"{user}:{bcrypt(state, password)}"


@func("derivePassword", takes="uint32 string string string string")
def derive_password(counter: int, shape: str, password: str, user: str, site: str) -> str:
    """A password for a site made from a master password: maximum, long, medium, short, basic or pin.

    {{ derivePassword 1 "long" "p" "u" "s" }}
        Rude2$QafoJela
    """
    from kforge.golang.passwords import derived

    return derived(counter, shape, password, user, site)


# ---- keys and certificates


@func("genPrivateKey", takes="string", state=True)
def gen_private_key(state: "Any", kind: str) -> str:
    """A new private key in PEM: rsa (4096 bits, for "" too), ecdsa (P-256), ed25519 or dsa.

    {{ genPrivateKey "ed25519" | trunc 27 }}
        -----BEGIN PRIVATE KEY-----
    """
    from kforge.golang import private_keys

    if kind in ("", "rsa"):
        return private_keys.key_text(private_keys.rsa_key(state.randomness, _KEY_BITS))
    makers = {
        "dsa": private_keys.dsa_key,
        "ecdsa": private_keys.ecdsa_key,
        "ed25519": private_keys.ed25519_key,
    }
    if kind not in makers:
        return f"Unknown type {kind}"
    return private_keys.key_text(makers[kind](state.randomness))


@func("genCA", takes="string int", state=True)
def gen_ca(state: "Any", name: str, days: int) -> "Certificate":
    """A new certificate authority of that name for so many days: its .Cert and .Key in PEM.

    {{ (genCA "my-ca" 365).Cert | trunc 27 }}
        -----BEGIN CERTIFICATE-----
    """
    return _certificate(state, (name, days, (), (), True))


@func("genCAWithKey", takes="string int string", state=True)
def gen_ca_with_key(state: "Any", name: str, days: int, key: str) -> "Certificate":
    """As genCA, of a key in PEM.

    {{ (genCAWithKey "my-ca" 365 (genPrivateKey "ecdsa")).Key | trunc 30 }}
        -----BEGIN EC PRIVATE KEY-----
    """
    return _certificate(state, (name, days, (), (), True), key)


@func("genSelfSignedCert", takes="string list list int", state=True)
def gen_self_signed_cert(
    state: "Any", name: str, addresses: "list[Any]", hosts: "list[Any]", days: int
) -> "Certificate":
    """A new certificate of that name, IP addresses and host names for so many days, signed by itself.

    {{ (genSelfSignedCert "web" (list "10.0.0.1") (list "web.example.org") 365).Cert | trunc 27 }}
        -----BEGIN CERTIFICATE-----
    """
    return _certificate(state, (name, days, addresses, hosts, False))


@func("genSelfSignedCertWithKey", takes="string list list int string", state=True)
def gen_self_signed_cert_with_key(
    state: "Any", name: str, addresses: "list[Any]", hosts: "list[Any]", days: int, key: str
) -> "Certificate":
    """As genSelfSignedCert, of a key in PEM.

    {{ (genSelfSignedCertWithKey "web" nil nil 365 (genPrivateKey "ecdsa")).Key | trunc 30 }}
        -----BEGIN EC PRIVATE KEY-----
    """
    return _certificate(state, (name, days, addresses, hosts, False), key)


@func("genSignedCert", takes="string list list int sprig.certificate", state=True)
def gen_signed_cert(
    state: "Any", name: str, addresses: "list[Any]", hosts: "list[Any]", days: int, ca: "Certificate"
) -> "Certificate":
    """As genSelfSignedCert, signed by an authority that genCA made.

    {{ (genSignedCert "web" nil (list "web.example.org") 365 (genCA "my-ca" 365)).Cert | trunc 27 }}
        -----BEGIN CERTIFICATE-----
    """
    return _certificate(state, (name, days, addresses, hosts, False), None, ca)


@func("genSignedCertWithKey", takes="string list list int sprig.certificate string", state=True)
def gen_signed_cert_with_key(
    state: "Any",
    name: str,
    addresses: "list[Any]",
    hosts: "list[Any]",
    days: int,
    ca: "Certificate",
    key: str,
) -> "Certificate":
    """As genSignedCert, of a key in PEM.

    {{ $ca := genCA "my-ca" 365 }}{{ (genSignedCertWithKey "web" nil nil 9 $ca $ca.Key).Cert | trunc 27 }}
        -----BEGIN CERTIFICATE-----
    """
    return _certificate(state, (name, days, addresses, hosts, False), key, ca)


def _certificate(
    state: "Any",
    wanted: "tuple[str, int, Any, Any, bool]",
    key_text: "str | None" = None,
    ca: "Certificate | None" = None,
) -> "Certificate":
    """A certificate of a key, or of a new one; signed by `ca`, or by itself."""
    from kforge.golang import certificates
    from kforge.golang.private_keys import KeyReadError, read_key, rsa_key

    try:
        key = rsa_key(state.randomness, _CERTIFICATE_BITS) if key_text is None else read_key(key_text)
        signer: Signer | None = certificates.read_signer(ca) if ca else None
        request = certificates.Request(*wanted)
        return certificates.create(request, key, signer, state.now(), state.randomness)
    except KeyReadError as error:
        raise FunctionError(f"parsing private key: {error}") from None
    except certificates.CertificateError as error:
        raise FunctionError(str(error)) from None


@func("buildCustomCert", takes="string string")
def build_custom_cert(cert: str, key: str) -> "Certificate":
    """A certificate and its key, both PEM in base64, as genSignedCert wants its authority.

    {{ $ca := genCA "my-ca" 365 }}{{ eq $ca (buildCustomCert (b64enc $ca.Cert) (b64enc $ca.Key)) }}
        true
    """
    from kforge.golang.certificates import CertificateError, check_pair

    texts = [_decoded(cert, "unable to decode base64 certificate")]
    texts.append(_decoded(key, "unable to decode base64 private key"))
    try:
        return check_pair(*texts)
    except CertificateError as error:
        raise FunctionError(str(error)) from None


def _decoded(text: str, problem: str) -> str:
    from kforge.golang.base_n import CorruptError, decode_64

    try:
        return decode_64(text).decode("utf-8", "surrogateescape")
    except CorruptError:
        raise FunctionError(problem) from None


# ---- AES


@func("encryptAES", takes="string string", state=True)
def encrypt_aes(state: "Any", password: str, text: str) -> str:
    """A text encrypted with AES-256 in CBC mode, in base64 behind its random first block.

    {{ encryptAES "key" "text" | decryptAES "key" }}
        text
    """
    from kforge.golang.base_n import encode_64

    if not text:
        return ""
    data = _data(text)
    fill = _BLOCK - len(data) % _BLOCK
    first = state.randomness.data(_BLOCK)
    encryptor = _cipher(password, first).encryptor()
    sealed: bytes = encryptor.update(data + bytes([fill]) * fill) + encryptor.finalize()
    return encode_64(first + sealed)


@func("decryptAES", takes="string string")
def decrypt_aes(password: str, text: str) -> str:
    """What encryptAES encrypted.

    {{ decryptAES "key" "" | quote }}
        ""
    """
    from kforge.golang.base_n import CorruptError, decode_64

    if not text:
        return ""
    try:
        data = decode_64(text)
    except CorruptError as error:
        raise FunctionError(str(error)) from None
    if len(data) < _BLOCK:
        raise FunctionError(f"runtime error: slice bounds out of range [:16] with capacity {len(data)}")
    if len(data) % _BLOCK:
        raise FunctionError("crypto/cipher: input not full blocks")
    decryptor = _cipher(password, data[:_BLOCK]).decryptor()
    found: bytes = decryptor.update(data[_BLOCK:]) + decryptor.finalize()
    if not found:
        raise FunctionError("runtime error: index out of range [-1]")
    if found[-1] > len(found):
        raise FunctionError(f"runtime error: slice bounds out of range [:{len(found) - found[-1]}]")
    return found[: len(found) - found[-1]].decode("utf-8", "surrogateescape")


def _cipher(password: str, first: bytes) -> "Any":
    """The password is the key, filled up with zeros or cut off at 32 bytes."""
    from cryptography.hazmat.primitives.ciphers import Cipher
    from cryptography.hazmat.primitives.ciphers.algorithms import AES
    from cryptography.hazmat.primitives.ciphers.modes import CBC

    return Cipher(AES(_data(password)[:32].ljust(32, b"\0")), CBC(first))
