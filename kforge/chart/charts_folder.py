"""charts/ of a chart, replaced as a whole: the new folder is made beside it, then the two change places.

Killed at any moment, charts/ is the old one or the new one. What a killed run leaves behind, a folder
.kforge-charts-*, is removed by the next one, which finds that nobody holds its lock.
"""

import contextlib
import os
import shutil
import stat

from kforge.errors import ChartError, FileError, Position

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import IO

CHARTS = "charts"
PREFIX = ".kforge-charts-"
LOCK, NEW, OLD = "lock", "new", "old"
EXCHANGE = 2  # RENAME_EXCHANGE of Linux
HERE = -100  # AT_FDCWD


class Staging:
    """A folder beside charts/ in which the new one is made. Use it in a `with` statement."""

    def __init__(self, folder: str) -> None:
        self.chart = folder
        self.charts = os.path.join(folder, CHARTS)
        if os.path.lexists(self.charts) and not os.path.isdir(self.charts):
            raise ChartError("this is no folder", Position(self.charts))
        self.real = os.path.realpath(self.charts)
        self.folder = os.path.join(os.path.dirname(self.real), f"{PREFIX}{os.getpid()}-{os.urandom(3).hex()}")
        self._lock: IO[bytes] | None = None

    def __enter__(self) -> "Staging":
        recover(self.chart)
        try:
            os.mkdir(self.folder, 0o755)
            self._lock = open(os.path.join(self.folder, LOCK), "wb")  # held until the end
            _hold(self._lock)
        except OSError as error:
            self.__exit__()
            raise _failed(error, self.folder) from None
        return self

    def __exit__(self, *_: object) -> None:
        if self._lock:
            self._lock.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def replace(
        self, added: "Mapping[str, bytes]", dropped: "set[str]", lock: "tuple[str, bytes] | None"
    ) -> None:
        """Put `added` into charts/ and take `dropped` out; write the lock (path, bytes). Raises FileError."""
        new, written = os.path.join(self.folder, NEW), os.path.join(self.folder, "written")
        try:
            os.mkdir(new)
            if os.path.isdir(self.real):
                os.chmod(new, stat.S_IMODE(os.stat(self.real).st_mode))
                _link_all(self.real, new, {*dropped, *added})
            for name, data in added.items():
                _write(os.path.join(new, name), data)
            if lock:
                _write(written, lock[1])
            self._swap(new)
            if lock:
                self._put_lock(written, lock[0], new)
        except OSError as error:
            raise _failed(error, self.charts) from None

    def write_lock(self, path: str, data: bytes) -> None:
        """Write the lock alone, charts/ being as it must be. Raises FileError."""
        written = os.path.join(self.folder, "written")
        try:
            _write(written, data)
            os.replace(written, path)
        except OSError as error:
            raise _failed(error, path) from None

    def _put_lock(self, written: str, path: str, new: str) -> None:
        """Put the lock in its place; when that fails, charts/ gets back what it held."""
        try:
            os.replace(written, path)
        except OSError:
            old = os.path.join(self.folder, OLD)
            if os.path.isdir(new):  # the two were exchanged
                _exchange(new, self.real)
            else:
                os.rename(self.real, new)
                if os.path.isdir(old):
                    os.rename(old, self.real)
            raise

    def _swap(self, new: str) -> None:
        if not os.path.isdir(self.real):
            os.rename(new, self.real)
        elif not _exchange(new, self.real):
            old = os.path.join(self.folder, OLD)
            os.rename(self.real, old)
            try:
                os.rename(new, self.real)
            except OSError:
                os.rename(old, self.real)
                raise


@contextlib.contextmanager
def one_at_a_time(folder: str, tell: "Callable[[str], None]") -> "Iterator[None]":
    """Wait until no other run changes the dependencies of the chart in `folder`; clean up after dead ones.

    It is the folder itself that is locked: no file is left behind.
    """
    try:
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):  # Windows; what is no folder is reported by whoever reads it
        recover(folder)
        yield
        return
    try:
        alone = True
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell(f"waiting for another run that updates {folder}")
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError:  # a file system without locks
            alone = False
        recover(folder, alone=alone)
        yield
    finally:
        os.close(handle)


def recover(folder: str, *, alone: bool = False) -> None:
    """Remove what killed runs left in a chart's folder; put back a charts/ that one had taken away.

    `alone` says that no other run can be at work in this folder.
    """
    real = os.path.realpath(os.path.join(folder, CHARTS))
    parent = os.path.dirname(real)
    try:
        names = [name for name in os.listdir(parent) if name.startswith(PREFIX)]
    except OSError:
        return
    for name in names:
        left = os.path.join(parent, name)
        if not (alone and parent == os.path.realpath(folder)) and not _abandoned(left):
            continue
        old = os.path.join(left, OLD)
        if os.path.isdir(old) and not os.path.lexists(real):
            os.rename(old, real)
        shutil.rmtree(left, ignore_errors=True)


def unchanged(folder: str, added: "Mapping[str, bytes]", dropped: "set[str]") -> bool:
    """Whether charts/ holds all of `added` and nothing of `dropped` already."""
    charts = os.path.join(folder, CHARTS)
    if any(os.path.lexists(os.path.join(charts, name)) for name in dropped):
        return False
    for name, data in added.items():
        path = os.path.join(charts, name)
        if os.path.islink(path) or not os.path.isfile(path) or os.path.getsize(path) != len(data):
            return False
        with open(path, "rb") as stream:
            if stream.read() != data:
                return False
    return os.path.isdir(charts)


def _abandoned(left: str) -> bool:
    import time

    lock = os.path.join(left, LOCK)
    try:
        with open(lock, "rb") as stream:
            return _hold(stream)
    except FileNotFoundError:  # its run has just begun, or was killed at once
        return os.path.isdir(left) and time.time() - os.stat(left).st_mtime > 60
    except OSError:
        return False


def _hold(stream: "IO[bytes]") -> bool:
    """Lock a file, unless somebody holds it."""
    try:
        import fcntl
    except ImportError:  # Windows
        return False
    try:
        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _link_all(source: str, target: str, without: "set[str]") -> None:
    """Make `target` hold what `source` holds: folders anew, files as second names of the same data."""
    with os.scandir(source) as listing:
        entries = [entry for entry in listing if entry.name not in without]
    for entry in entries:
        path = os.path.join(target, entry.name)
        if entry.is_symlink():
            os.symlink(os.readlink(entry.path), path)
        elif entry.is_dir():
            os.mkdir(path)
            _link_all(entry.path, path, set())
            shutil.copystat(entry.path, path)
        else:
            try:
                os.link(entry.path, path)
            except OSError:
                shutil.copy2(entry.path, path)


def _write(path: str, data: bytes) -> None:
    with open(path, "wb") as stream:
        stream.write(data)


def _exchange(left: str, right: str) -> bool:
    """Let two folders change places in one step; False when this system cannot."""
    import ctypes

    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(rename(HERE, os.fsencode(left), HERE, os.fsencode(right), EXCHANGE) == 0)


def _failed(error: OSError, path: str) -> FileError:
    reason = (error.strerror or str(error)).lower()
    return FileError(f"the charts cannot be put here, nothing was changed: {reason}", Position(path))
