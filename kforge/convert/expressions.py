"""Pipelines of Go as expressions of Jinja.

Go reads what is not there as nothing, Jinja refuses it: where the chart does not show that a value is there,
`| default(none)` stands behind it.
"""

from kforge.convert import calls
from kforge.convert.code import Code, quoted
from kforge.convert.scope import Ref, Root
from kforge.convert.source import Unconvertible
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

    from kforge.convert.scope import Scope


class Expressions:
    """Converts the pipelines of one template; `macro` says what calls a named template."""

    def __init__(self, macro: "Callable[[str, Code | None], Code | None]") -> None:
        self.macro = macro
        self.learning = False  # nothing is written yet: only who calls whom counts

    def pipe(self, pipe: Pipe, scope: "Scope") -> Code:
        """The value of a pipeline, whatever it declares. Raises Unconvertible."""
        first, *others = pipe.commands
        value = self.command(first, None, scope)
        for command in others:
            value = self.command(command, value, scope)
        return value

    def command(self, command: Command, piped: Code | None, scope: "Scope") -> Code:
        first, *rest = command.operands
        arguments = [self.operand(each, scope) for each in rest]
        if isinstance(first, Function):
            return calls.call(self, first, arguments, piped)
        if piped is not None:
            arguments.append(piped)
        if isinstance(first, Variable | Field | Chain) and first.names:
            method = calls.method(self.reference(first, scope), arguments)
            if method is not None:
                return method
        if arguments:
            raise Unconvertible("a value that is no function is given arguments", first.at)
        return self.operand(first, scope)

    def operand(self, node: Node, scope: "Scope") -> Code:
        if isinstance(node, Constant):
            if isinstance(node.value, bool):
                return Code("true" if node.value else "false")
            return Code(quoted(node.value))
        if isinstance(node, Number):
            return Code(_number(node))
        if isinstance(node, Nil):
            return Code("none")
        if isinstance(node, Pipe):
            if node.declared:
                raise Unconvertible("a variable is declared within an expression", node.at)
            return self.pipe(node, scope)
        if isinstance(node, Function):
            return calls.call(self, node, [], None)
        ref = self.reference(node, scope)
        return calls.method(ref, []) or as_code(ref)

    def reference(self, node: Node, scope: "Scope") -> "Ref | Root":
        """What a field, a variable or `.` refers to."""
        if isinstance(node, Dot):
            return scope.dot
        if isinstance(node, Field):
            return _follow(scope.dot, node.names)
        if isinstance(node, Variable):
            return _follow(_variable(node, scope), node.names)
        if isinstance(node, Chain):
            inner = self.operand(node.of, scope)
            return _follow(inner.ref or Ref(inner.holder()), node.names)
        raise Unconvertible("this has no fields", node.at)


def as_code(ref: "Ref | Root") -> Code:
    if isinstance(ref, Root):
        return Code("context", ref=ref)
    if ref.kind == "KubeVersion":  # the text that Go writes for it
        return Code(f"{ref.code}.version", ref=ref)
    return Code(ref.code, may_lack=not ref.is_known and not ref.kind, ref=ref)


def _variable(node: Variable, scope: "Scope") -> "Ref | Root":
    if node.name == "$":
        return scope.dollar
    found = scope.find(node.name)
    if found is None:
        raise Unconvertible(f"the variable {node.name} is not declared here", node.at)
    return found


def _follow(ref: "Ref | Root", names: "Sequence[str]") -> "Ref | Root":
    for name in names:
        ref = ref.field(name)
    return ref


def _number(node: Number) -> str:
    if node.as_int is not None:
        return str(node.as_int)
    if node.as_float is not None:
        return repr(node.as_float)
    raise Unconvertible(f"{node.text} is no number of Jinja", node.at)
