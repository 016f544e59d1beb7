"""Where random bytes and numbers come from: the machine, or a seed that always gives the same.

With a seed they come from SHA-256 in counter mode: block i is SHA-256(SHA-256(seed) + i as eight bytes). That
depends on no version of Python, and one seed gives the same forever.
"""

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_BLOCK = 32


class Randomness:
    """The machine's own."""

    __slots__ = ()
    seeded = False

    def data(self, count: int) -> bytes:
        """`count` random bytes."""
        return os.urandom(count)

    def below(self, limit: int) -> int:
        """A number from 0 to `limit` - 1, each as likely; `limit` is at least 1."""
        bits = (limit - 1).bit_length()
        size = (bits + 7) // 8
        while True:
            number = int.from_bytes(self.data(size), "big") >> (size * 8 - bits)
            if number < limit:
                return number


class SeededRandomness(Randomness):
    """The same bytes for the same seed, in every version of Python."""

    __slots__ = ("_block", "_hash", "_key", "_rest")
    seeded = True

    def __init__(self, seed: str) -> None:
        self._hash = _sha256()
        self._key: bytes = self._hash(seed.encode("utf-8", "surrogateescape")).digest()
        self._block = 0
        self._rest = b""

    def data(self, count: int) -> bytes:
        parts = [self._rest]
        there = len(self._rest)
        while there < count:
            parts.append(self._hash(self._key + self._block.to_bytes(8, "big")).digest())
            self._block += 1
            there += _BLOCK
        whole = b"".join(parts)
        self._rest = whole[count:]
        return whole[:count]


def _sha256() -> "Callable[[bytes], Any]":
    """The hash, from the module that costs least to load."""
    try:
        from _sha256 import sha256  # type: ignore[import-not-found,unused-ignore]  # 3.11
    except ImportError:
        try:
            from _sha2 import sha256  # type: ignore[import-not-found,unused-ignore]  # 3.12 and later
        except ImportError:
            from hashlib import sha256
    return sha256  # type: ignore[no-any-return,unused-ignore]
