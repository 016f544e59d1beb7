"""Compiled templates on disk: code by the content it came from. May be deleted at any time, is never
trusted blindly.

An entry is a file XDG_CACHE_HOME/kforge/jinja/<key>, written by rename: a magic word, the checksum of the
rest, and the rest as marshalled code and data. A damaged entry is no entry. The key covers the template's
name and text, kforge's version, Python's, and the state of the jinja2 package that would compile it.
"""

import marshal
import os
import sys

from kforge import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType

    Entry = tuple[CodeType, list[str], str]

_MAGIC = b"kforge-jinja-1\n"
_DIGEST = 20


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
    return os.path.join(base, "kforge", "jinja") if os.path.isabs(base) else ""


def _compiler_stamp() -> str:
    """What tells one jinja2, and one state of our own compiler, from another, without importing either."""
    files = [f"{os.path.dirname(__file__)}/{name}.py" for name in ("compiler", "lexer", "parser")]
    files.append(next(filter(os.path.exists, [f"{entry}/jinja2/compiler.py" for entry in sys.path]), ""))
    stamps = []
    for file in files:
        try:
            state = os.stat(file)
        except OSError:
            continue
        stamps.append(f"{state.st_size} {state.st_mtime_ns}")
    return " ".join(stamps)


_common: list[str] = []


def key(name: str, source: str) -> str:
    """The name of the entry for a template."""
    if not _common:
        _common.append(
            f"{__version__}\0{sys.implementation.cache_tag}\0{sys.hexversion}\0{_compiler_stamp()}"
        )
    return _digest(f"{_common[0]}\0{name}\0{source}".encode("utf-8", "surrogatepass")).hex()


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
        code, macros, table = marshal.loads(data[start:])  # noqa: S302 - of our own writing, see the digest
    except (EOFError, ValueError, TypeError):
        return None
    return code, macros, table


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
