"""Compiled templates on disk: one entry for all templates of a chart tree, by their names and texts.

An entry is a file XDG_CACHE_HOME/kforge/gotmpl/<key>, written by rename: a magic word, the checksum of the
rest, and the rest as marshalled data. May be deleted at any time, is never trusted blindly: a damaged entry
is no entry. The key covers kforge's version, Python's, and the state of the compiler.
"""

import marshal
import os
import sys

from kforge import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    Stored = tuple[bytes, tuple[str, ...]]
    Entry = tuple[dict[str, str], dict[str, Stored], dict[str, dict[str, Stored]]]

_MAGIC = b"kforge-gotmpl-1\n"
_DIGEST = 20
_COMPILER = ("lexer", "parser", "literals", "structure", "expressions", "compiler", "runtime")


def _digest(data: bytes) -> bytes:
    try:
        from _blake2 import blake2b  # hashlib would bring in all of OpenSSL
    except ImportError:
        from hashlib import blake2b
    return blake2b(data, digest_size=_DIGEST).digest()


def folder() -> str:
    """Where the entries are, or "" when this user has no place for them."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not base:
        home = os.environ.get("HOME", "")
        base = os.path.join(home, ".cache") if home else ""
    return os.path.join(base, "kforge", "gotmpl") if os.path.isabs(base) else ""


def _stamp() -> str:
    """What tells one state of our compiler, and of the functions it knows, from another."""
    here = os.path.dirname(__file__)
    files = [f"{here}/{name}.py" for name in _COMPILER]
    try:
        with os.scandir(os.path.join(os.path.dirname(here), "functions")) as entries:
            files += sorted(entry.path for entry in entries if entry.name.endswith(".py"))
        states = [os.stat(file) for file in files]
    except OSError:
        return ""  # no sources, as in a zip: they do not change either
    return " ".join(f"{state.st_size} {state.st_mtime_ns}" for state in states)


def key(sources: "Mapping[str, str]") -> str:
    """The name of the entry for these templates."""
    parts = [__version__, str(sys.implementation.cache_tag), str(sys.hexversion), _stamp()]
    for name, text in sources.items():
        parts += [name, str(len(text)), text]
    return _digest("\0".join(parts).encode("utf-8", "surrogatepass")).hex()


def load(entry_key: str) -> "Entry | None":
    """The entry, or None when there is none or it is damaged."""
    where = folder()
    if not where:
        return None
    try:
        with open(f"{where}/{entry_key}", "rb", buffering=0) as stream:
            data = stream.read()
    except OSError:
        return None
    start = len(_MAGIC) + _DIGEST
    if not data.startswith(_MAGIC) or _digest(data[start:]) != data[len(_MAGIC) : start]:
        return None
    try:
        index, codes, texts = marshal.loads(data[start:])  # noqa: S302 - of our own writing, see the digest
    except (EOFError, ValueError, TypeError):
        return None
    return index, codes, texts


def store(entry_key: str, entry: "Entry") -> None:
    """Keep the entry, if that is possible: a full or read-only disk is no error."""
    where = folder()
    if not where:
        return
    body = marshal.dumps(entry)
    temporary = f"{where}/{entry_key}.{os.getpid()}.tmp"
    try:
        os.makedirs(where, mode=0o700, exist_ok=True)
        with open(temporary, "wb") as stream:
            stream.write(_MAGIC + _digest(body) + body)
        os.replace(temporary, f"{where}/{entry_key}")
    except OSError:
        try:
            os.unlink(temporary)
        except OSError:
            return
