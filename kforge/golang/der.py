"""ASN.1 in its distinguished encoding, as much of it as certificates need, and PEM around it."""

from binascii import Error, a2b_base64, b2a_base64

from kforge.patterns import ASCII, DOTALL, compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.golang.layout import Fields

INTEGER, BIT_STRING, OCTET_STRING, NULL, OID = 0x02, 0x03, 0x04, 0x05, 0x06
UTF8_STRING, PRINTABLE_STRING, UTC_TIME, GENERALIZED_TIME = 0x0C, 0x13, 0x17, 0x18
SEQUENCE, SET = 0x30, 0x31

_PEM_LINE = 48  # bytes, 64 characters
_PEM = compiled(r"-----BEGIN ([^\n]*?)-----[ \t\r]*\n(.*?)-----END \1-----", DOTALL)
_PRINTABLE = compiled(r"[A-Za-z0-9 '()+,./:=?-]*\Z", ASCII)
TRUE = bytes([0x01, 0x01, 0xFF])


def element(tag: int, *parts: bytes) -> bytes:
    """An element of that tag around `parts`."""
    body = b"".join(parts)
    size = len(body)
    if size < 128:
        return bytes([tag, size]) + body
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 128 + len(length)]) + length + body


def sequence(*parts: bytes) -> bytes:
    return element(SEQUENCE, *parts)


def integer(number: int) -> bytes:
    """A number that is not below zero."""
    return element(INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def object_id(dotted: str) -> bytes:
    first, second, *rest = map(int, dotted.split("."))
    body = bytearray([first * 40 + second])
    for number in rest:
        digits = [number & 127]
        while number := number >> 7:
            digits.append(number & 127 | 128)
        body += bytes(reversed(digits))
    return element(OID, bytes(body))


def bit_string(data: bytes, unused: int = 0) -> bytes:
    return element(BIT_STRING, bytes([unused]), data)


def text(value: str) -> bytes:
    """A string as Go chooses its type: PrintableString if it can be one, or else UTF8String."""
    tag = PRINTABLE_STRING if _PRINTABLE.match(value) else UTF8_STRING
    return element(tag, value.encode("utf-8", "surrogateescape"))


def moment(time: "Fields") -> bytes:
    """A time in UTC: with two digits for the year from 1950 to 2049, or else with four."""
    rest = f"{time.month:02}{time.day:02}{time.hour:02}{time.minute:02}{time.second:02}Z".encode()
    if 1950 <= time.year < 2050:
        return element(UTC_TIME, b"%02d" % (time.year % 100), rest)
    return element(GENERALIZED_TIME, b"%04d" % time.year, rest)


def pem(kind: str, data: bytes) -> str:
    """The block, whose lines have 64 characters."""
    lines = [b2a_base64(data[i : i + _PEM_LINE]).decode() for i in range(0, len(data), _PEM_LINE)]
    return f"-----BEGIN {kind}-----\n{''.join(lines)}-----END {kind}-----\n"


def first_pem(value: str) -> "tuple[str, bytes] | None":
    """The kind and the bytes of the first block in `value`, None when there is none."""
    for found in _PEM.finditer(value):
        body = found[2].rpartition("\n\n")[2] if ":" in found[2] else found[2]
        try:
            return found[1], a2b_base64("".join(body.split()), strict_mode=True)
        except (Error, ValueError):
            continue
    return None
