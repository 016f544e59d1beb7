"""Every error a user can cause, in one hierarchy.

KforgeError            exit 1
|- FileError           a file that is missing, unreadable or outside its root
|  `- NetworkError     a server that does not answer, or answers with an error
|- YamlError           text that is not YAML, or YAML we refuse (duplicate keys, alias bombs)
|- ChartError          Chart.yaml, dependencies, the chart's files
|- ValuesError         values files and --set expressions
|- TemplateError       a template that fails, or that renders something that is no manifest
|- OverlayError        kustomization.yaml and what it names
|  `- PatchError       a patch that cannot be applied
|- LintConfigError     exit 2: the linter's own configuration
|- ErrorGroup          several independent errors of one run
`- UsageError          exit 2: the command line
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDEST = 160  # characters of a source line that are shown, around the place


class Position:
    """A place in a file. `line` and `column` count from 1; 0 means the whole file or the whole line."""

    __slots__ = ("column", "file", "line")

    def __init__(self, file: str, line: int = 0, column: int = 0) -> None:
        self.file = file
        self.line = line
        self.column = column

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}" if self.column else f"{self.file}:{self.line}"

    def __repr__(self) -> str:
        return f"Position({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Position) and (self.file, self.line, self.column) == (
            other.file,
            other.line,
            other.column,
        )

    def __hash__(self) -> int:
        return hash((self.file, self.line, self.column))


class KforgeError(Exception):
    """An error a user caused and can mend.

    `message` is one sentence without position or full stop; `hint` says what to do; `chain` names what led
    here, outermost first ("overlay overlays/dev", "chart charts/vote", "template web.yaml.j2");
    `source` is the text of the line at `position`, shown with a caret under its column.
    """

    exit_code = 1

    def __init__(
        self,
        message: str,
        position: Position | None = None,
        *,
        hint: str = "",
        chain: "Sequence[str]" = (),
        source: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.position = position
        self.hint = hint
        self.chain = tuple(chain)
        self.source = source

    def within(self, *outer: str) -> "KforgeError":
        """The same error with `outer` put in front of the chain that led to it."""
        self.chain = (*outer, *self.chain)
        return self

    def render(self) -> str:
        """The text for stderr: position and message, chain, source line with a caret, hint."""
        head = f"{self.position}: {self.message}" if self.position else f"kforge: {self.message}"
        lines = [head]
        if self.chain:
            lines.append("  in " + " > ".join(self.chain))
        lines += self._excerpt()
        if self.hint:
            lines.append(f"  hint: {self.hint}")
        return "\n".join(lines)

    def _excerpt(self) -> "list[str]":
        if not (self.source.strip() and self.position and self.position.line):
            return []
        number = str(self.position.line)
        source, at = self.source.rstrip(), max(self.position.column - 1, 0)
        cut = max(0, at - WIDEST // 2) if len(source) > WIDEST else 0
        lines = [f"  {number} | {source[cut : cut + WIDEST]}"]
        if self.position.column:
            before = self.source[cut:at]
            pad = "".join("\t" if char == "\t" else " " for char in before)
            lines.append(f"  {' ' * len(number)} | {pad}^")
        return lines

    def __str__(self) -> str:
        return self.render()


class FileError(KforgeError):
    """A file that is missing, unreadable or outside its root."""


class NetworkError(FileError):
    """What is fetched cannot be had. `status` is what an HTTP server answered, 0 when it did not."""

    status = 0


class YamlError(KforgeError):
    """Text that is not YAML, or YAML that kforge refuses."""


class ChartError(KforgeError):
    """Chart.yaml, dependencies or the chart's files are wrong."""


class ValuesError(KforgeError):
    """A values file or a --set expression is wrong."""


class TemplateError(KforgeError):
    """A template fails, or renders something that is no manifest."""


class OverlayError(KforgeError):
    """kustomization.yaml, or something it names, is wrong."""


class PatchError(OverlayError):
    """A patch cannot be applied."""


class LintConfigError(KforgeError):
    """The linter's own configuration is wrong."""

    exit_code = 2


class UsageError(KforgeError):
    """The command line is wrong."""

    exit_code = 2


class ErrorGroup(KforgeError):  # noqa: N818 - named like the ExceptionGroup of the standard library
    """Several independent errors of one run; the first decides nothing, the highest exit code does."""

    def __init__(self, errors: "Iterable[KforgeError]") -> None:
        self.errors = list(errors)
        super().__init__(f"{len(self.errors)} errors")
        self.exit_code = max((error.exit_code for error in self.errors), default=1)

    def within(self, *outer: str) -> "ErrorGroup":
        for error in self.errors:
            error.within(*outer)
        return self

    def render(self) -> str:
        return "\n".join(error.render() for error in self.errors)


def nearest(name: str, candidates: "Iterable[str]") -> str:
    """The candidate a user most likely meant by `name`, "" when none is near (for "did you mean" hints)."""
    import difflib  # only ever needed on the way to an error

    names = list(candidates)
    by_case = [candidate for candidate in names if candidate.lower() == name.lower()]
    found = by_case or difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    return found[0] if found else ""
