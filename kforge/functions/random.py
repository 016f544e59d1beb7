"""Template functions that give something else each time, or the same with a seed."""

from kforge.functions.registry import FunctionError, func

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_DIGITS = "0123456789"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_PRINTABLE = "".join(map(chr, range(32, 127)))
_MOST = 1 << 22  # characters in one call: what a chart asks for must not eat up the machine


def _chosen(state: "Any", alphabet: str, count: int) -> str:
    if count < 0:
        return ""
    if count > _MOST:
        raise FunctionError(f"{count} random characters are more than the {_MOST} allowed")
    below, size = state.randomness.below, len(alphabet)
    return "".join([alphabet[below(size)] for _ in range(count)])


@func("randAlphaNum", takes="int", state=True)
def random_letters_and_digits(state: "Any", count: int) -> str:
    """So many random letters and digits.

    {{ randAlphaNum 12 | len }}
        12
    """
    return _chosen(state, _LETTERS + _DIGITS, count)


@func("randAlpha", takes="int", state=True)
def random_letters(state: "Any", count: int) -> str:
    """So many random letters.

    {{ regexMatch "^[a-zA-Z]{8}$" (randAlpha 8) }}
        true
    """
    return _chosen(state, _LETTERS, count)


@func("randNumeric", takes="int", state=True)
def random_digits(state: "Any", count: int) -> str:
    """So many random digits.

    {{ regexMatch "^[0-9]{8}$" (randNumeric 8) }}
        true
    """
    return _chosen(state, _DIGITS, count)


@func("randAscii", takes="int", state=True)
def random_printable(state: "Any", count: int) -> str:
    """So many random characters of ASCII that can be printed.

    {{ randAscii 5 | len }}
        5
    """
    return _chosen(state, _PRINTABLE, count)


@func("randBytes", takes="int", state=True)
def random_bytes(state: "Any", count: int) -> str:
    """So many random bytes, in base64.

    {{ randBytes 6 | len }}
        8
    """
    from kforge.golang.base_n import encode_64

    if not 0 <= count <= _MOST:
        raise FunctionError(
            "runtime error: makeslice: len out of range"
            if count < 0
            else f"{count} random bytes are more than allowed"
        )
    return encode_64(state.randomness.data(count))


@func("randInt", takes="int int", state=True)
def random_number(state: "Any", low: int, high: int) -> int:
    """A random number from the first to below the second.

    {{ randInt 5 6 }}
        5
    """
    if high <= low:
        raise FunctionError("invalid argument to Intn")
    return low + int(state.randomness.below(high - low))


@func("uuidv4", state=True)
def uuid(state: "Any") -> str:
    """A random UUID.

    {{ uuidv4 | len }}
        36
    """
    data = bytearray(state.randomness.data(16))
    data[6] = data[6] & 0x0F | 0x40
    data[8] = data[8] & 0x3F | 0x80
    text = data.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
