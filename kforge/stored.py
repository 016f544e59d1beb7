"""Data that was worked out before, on disk by what it came from: compiled templates, large values files.

An entry is a file XDG_CACHE_HOME/kforge/<kind>/<key>, written by rename: a magic word, the checksum of the
rest, and the rest as marshalled data. It may be deleted at any time and is never trusted blindly: a damaged
entry is no entry. A key covers kforge's version, Python's, and what its maker adds.
"""

import marshal
import os
import sys

from kforge import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

_DIGEST = 20


def _digest(data: bytes) -> bytes:
    try:
        from _blake2 import blake2b  # hashlib would bring in all of OpenSSL
    except ImportError:
        from hashlib import blake2b
    return blake2b(data, digest_size=_DIGEST).digest()


def folder(kind: str) -> str:
    """Where the entries of a kind are, or "" when this user has no place for them."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not base:
        home = os.environ.get("HOME", "")
        base = os.path.join(home, ".cache") if home else ""
    return os.path.join(base, "kforge", kind) if os.path.isabs(base) else ""


def key(*parts: str) -> str:
    """The name of the entry that is made from `parts`."""
    versions = (__version__, str(sys.implementation.cache_tag), str(sys.hexversion))
    return _digest("\0".join((*versions, *parts)).encode("utf-8", "surrogatepass")).hex()


def stamp(files: "Iterable[str]") -> str:
    """What tells one state of some code from another, without reading it.

    "" when there is none to look at, as in a zip: then it does not change either.
    """
    try:
        states = [os.stat(file) for file in files]
    except OSError:
        return ""
    return " ".join(f"{state.st_size} {state.st_mtime_ns}" for state in states)


def modules(package: str) -> "list[str]":
    """The modules in the folder `package`, for `stamp`."""
    try:
        with os.scandir(package) as entries:
            return sorted(entry.path for entry in entries if entry.name.endswith(".py"))
    except OSError:
        return []


def _magic(kind: str) -> bytes:
    return b"kforge-%s-1\n" % kind.encode()


def load(kind: str, entry_key: str) -> "Any":
    """The data of an entry, or None when there is none or it is damaged."""
    where = folder(kind)
    if not where:
        return None
    try:
        with open(f"{where}/{entry_key}", "rb", buffering=0) as stream:
            data = stream.read()
    except OSError:
        return None
    magic = _magic(kind)
    start = len(magic) + _DIGEST
    if not data.startswith(magic) or _digest(data[start:]) != data[len(magic) : start]:
        return None
    try:
        return marshal.loads(data[start:])  # noqa: S302 - of our own writing, see the digest
    except (EOFError, ValueError, TypeError):
        return None


def store(kind: str, entry_key: str, data: "Any") -> None:
    """Keep the entry, if that is possible: a full or read-only disk is no error."""
    where = folder(kind)
    if not where:
        return
    temporary = f"{where}/{entry_key}.{os.getpid()}.tmp"
    try:
        body = marshal.dumps(data)
        os.makedirs(where, mode=0o700, exist_ok=True)
        with open(temporary, "wb") as stream:
            stream.write(_magic(kind) + _digest(body) + body)
        os.replace(temporary, f"{where}/{entry_key}")
    except (OSError, ValueError):  # ValueError: nested too deeply, or no plain data
        try:
            os.unlink(temporary)
        except OSError:
            return
