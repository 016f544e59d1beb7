"""The parts of a Go template as they are written: text, actions, comments, with their trim marks."""

from kforge.errors import Position, TemplateError
from kforge.gotmpl.lexer import ACTION, LexError
from kforge.gotmpl.parser import Parsed, parse
from kforge.patterns import compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_actions = compiled(ACTION).finditer


class Unconvertible(Exception):  # noqa: N818 - it becomes a TemplateError once its place is known
    """What has no form in Jinja; `at` is an offset in the body of the action."""

    def __init__(self, message: str, at: int = 0, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.at = at
        self.hint = hint


class Part:
    """A stretch of text, a comment, or an action with what it parses to.

    `left` and `right` say whether the blanks beside it go; `base` is the offset of an action's body.
    """

    __slots__ = ("base", "left", "parsed", "right", "text")

    def __init__(self, text: str, base: int, *, left: bool = False, right: bool = False) -> None:
        self.text = text
        self.base = base
        self.left = left
        self.right = right
        self.parsed: Parsed | None = None


class Source:
    """One template file; `shown` names it in errors."""

    def __init__(self, text: str, shown: str) -> None:
        self.text = text.replace("\r\n", "\n")
        self.shown = shown

    def parts(self) -> "list[Part]":
        """Text and actions in turn, text first and last. Raises TemplateError."""
        try:
            return list(self._parts())
        except LexError as error:
            raise self.error(error.message, error.offset) from None

    def _parts(self) -> "Iterator[Part]":
        position = 0
        for found in _actions(self.text):
            left, comment, right, body, right_of_body = found.groups()
            if body is None and comment is None:
                raise LexError("this action is never closed", found.start())
            yield Part(self.text[position : found.start()], position)
            position = found.end()
            if comment is not None:
                yield Part(comment[2:-2], -1, left=bool(left), right=bool(right))
                continue
            part = Part(body, found.start(4), left=bool(left), right=right_of_body is not None)
            try:
                part.parsed = parse(body)
            except LexError as error:
                raise LexError(error.message, part.base + error.offset) from None
            yield part
        yield Part(self.text[position:], position)

    def error(self, message: str, offset: int, hint: str = "") -> TemplateError:
        """An error at an offset of the text, showing its line."""
        line = self.text.count("\n", 0, offset) + 1
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        shown = self.text[start : end if end >= 0 else len(self.text)]
        return TemplateError(message, Position(self.shown, line, offset - start + 1), hint=hint, source=shown)
