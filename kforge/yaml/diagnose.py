"""Turns libyaml's complaints into errors that point at what a user must fix, with a hint where the cause is plain."""

from kforge.errors import Position, YamlError


def diagnose(error: Exception, text: str, file: str) -> YamlError:
    """The YamlError for what libyaml raised while reading `text`."""
    mark = getattr(error, "problem_mark", None)
    message = str(getattr(error, "problem", "") or error).strip().split("\n")[0]
    if mark is None:
        return YamlError(message, Position(file))
    lines = text.split("\n")
    line = min(mark.line + 1, len(lines))
    source = lines[line - 1]
    return YamlError(message, Position(file, line, mark.column + 1), source=source)
