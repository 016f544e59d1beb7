"""Puts the actions of a file together: blocks and their ends, definitions, the scope of variables."""

from kforge.gotmpl.lexer import SPACES, LexError, pieces
from kforge.gotmpl.nodes import Action, Block, Call, Definition, Jump, Statement, Text
from kforge.gotmpl.parser import ParseError, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.gotmpl.parser import Parsed

BLANKS = SPACES + "\v\f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
BLANKS += "\u2028\u2029\u202f\u205f\u3000"  # what Go's bytes.TrimSpace takes away


class _Open:
    """A block or definition that waits for its end."""

    __slots__ = ("at", "block", "chained", "definition", "in_else", "loops", "variables", "word")

    def __init__(self, word: str, at: int) -> None:
        self.word = word
        self.at = at
        self.block: Block | None = None
        self.definition: Definition | None = None
        self.chained = False  # an {{ else if }}: the end of the first ends it too
        self.in_else = False
        self.variables: list[str] | int = 0  # of the definition around, or how many there were
        self.loops = 0


def is_empty(definition: Definition) -> bool:
    """Whether a template is nothing but blanks and comments."""
    return all(isinstance(piece, Text) and not piece.text.strip(BLANKS) for piece in definition.body)


def definitions(name: str, source: str) -> "dict[str, Definition]":
    """The templates of a file, itself among them, by name. Raises LexError with an offset in the source."""
    return _Builder(name).build(source)


class _Builder:
    def __init__(self, name: str) -> None:
        self.file = Definition(name, 0)
        self.found: dict[str, Definition] = {}
        self.open: list[_Open] = []
        self.statements: list[Statement] = self.file.body
        self.variables = ["$"]
        self.loops = 0  # ranges around, within this definition

    def build(self, source: str) -> "dict[str, Definition]":
        for text, start, base, body in pieces(source):
            if text:
                self.statements.append(Text(start, text))
            if body is not None:
                try:
                    parsed = parse(body)
                    if parsed.plain is not None:
                        self.statements.append(Action(base, parsed.plain))
                    else:
                        self.action(parsed, base)
                except _Placed:
                    raise
                except LexError as error:
                    error.offset += base
                    raise
        if self.open:
            last = self.open[-1]
            raise _Placed(f"{{{{ {last.word} }}}} is not closed", last.at, "put an {{ end }} where it ends")
        self.add(self.file)
        return self.found

    def action(self, parsed: "Parsed", base: int) -> None:
        handle = _HANDLERS.get(parsed.word)
        if parsed.events and parsed.word in ("", "block", "template"):
            self.events(parsed)
        if handle is not None:
            handle(self, parsed, base)
        else:
            assert parsed.pipe is not None
            self.statements.append(Action(base, parsed.pipe))

    def events(self, parsed: "Parsed") -> None:
        """Declare the variables of an action; those that it reads must be there."""
        for event in parsed.events:
            if event[0] == "+":
                self.variables.append(event[1:])
            elif event not in self.variables:
                raise ParseError(
                    f"undefined variable {event}",
                    _first_use(parsed, event),
                    _variable_hint(event, self.variables),
                )

    # ---- blocks

    def begin(self, parsed: "Parsed", base: int) -> None:
        """{{ if }}, {{ with }}, {{ range }}."""
        entry = _Open(parsed.word, base)
        entry.variables = len(self.variables)
        self.events(parsed)
        assert parsed.pipe is not None
        entry.block = Block(base, parsed.word, parsed.pipe)
        self.statements.append(entry.block)
        self.statements = entry.block.body
        self.loops += parsed.word == "range"
        self.open.append(entry)

    def orelse(self, parsed: "Parsed", base: int) -> None:
        """{{ else }}, {{ else if }}, {{ else with }}."""
        entry = self.open[-1] if self.open else None
        if entry is None or entry.block is None:
            raise ParseError(
                "unexpected {{ else }}" + (f" in {entry.word} clause" if entry else ""), parsed.at
            )
        if entry.in_else:
            raise ParseError("expected {{ end }}; found a second {{ else }}", parsed.at)
        entry.in_else = True
        self.loops -= entry.word == "range"
        entry.block.orelse = self.statements = []
        if parsed.pipe is None:
            return
        word = parsed.word[5:]
        if word != entry.word:
            raise ParseError(f"unexpected <{word}> after else: this is a {{{{ {entry.word} }}}}", parsed.at)
        parsed_block = Block(base, word, parsed.pipe)
        chained = _Open(word, base)
        chained.chained = True
        chained.block = parsed_block
        chained.variables = len(self.variables)
        self.events(parsed)
        self.statements.append(parsed_block)
        self.statements = parsed_block.body
        self.open.append(chained)

    def end(self, parsed: "Parsed", _base: int) -> None:
        if not self.open:
            raise ParseError("unexpected {{ end }}", parsed.at)
        entry = self.open.pop()
        while entry.chained:
            entry = self.open.pop()
        if entry.definition is not None:
            self.close(entry)
            return
        assert isinstance(entry.variables, int)
        del self.variables[entry.variables :]
        self.loops -= entry.word == "range" and not entry.in_else
        self.statements = self.around()

    def around(self) -> "list[Statement]":
        """The statements of what is open now."""
        if not self.open:
            return self.file.body
        entry = self.open[-1]
        if entry.definition is not None:
            return entry.definition.body
        assert entry.block is not None
        if entry.in_else and entry.block.orelse is not None:
            return entry.block.orelse
        return entry.block.body

    # ---- definitions

    def define(self, parsed: "Parsed", base: int) -> None:
        if self.open:
            raise ParseError("unexpected <define>: it stands at the top level only", parsed.at)
        self.enter("define", parsed, base)

    def block(self, parsed: "Parsed", base: int) -> None:
        self.statements.append(Call(base, parsed.at, parsed.name, parsed.pipe))
        self.enter("block", parsed, base)

    def enter(self, word: str, parsed: "Parsed", base: int) -> None:
        entry = _Open(word, base)
        entry.definition = Definition(parsed.name, base)
        entry.variables, entry.loops = self.variables, self.loops
        self.variables, self.loops = ["$"], 0
        self.statements = entry.definition.body
        self.open.append(entry)

    def close(self, entry: _Open) -> None:
        assert entry.definition is not None
        assert isinstance(entry.variables, list)
        self.variables, self.loops = entry.variables, entry.loops
        self.statements = self.around()
        self.add(entry.definition)

    def add(self, definition: Definition) -> None:
        """The same name twice in one file is an error, unless one of the two is empty."""
        there = self.found.get(definition.name)
        if there is None or is_empty(there):
            self.found[definition.name] = definition
        elif not is_empty(definition):
            raise _Placed(f"multiple definition of template {definition.name!r}", definition.offset)

    # ---- the rest

    def call(self, parsed: "Parsed", base: int) -> None:
        self.statements.append(Call(base, parsed.at, parsed.name, parsed.pipe))

    def jump(self, parsed: "Parsed", base: int) -> None:
        if not self.loops:
            raise ParseError(f"{{{{ {parsed.word} }}}} outside a {{{{ range }}}}", parsed.at)
        self.statements.append(Jump(base, parsed.word))


class _Placed(ParseError):  # noqa: N818 - a ParseError
    """An error whose offset counts from the start of the file."""


_HANDLERS = {
    "if": _Builder.begin,
    "with": _Builder.begin,
    "range": _Builder.begin,
    "else": _Builder.orelse,
    "else if": _Builder.orelse,
    "else with": _Builder.orelse,
    "end": _Builder.end,
    "define": _Builder.define,
    "block": _Builder.block,
    "template": _Builder.call,
    "break": _Builder.jump,
    "continue": _Builder.jump,
}


def _first_use(parsed: "Parsed", variable: str) -> int:
    """Where an action names the variable."""
    from kforge.gotmpl.walk import variables

    return next((node.at for node in variables(parsed.pipe) if node.name == variable), parsed.at)


def _variable_hint(name: str, known: "list[str]") -> str:
    from kforge.errors import nearest

    near = nearest(name, [other for other in known if other != "$"])
    return (
        f"did you mean {near}?" if near else "a variable is seen in the block that declares it, not outside"
    )
