"""Renders once more and remembers where every line of the output comes from. Slow: for errors only.

What a function makes of the text of an include (nindent) is matched with that text line by line.
"""

from kforge.gotmpl.catalog import TEXT
from kforge.gotmpl.closures import STATE
from kforge.gotmpl.interpreter import ON, Body, Interpreter
from kforge.gotmpl.runtime import printed
from kforge.gotmpl.state import State

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kforge.gotmpl.catalog import Catalog
    from kforge.gotmpl.closures import Variables
    from kforge.gotmpl.interpreter import Out, Step
    from kforge.gotmpl.nodes import Action, Call, Definition, Text
    from kforge.gotmpl.state import Template

    Origin = tuple[str, int]  # file and offset; a text given to tpl is no file: its caller stands for it


class _Lines:
    """Text while it is put together: the origin of each line is that of its first text."""

    def __init__(self) -> None:
        self.lines = [""]
        self.origins: list[Origin | None] = [None]

    def add(self, text: str, origins: "Sequence[Origin | None]") -> None:
        """Add text; `origins` has one for each of its lines."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.lines.append("")
                self.origins.append(None)
            self.lines[-1] += line
            if self.origins[-1] is None and line.strip():
                self.origins[-1] = origins[number]


class TracingState(State):
    """A state in which templates leave their lines behind."""

    __slots__ = ("seen",)

    def __init__(self, state: State) -> None:
        super().__init__(state.catalog, state.randomness, state.now, state.lookup)
        self.functions = {}
        self.seen: list[tuple[str, Origin | None]] = []

    def found(self, name: str) -> "Template":
        file = self.catalog.index.get(name)
        if file is None:
            return super().found(name)
        function = self.functions[name] = traced(self.catalog.definitions(file)[name], file)
        return function

    def child(self, own: "dict[str, Template]") -> "State":
        inner = TracingState(self)
        inner.functions = {**self.functions, **own}
        inner.counts, inner.spent, inner.depth, inner.seen = self.counts, self.spent, self.depth, self.seen
        return inner


def traced(definition: "Definition", file: str) -> "Template":
    """A template that leaves its lines in the state."""

    def run(data: object, state: State) -> str:
        lines = run_lines(definition, file, data, state)
        assert isinstance(state, TracingState)
        state.seen += [
            (line.strip(), origin) for line, origin in zip(lines.lines, lines.origins, strict=True)
        ]
        return "\n".join(lines.lines)

    return run


def run_lines(definition: "Definition", file: str, data: object, state: State) -> _Lines:
    lines = _Lines()
    tracer = _Tracer(file, lines)
    Body(tracer, definition.body)({"d0": data, STATE: state}, lambda _: None)
    return lines


class _Tracer(Interpreter):
    def __init__(self, file: str, lines: _Lines) -> None:
        super().__init__()
        self.file = file
        self.out = lines

    def text(self, statement: "Text") -> "Step":
        text, start = statement.text, statement.base
        origins: list[Origin | None] = []
        for line in text.split("\n"):
            blank = len(line) - len(line.lstrip())
            origins.append((self.file, start + blank))
            start += len(line) + 1

        def step(_v: "Variables", _out: "Out") -> int:
            self.out.add(text, origins)
            return ON

        return step

    def action(self, statement: "Action") -> "Step":
        pipe = statement.pipe
        run = self.pipe(pipe).run
        if pipe.declared:

            def declare(v: "Variables", _out: "Out") -> int:
                run(v)
                return ON

            return declare
        own = (self.file, statement.base + pipe.at)
        return self.put(own, lambda v: printed(run(v)))

    def template(self, statement: "Call") -> "Step":
        run = self.pipe(statement.pipe).run if statement.pipe else lambda _: None
        own = (self.file, statement.base + statement.at)
        return self.put(own, lambda v: v[STATE].template(statement.name, run(v)))

    def put(self, own: "Origin", run: "Callable[[Variables], str]") -> "Step":
        def step(v: "Variables", _out: "Out") -> int:
            state = v[STATE]
            before, state.seen = state.seen, []
            text = run(v)
            inner, state.seen = state.seen, before
            self.out.add(text, _matched(text, inner, own))
            return ON

        return step


def _matched(text: str, inner: "list[tuple[str, Origin | None]]", own: "Origin") -> "list[Origin | None]":
    """The origins of the lines of a text that was made of the lines of templates within."""
    result: list[Origin | None] = []
    position = 0
    for line in text.split("\n"):
        origin = own
        for number in range(position, len(inner)):
            if inner[number][0] == line.strip():
                position = number + 1
                origin = inner[number][1] or own
                break
        result.append(own if origin[0].startswith(TEXT) else origin)
    return result


def origins(catalog: "Catalog", state: State, name: str, data: object) -> "list[Origin]":
    """Where each line of the output of a template comes from."""
    definition = catalog.definitions(catalog.index[name])[name]
    lines = run_lines(definition, catalog.index[name], data, TracingState(state))
    last: Origin = (name, 0)
    result = []
    for origin in lines.origins:
        last = origin or last
        result.append(last)
    return result
