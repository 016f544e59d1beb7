"""Templates as the places of findings: their lines, where in one a rendered value comes from, comments."""

from kforge.errors import KforgeError, Position
from kforge.files import read_bytes
from kforge.lint.suppress import heard

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from kforge.lint.rule import Finding, Problem

OPENS, CLOSES = "{{", "}}"


class Origin:
    """The templates of a chart, read when they are first asked for."""

    __slots__ = ("_position", "_texts")

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._position: Callable[[int], Position] = lambda line: Position("", line)

    def take(self, position: "Callable[[int], Position]") -> None:
        """The document that is asked about from now on: where its lines come from."""
        self._position = position

    def position(self, line: int) -> Position:
        """The place in a template that made a line of the document."""
        return self._position(line)

    def text(self, file: str) -> str:
        """The text of a template, "" when it cannot be read (in an archive)."""
        if file not in self._texts:
            try:
                self._texts[file] = read_bytes(file).decode("utf-8", "replace").replace("\r\n", "\n")
            except KforgeError:
                self._texts[file] = ""
        return self._texts[file]

    def line(self, position: Position) -> str:
        """A line of a template, "" when it is not there."""
        lines = self.text(position.file).split("\n")
        return lines[position.line - 1] if 0 < position.line <= len(lines) else ""

    def place(
        self, position: Position, rendered: str, problem: "Problem"
    ) -> "tuple[str, tuple[int, int, int, int], str]":
        """File, span and line of the template for a problem in the line `rendered`."""
        source = self.line(position) or rendered
        line = position.line
        if not line:
            return position.file, (0, 0, 0, 0), ""
        marked = rendered[max(problem.column - 1, 0) : max(problem.end_column - 1, 0)]
        start, end = _within(source, rendered, marked, problem)
        return position.file, (line, start, line, end), source

    def heard(self, finding: "Finding") -> "list[Finding]":
        """The finding, unless a comment in its template silences it."""
        return heard([finding], self.text(finding.file))


def _within(source: str, rendered: str, marked: str, problem: "Problem") -> "tuple[int, int]":
    """First and last column in the template's line: of the same text, else of the action that made it."""
    if source == rendered and problem.end_line == problem.line:
        return problem.column, problem.end_column
    found = source.find(marked) if marked.strip() and problem.end_line == problem.line else -1
    if found >= 0 and source.count(marked) == 1:
        return found + 1, found + 1 + len(marked)
    # a value comes from the last action of its line, a key from the first
    is_value = ": " in rendered[: max(problem.column - 1, 0)]
    start = source.rfind(OPENS) if is_value else source.find(OPENS)
    if start >= 0:
        end = source.find(CLOSES, start)
        return start + 1, (end + 3 if end >= 0 else len(source) + 1)
    blank = len(source) - len(source.lstrip())
    return blank + 1, max(len(source), blank + 1) + 1
