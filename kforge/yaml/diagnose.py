"""Turns libyaml's complaints into errors that point at what a user must fix."""

from kforge.errors import Position, YamlError

# libyaml points at where it gave up; the quote that was never closed is what a user must find
UNCLOSED = "while scanning a quoted scalar"


def diagnose(error: Exception, text: str, file: str, first_line: int = 1) -> YamlError:
    """The YamlError for what libyaml raised while reading `text`."""
    if hasattr(error, "position"):
        return _unreadable(error, text, file, first_line)
    unclosed = getattr(error, "context", None) == UNCLOSED
    message = str(getattr(error, "problem", "") or error).strip().split("\n")[0]
    if unclosed:
        message = "this quote is never closed"
    mark = getattr(error, "context_mark" if unclosed else "problem_mark", None)
    if mark is None:
        return YamlError(message, Position(file))
    lines = text.split("\n")
    line = min(mark.line + 1, len(lines))
    return YamlError(message, Position(file, line + first_line - 1, mark.column + 1), source=lines[line - 1])


def _unreadable(error: Exception, text: str, file: str, first_line: int = 1) -> YamlError:
    """A character that libyaml does not even scan; it counts bytes."""
    before = text.encode()[: getattr(error, "position", 0)].decode("utf-8", "ignore")
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    character = text[len(before) : len(before) + 1]
    source = text.split("\n")[line - 1].replace(character, "\ufffd")
    message = f"the control character {character!a} is not allowed"
    return YamlError(message, Position(file, line + first_line - 1, column), source=source)
