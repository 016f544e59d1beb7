"""What has been fetched, on disk: content by its sha256, and small records of what an address led to.

The folder is XDG_CACHE_HOME/kforge. Everything in it may be deleted at any time, is written by rename, and is
checked before it is used; many processes may share it. What was fetched with credentials lies under a name
that cannot be found without them: `scope` is "" for public content, else origin, user and password.
"""

import os
import time
from hashlib import sha256

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CONTENT, RECORDS = "content", "records"
FRESH = 24 * 3600.0  # seconds after which the use of an entry is noted anew
TEMPORARY = ".tmp"
RACES = 20  # how often a folder may be removed while it is written into
STALE = 3600.0  # seconds after which a half-written file has been left behind


def folder() -> str:
    """The cache's folder, which need not exist; "" when this user has no place for one."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):
        home = os.environ.get("HOME", "")
        base = os.path.join(home, ".cache") if home else ""
    return os.path.join(base, "kforge") if os.path.isabs(base) else ""


def digest(data: bytes) -> str:
    """The sha256 of `data` in 64 small hexadecimal digits."""
    return sha256(data).hexdigest()


def scope(origin: str, username: str, password: str) -> str:
    """The scope of what only this user gets from this origin."""
    return "\0".join(("private", origin, username, password))


def place(content: str, within: str = "") -> str:
    """The path of the content with the digest `content`, there or not; "" when there is no cache."""
    base = folder()
    key = digest(f"{within}\0{content}".encode()) if within else content
    return os.path.join(base, CONTENT, key[:2], f"{key}.tgz") if base else ""


def read(content: str, within: str = "") -> bytes | None:
    """The bytes whose digest is `content`, None when they are not here. A damaged entry is removed."""
    path = place(content, within)
    data = _bytes(path)
    if data is None:
        return None
    if digest(data) != content:
        _remove(path)
        return None
    _touch(path)
    return data


def write(data: bytes, within: str = "") -> str:
    """Keep `data`; the path it lies at, "" when it cannot be kept: a full disk is no error here."""
    path = place(digest(data), within)
    return path if path and write_atomic(path, data) else ""


def recall(kind: str, key: str, within: str = "") -> "dict[str, str]":
    """The record of `kind` for `key`, empty when there is none."""
    data = _bytes(_record(kind, key, within))
    if data is None:
        return {}
    lines = data.decode("utf-8", "replace").split("\n")
    if len(lines) < 2 or lines[-1] != "end":  # a file system that lost a part of it
        return {}
    return dict(line.partition("=")[::2] for line in lines[:-1])


def remember(kind: str, key: str, values: "dict[str, str]", within: str = "") -> None:
    """Keep a record: names and values without line breaks."""
    path = _record(kind, key, within)
    if path and not any("\n" in value for value in values.values()):
        lines = [f"{name}={value}" for name, value in values.items()]
        write_atomic(path, "\n".join([*lines, "end"]).encode("utf-8", "surrogateescape"))


def forget(kind: str, key: str, within: str = "") -> None:
    """Drop a record."""
    _remove(_record(kind, key, within))


def _record(kind: str, key: str, within: str) -> str:
    base = folder()
    name = digest(f"{kind}\0{key}\0{within}".encode("utf-8", "surrogateescape"))
    return os.path.join(base, RECORDS, name[:2], name) if base else ""


def write_atomic(path: str, data: bytes) -> bool:
    """Write `data` to `path` whole or not at all, making its folders; whether it could be done."""
    temporary = f"{path}.{os.getpid()}-{os.urandom(4).hex()}{TEMPORARY}"
    for _ in range(RACES):
        try:
            os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
            with open(temporary, "wb") as stream:
                stream.write(data)
            os.replace(temporary, path)
        except FileNotFoundError:  # another process has just removed the empty folder
            continue
        except OSError:
            break
        return True
    _remove(temporary)
    return False


def _bytes(path: str) -> bytes | None:
    if not path:
        return None
    try:
        with open(path, "rb", buffering=0) as stream:
            return stream.readall()
    except OSError:
        return None


def _touch(path: str) -> None:
    try:
        if os.stat(path).st_mtime < time.time() - FRESH:
            os.utime(path)
    except OSError:
        return


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return


class Part:
    """One folder of the cache: how many files it holds, and how many bytes."""

    __slots__ = ("bytes", "files", "name")

    def __init__(self, name: str) -> None:
        self.name = name
        self.files = 0
        self.bytes = 0


def parts() -> "list[Part]":
    """What the cache holds, by folder."""
    found: dict[str, Part] = {}
    base = folder()
    for path, status in _files(base):
        name = os.path.relpath(path, base).partition(os.sep)[0]
        part = found.setdefault(name, Part(name))
        part.files += 1
        part.bytes += status.st_size
    return [found[name] for name in sorted(found)]


def prune(unused: float = 0.0) -> Part:
    """Remove what was not used for `unused` seconds, and what was left half-written; what was removed.

    Entries that another process needs at this moment are fetched or compiled again.
    """
    removed, now = Part("removed"), time.time()
    for path, status in _files(folder()):
        least = STALE if path.endswith(TEMPORARY) else unused  # another process may be writing it
        if now - status.st_mtime >= least:
            try:
                os.unlink(path)
            except OSError:
                continue
            removed.files += 1
            removed.bytes += status.st_size
    _remove_empty(folder())
    return removed


def _files(base: str) -> "Iterator[tuple[str, os.stat_result]]":
    for where, _, names in os.walk(base) if base else ():
        for name in names:
            path = os.path.join(where, name)
            try:
                yield path, os.lstat(path)
            except OSError:
                continue


def _remove_empty(base: str) -> None:
    for where, _, _ in os.walk(base, topdown=False) if base else ():
        try:
            os.rmdir(where)
        except OSError:
            continue
