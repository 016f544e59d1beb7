"""Makes a new chart: a copy of a model, its name in place of <CHARTNAME>."""

import os

from kforge.errors import ChartError, FileError, Position, UsageError
from kforge.patterns import compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# what Helm puts in place of the name in its starters
PLACEHOLDER = b"<CHARTNAME>"

_MODEL = os.path.join(os.path.dirname(__file__), "model")
_NAME = compiled(r"[a-zA-Z0-9._-]{1,250}\Z")  # as Helm has it
_CHART_NAME = compiled(r"(?m)^name:.*$")


def create(path: str, starter: str = "") -> "list[str]":
    """Make the chart `path`, called as its last part, from the model or the chart `starter`.

    Returns the files made. Raises UsageError for a name no chart can have, FileError when something is there
    already, ChartError for a starter that is no chart: nothing is written then.
    """
    from kforge.files import make_folder, write_whole

    name = os.path.basename(os.path.normpath(path))
    if not _NAME.match(name) or name in (".", ".."):
        raise UsageError(
            f"{name or 'nothing'} cannot be the name of a chart", hint="letters, digits, - _ and . only"
        )
    if os.path.lexists(path) and not (os.path.isdir(path) and not os.listdir(path)):
        raise FileError("something is there already, and nothing is overwritten", Position(path))
    files = {
        os.path.join(path, inner): _renamed(inner, data, name) for inner, data in _files(starter or _MODEL)
    }
    for file, data in files.items():
        make_folder(os.path.dirname(file))
        write_whole(file, data)
    return list(files)


def _renamed(path: str, data: bytes, name: str) -> bytes:
    data = data.replace(PLACEHOLDER, name.encode())
    if path != "Chart.yaml":
        return data
    return _CHART_NAME.sub(f"name: {name}", data.decode("utf-8", "surrogateescape"), count=1).encode(
        "utf-8", "surrogateescape"
    )


def _files(starter: str) -> "Iterator[tuple[str, bytes]]":
    """The files of a chart by path within it, sorted."""
    from kforge.files import read_bytes

    if not os.path.isfile(os.path.join(starter, "Chart.yaml")):
        raise ChartError("this is no chart: there is no Chart.yaml", Position(starter))
    for folder, below, names in os.walk(starter):
        below[:] = sorted(each for each in below if each != "__pycache__")
        for name in sorted(names):
            whole = os.path.join(folder, name)
            yield os.path.relpath(whole, starter), read_bytes(whole)
