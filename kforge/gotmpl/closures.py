"""Turns a pipeline into Python closures: for the first run of a template, when compiling it costs more.

The counterpart of kforge.gotmpl.expressions, by the same rules. A closure takes the variables of the
template, a dict by the names that Local has; what can fail has its offset in the template as `place`, where
errors look for it.
"""
# ruff: noqa: ARG001 - see above: `place` is read from the frames of an exception

from kforge.functions import names as functions
from kforge.gotmpl.arguments import Literal, as_string, checked, count_error, not_nil
from kforge.gotmpl.expressions import LONGEST_CHAIN, MAX_INT, PLAIN_TYPES, STRINGS, Local
from kforge.gotmpl.failure import fail
from kforge.gotmpl.fields import METHODS, chain, f1, f2, f3, f4, method
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
    from collections.abc import Callable, Sequence
    from typing import Any

    Variables = dict[str, Any]
    Run = Callable[[Variables], Any]

_FAST = (f1, f2, f3, f4)
STATE = "s"


class Closure:
    """A closure, and what is known of its value: see Code."""

    __slots__ = ("interface", "is_text", "run")

    def __init__(self, run: "Run", *, is_text: bool = False, interface: bool = False) -> None:
        self.run = run
        self.is_text = is_text
        self.interface = interface


class Closures:
    """Makes the closures of one template."""

    def __init__(self) -> None:
        self.count = 0
        self.dot = "d0"
        self.dot_is_interface = False
        self.scope: dict[str, Local] = {"$": Local("d0")}
        self.base = 0
        self.conditional = 0

    def fresh(self, letter: str) -> str:
        self.count += 1
        return f"{letter}{self.count}"

    def refusal(self, node: Node, message: str) -> Closure:
        place = self.base + node.at

        def refuse(_: "Variables", place: int = place) -> object:
            return fail(message)

        return Closure(refuse, is_text=True)

    # ---- pipelines

    def pipe(self, pipe: Pipe, declared: "Sequence[str] | None" = None) -> Closure:
        value: Closure | None = None
        for command in pipe.commands:
            value = self.command(command, value)
        assert value is not None
        result = Closure(value.run, is_text=value.is_text)
        for name in pipe.declared if declared is None else declared:
            result = self.assigned(pipe, name, result)
        return result

    def assigned(self, pipe: Pipe, name: str, value: Closure) -> Closure:
        run = value.run
        if not pipe.assigns:
            hidden = self.scope.get(name) if self.conditional else None
            local = self.scope[name] = Local(self.fresh("v"), hidden=hidden)
            target = local.name

            def declare(v: "Variables") -> object:
                v[target] = kept = run(v)
                return kept

            return Closure(declare, is_text=value.is_text)
        found = self.scope.get(name)
        if found is None:
            return self.refusal(pipe, f"undefined variable {name}")
        target, flag, place = found.name, found.flag, self.base + pipe.at

        def assign(v: "Variables", place: int = place) -> object:
            v[target] = kept = v[STATE].kept(run(v))
            if flag:
                v[flag] = False
            return kept

        return Closure(assign, is_text=value.is_text)

    def command(self, command: Command, final: "Closure | None") -> Closure:
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

    def operand(self, node: Node) -> Closure:
        if isinstance(node, Constant):
            return _constant(node.value)
        if isinstance(node, Number):
            return self.number(node)
        if isinstance(node, Dot):
            return Closure(_reader(self.dot), interface=self.dot_is_interface)
        if isinstance(node, Nil):
            return _constant(None)
        if isinstance(node, Function):
            return self.call(node, [], None)
        if isinstance(node, Pipe):
            return self.pipe(node)
        return self.chain(node)

    def number(self, node: Number) -> Closure:
        if node.as_complex is not None:
            return _constant(node.as_complex)
        hexadecimal = node.text[:2] in ("0x", "0X") and not any(char in node.text for char in "pP")
        if not hexadecimal and node.text[0] != "'" and any(char in node.text for char in ".eEpP"):
            return _constant(node.as_float)
        if node.as_int is None or node.as_int > MAX_INT:
            return self.refusal(node, f"{node.text} overflows int")
        return _constant(node.as_int)

    def head(self, node: Node) -> "tuple[Closure, tuple[str, ...], str]":
        """Where a chain begins, the names it follows, and the variable that tells the kind of its nil."""
        if isinstance(node, Field):
            return Closure(_reader(self.dot), interface=self.dot_is_interface), node.names, ""
        if isinstance(node, Variable):
            local = self.scope.get(node.name)
            if local is None:
                return self.refusal(node, f"undefined variable {node.name}"), node.names, ""
            return (
                Closure(_reader(local.name, local.hidden), interface=local.interface),
                node.names,
                local.flag,
            )
        assert isinstance(node, Chain)
        return self.operand(node.of), node.names, ""

    def chain(self, node: Node) -> Closure:
        head, names, flag = self.head(node)
        return Closure(self.fields(node, head, names, flag), interface=True) if names else head

    def fields(self, node: Node, head: Closure, names: "tuple[str, ...]", flag: str) -> "Run":
        run, place, interface = head.run, self.base + node.at, head.interface

        def flagged(v: "Variables", place: int = place) -> object:
            return chain(run(v), names, v[flag])

        def slow(v: "Variables", place: int = place) -> object:
            return chain(run(v), names, interface)

        if flag:
            return flagged
        if interface or len(names) > LONGEST_CHAIN or not METHODS.isdisjoint(names):
            return slow
        called: Callable[..., object] = _FAST[len(names) - 1]

        def fast(v: "Variables", place: int = place) -> object:
            return called(run(v), *names)

        return fast

    def method(self, node: Node, rest: "Sequence[Node]", final: "Closure | None") -> Closure:
        head, names, flag = self.head(node)
        receiver, interface = head.run, head.interface
        if len(names) > 1:
            receiver, interface = self.fields(node, head, names[:-1], flag), True
        given = [self.method_argument(operand) for operand in rest]
        last = final.run if final is not None else None
        name, place = names[-1], self.base + node.at

        def call(v: "Variables", place: int = place) -> object:
            ending = (last(v),) if last is not None else ()
            return method(receiver(v), name, interface, *[run(v) for run in given], *ending)

        return Closure(call)

    def method_argument(self, node: Node) -> "Run":
        return self.literal(node) if isinstance(node, Number) else self.operand(node).run

    def literal(self, node: Number) -> "Run":
        value = self.number(node).run
        return lambda v: Literal(value(v), node.as_int, node.as_float, node.text)

    # ---- calls

    def call(self, node: Function, rest: "Sequence[Node]", final: "Closure | None") -> Closure:
        special = _SPECIAL.get(node.name)
        if special is not None:
            return special(self, node, rest, final)
        function = functions.load(node.name)
        given = len(rest) + (final is not None)
        wrong = count_error(node.name, len(function.params), bool(function.variadic), given)
        if wrong:
            return self.refusal(node, wrong)
        words = function.params + (function.variadic,) * (given - len(function.params))
        certain = True
        arguments: list[Run] = []
        for operand, word in zip(rest, words, strict=False):
            closure, is_certain = self.argument(node.name, operand, word)
            arguments.append(closure.run)
            certain = certain and is_certain
        if final is not None:
            certain = certain and (words[-1] == "any" or (words[-1] == "string" and final.is_text))
        called = function.call if certain else checked(function)
        run = _call(called, arguments, final, function.state, self.base + node.at)
        return Closure(run, is_text=node.name in STRINGS)

    def argument(self, name: str, node: Node, word: str) -> "tuple[Closure, bool]":
        if word == "any":
            return self.operand(node), True
        if isinstance(node, Number):
            if word not in PLAIN_TYPES:
                return Closure(self.literal(node)), False
            return self.typed_number(node, word), True
        if isinstance(node, Nil):
            if word in ("dict", "list", "strings"):
                return _constant(None), False
            return self.refusal(node, f"nil is no {word}"), True
        closure = self.operand(node)
        if isinstance(node, Constant):
            if word == {str: "string", bool: "bool"}[type(node.value)]:
                return closure, True
            return self.refusal(node, f"{name} takes a {word} here, and this is {node.text}"), True
        if closure.interface and word in ("dict", "list", "strings"):
            closure = Closure(_given(not_nil, closure.run, self.base + node.at, name, word))
        return closure, word == "string" and closure.is_text

    def typed_number(self, node: Number, word: str) -> Closure:
        if word in ("int", "int64") and node.as_int is not None and node.as_int <= MAX_INT:
            return _constant(node.as_int)
        if word == "float64" and node.as_float is not None:
            return _constant(node.as_float)
        return self.refusal(node, f"expected {word}; found {node.text}")

    # ---- functions that are part of the language

    def logic(self, node: Function, rest: "Sequence[Node]", final: "Closure | None") -> Closure:
        self.conditional += 1
        closures = [self.operand(operand) for operand in rest]
        self.conditional -= 1
        if not closures and final is None:
            return self.refusal(node, count_error(node.name, 1, True, 0) or "")
        runs = [closure.run for closure in closures]
        last = final.run if final is not None else None
        stop = node.name == "or"

        def decide(v: "Variables") -> object:
            ending = last(v) if last is not None else None
            value = None
            for run in runs:
                value = run(v)
                if (not value) is not stop:
                    return value
            return value if last is None else ending

        is_text = all(closure.is_text for closure in closures) and (final is None or final.is_text)
        return Closure(decide, is_text=is_text)

    def negation(self, node: Function, rest: "Sequence[Node]", final: "Closure | None") -> Closure:
        given = [*(self.operand(operand) for operand in rest), *([final] if final else [])]
        wrong = count_error(node.name, 1, False, len(given))
        if wrong:
            return self.refusal(node, wrong)
        run = given[0].run
        return Closure(lambda v: not run(v))

    def listing(self, _node: Function, rest: "Sequence[Node]", final: "Closure | None") -> Closure:
        arguments = [self.operand(operand).run for operand in rest]
        return Closure(_call(lambda *values: list(values), arguments, final, False, 0))

    def mapping(self, node: Function, rest: "Sequence[Node]", final: "Closure | None") -> Closure:
        arguments = [self.operand(operand).run for operand in rest]
        return Closure(_call(functions.load("dict").call, arguments, final, False, self.base + node.at))

    def stateful(self, node: Function, rest: "Sequence[Node]", final: "Closure | None") -> Closure:
        given = len(rest) + (final is not None)
        wrong = count_error(node.name, 2, False, given)
        if wrong:
            return self.refusal(node, wrong)
        name = node.name
        runs: list[Run] = []
        for operand, word in zip(rest, ("string", "any"), strict=False):
            closure, certain = self.argument(name, operand, word)
            run = closure.run
            runs.append(run if certain else _given(as_string, run, self.base + operand.at, name))
        last = final.run if final is not None else None
        place = self.base + node.at

        def call(v: "Variables", place: int = place) -> object:
            ending = last(v) if last is not None else None
            values = [run(v) for run in runs]
            if last is not None:
                values.append(ending)
            state = v[STATE]
            return state.include(*values) if name == "include" else state.tpl(*values)

        return Closure(call, is_text=True)


_SPECIAL: "dict[str, Callable[[Closures, Function, Sequence[Node], Closure | None], Closure]]" = {
    "and": Closures.logic,
    "or": Closures.logic,
    "not": Closures.negation,
    "list": Closures.listing,
    "tuple": Closures.listing,
    "dict": Closures.mapping,
    "include": Closures.stateful,
    "tpl": Closures.stateful,
}


def _constant(value: object) -> Closure:
    return Closure(lambda _: value, is_text=isinstance(value, str))


def _reader(name: str, hidden: "Local | None" = None) -> "Run":
    def read(v: "Variables") -> object:
        try:
            return v[name]
        except KeyError:
            if hidden is not None:
                return _reader(hidden.name, hidden.hidden)(v)
            raise UnboundLocalError(name) from None

    return read


def _given(check: "Callable[..., object]", run: "Run", at: int, *more: str) -> "Run":
    """A value behind a check."""

    def checked_value(v: "Variables", place: int = at) -> object:
        return check(run(v), *more)

    return checked_value


def _call(
    called: "Callable[..., object]", arguments: "list[Run]", final: "Closure | None", stated: bool, at: int
) -> "Run":
    """A call; the value of the pipeline so far is its last argument, and evaluated first."""
    last = final.run if final is not None else _nothing

    def one(v: "Variables", place: int = at) -> object:
        return called(arguments[0](v))

    def two(v: "Variables", place: int = at) -> object:
        return called(arguments[0](v), arguments[1](v))

    def one_and_final(v: "Variables", place: int = at) -> object:
        ending = last(v)
        return called(arguments[0](v), ending)

    def any_number(v: "Variables", place: int = at) -> object:
        given = [v[STATE]] if stated else []
        ending = last(v)
        given += [run(v) for run in arguments]
        if final is not None:
            given.append(ending)
        return called(*given)

    if stated or len(arguments) > 2:
        return any_number
    if final is not None:
        return one_and_final if len(arguments) == 1 else any_number
    return {1: one, 2: two}.get(len(arguments), any_number)


def _nothing(_: "Variables") -> None:
    return None
