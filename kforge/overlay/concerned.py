"""Which overlays changed files concern: those that read one of them, themselves or through their bases.

A kustomization reads itself, every file that it names anywhere (resources, patches, what generators take),
and all of the charts that it renders.
"""

import os

from kforge.errors import OverlayError
from kforge.overlay import targets
from kforge.overlay.kustomization import FILE_NAMES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

CHARTS = "charts"  # where kustomize looks for charts unless helmGlobals say otherwise
CHART = "Chart.yaml"
LONGEST = 1024  # characters of a path


def concerned(files: "Iterable[str]", root: str = ".") -> list[str]:
    """The overlays below the folder `root` that the files concern, sorted; none when there is none."""
    changed = [os.path.realpath(file) for file in files]
    try:
        overlays = targets.discover(root)
    except OverlayError:
        return []
    known: dict[str, Used] = {}
    return [overlay for overlay in overlays if changed and _reads(os.path.realpath(overlay), changed, known)]


def _reads(overlay: str, changed: list[str], known: "dict[str, Used]") -> bool:
    """Whether an overlay reads one of the files, or one in a chart that it renders."""
    seen: set[str] = set()
    waiting = [overlay]
    while waiting:
        folder = waiting.pop()
        if folder in seen:
            continue
        seen.add(folder)
        if folder not in known:
            known[folder] = Used(folder)
        used = known[folder]
        if any(used.reads(file) for file in changed):
            return True
        waiting += used.folders
    return False


class Used:
    """What the kustomization in a folder reads: files, charts, and the folders of other kustomizations."""

    __slots__ = ("charts", "files", "folders")

    def __init__(self, folder: str) -> None:
        tree = targets.fields_of(folder)
        self.files = {os.path.join(folder, name) for name in FILE_NAMES}
        self.charts = {os.path.realpath(os.path.join(folder, path)) for path in _charts(tree)}
        self.folders: set[str] = set()
        for text in _texts(tree):
            for word in (text, text.partition("=")[2]):  # key=file, as generators take them
                if word and "\n" not in word and len(word) < LONGEST:
                    self._take(os.path.realpath(os.path.join(folder, word)))

    def _take(self, path: str) -> None:
        if os.path.isfile(path):
            self.files.add(path)
        elif os.path.isfile(os.path.join(path, CHART)):
            self.charts.add(path)
        elif os.path.isdir(path):
            self.folders.add(path)

    def reads(self, file: str) -> bool:
        return file in self.files or any(file.startswith(chart + os.sep) for chart in self.charts)


def _charts(tree: "dict[str, Any]") -> "Iterator[str]":
    home = tree.get("helmglobals")
    folder = home.get("chartHome") if isinstance(home, dict) else None
    for chart in tree.get("helmcharts") or ():
        if isinstance(chart, dict) and isinstance(chart.get("name"), str):
            yield os.path.join(folder or CHARTS, chart["name"])


def _texts(tree: object) -> "Iterator[str]":
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict | list):
        for inner in tree.values() if isinstance(tree, dict) else tree:
            yield from _texts(inner)
