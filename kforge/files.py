"""Reading and writing files: trees that never leave their root (folder, memory), and whole-file writes."""

import os
import stat
from abc import ABC, abstractmethod

from kforge.errors import FileError, Position

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Skip = Callable[[str, bool], bool]

MAX_DEPTH = 100  # folders within folders; what lies deeper is a mistake or an attack


def read_bytes(path: str, shown: str = "") -> bytes:
    """The bytes of the file `path`; `shown` is the name an error gives it. Raises FileError."""
    try:
        with open(path, "rb", buffering=0) as stream:
            return stream.readall()
    except OSError as error:
        raise FileError(_reason(error), Position(shown or path)) from None
    except ValueError as error:  # a NUL in the path
        raise FileError(str(error), Position(ascii(shown or path))) from None


def read_text(path: str, shown: str = "") -> str:
    """The text of the file `path`. Raises FileError, also when it is not UTF-8."""
    return text_of(read_bytes(path, shown), shown or path)


def text_of(data: bytes, shown: str) -> str:
    """`data` as text. Raises FileError when it is not UTF-8, with the line of the first bad byte."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileError(
            f"byte 0x{data[error.start]:02x} is not UTF-8",
            Position(shown, line),
            hint="save the file as UTF-8",
        ) from None


def write_whole(path: str, data: bytes) -> None:
    """Write `data` to `path` so that a reader sees the old file or the new one, never half. Raises FileError.

    A device or pipe is written in place: there is no whole to keep.
    """
    temporary = ""
    try:
        if os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path):
            with open(path, "wb") as stream:
                stream.write(data)
            return
        temporary = f"{path}.{os.getpid()}.tmp"
        with open(temporary, "wb") as stream:
            stream.write(data)
        if os.path.exists(path):
            os.chmod(temporary, os.stat(path).st_mode & 0o7777)
        os.replace(temporary, path)
    except OSError as error:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)
        raise FileError(_reason(error), Position(path)) from None


def make_folder(path: str) -> None:
    """Make the folder `path` and those above it. Raises FileError."""
    try:
        os.makedirs(path, exist_ok=True)
    except OSError as error:
        raise FileError(_reason(error), Position(path)) from None


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


class FileTree(ABC):
    """A tree of files by relative path ("templates/web.yaml"), the same for a folder, an archive or memory.

    `name` is what positions show before the path. Paths use "/", hold no ".." and no leading "/".
    """

    def __init__(self, name: str) -> None:
        self.name = name

    @abstractmethod
    def read(self, path: str) -> bytes:
        """The bytes of one file. Raises FileError when it is missing or outside the tree."""

    @abstractmethod
    def size(self, path: str) -> int:
        """The bytes a file holds. Raises FileError when it is missing or no regular file."""

    @abstractmethod
    def modified(self, path: str) -> int:
        """When a file was changed, in nanoseconds since the epoch, 0 when nobody knows. Raises FileError."""

    @abstractmethod
    def is_file(self, path: str) -> bool: ...

    @abstractmethod
    def files(self, under: str = "", skip: "Skip | None" = None) -> "Iterator[str]":
        """Every file below the folder `under`, in the order a walk meets them: names sorted in each folder.

        `skip(path, is_folder)` leaves out a file, or a folder with all it holds.
        """

    @abstractmethod
    def subtree(self, path: str) -> "FileTree":
        """The folder `path` as a tree of its own."""

    def read_text(self, path: str) -> str:
        """One file as text. Raises FileError when it is not UTF-8, with the line of the first bad byte."""
        return text_of(self.read(path), self.shown(path))

    def shown(self, path: str) -> str:
        """`path` as positions and messages name it."""
        if not path:
            return self.name or "."
        return f"{self.name}/{path}" if self.name not in ("", ".") else path

    def _missing(self, path: str) -> FileError:
        return FileError("no such file or directory", Position(self.shown(path)))

    def _inside(self, path: str) -> str:
        parts = path.split("/")
        if path.startswith("/") or ".." in parts:
            raise FileError(f"{path} lies outside {self.name or 'the tree'}", Position(self.shown(path)))
        return "/".join(part for part in parts if part not in ("", "."))


class FolderTree(FileTree):
    """A folder on disk. Links may point anywhere inside the folder; out of it only when `links_out`."""

    def __init__(self, root: str, name: str = "", *, links_out: bool = False) -> None:
        super().__init__(name or root)
        self.root = root
        self.links_out = links_out
        self._real: dict[str, bool] = {}  # folder -> whether it really lies inside

    def read(self, path: str) -> bytes:
        inner = self._inside(path)
        if not self.links_out:
            self._check_link(inner)
        return read_bytes(os.path.join(self.root, inner), self.shown(path))

    def size(self, path: str) -> int:
        try:
            status = os.stat(os.path.join(self.root, self._inside(path)))
        except OSError as error:
            raise FileError(_reason(error), Position(self.shown(path))) from None
        if not stat.S_ISREG(status.st_mode):
            raise FileError(
                "this is a folder, device, pipe or socket, not a file", Position(self.shown(path))
            )
        return status.st_size

    def modified(self, path: str) -> int:
        try:
            return os.stat(os.path.join(self.root, self._inside(path))).st_mtime_ns
        except OSError as error:
            raise FileError(_reason(error), Position(self.shown(path))) from None

    def _check_link(self, path: str) -> None:
        folder = path.rpartition("/")[0]
        if folder not in self._real:
            self._real[folder] = self._lies_inside(folder)
        full = os.path.join(self.root, path)
        if not self._real[folder] or (os.path.islink(full) and not self._lies_inside(path)):
            raise FileError(f"{path} is a link out of {self.name}", Position(self.shown(path)))

    def _lies_inside(self, path: str) -> bool:
        root = os.path.realpath(self.root)
        real = os.path.realpath(os.path.join(self.root, path))
        return real == root or real.startswith(root.rstrip(os.sep) + os.sep)

    def is_file(self, path: str) -> bool:
        return os.path.isfile(os.path.join(self.root, self._inside(path)))

    def files(self, under: str = "", skip: "Skip | None" = None) -> "Iterator[str]":
        inner = self._inside(under)
        return self._walk(os.path.join(self.root, inner), f"{inner}/" if inner else "", skip, ())

    def _walk(
        self, folder: str, prefix: str, skip: "Skip | None", above: "tuple[tuple[int, int], ...]"
    ) -> "Iterator[str]":
        try:
            status = os.stat(folder)
            with os.scandir(folder) as listing:
                entries = sorted((entry.name, entry.is_dir()) for entry in listing)
        except OSError as error:
            raise FileError(_reason(error), Position(self.shown(prefix.rstrip("/")))) from None
        here = (status.st_dev, status.st_ino)
        if here in above or len(above) > MAX_DEPTH:
            raise FileError(
                "this folder holds itself: a link leads back to a folder above it",
                Position(self.shown(prefix.rstrip("/"))),
            )
        for name, is_folder in entries:
            path = prefix + name
            if skip and skip(path, is_folder):
                continue
            if is_folder:
                yield from self._walk(os.path.join(folder, name), path + "/", skip, (*above, here))
            else:
                yield path

    def subtree(self, path: str) -> "FolderTree":
        inner = self._inside(path)
        return FolderTree(os.path.join(self.root, inner), self.shown(inner), links_out=self.links_out)


class MemoryTree(FileTree):
    """Files held in memory: tests, archives once read, charts under conversion. They keep their order."""

    def __init__(
        self, contents: "Mapping[str, bytes]", name: str = "", modified: "Mapping[str, int] | None" = None
    ) -> None:
        super().__init__(name)
        self.contents = {self._inside(path): data for path, data in contents.items()}
        self._modified = modified or {}

    def read(self, path: str) -> bytes:
        data = self.contents.get(self._inside(path))
        if data is None:
            raise self._missing(path)
        return data

    def size(self, path: str) -> int:
        return len(self.read(path))

    def modified(self, path: str) -> int:
        return self._modified.get(self._inside(path), 0)

    def is_file(self, path: str) -> bool:
        return self._inside(path) in self.contents

    def files(self, under: str = "", skip: "Skip | None" = None) -> "Iterator[str]":
        prefix = self._inside(under) + "/" if under else ""
        for path in self.contents:
            if path.startswith(prefix) and not (skip and _skipped(path, skip)):
                yield path

    def subtree(self, path: str) -> "MemoryTree":
        prefix = self._inside(path) + "/"
        names = [name for name in self.contents if name.startswith(prefix)]
        inner = {name[len(prefix) :]: self.contents[name] for name in names}
        times = {name[len(prefix) :]: self.modified(name) for name in names}
        return MemoryTree(inner, self.shown(path), times)


def _skipped(path: str, skip: "Skip") -> bool:
    parts = path.split("/")
    folders = ("/".join(parts[:count]) for count in range(1, len(parts)))
    return any(skip(folder, True) for folder in folders) or skip(path, False)
