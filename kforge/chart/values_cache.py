"""Values files that were read before: large ones are kept as data, by their text.

An entry is a file XDG_CACHE_HOME/kforge/values/<key>, written by rename: a magic word, the checksum of the
rest, and the rest as marshalled data. May be deleted at any time, is never trusted blindly: a damaged one is
none. The key covers kforge's version, Python's, and the state of the YAML reader.
"""

import marshal
import os
import sys

from kforge import __version__, yaml

TYPE_CHECKING = False
if TYPE_CHECKING:
    Values = dict[str, object]

SMALL = 4096  # characters of a text that is read faster than it is looked for
_MAGIC = b"kforge-values-1\n"
_DIGEST = 20


def _digest(data: bytes) -> bytes:
    try:
        from _blake2 import blake2b  # hashlib would bring in all of OpenSSL
    except ImportError:
        from hashlib import blake2b
    return blake2b(data, digest_size=_DIGEST).digest()


def _folder() -> str:
    """Where the entries are, or "" when this user has no place for them."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not base:
        home = os.environ.get("HOME", "")
        base = os.path.join(home, ".cache") if home else ""
    return os.path.join(base, "kforge", "values") if os.path.isabs(base) else ""


def _stamp() -> str:
    """What tells one state of the YAML reader from another."""
    with os.scandir(os.path.dirname(yaml.__file__ or "")) as entries:
        states = sorted((entry.name, entry.stat()) for entry in entries if entry.name.endswith(".py"))
    return " ".join(f"{name} {state.st_size} {state.st_mtime_ns}" for name, state in states)


def place(text: str) -> str:
    """Where the values in `text` are kept, "" for a text or a user that has no place."""
    where = _folder() if len(text) > SMALL else ""
    if not where:
        return ""
    parts = (__version__, str(sys.implementation.cache_tag), str(sys.hexversion), _stamp(), text)
    return f"{where}/{_digest(chr(0).join(parts).encode('utf-8', 'surrogatepass')).hex()}"


def load(path: str) -> "Values | None":
    """The values kept at `path`, None when there are none or they are damaged."""
    try:
        with open(path, "rb", buffering=0) as stream:
            data = stream.read()
    except OSError:
        return None
    start = len(_MAGIC) + _DIGEST
    if not data.startswith(_MAGIC) or _digest(data[start:]) != data[len(_MAGIC) : start]:
        return None
    try:
        found = marshal.loads(data[start:])  # noqa: S302 - of our own writing, see the digest
    except (EOFError, ValueError, TypeError):
        return None
    return found if isinstance(found, dict) else None


def store(path: str, values: "Values") -> None:
    """Keep the values, if that is possible: a full or read-only disk is no error."""
    temporary = f"{path}.{os.getpid()}.tmp"
    try:
        body = marshal.dumps(values)
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(temporary, "wb") as stream:
            stream.write(_MAGIC + _digest(body) + body)
        os.replace(temporary, path)
    except (OSError, ValueError):  # ValueError: nested too deeply, or no plain data
        try:
            os.unlink(temporary)
        except OSError:
            return
