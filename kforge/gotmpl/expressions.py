"""Turns a pipeline into a Python expression.

What can fail stands on a line of its own: a mark with the offset in the template goes before it, which the
compiler makes the end of a line. So the line that Python names when an exception passes through tells the
place in the template, and running code carries no table.
"""

from abc import ABC, abstractmethod

from kforge.functions import names as functions
from kforge.gotmpl.arguments import count_error
from kforge.gotmpl.fields import METHODS
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
    from collections.abc import Sequence

    from kforge.functions.registry import Function as Declared

MARK, END_OF_MARK = "\x01", "\x02"
SLOW_ROOTS = frozenset(("Capabilities", "Files"))  # structs
LONGEST_CHAIN = 4
LONGEST_PIPE = 20  # commands that are written as calls within each other
DEEPEST_PIPE = 12  # the same for parentheses
MAX_INT = 2**63 - 1
# types of parameters of which is known whether a number literal fits
PLAIN_TYPES = frozenset(("bool", "dict", "float64", "int", "int64", "list", "string", "strings"))

# functions whose results are strings, by their Go signature: these are neither checked nor printed again
_STRINGS = """
    abbrev b32enc b64enc camelcase cat fail html include indent initials join js kebabcase kindOf lower
    nindent nospace plural print printf println quote regexQuoteMeta repeat replace sha1sum sha256sum
    sha512sum snakecase squote substr title toJson toPrettyJson toRawJson toString toToml toYaml toYamlPretty
    tpl trim trimAll trimPrefix trimSuffix trimall trunc typeOf untitle upper urlquery uuidv4 wrap wrapWith
"""
STRINGS = frozenset(_STRINGS.split())


class Code:
    """A Python expression.

    `is_text`: its value is a str; `interface`: a nil it gives is one that came from a map or list; `simple`:
    a literal or a variable, which may be evaluated at any time; `node` is the operand it was made from.
    """

    __slots__ = ("interface", "is_text", "node", "simple", "text")

    def __init__(
        self, text: str, *, is_text: bool = False, interface: bool = False, simple: bool = False
    ) -> None:
        self.text = text
        self.is_text = is_text
        self.interface = interface
        self.simple = simple
        self.node: Node | None = None


class Local:
    """A variable of the template as one of the function."""

    __slots__ = ("flag", "hidden", "interface", "name")

    def __init__(self, name: str, interface: bool = False, hidden: "Local | None" = None) -> None:
        self.name = name
        self.interface = interface  # holds what came from a map or list: see Code
        self.flag = ""  # the Python variable that tells whether it still does
        self.hidden = hidden  # the one of this name that counts when this one may not have been declared

    def read(self) -> str:
        if self.hidden is None:
            return self.name
        return f"({self.name} if {self.name!r} in locals() else {self.hidden.read()})"


class Expressions(ABC):
    """Makes expressions for one function."""

    def __init__(self) -> None:
        self.bound: set[str] = set()  # names of functions the code wants
        self.count = 0  # of Python variables
        self.dot = Code("d0", simple=True)
        self.scope: dict[str, Local] = {"$": Local("d0")}
        self.base = 0
        self.nesting = 0
        self.conditional = 0  # we are in so many arguments of and, or
        self.assigned_names: set[str] = set()

    def fresh(self, letter: str) -> str:
        self.count += 1
        return f"{letter}{self.count}"

    @abstractmethod
    def assigning(self, name: str) -> None:
        """Called when the code sets a variable that was there before."""

    @abstractmethod
    def outlined(self, value: Code) -> Code:
        """The same value, out of a function of its own."""

    def mark(self, node: Node) -> str:
        return f"{MARK}{self.base + node.at}{END_OF_MARK}"

    def refusal(self, node: Node, message: str) -> Code:
        """An expression that fails when it is evaluated."""
        return Code(f"{self.mark(node)}fail({message!r})", is_text=True)

    # ---- pipelines

    def pipe(self, pipe: Pipe) -> Code:
        """The value of a pipeline; variables that it declares are set on the way."""
        value: Code | None = None
        self.nesting += 1
        for number, command in enumerate(pipe.commands, 1):
            value = self.command(command, value)
            if not number % LONGEST_PIPE:
                value = self.outlined(value)
        assert value is not None
        self.nesting -= 1
        if self.nesting and not self.nesting % DEEPEST_PIPE:
            value = self.outlined(value)
        result = Code(value.text, is_text=value.is_text, simple=value.simple)
        for name in pipe.declared:
            result = self.assigned(pipe, name, result)
        return result

    def assigned(self, pipe: Pipe, name: str, value: Code) -> Code:
        if not pipe.assigns:
            hidden = self.scope.get(name) if self.conditional else None
            local = self.scope[name] = Local(self.fresh("v"), hidden=hidden)
            return Code(f"({local.name} := {value.text})", is_text=value.is_text)
        found = self.scope.get(name)
        if found is None:
            return self.refusal(pipe, f"undefined variable {name}")
        kept = value.text if value.simple else f"s.kept({value.text})"
        text = f"({found.name} := {kept})"
        self.assigning(found.name)
        self.assigned_names.add(found.name)
        if found.flag:
            self.assigning(found.flag)
            self.assigned_names.add(found.flag)
            text = f"({text}, {found.flag} := False)[0]"
        return Code(text, is_text=value.is_text)

    def command(self, command: Command, final: "Code | None") -> Code:
        first, *rest = command.operands
        if isinstance(first, Function):
            return self.call(first, rest, final)
        if isinstance(first, Field | Chain) or (isinstance(first, Variable) and first.names):
            if rest or final is not None:
                return self.method(first, rest, final)
            return self.operand(first)
        if isinstance(first, Nil):
            return self.refusal(first, "nil is no command")
        if rest or final is not None:
            return self.refusal(first, "this is no function: it can be given no argument")
        return self.operand(first)

    # ---- operands

    def operand(self, node: Node) -> Code:
        """The value of an operand where any value may stand."""
        code = self._operand(node)
        code.node = node
        return code

    def _operand(self, node: Node) -> Code:
        if isinstance(node, Constant):
            return Code(repr(node.value), is_text=isinstance(node.value, str), simple=True)
        if isinstance(node, Number):
            return self.number(node)
        if isinstance(node, Dot):
            return Code(self.dot.text, interface=self.dot.interface, simple=True)
        if isinstance(node, Nil):
            return Code("None", simple=True)
        if isinstance(node, Function):
            return self.call(node, [], None)
        if isinstance(node, Pipe):
            return self.pipe(node)
        return self.chain(node)

    def number(self, node: Number) -> Code:
        """A number where nothing tells its type: what it looks like decides."""
        if node.as_complex is not None:
            value = node.as_complex
            return Code(f"complex({value.real!r}, {value.imag!r})", simple=True)
        hexadecimal = node.text[:2] in ("0x", "0X") and not any(char in node.text for char in "pP")
        if not hexadecimal and node.text[0] != "'" and any(char in node.text for char in ".eEpP"):
            return Code(repr(node.as_float), simple=True)
        if node.as_int is None or node.as_int > MAX_INT:
            return self.refusal(node, f"{node.text} overflows int")
        return Code(repr(node.as_int), simple=True)

    def head(self, node: Node) -> "tuple[Code, tuple[str, ...]]":
        """Where a chain begins, and the names it follows."""
        if isinstance(node, Field):
            return self.dot, node.names
        if isinstance(node, Variable):
            local = self.scope.get(node.name)
            if local is None:
                return self.refusal(node, f"undefined variable {node.name}"), node.names
            return Code(local.read(), interface=local.interface, simple=True), node.names
        assert isinstance(node, Chain)
        return self.operand(node.of), node.names

    def chain(self, node: Node) -> Code:
        head, names = self.head(node)
        if not names:
            return head
        return Code(self.fields(node, head, names), interface=True)

    def fields(self, node: Node, head: Code, names: "tuple[str, ...]") -> str:
        """The expression for names looked up one after the other."""
        plain = METHODS.isdisjoint(names) and names[0] not in SLOW_ROOTS
        arguments = ", ".join([head.text, *map(repr, names)])
        local = self.scope.get(node.name) if isinstance(node, Variable) else None
        if local is not None and local.flag:
            return f"{self.mark(node)}chain({head.text}, {names!r}, {local.flag})"
        if head.interface:
            return f"{self.mark(node)}{'g1' if len(names) == 1 and plain else 'gn'}({arguments})"
        length = len(names) if plain and len(names) <= LONGEST_CHAIN else "n"
        return f"{self.mark(node)}f{length}({arguments})"

    def method(self, node: Node, rest: "Sequence[Node]", final: "Code | None") -> Code:
        """A field with arguments."""
        head, names = self.head(node)
        interface = head.interface
        receiver = head.text
        if len(names) > 1:
            receiver, interface = self.fields(node, head, names[:-1]), True
        given = [self.method_argument(operand) for operand in rest]
        call = f"{self.mark(node)}method({receiver}, {names[-1]!r}, {interface}"
        if final is None:
            return Code(f"{', '.join([call, *given])})")
        kept = self.fresh("t")
        return Code(f"({kept} := {final.text}, {', '.join([call, *given, kept])}))[1]")

    def method_argument(self, node: Node) -> str:
        if not isinstance(node, Number):
            return self.operand(node).text
        self.bound.add("Literal")
        value = self.number(node).text
        return f"Literal({value}, {node.as_int!r}, {node.as_float!r}, {node.text!r})"

    # ---- calls

    def call(self, node: Function, rest: "Sequence[Node]", final: "Code | None") -> Code:
        special = _SPECIAL.get(node.name)
        if special is not None:
            return special(self, node, rest, final)
        function = functions.load(node.name)
        given = len(rest) + (final is not None)
        wrong = count_error(node.name, len(function.params), bool(function.variadic), given)
        if wrong:
            return self.refusal(node, wrong)
        words = function.params + (function.variadic,) * (given - len(function.params))
        arguments: list[Code] = []
        certain = True
        for operand, word in zip(rest, words, strict=False):
            code, is_certain = self.argument(node.name, operand, word)
            arguments.append(code)
            certain = certain and is_certain
        if final is not None:
            certain = certain and _is_certain(final, words[-1])
        return self.called(node, function, arguments, final, certain)

    def called(
        self,
        node: Function,
        function: "Declared",
        arguments: "list[Code]",
        final: "Code | None",
        certain: bool,
    ) -> Code:
        bound = f"{'F' if certain else 'C'}_{node.name}"
        self.bound.add(bound)
        stated = ["s"] if function.state else []
        return self.written(node, bound, stated, arguments, final, node.name in STRINGS)

    def written(
        self,
        node: Node,
        called: str,
        stated: "list[str]",
        arguments: "list[Code]",
        final: "Code | None",
        is_text: bool,
    ) -> Code:
        """A call; the value of the pipeline so far is its last argument, and evaluated first."""
        given = [*stated, *(argument.text for argument in arguments)]
        if final is None:
            return Code(f"{self.mark(node)}{called}({', '.join(given)})", is_text=is_text)
        if final.simple or all(argument.simple for argument in arguments):
            return Code(f"{self.mark(node)}{called}({', '.join([*given, final.text])})", is_text=is_text)
        kept = self.fresh("t")
        call = f"{called}({', '.join([*given, kept])})"
        return Code(f"({kept} := {final.text}, {self.mark(node)}{call})[1]", is_text=is_text)

    def argument(self, name: str, node: Node, word: str) -> "tuple[Code, bool]":
        """An argument for a parameter of type `word`, and whether it is certain to be of that type."""
        if word == "any":
            return self.operand(node), True
        if isinstance(node, Number):
            if word not in PLAIN_TYPES:
                return Code(self.method_argument(node), simple=True), False
            return self.typed_number(node, word), True
        if isinstance(node, Nil):
            if word in ("dict", "list", "strings"):
                return Code("None", simple=True), False
            return self.refusal(node, f"nil is no {word}"), True
        code = self.operand(node)
        if isinstance(node, Constant):
            if word == {str: "string", bool: "bool"}[type(node.value)]:
                return code, True
            return self.refusal(node, f"{name} takes a {word} here, and this is {node.text}"), True
        if code.interface and word in ("dict", "list", "strings"):
            code = Code(f"{self.mark(node)}not_nil({code.text}, {name!r}, {word!r})")
        return code, _is_certain(code, word)

    def typed_number(self, node: Number, word: str) -> Code:
        if word in ("int", "int64") and node.as_int is not None and node.as_int <= MAX_INT:
            return Code(repr(node.as_int), simple=True)
        if word == "float64" and node.as_float is not None:
            return Code(repr(node.as_float), simple=True)
        return self.refusal(node, f"expected {word}; found {node.text}")

    # ---- functions that are part of the language

    def logic(self, node: Function, rest: "Sequence[Node]", final: "Code | None") -> Code:
        """and, or: evaluate as many arguments as it takes, give the last one evaluated."""
        self.conditional += 1
        codes = [self.operand(operand) for operand in rest]
        self.conditional -= 1
        if not codes and final is None:
            return self.refusal(
                node, f"wrong number of arguments for {node.name}: it takes at least 1, not 0"
            )
        is_text = all(code.is_text for code in codes) and (final is None or final.is_text)
        word = f" {node.name} "
        if final is None:
            return Code(f"({word.join(code.text for code in codes)})", is_text=is_text)
        if final.simple or not codes:
            return Code(f"({word.join([*(code.text for code in codes), final.text])})", is_text=is_text)
        kept = self.fresh("t")
        text = word.join([*(code.text for code in codes), kept])
        return Code(f"({kept} := {final.text}, {text})[1]", is_text=is_text)

    def negation(self, node: Function, rest: "Sequence[Node]", final: "Code | None") -> Code:
        given = [*(self.operand(operand) for operand in rest), *([final] if final else [])]
        wrong = count_error(node.name, 1, False, len(given))
        return self.refusal(node, wrong) if wrong else Code(f"(not {given[0].text})")

    def listing(self, _node: Function, rest: "Sequence[Node]", final: "Code | None") -> Code:
        codes = [self.operand(operand) for operand in rest]
        if final is None:
            return Code(f"[{', '.join(code.text for code in codes)}]")
        if final.simple or all(code.simple for code in codes):
            return Code(f"[{', '.join([*(code.text for code in codes), final.text])}]")
        kept = self.fresh("t")
        return Code(f"({kept} := {final.text}, [{', '.join([*(code.text for code in codes), kept])}])[1]")

    def mapping(self, node: Function, rest: "Sequence[Node]", final: "Code | None") -> Code:
        """dict with keys that are strings; all else is left to the function."""
        keys = rest[::2]
        if final is not None or len(rest) % 2 or not all(_is_string(key) for key in keys):
            function = functions.load(node.name)
            arguments = [self.operand(operand) for operand in rest]
            return self.called(node, function, arguments, final, certain=True)
        items = [
            f"{self.operand(key).text}: {self.operand(value).text}"
            for key, value in zip(keys, rest[1::2], strict=True)
        ]
        return Code(f"{{{', '.join(items)}}}")

    def stateful(self, node: Function, rest: "Sequence[Node]", final: "Code | None") -> Code:
        """include, tpl."""
        given = len(rest) + (final is not None)
        wrong = count_error(node.name, 2, False, given)
        if wrong:
            return self.refusal(node, wrong)
        arguments = []
        for operand, word in zip(rest, ("string", "any"), strict=False):
            code, certain = self.argument(node.name, operand, word)
            if not certain:
                code = Code(f"{self.mark(operand)}as_string({code.text}, {node.name!r})", is_text=True)
            arguments.append(code)
        return self.written(node, f"s.{node.name}", [], arguments, final, is_text=True)


_SPECIAL = {
    "and": Expressions.logic,
    "or": Expressions.logic,
    "not": Expressions.negation,
    "list": Expressions.listing,
    "tuple": Expressions.listing,
    "dict": Expressions.mapping,
    "include": Expressions.stateful,
    "tpl": Expressions.stateful,
}


def _is_string(node: Node) -> bool:
    return isinstance(node, Constant) and isinstance(node.value, str)


def _is_certain(code: Code, word: str) -> bool:
    return word == "any" or (word == "string" and code.is_text)
