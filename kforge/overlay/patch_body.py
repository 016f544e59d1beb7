"""The text of a patch, from a file or written in the kustomization, and where its lines stand."""

from kforge.errors import KforgeError, PatchError, Position
from kforge.overlay.kustomization import line_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from kforge.overlay.context import BuildContext
    from kforge.overlay.shape import Patch

    Path = tuple[str | int, ...]


class PatchBody:
    """One patch as text. `where` leads to it (or to the name of its file) in the kustomization.

    Places are looked up only when an error asks for them.
    """

    __slots__ = ("_context", "file", "text", "where")

    def __init__(self, text: str, file: str, where: "Path", context: "BuildContext") -> None:
        self.text = text
        self.file = file
        self.where = where
        self._context = context

    @property
    def is_inline(self) -> bool:
        return self.file == self._context.file

    def error(self, message: str, line: int = 0, column: int = 0, *, hint: str = "") -> PatchError:
        """An error at a place in the text; without one, about all of it."""
        source = self.text
        if line and self.is_inline:
            source = self._context.kustomization.text
            line, column = self._in_kustomization(line, column)
        if line:
            return PatchError(
                message, Position(self.file, line, column), hint=hint, source=line_of(source, line)
            )
        position = self._context.position(*self.where)
        source = line_of(self._context.kustomization.text, position.line)
        return PatchError(message, position, hint=hint, source=source)

    def error_at(
        self,
        message: str,
        document: int,
        path: "Sequence[str | int]",
        *,
        key: bool = False,
        hint: str = "",
    ) -> PatchError:
        """An error at the value (or key) that `path` leads to in one document of the text."""
        from kforge.yaml.locate import position

        return self.error(message, *position(self.text, document, path, key=key), hint=hint)

    def moved(self, error: KforgeError) -> KforgeError:
        """`error`, raised while the text was read on its own, at its place in the file."""
        place = error.position
        if place is None or place.file != self.file or not self.is_inline:
            return error
        error.position = self.error("", place.line, place.column).position
        error.source = line_of(self._context.kustomization.text, error.position.line if error.position else 0)
        return error

    def _in_kustomization(self, line: int, column: int) -> tuple[int, int]:
        """A place in an inline text as one in the kustomization, (0, 0) unless it is written as a block."""
        source = self._context.kustomization.text
        start = self._context.position(*self.where)
        first = self.text.split("\n", 1)[0]
        if not line_of(source, start.line)[start.column - 1 :].startswith(("|", ">")) or not first.strip():
            return 0, 0
        for number, written in enumerate(source.splitlines()[start.line :], start.line):
            if written.strip():
                indent = len(written) - len(first)
                return (
                    (line + number, column + indent if column else 0) if written.endswith(first) else (0, 0)
                )
        return 0, 0


def read_body(entry: "Patch", where: "Path", context: "BuildContext") -> PatchBody:
    """The body of an entry with `path` or `patch`, at `where` in the kustomization. Raises PatchError.

    Space around an inline one does not count.
    """
    patch = entry.get("patch", "").strip()
    path = entry.get("path", "")
    if patch and path:
        raise entry_error("this patch has both path and patch", (*where, "path"), context, "keep one of them")
    if patch:
        return PatchBody(patch, context.file, (*where, "patch"), context)
    if path:
        return read_file(path, (*where, "path"), context)
    raise entry_error("this patch has no path and no patch", where, context, "name a file under path")


def looks_like_json_patch(text: str) -> bool:
    """Is `text`, leaving comments and `---` aside, a list? No strategic merge patch is one."""
    for line in text.splitlines():
        start = line.strip()
        if start and not start.startswith(("#", "---")):
            return start.startswith(("[", "- ")) or start == "-"
    return False


def read_file(name: str, where: "Path", context: "BuildContext") -> PatchBody:
    """The body in the file that the kustomization names at `where`. Raises OverlayError."""
    return PatchBody(context.read_text(name, *where), context.loader.name(name), where, context)


def entry_error(message: str, where: "Path", context: "BuildContext", hint: str) -> PatchError:
    """An error about what stands at `where` in the kustomization."""
    position = context.position(*where)
    return PatchError(message, position, hint=hint, source=line_of(context.kustomization.text, position.line))
