"""Cuts a Go template into text and actions, and an action into tokens.

An action is found with one expression that knows strings, so that a `}}` within quotes ends nothing; what is
between the delimiters is cut into tokens with a second one. Whatever these two do not match is looked at
again, slowly, for the error that text/template reports.
"""

from kforge.patterns import compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    Token = tuple[int, str, int]  # kind, text, offset in the body of the action

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
    r"|0[bB][01_]*(?:\.[01_]*)?|[0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9_]*)?)i?"
)
# the groups are the kinds of tokens, in the order of KINDS
TOKEN = (
    r"([ \t\r\n]+)"
    r"|(\.[^\W\d]\w*)"
    r"|([^\W\d]\w*)"
    r'|("(?:[^"\\\n]|\\.)*+"|`[^`]*+`)'
    r"|(\$\w*)"
    rf"|((?=[+-]|\.?[0-9]){NUMBER}(?:(?=[+-]){NUMBER})?)"
    r"|(\|)|(\()|(\))|(:=)|(=)|(\.)"
    r"|('(?:[^'\\\n]|\\.)*+')"
    r"|(.)"
)
(
    _,
    SPACE,
    FIELD,
    WORD,
    STRING,
    VARIABLE,
    NUMERAL,
    PIPE,
    LEFT,
    RIGHT,
    DECLARE,
    ASSIGN,
    DOT,
    CHARACTER,
    OTHER,
    END,
) = range(16)

# what may follow a name without a space
AFTER_NAME = frozenset((SPACE, FIELD, PIPE, LEFT, RIGHT, DECLARE, DOT, END))
NAMES = frozenset((FIELD, WORD, VARIABLE))

DOTALL = 16


class LexError(Exception):
    """Text that is no template: the message, and the offset of the place."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


def pieces(source: str) -> "Iterator[tuple[str, int, str | None]]":
    """The text and the actions of a template, trimmed: (text before, offset of the body, body).

    The body is None at the end of the template. A comment joins the texts on both sides. Raises LexError.
    """
    position, trim, text = 0, False, ""
    for found in compiled(ACTION).finditer(source):
        start, end = found.span()
        if end - start < 4:
            _refuse(source, start)
        left, comment, right, body, right_of_body = found.groups()
        before = source[position:start]
        if trim:
            before = before.lstrip(SPACES)
        if left:
            before = before.rstrip(SPACES)
        position = end
        text += before
        if comment is None:
            yield text, found.start(4), body
            trim, text = right_of_body is not None, ""
        else:
            trim = right is not None
    rest = source[position:]
    yield text + (rest.lstrip(SPACES) if trim else rest), len(source), None


def tokens(body: str) -> "list[Token]":
    """The tokens of an action, with END as the last. Raises LexError."""
    result = []
    previous = SPACE
    for found in compiled(TOKEN, DOTALL).finditer(body):
        kind, text, at = found.lastindex or OTHER, found[0], found.start()
        if previous in NAMES and kind not in AFTER_NAME and text not in (",", ":"):
            raise LexError(f"{text[0]!r} cannot follow a name without a space", at)
        if kind == NUMERAL:
            _check_number(text, at, body)
        elif kind == OTHER:
            _check_other(text, at)
        result.append((kind, text, at))
        previous = kind
    result.append((END, "", len(body)))
    return result


def _check_number(text: str, at: int, body: str) -> None:
    after = body[at + len(text) : at + len(text) + 1]
    if after.isalnum() or after == "_" or _is_bad_complex(text) or text in ("+", "-"):
        raise LexError(f"bad number syntax: {text}{after.strip()}", at)


def _is_bad_complex(text: str) -> bool:
    """Two numbers with a sign between them that do not end in i."""
    from kforge.patterns import compiled as regex

    first = regex(NUMBER).match(text)
    return first is not None and first.end() < len(text) and text[-1] != "i"


def _check_other(text: str, at: int) -> None:
    if text == ":":
        raise LexError("expected :=", at)
    if text in "\"`'":
        raise LexError("a quoted text that does not end", at)
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
    for _, text, _ in tokens(source[after:].partition("\n\n")[0]):  # raises for most reasons
        if text == "}":
            break
    raise LexError("unclosed action", start)
