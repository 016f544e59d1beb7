"""The grammar of kubectl's JSONPath templates: text around actions in braces, `name: {.metadata.name}`.

A template is a list of nodes, each a pair (kind, content):

    (TEXT, text)   (FIELD, name)   (LITERAL, number or boolean)   (WORD, "range" or "end")   (ALL, None)
    (DEEP, None)   (LIST, nodes)   (UNION, lists of nodes)   (SLICE, bounds)
    (FILTER, (left, operator, right))

An action is a LIST; a SLICE's bounds are start, end and step, None where nothing is said, and whether the end
was only derived from the start (`[3]`).
"""

from kforge.errors import UsageError
from kforge.patterns import compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Node = tuple[str, Any]

TEXT, FIELD, LITERAL, WORD, ALL, DEEP = "text", "field", "literal", "word", "all", "deep"
LIST, UNION, SLICE, FILTER = "list", "union", "slice", "filter"
EXISTS = "exists"

TERMINATORS = " \t\r\n.,[]$@{}"
QUOTED_KEY = r"'([^']*)'\Z"
BOUNDS = r"(-?[0-9]*)(:-?[0-9]*)?(:-?[0-9]*)?\Z"
COMPARISON = r"([^!<>=]+)([!<>=]+)(.+)\Z"
ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\"}
HEXADECIMAL = {"x": 2, "u": 4, "U": 8}


def parse(text: str) -> "list[Node]":
    """The nodes of a template. Raises UsageError."""
    try:
        return Parser(text).template()
    except Wrong as error:
        raise UsageError(f"--jsonpath {text}: {error}", hint="for example {.image.tag}") from None


class Wrong(Exception):  # noqa: N818 - turned into a UsageError that quotes the template
    """The template is wrong."""


class Parser:
    """Reads one template from left to right; `start` is where what is being read began."""

    __slots__ = ("at", "start", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.start = self.at = 0

    def template(self) -> "list[Node]":
        nodes: list[Node] = []
        while self.at < len(self.text):
            brace = self.text.find("{", self.at)
            end = len(self.text) if brace < 0 else brace
            if end > self.at:
                nodes.append((TEXT, self.text[self.at : end]))
            self.at = end + 1
            if brace >= 0:
                nodes.append((LIST, self.action()))
        return nodes

    def action(self) -> "list[Node]":
        """What stands inside braces, up to the one that closes."""
        nodes: list[Node] = []
        while not self.text.startswith("}", self.at):
            self.start = self.at
            if self.text.startswith("[?(", self.at):
                nodes.append(self.filter())
            elif self.text.startswith("..", self.at):
                self.descent(nodes)
            else:
                self.element(nodes)
        self.at += 1
        return nodes

    def element(self, nodes: "list[Node]") -> None:
        char = self.next()
        if not char or char in "\r\n":
            raise Wrong("an action is not closed")
        if char in " @$":  # the current object, which is where every path starts
            return
        if char == "[":
            nodes += self.bracket()
        elif char in "\"'":
            nodes.append((TEXT, self.quoted(char)))
        elif char == ".":
            nodes.append(self.field())
        elif char in "+-" or char.isdigit():
            nodes.append((LITERAL, self.number()))
        elif char == "_" or char.isalpha():
            nodes.append(self.word())
        else:
            raise Wrong(f"{char} has no meaning in an action")

    def next(self) -> str:
        self.at += 1
        return self.text[self.at - 1 : self.at]

    def descent(self, nodes: "list[Node]") -> None:
        if nodes and nodes[-1][0] == DEEP:
            raise Wrong(".. follows ..")
        self.at += 2
        nodes.append((DEEP, None))
        char = self.text[self.at : self.at + 1]
        if char == "_" or char.isalnum():
            self.at -= 1
            self.next()
            nodes.append(self.field())

    def field(self) -> "Node":
        """A name up to a character that ends it; a backslash takes one as it stands."""
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in TERMINATORS:
            self.at += 2 if self.text[self.at] == "\\" else 1
        self.at = min(self.at, len(self.text))
        name = self.text[start : self.at]
        return (ALL, None) if name == "*" else (FIELD, name.replace("\\", ""))

    def word(self) -> "Node":
        while self.at < len(self.text) and self.text[self.at] not in TERMINATORS:
            self.at += 1
        name = self.text[self.start : self.at]
        return (LITERAL, name == "true") if name in ("true", "false") else (WORD, name)

    def number(self) -> "int | float":
        while self.at < len(self.text) and (self.text[self.at] == "." or self.text[self.at].isdigit()):
            self.at += 1
        digits = self.text[self.start : self.at]
        try:
            return float(digits) if "." in digits else int(digits)
        except ValueError:
            raise Wrong(f"{digits} is not a number") from None

    def quoted(self, mark: str) -> str:
        while True:
            char = self.next()
            if not char or char == "\n":
                raise Wrong("a quote is not closed")
            if char == mark and self.text[self.at - 2] != "\\":
                return unquote(self.text[self.start + 1 : self.at - 1], mark)

    def bracket(self) -> "list[Node]":
        end = self.text.find("]", self.at)
        if end < 0 or "\n" in self.text[self.at : end]:
            raise Wrong("[ is not closed")
        inner, self.at = self.text[self.at : end], end + 1
        parts = inner.split(",")
        if len(parts) > 1:
            return [(UNION, [inner_action(f"[{part.strip(' ')}]") for part in parts])]
        key = compiled(QUOTED_KEY).match(inner)
        return inner_action(f".{key[1]}") if key else [(SLICE, bounds(":" if inner == "*" else inner))]

    def filter(self) -> "Node":
        self.at += len("[?(")
        start, quote, closed = self.at, "", False
        while True:
            char = self.next()
            if not char or char == "\n":
                raise Wrong("[?( is not closed")
            if char in "\"'":
                if not quote:
                    quote = char
                elif char == quote and self.text[self.at - 2] != "\\":
                    closed = True
            elif char == ")" and bool(quote) == closed:
                break
        if self.next() != "]":
            raise Wrong("after the ) of a filter stands a ]")
        inner = self.text[start : self.at - 2]
        found = compiled(COMPARISON).match(inner)
        if not found:
            return FILTER, (inner_action(inner), EXISTS, [])
        return FILTER, (inner_action(found[1]), found[2], inner_action(found[3]))


def inner_action(text: str) -> "list[Node]":
    """The nodes of a part of an action, read as an action of its own."""
    nodes = Parser("{" + text + "}").template()
    return list(nodes[0][1])


def bounds(text: str) -> "tuple[int | None, int | None, int | None, bool]":
    """Start, end and step of `1`, `1:3`, `::2`, and whether the end was derived."""
    found = compiled(BOUNDS).match(text)
    if not found:
        raise Wrong(f"[{text}] is no index")
    try:
        start, end, step = (
            int(part.lstrip(":")) if part and part != ":" else None for part in found.groups()
        )
    except ValueError:
        raise Wrong(f"[{text}] is no index") from None
    derived = found[2] is None
    return start, (start or 0) + 1 if derived else end, step, derived


def unquote(text: str, mark: str) -> str:
    """A quoted text without its quotes: Go's escapes."""
    if "\\" not in text:
        return text
    result, rest = [], text
    while rest:
        char, rest = rest[0], rest[1:]
        if char == "\\":
            char, rest = _escape(rest, mark)
        result.append(char)
    return "".join(result)


def _escape(rest: str, mark: str) -> "tuple[str, str]":
    """The character that stands after a backslash, and what follows it."""
    letter = rest[:1]
    if letter in ESCAPES or letter == mark:
        return ESCAPES.get(letter, letter), rest[1:]
    octal = letter in tuple("01234567")
    size = 2 if octal else HEXADECIMAL.get(letter, 0)
    digits = rest[: size + 1] if octal else rest[1 : size + 1]
    try:
        number = int(digits, 8 if octal else 16)
        if len(digits) == size + octal and size:
            return chr(number), rest[size + 1 :]
    except (ValueError, OverflowError):
        pass
    raise Wrong(f"\\{letter} is no escape")
