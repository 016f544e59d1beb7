"""Reading and writing files: trees that never leave their root (folder, .tgz, memory), and whole-file writes."""

import os

from kforge.errors import FileError, Position

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def read_bytes(path: str, shown: str = "") -> bytes:
    """The bytes of the file `path`; `shown` is the name an error gives it. Raises FileError."""
    try:
        with open(path, "rb", buffering=0) as stream:
            return stream.read()
    except OSError as error:
        raise FileError(_reason(error), Position(shown or path)) from None


def write_whole(path: str, data: bytes) -> None:
    """Write `data` to `path` so that a reader sees the old file or the new one, never half. Raises FileError.

    A device or pipe is written in place: there is no whole to keep.
    """
    if os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path):
        with open(path, "wb") as stream:
            stream.write(data)
        return
    temporary = f"{path}.{os.getpid()}.tmp"
    try:
        with open(temporary, "wb") as stream:
            stream.write(data)
        if os.path.exists(path):
            os.chmod(temporary, os.stat(path).st_mode & 0o7777)
        os.replace(temporary, path)
    except OSError as error:
        if os.path.exists(temporary):
            os.unlink(temporary)
        raise FileError(_reason(error), Position(path)) from None


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


class FileTree:
    """A tree of files by relative path ("templates/web.yaml"), the same for a folder, an archive or memory.

    `name` is what positions show before the path. Paths use "/", hold no ".." and no leading "/".
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def read(self, path: str) -> bytes:
        """The bytes of one file. Raises FileError when it is missing or outside the tree."""
        raise NotImplementedError

    def is_file(self, path: str) -> bool:
        raise NotImplementedError

    def files(self, under: str = "") -> "Iterator[str]":
        """Every file below the folder `under`, in byte order of the whole path."""
        raise NotImplementedError

    def subtree(self, path: str) -> "FileTree":
        """The folder `path` as a tree of its own."""
        raise NotImplementedError

    def read_text(self, path: str) -> str:
        """One file as text. Raises FileError when it is not UTF-8, with the line of the first bad byte."""
        data = self.read(path)
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise FileError(
                f"byte 0x{data[error.start]:02x} is not UTF-8",
                Position(self.shown(path), line),
                hint="save the file as UTF-8",
            ) from None

    def shown(self, path: str) -> str:
        """`path` as positions and messages name it."""
        return f"{self.name}/{path}" if self.name not in ("", ".") else path

    def _missing(self, path: str) -> FileError:
        return FileError("no such file or directory", Position(self.shown(path)))

    def _inside(self, path: str) -> str:
        parts = path.split("/")
        if path.startswith("/") or ".." in parts:
            raise FileError(f"{path} lies outside {self.name or 'the tree'}", Position(self.shown(path)))
        return "/".join(part for part in parts if part not in ("", "."))


class FolderTree(FileTree):
    """A folder on disk. Links may point anywhere inside the folder, not out of it."""

    def __init__(self, root: str, name: str = "") -> None:
        super().__init__(name or root)
        self.root = root
        self._real_root = ""

    def read(self, path: str) -> bytes:
        full = os.path.join(self.root, self._inside(path))
        if os.path.islink(full) or os.path.islink(os.path.dirname(full)):
            self._check_link(full, path)
        return read_bytes(full, self.shown(path))

    def _check_link(self, full: str, path: str) -> None:
        self._real_root = self._real_root or os.path.realpath(self.root)
        real = os.path.realpath(full)
        if real != self._real_root and not real.startswith(self._real_root + os.sep):
            raise FileError(f"{path} is a link out of {self.name}", Position(self.shown(path)))

    def is_file(self, path: str) -> bool:
        return os.path.isfile(os.path.join(self.root, self._inside(path)))

    def files(self, under: str = "") -> "Iterator[str]":
        base = os.path.join(self.root, self._inside(under)) if under else self.root
        found = []
        for folder, _, names in os.walk(base, followlinks=True):
            relative = os.path.relpath(folder, self.root).replace(os.sep, "/")
            prefix = "" if relative == "." else relative + "/"
            found += [prefix + name for name in names]
        return iter(sorted(found))

    def subtree(self, path: str) -> "FolderTree":
        inner = self._inside(path)
        return FolderTree(os.path.join(self.root, inner), self.shown(inner))


class MemoryTree(FileTree):
    """Files held in memory: tests, archives once read, charts under conversion."""

    def __init__(self, contents: "Mapping[str, bytes]", name: str = "") -> None:
        super().__init__(name)
        self.contents = {self._inside(path): data for path, data in contents.items()}

    def read(self, path: str) -> bytes:
        data = self.contents.get(self._inside(path))
        if data is None:
            raise self._missing(path)
        return data

    def is_file(self, path: str) -> bool:
        return self._inside(path) in self.contents

    def files(self, under: str = "") -> "Iterator[str]":
        prefix = self._inside(under) + "/" if under else ""
        return iter(sorted(path for path in self.contents if path.startswith(prefix)))

    def subtree(self, path: str) -> "MemoryTree":
        prefix = self._inside(path) + "/"
        inner = {name[len(prefix) :]: data for name, data in self.contents.items() if name.startswith(prefix)}
        return MemoryTree(inner, self.shown(path))
