"""Runs a template without compiling it: for the first run, when compiling costs more than it gains.

Blocks are looked at when they are entered for the first time. What is called often is compiled after all.
"""
# ruff: noqa: ARG001 - `place` is read from the frames of an exception

from kforge.gotmpl.closures import STATE, Closures
from kforge.gotmpl.expressions import Local
from kforge.gotmpl.nodes import Action, Block, Call, Definition, Jump, Pipe, Statement, Text
from kforge.gotmpl.runtime import printed
from kforge.gotmpl.walk import pipes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from kforge.gotmpl.closures import Variables
    from kforge.gotmpl.state import State, Template

    Out = Callable[[str], None]
    Step = Callable[[Variables, Out], int]

HOT = 12  # calls of one template after which it is compiled
ON, BREAK, CONTINUE = 0, 1, 2  # what a step returns: how to go on


class Interpreted:
    """A template that is interpreted, and compiled once it is called often."""

    __slots__ = ("body", "calls", "compile", "compiled", "definition", "file")

    def __init__(self, definition: Definition, file: str, compile_it: "Callable[[], Template]") -> None:
        self.definition = definition
        self.file = file
        self.compile = compile_it
        self.compiled: Template | None = None
        self.calls = 0
        self.body: Body | None = None

    def call(self, data: object, state: "State") -> str:
        if self.compiled is not None:
            return self.compiled(data, state)
        self.calls += 1
        if self.calls > HOT:
            self.compiled = self.compile()
            return self.compiled(data, state)
        if self.body is None:
            self.body = Body(Interpreter(), self.definition.body)
        return self.interpret(data, state, self.body)

    def interpret(self, data: object, state: "State", body: "Body") -> str:
        out: list[str] = []
        body({"d0": data, STATE: state}, out.append)
        return "".join(out)


class Body:
    """Statements, to be looked at when they are run for the first time, in the scope of their place."""

    __slots__ = ("dot", "interface", "interpreter", "scope", "statements", "steps")

    def __init__(self, interpreter: "Interpreter", statements: "Sequence[Statement]") -> None:
        self.interpreter = interpreter
        self.statements = statements
        self.scope = dict(interpreter.scope)
        self.dot, self.interface = interpreter.dot, interpreter.dot_is_interface
        self.steps: list[Step] | None = None

    def __call__(self, v: "Variables", out: "Out") -> int:
        steps = self.steps
        if steps is None:
            steps = self.steps = self.interpreter.steps(self)
        for step in steps:
            signal = step(v, out)
            if signal:
                return signal
        return ON


class Interpreter(Closures):
    def steps(self, body: Body) -> "list[Step]":
        self.scope = dict(body.scope)
        self.dot, self.dot_is_interface = body.dot, body.interface
        result = []
        for statement in body.statements:
            self.base = statement.base
            result.append(getattr(self, _STEPS[type(statement)])(statement))
        return result

    def text(self, statement: Text) -> "Step":
        text = statement.text

        def step(_: "Variables", out: "Out") -> int:
            out(text)
            return ON

        return step

    def action(self, statement: Action) -> "Step":
        value = self.pipe(statement.pipe)
        run = value.run

        def declare(v: "Variables", _: "Out") -> int:
            run(v)
            return ON

        def put_text(v: "Variables", out: "Out") -> int:
            out(run(v))
            return ON

        def put(v: "Variables", out: "Out") -> int:
            out(printed(run(v)))
            return ON

        if statement.pipe.declared:
            return declare
        return put_text if value.is_text else put

    def template(self, statement: Call) -> "Step":
        run = self.pipe(statement.pipe).run if statement.pipe else _nothing
        name, place = statement.name, statement.base + statement.at

        def step(v: "Variables", out: "Out", place: int = place) -> int:
            out(v[STATE].template(name, run(v)))
            return ON

        return step

    def jump(self, statement: Jump) -> "Step":
        signal = BREAK if statement.word == "break" else CONTINUE
        return lambda _v, _out: signal

    def block(self, statement: Block) -> "Step":
        scope, dot, interface = self.scope, self.dot, self.dot_is_interface
        self.scope = dict(scope)
        step = self.range(statement) if statement.word == "range" else self.condition(statement)
        self.scope, self.dot, self.dot_is_interface = scope, dot, interface
        return step

    def condition(self, statement: Block) -> "Step":
        run = self.pipe(statement.pipe).run
        orelse = Body(self, statement.orelse) if statement.orelse else _skip
        target = ""
        if statement.word == "with":
            target = self.dot = self.fresh("d")
            self.dot_is_interface = False
        body = Body(self, statement.body)

        def step(v: "Variables", out: "Out") -> int:
            value = run(v)
            if not value:
                return orelse(v, out)
            if target:
                v[target] = value
            return body(v, out)

        return step

    def range(self, statement: Block) -> "Step":
        pipe = statement.pipe
        run, place = self.pipe(pipe).run, self.base + pipe.at
        pairs = len(pipe.declared) == 2
        orelse = Body(self, statement.orelse) if statement.orelse else _skip
        dot = self.dot = self.fresh("d")
        self.dot_is_interface = True
        index, element, flags = self.loop_variables(pipe, statement)
        body = Body(self, statement.body)

        def items(v: "Variables", place: int = place) -> "Any":
            state = v[STATE]
            return state.pairs(run(v)) if pairs else state.each(run(v))

        def step(v: "Variables", out: "Out") -> int:
            found = items(v)
            for item in found:
                if pairs:
                    v[index], v[element] = item
                    v[dot] = item[1]
                else:
                    v[dot] = v[element] = item
                for flag in flags:
                    v[flag] = True
                if body(v, out) == BREAK:
                    break
            if not found and orelse(v, out) == CONTINUE:
                return CONTINUE
            return ON

        return step

    def loop_variables(self, pipe: Pipe, statement: Block) -> "tuple[str, str, list[str]]":
        """The variables that a round sets: of the index, of the element, those that tell the kind of nil."""
        names = [self.fresh("v"), self.fresh("v")]
        flags = []
        if pipe.assigns:
            found = [self.scope.get(name) for name in pipe.declared]
            known = [local.name if local else names[number] for number, local in enumerate(found)]
            flags = [local.flag for local in found if local and local.flag]
            return known[0], known[-1], flags
        if pipe.declared:
            element = Local(names[1], interface=True)
            if any(inner.assigns and pipe.declared[-1] in inner.declared for inner in pipes(statement.body)):
                element.flag = self.fresh("b")
                flags.append(element.flag)
            self.scope[pipe.declared[0]] = Local(names[0])
            self.scope[pipe.declared[-1]] = element
        return names[0], names[1], flags


def _nothing(_: "Variables") -> None:
    return None


def _skip(_v: "Variables", _out: "Out") -> int:
    return ON


_STEPS = {Text: "text", Action: "action", Call: "template", Jump: "jump", Block: "block"}
