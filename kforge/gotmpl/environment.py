"""Go templates of one chart tree, parsed and compiled once, rendered many times.

The language is that of Go's text/template with Helm's functions, and Helm's rules for a set of templates: the
files are parsed in the order they are given, later definitions win over earlier ones, but an empty one never
replaces another.
"""

import sys

from kforge.errors import ErrorGroup, Position, TemplateError
from kforge.functions.registry import FunctionError
from kforge.gotmpl.catalog import BadFiles, Catalog, TextError
from kforge.gotmpl.failure import Failure
from kforge.gotmpl.limits import RECURSION
from kforge.gotmpl.runtime import NO_VALUE
from kforge.gotmpl.state import State

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from kforge.gotmpl.failures import Explainer

__all__ = ["Execution", "RenderedText", "TemplateSet"]


class TemplateSet:
    """The Go templates of a chart tree, by name ("vote/charts/redis/templates/web.yaml"), in parse order.

    `shown` maps a name to the path that errors show.
    """

    def __init__(self, sources: "Mapping[str, str]", shown: "Callable[[str], str] | None" = None) -> None:
        """Raises TemplateError, or a group of them, for files that cannot be parsed."""
        self.shown = shown or str
        with _Deep():
            try:
                self.catalog = Catalog(sources)
            except BadFiles as bad:
                explainer = _explainer(bad.catalog, self.shown)
                errors = [explainer.syntax(file, error) for file, error in bad.errors]
                raise (errors[0] if len(errors) == 1 else ErrorGroup(errors)) from None

    def execution(
        self,
        randomness: object = None,
        now: "Callable[[], int] | None" = None,
        lookup: "Callable[..., Any] | None" = None,
    ) -> "Execution":
        """A rendering of these templates with one set of values; see State for the arguments."""
        return Execution(self, State(self.catalog, randomness, now or _now, lookup or _nothing))

    def explainer(self) -> "Explainer":
        """Builds the errors of this set."""
        return _explainer(self.catalog, self.shown)

    def save(self) -> None:
        """Keep what was compiled for the next run. To be called after rendering."""
        self.catalog.save()


def _explainer(catalog: Catalog, shown: "Callable[[str], str]") -> "Explainer":
    from kforge.gotmpl.failures import Explainer

    return Explainer(catalog, shown)


def _now() -> int:
    from time import time_ns

    return time_ns()


def _nothing(*_: object) -> "dict[str, object]":
    return {}


class Execution:
    """Renders the templates of a set, one after the other, in one state."""

    def __init__(self, templates: TemplateSet, state: State) -> None:
        self.templates = templates
        self.state = state

    def render(self, name: str, data: object) -> "RenderedText":
        """What the template `name` renders to. Raises TemplateError."""
        catalog = self.templates.catalog
        self.state.begin()
        try:
            with _Deep():
                function = catalog.functions.get(name) or catalog.load(name)
                if function is None:
                    raise TemplateError("no such template", Position(name))
                text = function(data, self.state)
        except (Failure, FunctionError, RecursionError, MemoryError, NameError, TextError) as error:
            with _Deep():
                raise self.templates.explainer().runtime(name, error) from None
        return RenderedText(text.replace(NO_VALUE, "") if NO_VALUE in text else text, self, name, data)

    def text(self, text: str, data: object) -> str:
        """What a text renders to that is a template itself, as tpl does. Raises TemplateError."""
        try:
            with _Deep():
                return self.state.tpl(text, data)
        except (Failure, FunctionError, RecursionError, MemoryError, NameError, TextError) as error:
            message = getattr(error, "message", "") or str(error)
            raise TemplateError(
                f"{message} (in the text given to tpl)", hint=getattr(error, "hint", "")
            ) from None

    def positions(self, name: str, data: object) -> "list[Position]":
        """Where each line of what `name` renders to comes from, as far as rendering again tells."""
        from bisect import bisect_right

        from kforge.gotmpl.tracing import origins

        catalog, shown = self.templates.catalog, self.templates.shown
        try:
            with _Deep():
                found = origins(catalog, self.state, name, data)
        except (Failure, FunctionError, RecursionError, MemoryError, NameError, TextError):
            return [Position(shown(name), 1)]  # the values are no longer what they were
        starts = {file: _line_starts(catalog.sources[file]) for file in {file for file, _ in found}}
        places = []
        for file, offset in found:
            line = bisect_right(starts[file], offset)
            places.append(Position(shown(file), line, offset - starts[file][line - 1] + 1))
        return places


def _line_starts(text: str) -> "list[int]":
    """The offsets at which lines begin."""
    starts = [0]
    end = text.find("\n")
    while end >= 0:
        starts.append(end + 1)
        end = text.find("\n", end + 1)
    return starts


class RenderedText:
    """What a template rendered to."""

    __slots__ = ("_data", "_execution", "_name", "_positions", "text")

    def __init__(self, text: str, execution: Execution, name: str, data: object) -> None:
        self.text = text
        self._execution = execution
        self._name = name
        self._data = data
        self._positions: list[Position] | None = None

    def position(self, line: int) -> Position:
        """Where in the templates the output line `line` (from 1) comes from. Renders again: for errors."""
        if self._positions is None:
            self._positions = self._execution.positions(self._name, self._data)
        return self._positions[min(max(line, 1), len(self._positions)) - 1]


class _Deep:
    """Lets Python call itself as deep as templates may."""

    def __enter__(self) -> None:
        self.limit = sys.getrecursionlimit()
        sys.setrecursionlimit(max(self.limit, RECURSION))

    def __exit__(self, *_: object) -> None:
        sys.setrecursionlimit(self.limit)
