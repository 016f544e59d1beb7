"""One chart with many values files: read and compiled once, rendered with each file for itself."""

import os

from kforge.errors import KforgeError, ValuesError
from kforge.render.options import RenderOptions
from kforge.render.render import Renderer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from kforge.render.rendered import Rendered


class Cell:
    """What became of one values file: what it rendered to, or the error. `name` is a path for its output."""

    __slots__ = ("error", "file", "name", "rendered")

    def __init__(
        self, file: str, name: str, rendered: "Rendered | None" = None, error: KforgeError | None = None
    ) -> None:
        self.file = file
        self.name = name
        self.rendered = rendered
        self.error = error


def render_each(chart: str, files: "Sequence[str]", options: "dict[str, Any]") -> "Iterator[Cell]":
    """Render the chart with each of `files`, laid over the values files in `options`, in order.

    `options` are those of RenderOptions. Raises KforgeError for a chart that cannot be read.
    """
    renderer = Renderer(chart)
    base = tuple(options.get("values_files", ()))
    for file, name in zip(files, names(files), strict=True):
        try:
            own = RenderOptions(**{**options, "values_files": (*base, file)})
            yield Cell(file, name, renderer.render(own))
        except KforgeError as error:
            yield Cell(file, name, error=error.within(f"values {file}"))


def names(files: "Sequence[str]") -> "list[str]":
    """A path for the output of each file: its own below the folder they share, as .yaml.

    Raises ValuesError when two would be one.
    """
    if not files:
        return []
    shared = os.path.commonpath([os.path.dirname(os.path.abspath(file)) for file in files])
    taken: dict[str, str] = {}
    for file in files:
        name = os.path.splitext(os.path.relpath(os.path.abspath(file), shared))[0] + ".yaml"
        if taken.setdefault(name, file) != file:
            raise ValuesError(f"{taken[name]} and {file} would both be written to {name}")
    return list(taken)


def found(patterns: "Sequence[str]") -> "list[str]":
    """The files that the patterns match, sorted, each once. Raises ValuesError when one matches none."""
    from glob import glob

    files: dict[str, None] = {}
    for pattern in patterns:
        matches = [path for path in sorted(glob(pattern, recursive=True)) if os.path.isfile(path)]
        if not matches:
            raise ValuesError(
                f"no file matches {pattern}", hint="quote the pattern: --matrix 'values/*.yaml'"
            )
        files.update(dict.fromkeys(matches))
    return list(files)
