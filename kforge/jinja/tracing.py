"""Renders once more and remembers where every piece of the output comes from. Slow: for errors only."""

import sys

from kforge.jinja.failures import place_at
from kforge.jinja.fragments import Fragment, Piece
from kforge.jinja.interpolation import Edit, Marked, Misplaced, finished, text_edits, yaml_edits
from kforge.jinja.runtime import Budget, Template

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import FrameType

    from kforge.jinja.shared import SetEnvironment


class Origin:
    """A line of a template, and a column where one is known."""

    __slots__ = ("column", "line", "template")

    def __init__(self, template: str, line: int, column: int = 0) -> None:
        self.template = template
        self.line = line
        self.column = column


class _Located(str):
    """Author's text that knows where it begins."""

    __slots__ = ("origin",)
    origin: Origin


def _located(piece: Piece, frame: "FrameType") -> Piece:
    if type(piece) is _Located or (type(piece) is tuple and len(piece) > 1):
        return piece
    template: Template = frame.f_globals["template_of_code"]
    place = place_at(template, frame.f_lineno, 1 << 30, first=True)
    origin = Origin(template.name, place.line, place.column)
    if type(piece) is tuple:
        return (piece[0], origin)
    text = _Located(piece)
    text.origin = origin
    return text


class _Buffer(list[Piece]):
    """Collects the pieces of a macro."""

    def append(self, piece: Piece) -> None:
        super().append(_located(piece, sys._getframe(1)))


def _run(generator: "Iterator[Piece]") -> list[Piece]:
    pieces: list[Piece] = []
    for piece in generator:
        inner = generator
        while getattr(inner, "gi_yieldfrom", None) is not None:
            inner = inner.gi_yieldfrom  # type: ignore[attr-defined]
        frame: FrameType = inner.gi_frame  # type: ignore[attr-defined]
        pieces.append(_located(piece, frame))
    return pieces


def _traced(environment: "SetEnvironment", name: str, context: "Mapping[str, object]") -> list[Piece]:
    environment.begin(context, Budget())
    environment.buffer, environment.run = _Buffer, _run
    try:
        return environment.pieces(environment.template(name), context)
    finally:
        environment.buffer, environment.run = list, list


def misplaced_at(
    environment: "SetEnvironment", name: str, context: "Mapping[str, object]", as_text: bool
) -> Origin:
    """Where the expression stands whose value cannot stand where it does."""
    try:
        marked = Marked(_traced(environment, name, context))
        finished(marked.text, (text_edits if as_text else yaml_edits)(marked))
    except Misplaced as error:
        return error.hole[1]  # type: ignore[return-value]
    return Origin(name, 0)


def origins(
    environment: "SetEnvironment", name: str, context: "Mapping[str, object]", as_text: bool
) -> list[Origin]:
    """Where each line of the output of a template comes from."""
    pieces = _traced(environment, name, context)
    found = _line_origins(pieces, as_text)
    last = Origin(name, 1)
    result = []
    for origin in found:
        last = origin or last
        result.append(last)
    return result


class _Lines:
    """The output while it is put together again: the origin of each line is that of its first text."""

    def __init__(self) -> None:
        self.origins: list[Origin | None] = [None]

    def add(self, text: str, origins: "Sequence[Origin | None]") -> None:
        """Add text; `origins` has one for each of its lines (the last one for all further lines)."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.origins.append(None)
            if self.origins[-1] is None and line.strip():
                self.origins[-1] = origins[min(number, len(origins) - 1)] if origins else None


def _line_origins(pieces: "Sequence[Piece]", as_text: bool) -> "list[Origin | None]":
    marked = Marked(pieces)
    edits = (text_edits if as_text else yaml_edits)(marked) if marked.holes else []
    edits.sort(key=lambda edit: edit.start)
    lines = _Lines()
    places = _Places(marked)
    inner: dict[int, Iterator[Origin | None]] = {}
    position = 0
    for edit in edits:
        lines.add(*places.literal(position, edit.start))
        lines.add(edit.text, _edit_origins(edit, inner, as_text))
        position = edit.end
    lines.add(*places.literal(position, len(marked.text)))
    return lines.origins


def _edit_origins(
    edit: Edit, inner: "dict[int, Iterator[Origin | None]]", as_text: bool
) -> "list[Origin | None]":
    """The origins of the lines of one edit: of a macro's output, line by line, those in the macro."""
    hole = edit.hole
    if hole is None or len(hole) < 2:
        return []
    own: Origin = hole[1]  # type: ignore[assignment]
    value = hole[0]
    if not isinstance(value, Fragment):
        return [own]
    if id(hole) not in inner:
        inner[id(hole)] = iter(
            [origin for origin in _line_origins(value.pieces, as_text) if origin is not None]
        )
    return [next(inner[id(hole)], own) if line.strip() else None for line in edit.text.split("\n")]


class _Places:
    """Where each character of a marked text comes from."""

    def __init__(self, marked: Marked) -> None:
        self.text = marked.text
        self.starts: list[tuple[int, Piece]] = []
        offset = 0
        for part in marked.parts:
            self.starts.append((offset, part))
            offset += 1 if type(part) is tuple else len(part)

    def literal(self, start: int, end: int) -> "tuple[str, list[Origin | None]]":
        """The text of a stretch and the origins of its lines."""
        text = self.text[start:end]
        origins: list[Origin | None] = []
        offset = start
        for line in text.split("\n"):
            blank = len(line) - len(line.lstrip())
            origins.append(self._origin(offset + blank))
            offset += len(line) + 1
        return text, origins

    def _origin(self, offset: int) -> Origin | None:
        from bisect import bisect_right

        number = bisect_right(self.starts, offset, key=lambda pair: pair[0]) - 1
        if number < 0:
            return None
        start, part = self.starts[number]
        if type(part) is tuple:
            return part[1] if len(part) > 1 else None  # type: ignore[return-value]
        origin = getattr(part, "origin", None)
        if origin is None:
            return None
        return Origin(origin.template, origin.line + str.count(part, "\n", 0, offset - start))  # type: ignore[arg-type]
