"""What an action is made of, once parsed.

Offsets of operands count from the body of their action, so that equal actions share one tree; `base` of a
statement says where in the template its action's body begins.
"""


class Node:
    """An operand, or what contains operands."""

    __slots__ = ("at",)

    def __init__(self, at: int) -> None:
        self.at = at


class Dot(Node):
    __slots__ = ()


class Nil(Node):
    __slots__ = ()


class Constant(Node):
    """A string or a bool; `text` is how it is written."""

    __slots__ = ("text", "value")

    def __init__(self, at: int, value: "str | bool", text: str) -> None:
        self.at = at
        self.value = value
        self.text = text


class Number(Node):
    """A number: what it is as each kind of number, None where it cannot be one."""

    __slots__ = ("as_complex", "as_float", "as_int", "text")

    def __init__(
        self, at: int, text: str, as_int: "int | None", as_float: "float | None", as_complex: "complex | None"
    ) -> None:
        self.at = at
        self.text = text
        self.as_int = as_int
        self.as_float = as_float
        self.as_complex = as_complex


class Field(Node):
    """.a.b"""

    __slots__ = ("names",)

    def __init__(self, at: int, names: "tuple[str, ...]") -> None:
        self.at = at
        self.names = names


class Variable(Node):
    """$x.a.b; `name` has the dollar."""

    __slots__ = ("name", "names")

    def __init__(self, at: int, name: str, names: "tuple[str, ...]" = ()) -> None:
        self.at = at
        self.name = name
        self.names = names


class Function(Node):
    __slots__ = ("name",)

    def __init__(self, at: int, name: str) -> None:
        self.at = at
        self.name = name


class Chain(Node):
    """(…).a.b"""

    __slots__ = ("names", "of")

    def __init__(self, at: int, of: Node, names: "tuple[str, ...]") -> None:
        self.at = at
        self.of = of
        self.names = names


class Command:
    """Operands: a function or method and its arguments, or one value."""

    __slots__ = ("operands",)

    def __init__(self, operands: "list[Node]") -> None:
        self.operands = operands


class Pipe(Node):
    """Commands, each of which is given the value of the one before; declared or assigned variables."""

    __slots__ = ("assigns", "commands", "declared")

    def __init__(self, at: int) -> None:
        self.at = at
        self.declared: list[str] = []
        self.assigns = False
        self.commands: list[Command] = []


class Statement:
    """A piece of a template; `base` is where the body of its action begins."""

    __slots__ = ("base",)

    def __init__(self, base: int) -> None:
        self.base = base


class Text(Statement):
    """Text between actions; `base` is where it begins."""

    __slots__ = ("text",)

    def __init__(self, base: int, text: str) -> None:
        self.base = base
        self.text = text


class Action(Statement):
    """{{ pipeline }}"""

    __slots__ = ("pipe",)

    def __init__(self, base: int, pipe: Pipe) -> None:
        self.base = base
        self.pipe = pipe


class Block(Statement):
    """{{ if }}, {{ with }} or {{ range }}: `word` says which; `orelse` is None without an {{ else }}."""

    __slots__ = ("body", "orelse", "pipe", "word")

    def __init__(self, base: int, word: str, pipe: Pipe) -> None:
        self.base = base
        self.word = word
        self.pipe = pipe
        self.body: list[Statement] = []
        self.orelse: list[Statement] | None = None


class Call(Statement):
    """{{ template "name" pipeline }}; `at` is the offset of the name."""

    __slots__ = ("at", "name", "pipe")

    def __init__(self, base: int, at: int, name: str, pipe: "Pipe | None") -> None:
        self.base = base
        self.at = at
        self.name = name
        self.pipe = pipe


class Jump(Statement):
    """{{ break }} or {{ continue }}."""

    __slots__ = ("word",)

    def __init__(self, base: int, word: str) -> None:
        self.base = base
        self.word = word


class Definition:
    """A template: a file, a {{ define }} or a {{ block }}."""

    __slots__ = ("body", "name", "offset")

    def __init__(self, name: str, offset: int) -> None:
        self.name = name
        self.offset = offset
        self.body: list[Statement] = []
