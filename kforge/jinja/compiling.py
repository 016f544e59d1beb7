"""Compiles one template and words what is wrong with its syntax. Loaded only when there is need."""

import re

from kforge.jinja.compiler import Compiler, TemplateSyntaxError
from kforge.jinja.filters import FILTERS, TESTS, with_context
from kforge.jinja.lexer import place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType

_compilers: list[Compiler] = []

# what Jinja says, what we say, and a hint
_MESSAGES = [
    (r"unexpected char (?:\"'\"|'\"') at \d+", "the quotes are never closed", ""),
    (r"unexpected char '(.+)' at \d+", "unexpected character {0}", ""),
    (
        r"unexpected '\.'",
        "an expression cannot begin with a dot",
        "Go templates write .Values.x, Jinja writes values.x",
    ),
    (r"unexpected '(.+)', expected '(.+)'", "unexpected {0} where {1} is missing", ""),
    (r"unexpected end of template, expected '(.+)'\.?", "the template ends where {0} is missing", ""),
    (r"unexpected '(.+)'", "unexpected {0}", ""),
    (r"expected token 'end of print statement', got '(.+)'", "}}}} is missing before {0}", ""),
    (r"expected token 'end of statement block', got '(.+)'", "%}} is missing before {0}", ""),
    (r"expected token '(.+)', got '(.+)'", "{0} is expected here, not {1}", ""),
    (r"Expected an expression, got '(.+)'", "an expression is missing before {0}", ""),
    (r"Missing end of comment tag", "the comment is never closed: #}} is missing", ""),
    (r"Missing end of raw directive", "{{% raw %}} is never closed: {{% endraw %}} is missing", ""),
    (r"can't assign to '(.+)'", "a value cannot be assigned to {0}", ""),
    (r"block '(.+)' defined twice", "the block {0} is defined twice", ""),
    (r"expected call", "a call block needs a call: {{% call macro() %}}", ""),
]
_WORDS = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "begin of print statement": "{{",
    "begin of statement block": "{%",
    "end of template": "the end of the template",
    "template data / text": "text",
    "name": "a name",
    "string": "a string",
    "integer": "a number",
}


def compiled(
    name: str, source: str, syntax_error: "Callable[[str, str, str, int, int], Exception]"
) -> "tuple[CodeType, list[str], str]":
    """The code of a template, its macros, the table of its places. Raises what `syntax_error` makes."""
    if not _compilers:
        _compilers.append(Compiler(FILTERS.names(), with_context(), TESTS))
    try:
        return _compilers[0].compile(source, name, f"kforge template {name}")
    except TemplateSyntaxError as error:
        line, column = place(error.lineno)
        message, hint = _worded(error.message or "", source, line)
        raise syntax_error(name, message, hint, line, column) from None
    except (RecursionError, MemoryError, SyntaxError):
        # Python's own limits: 20 blocks, some hundred brackets
        raise syntax_error(name, "blocks or brackets are nested too deeply", "", 0, 0) from None


def _worded(message: str, source: str, line: int) -> tuple[str, str]:
    for pattern, ours, hint in _MESSAGES:
        found = re.fullmatch(pattern, message)
        if found:
            words = [_WORDS.get(group, group) for group in found.groups()]
            return ours.format(*words), hint or _go_hint(source, line)
    first, _, hint = message.partition("\n")
    plain = first[:1].lower() + first[1:].rstrip(".")
    return plain, hint or _go_hint(source, line)


def _go_hint(source: str, line: int) -> str:
    """A word for those who come from Helm's templates."""
    lines = source.splitlines()
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    if re.search(r"\{\{-?\s*(?:\.|\$|(?:if|range|with|end|include|define|template|else)\b)", text):
        return "this looks like a Go template; Jinja writes {{ values.x }}, {% if x %}"
    return ""
