"""Passwords: bcrypt as Go's, and those that derivePassword makes out of a master password."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.golang.randomness import Randomness

_COST = 10
_LONGEST = 72  # bytes
_BCRYPT_DIGITS = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

_SCOPE = b"com.lyndir.masterpassword"
# the shapes of derived passwords: each letter stands for one of the characters below
_SHAPES = {
    "maximum": ("anoxxxxxxxxxxxxxxxxx", "axxxxxxxxxxxxxxxxxno"),
    "long": (
        "CvcvnoCvcvCvcv", "CvcvCvcvnoCvcv", "CvcvCvcvCvcvno", "CvccnoCvcvCvcv", "CvccCvcvnoCvcv",
        "CvccCvcvCvcvno", "CvcvnoCvccCvcv", "CvcvCvccnoCvcv", "CvcvCvccCvcvno", "CvcvnoCvcvCvcc",
        "CvcvCvcvnoCvcc", "CvcvCvcvCvccno", "CvccnoCvccCvcv", "CvccCvccnoCvcv", "CvccCvccCvcvno",
        "CvcvnoCvccCvcc", "CvcvCvccnoCvcc", "CvcvCvccCvccno", "CvccnoCvcvCvcc", "CvccCvcvnoCvcc",
        "CvccCvcvCvccno",
    ),
    "medium": ("CvcnoCvc", "CvcCvcno"),
    "short": ("Cvcn",),
    "basic": ("aaanaaan", "aannaaan", "aaannaaa"),
    "pin": ("nnnn",),
}  # fmt: skip
_CONSONANTS, _VOWELS = "BCDFGHJKLMNPQRSTVWXYZ", "AEIOU"
_LETTERS = _VOWELS + _VOWELS.lower() + _CONSONANTS + _CONSONANTS.lower()
_CHARACTERS = {
    "V": _VOWELS,
    "C": _CONSONANTS,
    "v": _VOWELS.lower(),
    "c": _CONSONANTS.lower(),
    "A": _VOWELS + _CONSONANTS,
    "a": _LETTERS,
    "n": "0123456789",
    "o": "@&%?,=[]_:-+*$#!'^~;()/.",
    "x": _LETTERS + "0123456789!@#$%^&*()",
}


def bcrypt_text(password: str, randomness: "Randomness") -> str:
    """The password hashed at cost 10, or Go's text for one that is too long."""
    from bcrypt import hashpw

    data = password.encode("utf-8", "surrogateescape")
    if len(data) > _LONGEST:
        return "failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes"
    salt = f"$2a${_COST}${_digits(randomness.data(16))}"
    return hashpw(data, salt.encode()).decode()


def _digits(data: bytes) -> str:
    """bcrypt's own base64, without padding."""
    size = len(data) * 8
    number = int.from_bytes(data, "big") << (-size % 6)
    return "".join([_BCRYPT_DIGITS[number >> shift & 63] for shift in range((size - 1) // 6 * 6, -1, -6)])


def derived(counter: int, shape: str, password: str, user: str, site: str) -> str:
    """The password of a user for a site, by the algorithm of Master Password; or the text of an error."""
    from hashlib import scrypt, sha256
    from hmac import digest

    shapes = _SHAPES.get(shape)
    if shapes is None:
        return f"cannot find password template {shape}"
    salt = _SCOPE + _counted(user)
    key = scrypt(
        password.encode("utf-8", "surrogateescape"), salt=salt, n=32768, r=8, p=2, maxmem=1 << 26, dklen=64
    )
    seed = digest(key, _SCOPE + _counted(site) + (counter & 0xFFFFFFFF).to_bytes(4, "big"), sha256)
    chosen = shapes[seed[0] % len(shapes)]
    parts = [_CHARACTERS[letter] for letter in chosen]
    return "".join([part[byte % len(part)] for part, byte in zip(parts, seed[1:], strict=False)])


def _counted(text: str) -> bytes:
    data = text.encode("utf-8", "surrogateescape")
    return len(data).to_bytes(4, "big") + data
