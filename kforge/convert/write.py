"""Writes a converted chart: its templates in Jinja, everything else as it is."""

import os

from kforge.chart.load import load
from kforge.convert.chart import convert
from kforge.errors import FileError, Position

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_ENGINE = b"engine: jinja\n"


def write(path: str, target: str) -> "list[str]":
    """Convert the chart in the folder `path` into the new folder `target`. Returns the templates written.

    Raises KforgeError, and has written nothing then.
    """
    from kforge.files import make_folder, write_whole

    if not os.path.isdir(path):
        raise FileError("this is no folder: an archive is unpacked before it is converted", Position(path))
    if os.path.lexists(target):
        raise FileError("something is there already, and nothing is overwritten", Position(target))
    made = convert(load(path))
    files = {
        inner: _declared(data) if inner == "Chart.yaml" else data
        for inner, data in _files(path)
        if inner not in made
    }
    files |= {inner: text.encode("utf-8", "surrogateescape") for inner, text in made.items() if text}
    for inner, data in files.items():
        whole = os.path.join(target, inner)
        make_folder(os.path.dirname(whole))
        write_whole(whole, data)
    return sorted(inner for inner, text in made.items() if text)


def _declared(definition: bytes) -> bytes:
    """Chart.yaml with the engine in it."""
    lines = [line for line in definition.splitlines(keepends=True) if not line.startswith(b"engine:")]
    if lines and not lines[-1].endswith(b"\n"):
        lines[-1] += b"\n"
    return b"".join([*lines, _ENGINE])


def _files(path: str) -> "Iterator[tuple[str, bytes]]":
    from kforge.files import read_bytes

    for folder, below, names in os.walk(path):
        below.sort()
        for name in sorted(names):
            whole = os.path.join(folder, name)
            yield os.path.relpath(whole, path), read_bytes(whole)
