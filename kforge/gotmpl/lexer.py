"""Cuts a Go template into text and actions, and an action into tokens.

An action is found with one expression that knows strings, so that a `}}` within quotes ends nothing; what is
between the delimiters is cut into tokens with a second one. Whatever these two do not match is looked at
again, slowly, for the error that text/template reports.
"""

from kforge.patterns import compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    # kind, text, offset in the body of the action, whether a space stands before it
    Token = tuple[int, str, int, bool]

SPACES = " \t\r\n"

# trim marker, comment or body, trim marker; the last alternative is an action that cannot be cut
ACTION = (
    r"\{\{(-[ \t\r\n])?"
    r"(?:(/\*(?:[^*]|\*(?!/))*+\*/)([ \t\r\n]-)?\}\}"
    r"|(?!/\*)((?:[^\"`'{} \t\r\n]|[ \t\r\n]++(?!-\}\})|\"(?:[^\"\\\n]|\\.)*+\"|`[^`]*+`|'(?:[^'\\\n]|\\.)*+'"
    r"|\{|\}(?!\}))*+)([ \t\r\n]++-)?\}\}"
    r"|)"
)
NUMBER = (
    r"[+-]?(?:0[xX][0-9a-fA-F_]*(?:\.[0-9a-fA-F_]*)?(?:[pP][+-]?[0-9_]*)?|0[oO][0-7_]*(?:\.[0-7_]*)?"
    r"|0[bB][01_]*(?:\.[01_]*)?|[0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9_]*)?)"
)
# the groups are the kinds of tokens, in the order of the names below
AFTER_NAME = r"(?=[ \t\r\n.,|:()]|\Z)"
TOKEN = (
    r"[ \t\r\n]*(?:"
    rf"(\.[^\W\d]\w*{AFTER_NAME})"
    rf"|([^\W\d]\w*{AFTER_NAME})"
    r'|("(?:[^"\\\n]|\\.)*+"|`[^`]*+`)'
    rf"|(\$\w*{AFTER_NAME})"
    r"|(\|)|(\()|(\))"
    rf"|(\.{AFTER_NAME}(?![.0-9]*[0-9]))"
    rf"|((?=[+-]?\.?[0-9]){NUMBER}(?:(?=[+-]){NUMBER}i|i?)(?![\w+-]))"
    r"|(:=)|(=)"
    r"|('(?:[^'\\\n]|\\.)*+')"
    r"|(\Z)|(.))"
)
(
    _,
    FIELD,
    WORD,
    STRING,
    VARIABLE,
    PIPE,
    LEFT,
    RIGHT,
    DOT,
    NUMERAL,
    DECLARE,
    ASSIGN,
    CHARACTER,
    END,
    OTHER,
) = range(15)

DOTALL = 16
_ACTIONS = compiled(ACTION).finditer
_TOKENS = compiled(TOKEN, DOTALL).finditer


class LexError(Exception):
    """Text that is no template: the message, and the offset of the place."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


def pieces(source: str) -> "Iterator[tuple[str, int, int, str | None]]":
    """The text and the actions of a template: (text before, trimmed; its offset; offset of the body; body).

    The body is None at a comment and at the end of the template. Raises LexError.
    """
    position, trim = 0, False
    for found in _ACTIONS(source):
        start, end = found.span()
        left, comment, right, body, right_of_body = found.groups()
        if comment is None and body is None:
            _refuse(source, start)
        text = source[position:start]
        if trim:
            text = text.lstrip(SPACES)
            position = start - len(text)
        if left:
            text = text.rstrip(SPACES)
        yield text, position, found.start(4), body
        trim = (right_of_body if comment is None else right) is not None
        position = end
    text = source[position:]
    if trim:
        text = text.lstrip(SPACES)
    yield text, len(source) - len(text), len(source), None


def tokens(body: str) -> "list[Token]":
    """The tokens of an action, with END as the last. Raises LexError."""
    result = []
    for found in _TOKENS(body):
        kind = found.lastindex or OTHER
        at = found.start(kind)
        text = found[kind]
        result.append((kind, text, at, at > found.start()))
        if kind == OTHER:
            _check(text, at, body)
        elif kind == END:
            break
    return result


def _check(text: str, at: int, body: str) -> None:
    """Most characters are tokens that only the parser refuses; raise LexError for the others."""
    if text == ":":
        raise LexError("expected :=", at)
    if text in "\"`'":
        raise LexError("a quoted text that does not end", at)
    if text in "+-" or text.isdecimal() or (text == "." and body[at + 1 : at + 2].isdecimal()):
        number = compiled(rf"{NUMBER}i?[\w+-]*").match(body, at)
        raise LexError(f"bad number syntax: {number[0] if number else text}", at)
    if text in ".$_" or text.isalpha():
        name = compiled(r"[.$]?\w*").match(body, at)
        end = name.end() if name else at
        raise LexError(f"{body[end : end + 1]!r} cannot follow a name without a space", end)
    if not text.isascii() or not text.isprintable():
        raise LexError(f"unrecognized character in action: U+{ord(text):04X}", at)


def _refuse(source: str, start: int) -> None:
    """Raise the error for the action at `start` that has no end."""
    after = start + 2
    if source[after : after + 1] == "-" and source[after + 1 : after + 2] in (*SPACES,):
        after += 2
    if source.startswith("/*", after):
        closed = "*/" in source[after + 2 :]
        raise LexError("comment ends before closing delimiter" if closed else "unclosed comment", start)
    for _, text, _, _ in tokens(source[after:].partition("\n\n")[0]):  # raises for most reasons
        if text == "}":
            break
    raise LexError("unclosed action", start)
