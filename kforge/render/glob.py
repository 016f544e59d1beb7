"""The patterns of `files.glob`: * and ? stop at /, ** does not, {a,b} and [a-c] choose."""

from kforge.errors import TemplateError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re


def compile_glob(pattern: str) -> "re.Pattern[str]":
    """The pattern as a regular expression for a whole path. Raises TemplateError when it is malformed."""
    import re

    parts: list[str] = []
    at, depth = 0, 0
    while at < len(pattern):
        char = pattern[at]
        at += 1
        if char == "*":
            double = pattern.startswith("*", at)
            at += double
            parts.append(".*" if double else "[^/]*")
        elif char == "?":
            parts.append("[^/]")
        elif char == "[":
            choice, at = _choice(pattern, at)
            parts.append(choice)
        elif char == "{":
            depth += 1
            parts.append("(?:")
        elif char == "}" and depth:
            depth -= 1
            parts.append(")")
        elif char == "," and depth:
            parts.append("|")
        else:
            if char == "\\" and at < len(pattern):
                char = pattern[at]
                at += 1
            parts.append(re.escape(char))
    if depth:
        raise _malformed(pattern, "{ is not closed")
    return re.compile("".join(parts), re.DOTALL)


def _choice(pattern: str, at: int) -> "tuple[str, int]":
    import re

    end = pattern.find("]", at + 1)
    if end < 0:
        raise _malformed(pattern, "[ is not closed")
    inner = pattern[at:end]
    negated = inner[0] in "!^"
    inner = inner[negated:]
    members = "-".join(re.escape(part) for part in inner.split("-"))
    if not inner or inner.startswith("-"):
        members = re.escape(inner)
    try:
        re.compile(f"[{members}]")
    except re.error as error:
        raise _malformed(pattern, str(error)) from None
    return f"[{'^' if negated else ''}{members}]", end + 1


def _malformed(pattern: str, reason: str) -> TemplateError:
    return TemplateError(f"the pattern {pattern!r} is malformed: {reason}")
