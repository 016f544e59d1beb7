"""Regular expressions, compiled once and kept on disk: compiling them costs more than a small build does.

CPython translates a pattern to a list of numbers, slowly, in Python; of these it makes a matcher, quickly, in
C. The numbers are what is kept, below XDG_CACHE_HOME/kforge/patterns: a file for each command, by version of
kforge and of the translation. A file that is damaged or cannot be written costs time only: the pattern is
translated again. Whoever goes this way does not even load `re`.
"""

import os
import sys
from marshal import dumps, loads

from kforge import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from typing import Any

# as in `re`, which costs too much to load for their sake
MULTILINE = 8
DOTALL = 16
ASCII = 256

WORD = 8

try:
    import _sre  # type: ignore[import-not-found]

    _VERSION = f"{__version__}-{sys.implementation.cache_tag}-{_sre.MAGIC}-{sys.byteorder}"
except (ImportError, AttributeError):  # a Python that translates otherwise
    _VERSION = ""

# whose patterns are kept together
command = "other"

# (pattern, flags): what _sre.compile wants to know besides the pattern
_known: "dict[tuple[str, int], tuple[Any, ...]] | None" = None
_changed = False


def compiled(pattern: str, flags: int = 0) -> "re.Pattern[str]":
    """What re.compile(pattern, flags) gives."""
    global _known, _changed  # noqa: PLW0603 - one store for the process
    if not _VERSION:
        return _compile(pattern, flags)
    if _known is None:
        _known = _read()
    try:
        return _matcher(pattern, _known[pattern, flags])
    except Exception:  # not there, or not to be used: _sre checks what it gets
        translation = _translate(pattern, flags)
        if translation is None:
            return _compile(pattern, flags)
        _known[pattern, flags] = translation
        _changed = True
        return _matcher(pattern, translation)


def _matcher(pattern: str, translation: "tuple[Any, ...]") -> "re.Pattern[str]":
    flags, numbers, *rest = translation
    matcher: re.Pattern[str] = _sre.compile(pattern, flags, memoryview(numbers).cast("I").tolist(), *rest)
    return matcher


def save() -> None:
    """Keep what had to be translated in this run."""
    if not _changed or not _known:
        return
    from kforge.errors import KforgeError
    from kforge.files import write_whole

    path = _path()
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        body = dumps({**_read(), **_known})
        write_whole(path, _checksum(body) + body)
    except (OSError, KforgeError):
        pass  # a place that cannot be written is no reason to fail


def _path() -> str:
    cache = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(cache):  # the XDG specification: a relative one counts as none
        cache = os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(cache, "kforge", "patterns", f"{command}-{_VERSION}")


def _read() -> "dict[tuple[str, int], tuple[Any, ...]]":
    try:
        with open(_path(), "rb", buffering=0) as stream:
            data = stream.read()
        if data[:WORD] == _checksum(data[WORD:]):
            return dict(loads(data[WORD:]))  # noqa: S302 - our own bytes, whole
    except (OSError, ValueError, EOFError, TypeError):
        pass
    return {}


def _checksum(body: bytes) -> bytes:
    """Against a file cut short or overwritten."""
    try:
        from _blake2 import blake2b  # hashlib would cost more than all the rest
    except ImportError:
        from hashlib import blake2b
    return blake2b(body, digest_size=WORD).digest()


def _compile(pattern: str, flags: int) -> "re.Pattern[str]":
    import re

    return re.compile(pattern, flags)


def _translate(pattern: str, flags: int) -> "tuple[Any, ...] | None":
    """The steps of re.compile up to the call of _sre.compile; None in a Python that takes others."""
    try:
        from re import _compiler, _parser  # type: ignore[attr-defined]

        parsed = _parser.parse(pattern, flags)
        state = parsed.state
        names = [None] * state.groups
        for name, number in state.groupdict.items():
            names[number] = name
        numbers = b"".join(
            int(number).to_bytes(4, sys.byteorder) for number in _compiler._code(parsed, flags)
        )
        return int(flags | state.flags), numbers, state.groups - 1, dict(state.groupdict), tuple(names)
    except (ImportError, AttributeError, TypeError):
        return None
