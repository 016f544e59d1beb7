"""Go's encoding/base64 and encoding/base32 in their standard alphabets, with the byte their errors name."""

from binascii import Error, a2b_base64, b2a_base64

_DIGITS_64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_DIGITS_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_GROUP_32 = 8
# how many bytes a group of so many base32 digits holds
_HELD_32 = {2: 1, 4: 2, 5: 3, 7: 4}


class CorruptError(ValueError):
    """Go's text for what is no base64 or base32."""


def encode_64(data: bytes) -> str:
    return b2a_base64(data, newline=False).decode()


def decode_64(text: str) -> bytes:
    """The bytes in `text`; line breaks do not count. Raises CorruptError."""
    plain = text.replace("\n", "").replace("\r", "")
    try:
        if plain[-3:].count("=") < 3 and plain.isascii() and len(plain) % 4 == 0:
            return a2b_base64(plain, strict_mode=True)
    except Error:
        pass
    return _decode_64(text.encode("utf-8", "surrogateescape"))


def _decode_64(data: bytes) -> bytes:
    """Byte by byte, as Go goes, to the place it objects to; trailing bits do not matter to it."""
    made = bytearray()
    group: list[int] = []
    at, size = 0, len(data)
    while True:
        if at == size:
            if not group:
                return bytes(made)
            raise _corrupt(64, at - len(group))
        char = chr(data[at])
        at += 1
        digit = _DIGITS_64.find(char)
        if digit >= 0:
            group.append(digit)
            if len(group) == 4:
                made += _bytes_of(group, 6, 3)
                group = []
        elif char not in "\r\n":
            if char != "=" or len(group) < 2:
                raise _corrupt(64, at - 1)
            _end_64(data, at, len(group))
            made += _bytes_of(group + [0] * (4 - len(group)), 6, len(group) - 1)
            return bytes(made)


def _end_64(data: bytes, at: int, digits: int) -> None:
    """What may follow the first `=`, which stands before `at`: another one if two digits do, and no more."""
    at = _behind_breaks(data, at)
    if digits == 2:
        if at == len(data):
            raise _corrupt(64, len(data))
        if data[at] != ord("="):
            raise _corrupt(64, at - 1)
        at = _behind_breaks(data, at + 1)
    if at < len(data):
        raise _corrupt(64, at)


def _behind_breaks(data: bytes, at: int) -> int:
    while at < len(data) and data[at] in b"\r\n":
        at += 1
    return at


def _bytes_of(digits: "list[int]", bits: int, count: int) -> bytes:
    """The first `count` bytes of the number that the digits, of so many bits each, make up."""
    number = 0
    for digit in digits:
        number = number << bits | digit
    return number.to_bytes(len(digits) * bits // 8, "big")[:count]


def _corrupt(base: int, at: int) -> CorruptError:
    return CorruptError(f"illegal base{base} data at input byte {at}")


def encode_32(data: bytes) -> str:
    parts = []
    for start in range(0, len(data), 5):
        part = data[start : start + 5]
        number = int.from_bytes(part.ljust(5, b"\0"), "big")
        digits = "".join([_DIGITS_32[number >> shift & 31] for shift in range(35, -1, -5)])
        parts.append(digits[: (len(part) * 8 + 4) // 5].ljust(_GROUP_32, "="))
    return "".join(parts)


def decode_32(text: str) -> bytes:
    """The bytes in `text`; line breaks do not count. Raises CorruptError."""
    data = text.replace("\r", "").replace("\n", "").encode("utf-8", "surrogateescape")
    made = bytearray()
    at, size = 0, len(data)
    while at < size:
        group: list[int] = []
        while len(group) < _GROUP_32:
            if at == size:
                raise _corrupt(32, at - len(group))
            char = chr(data[at])
            if char == "=" and len(group) >= 2 and size - at - 1 < _GROUP_32:
                _end_32(data, at, len(group))
                at = size
                break
            digit = _DIGITS_32.find(char)
            if digit < 0:
                raise _corrupt(32, at)
            at += 1
            group.append(digit)
        count = _HELD_32.get(len(group), 5)
        made += _bytes_of(group + [0] * (_GROUP_32 - len(group)), 5, count)
    return bytes(made)


def _end_32(data: bytes, at: int, digits: int) -> None:
    """The padding, whose first `=` stands at `at`: it fills the last group, of a length that can be."""
    left = len(data) - at - 1
    if left + digits < _GROUP_32 - 1:
        raise _corrupt(32, len(data))
    for i in range(_GROUP_32 - 1 - digits):
        if left > i and data[at + 1 + i] != ord("="):
            raise _corrupt(32, at + i)
    if digits in (1, 3, 6):
        raise _corrupt(32, at)
