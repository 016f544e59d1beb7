"""Which files a run reads, and their text.

A file that is named is read whatever it is called. In folders: *.yaml, *.yml and Kustomization, but nothing
hidden and no node_modules. Templates (Jinja by their name, others by what is in them and where they lie) are
left out in both cases, for they are no YAML yet: a hook that passes every file of a repository must not fail
on them.
"""

import os

from kforge.errors import ErrorGroup, FileError, Position, UsageError
from kforge.files import read_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STDIN = "-"
STDIN_NAME = "<stdin>"
EXTENSIONS = (".yaml", ".yml")
WITHOUT_EXTENSION = "Kustomization"
SKIPPED_FOLDERS = ("node_modules",)
JINJA = ".j2"
TEMPLATES = "templates"
CHART = "Chart.yaml"
ACTIONS = ("{{", "{%", "{#")

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def find(paths: "Sequence[str]") -> "Iterator[str]":
    """The files to read, each once, in the order of `paths` and sorted inside folders.

    Raises UsageError for every path that is not there, before the first file is handed out.
    """
    missing = [UsageError("no such file or folder", Position(path)) for path in paths if not _exists(path)]
    if missing:
        raise missing[0] if len(missing) == 1 else ErrorGroup(missing)
    return _each(paths)


def _exists(path: str) -> bool:
    return path == STDIN or os.path.exists(path)


def _each(paths: "Sequence[str]") -> "Iterator[str]":
    seen: set[str] = set()
    for path in paths:
        for file in _below(path) if os.path.isdir(path) and path != STDIN else (path,):
            key = os.path.normpath(file)
            if key not in seen:
                seen.add(key)
                yield file


def _below(folder: str) -> "Iterator[str]":
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        yield folder  # what reads it tells why
        return
    for entry in found:
        if entry.name.startswith("."):
            continue
        path = entry.path.removeprefix("./")
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in SKIPPED_FOLDERS:
                yield from _below(path)
        elif (entry.name.endswith(EXTENSIONS) or entry.name == WITHOUT_EXTENSION) and entry.is_file():
            yield path


def read(path: str) -> bytes:
    """The bytes of a file, or of standard input. Raises FileError."""
    if path == STDIN:
        import sys

        return sys.stdin.buffer.read()
    if os.path.isdir(path):  # it could not be listed
        try:
            os.listdir(path)
        except OSError as error:
            raise FileError((error.strerror or str(error)).lower(), Position(path)) from None
    return read_bytes(path)


def decode(data: bytes) -> "tuple[str, bool]":
    """The text of a file, and whether it was UTF-8; a byte that is none becomes U+FFFD, as kubectl has it."""
    if data.startswith(_UTF16):
        return data.decode("utf-16", "replace"), False
    try:
        text, clean = data.decode("utf-8"), True
    except UnicodeDecodeError:
        text, clean = data.decode("utf-8", "replace"), False
    return text.removeprefix("\ufeff"), clean


def is_jinja(path: str) -> bool:
    """Whether the file is a Jinja template of YAML by its name: web.yaml.j2."""
    return path.endswith(JINJA) and path.removesuffix(JINJA).endswith(EXTENSIONS)


def is_template(path: str, text: str) -> bool:
    """Whether the file is a template: *.j2, or one with actions in it in the templates folder of a chart."""
    if path.endswith(JINJA):
        return True
    if not any(action in text for action in ACTIONS):
        return False
    folder = os.path.dirname(os.path.abspath(path))
    while True:
        outer, name = os.path.split(folder)
        if name == TEMPLATES and os.path.isfile(os.path.join(outer, CHART)):
            return True
        if outer == folder:
            return False
        folder = outer
