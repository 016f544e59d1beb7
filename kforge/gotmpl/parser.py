"""Parses an action: its keyword, its pipeline, the variables it reads and declares.

Equal actions are parsed once: what depends on the place (which variables are there, what is open) is checked
by kforge.gotmpl.structure.
"""

from kforge.functions import names
from kforge.gotmpl import literals
from kforge.gotmpl.lexer import (
    ASSIGN,
    CHARACTER,
    DECLARE,
    DOT,
    END,
    FIELD,
    LEFT,
    NUMERAL,
    OTHER,
    PIPE,
    RIGHT,
    STRING,
    VARIABLE,
    WORD,
    LexError,
    tokens,
)
from kforge.gotmpl.nodes import (
    Chain,
    Command,
    Constant,
    Dot,
    Field,
    Function,
    Nil,
    Node,
    Number,
    Pipe,
    Variable,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.gotmpl.lexer import Token

KEYWORDS = frozenset(
    ("block", "break", "continue", "define", "else", "end", "if", "nil", "range", "template", "with")
)
STATEMENTS = KEYWORDS - {"nil"}
OPENING = frozenset(("if", "range", "with"))
OPERANDS = frozenset((DOT, FIELD, WORD, STRING, NUMERAL, CHARACTER, VARIABLE, LEFT))
MOST_KEPT = 20_000  # actions that are remembered
LONGEST_SHOWN = 80  # characters of a name in an error
MAX_DEPTH = 10_000  # of parentheses, as in text/template


class ParseError(LexError):
    """An action that text/template refuses."""

    def __init__(self, message: str, offset: int, hint: str = "") -> None:
        super().__init__(message, offset)
        self.hint = hint


class Parsed:
    """An action: its keyword ("" for a pipeline), the name of a template, the pipeline.

    `events` are the variables in the order of the text: those read as "$x", those declared as "+$x".
    `plain` is the pipeline of an action that has neither keyword nor variables.
    """

    __slots__ = ("at", "events", "name", "pipe", "plain", "word")

    def __init__(self, word: str, at: int) -> None:
        self.word = word
        self.at = at
        self.name = ""
        self.pipe: Pipe | None = None
        self.events: tuple[str, ...] = ()
        self.plain: Pipe | None = None


_parsed: "dict[str, Parsed]" = {}


def parse(body: str) -> Parsed:
    """The action with this body. Raises LexError."""
    found = _parsed.get(body)
    if found is None:
        if len(_parsed) >= MOST_KEPT:
            _parsed.clear()
        found = _parsed[body] = _Parser(body).action()
    return found


class _Parser:
    def __init__(self, body: str) -> None:
        self.tokens = tokens(body)
        self.position = 0
        self.depth = 0
        self.events: list[str] = []

    # ---- tokens

    def peek(self) -> "Token":
        return self.tokens[self.position]

    def next(self) -> "Token":
        token = self.tokens[self.position]
        self.position += 1
        return token

    def unexpected(self, token: "Token", context: str) -> ParseError:
        return ParseError(f"unexpected {_shown(token)} in {context}", token[2])

    # ---- statements

    def action(self) -> Parsed:
        kind, word, at, _ = self.tokens[self.position]
        if kind != WORD or word not in STATEMENTS:
            parsed = Parsed("", at)
            parsed.pipe = self.pipeline("command", END)
        else:
            self.position += 1
            parsed = Parsed(word, at)
            if word in OPENING:
                parsed.pipe = self.pipeline(word, END)
            elif word in ("define", "block", "template"):
                self.named(parsed)
            elif word == "else" and self.peek()[1] in ("if", "with"):
                parsed.word = f"else {self.next()[1]}"
                parsed.pipe = self.pipeline(parsed.word[5:], END)
            elif self.peek()[0] != END:
                raise self.unexpected(self.peek(), word)
        parsed.events = tuple(self.events)
        if not parsed.word and not self.events:
            parsed.plain = parsed.pipe
        return parsed

    def named(self, parsed: Parsed) -> None:
        """What follows define, block and template: the name, and a pipeline."""
        context = f"{parsed.word} clause"
        token = self.next()
        if token[0] != STRING:
            raise self.unexpected(token, context)
        parsed.name, parsed.at = self.string(token), token[2]
        if parsed.word == "block":
            parsed.pipe = self.pipeline(context, END)
        elif self.peek()[0] != END:
            if parsed.word == "define":
                raise self.unexpected(self.peek(), context)
            parsed.pipe = self.pipeline(context, END)

    # ---- pipelines

    def pipeline(self, context: str, end: int) -> Pipe:
        pipe = Pipe(self.peek()[2])
        self.declarations(pipe, context)
        while True:
            token = self.tokens[self.position]
            kind = token[0]
            if kind == end:
                self.position += 1
                self.check(pipe, context, token)
                return pipe
            if kind not in OPERANDS or (kind == WORD and token[1] in STATEMENTS):
                raise self.unexpected(token, context)
            pipe.commands.append(self.command())

    def declarations(self, pipe: Pipe, context: str) -> None:
        """`$x :=`, `$x =`, and in a range `$i, $x :=`."""
        while self.tokens[self.position][0] == VARIABLE:
            start = self.position
            variable = self.next()
            kind, text, at, _ = self.peek()
            if kind in (DECLARE, ASSIGN):
                self.position += 1
                pipe.assigns = kind == ASSIGN
                self.declare(pipe, variable)
                return
            if text != ",":
                self.position = start
                return
            self.position += 1
            self.declare(pipe, variable)
            if context != "range" or len(pipe.declared) > 1:
                raise ParseError(f"too many declarations in {context}", at)
            if self.peek()[0] not in (VARIABLE, END, RIGHT):
                raise ParseError("range can only initialize variables", self.peek()[2])

    def declare(self, pipe: Pipe, variable: "Token") -> None:
        pipe.declared.append(variable[1])
        self.events.append(f"+{variable[1]}")

    def check(self, pipe: Pipe, context: str, end: "Token") -> None:
        if not pipe.commands:
            raise ParseError(f"missing value for {context}", end[2])
        for number, command in enumerate(pipe.commands[1:], 2):
            first = command.operands[0]
            if isinstance(first, Constant | Dot | Nil | Number):
                raise ParseError(f"non executable command in pipeline stage {number}", first.at)

    def command(self) -> Command:
        operands: list[Node] = []
        while True:
            operand = self.operand()
            if operand is not None:
                operands.append(operand)
            token = self.tokens[self.position]
            kind = token[0]
            if kind == PIPE:
                self.position += 1
            elif kind not in (END, RIGHT):
                if token[3] and operand is not None:
                    continue
                raise self.unexpected(token, "operand")
            if not operands:
                raise ParseError("empty command", token[2])
            return Command(operands)

    def operand(self) -> "Node | None":
        node = self.term()
        token = self.tokens[self.position]
        if token[0] != FIELD or token[3] or node is None:
            return node
        at = token[2]
        names = []
        while token[0] == FIELD and not token[3]:
            names.append(token[1][1:])
            self.position += 1
            token = self.tokens[self.position]
        kind = type(node)
        if kind is Field:
            return Field(at, (*node.names, *names))  # type: ignore[attr-defined]
        if kind is Variable:
            return Variable(at, node.name, (*node.names, *names))  # type: ignore[attr-defined]
        if kind is Pipe or kind is Function:
            return Chain(at, node, tuple(names))
        raise ParseError("unexpected . after a literal", at)

    def term(self) -> "Node | None":
        token = self.tokens[self.position]
        kind, text, at, _ = token
        if kind == FIELD:
            self.position += 1
            return Field(at, (text[1:],))
        if kind == WORD:
            if text in STATEMENTS:
                return None
            self.position += 1
            return self.word(text, at)
        if kind not in OPERANDS:
            return None
        self.position += 1
        if kind == VARIABLE:
            self.events.append(text)
            return Variable(at, text)
        if kind == DOT:
            return Dot(at)
        if kind == LEFT:
            return self.parenthesized(at)
        if kind == STRING:
            return Constant(at, self.string(token), text)
        return self.number(token)

    def word(self, text: str, at: int) -> Node:
        if text in ("true", "false"):
            return Constant(at, text == "true", text)
        if text == "nil":
            return Nil(at)
        if not names.family_of(text):
            raise ParseError(f"function {text[:LONGEST_SHOWN]} is not defined", at, _hint(text))
        return Function(at, text)

    def parenthesized(self, at: int) -> Pipe:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ParseError("max expression depth exceeded", at)
        pipe = self.pipeline("parenthesized pipeline", RIGHT)
        self.depth -= 1
        return pipe

    def string(self, token: "Token") -> str:
        value = literals.unquoted(token[1])
        if value is None:
            raise ParseError("a string with an escape that Go does not know", token[2])
        return value

    def number(self, token: "Token") -> Number:
        kind, text, at, _ = token
        if kind == CHARACTER:
            character = literals.rune(at, text)
            if character is None:
                raise ParseError(f"malformed character constant: {text}", at)
            return character
        value = literals.number(at, text)
        if isinstance(value, str):
            raise ParseError(value, at)
        return value


def _shown(token: "Token") -> str:
    kind, text, _, _ = token
    if kind == END:
        return "end of the action"
    if kind == WORD and text in KEYWORDS:
        return f"<{text}>"
    return f'"{text}"' if kind != OTHER or text != '"' else "'\"'"


def _hint(name: str) -> str:
    """What was meant by a name that is no function."""
    from kforge.errors import nearest

    near = nearest(name, names.NAMES)
    if near:
        return f"did you mean {near}?"
    return "a text needs quotes, a field a dot in front"
