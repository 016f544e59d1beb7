"""Goes through the operands of a pipeline."""

from kforge.gotmpl.nodes import Block, Chain, Jump, Node, Pipe, Statement, Variable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def operands(node: "Node | None") -> "Iterator[Node]":
    """The node and all operands within, in the order of the text."""
    if node is None:
        return
    yield node
    if isinstance(node, Pipe):
        for command in node.commands:
            for operand in command.operands:
                yield from operands(operand)
    elif isinstance(node, Chain):
        yield from operands(node.of)


def variables(node: "Node | None") -> "Iterator[Variable]":
    return (operand for operand in operands(node) if isinstance(operand, Variable))


def pipes(body: "Sequence[Statement]") -> "Iterator[Pipe]":
    """All pipelines of the statements, those within others too."""
    for statement in body:
        top = getattr(statement, "pipe", None)
        for node in operands(top):
            if isinstance(node, Pipe):
                yield node
        if isinstance(statement, Block):
            yield from pipes(statement.body)
            yield from pipes(statement.orelse or ())


def jumps(body: "Sequence[Statement]") -> "Iterator[Jump]":
    """The {{ break }} and {{ continue }} in statements that mean a range around them."""
    for statement in body:
        if isinstance(statement, Jump):
            yield statement
        elif isinstance(statement, Block):
            if statement.word != "range":
                yield from jumps(statement.body)
            yield from jumps(statement.orelse or ())


def argument_offset(body: "Sequence[Statement]", offset: int, number: int) -> int:
    """Where argument `number` of the function stands that is called at an offset, or the offset.

    The last argument of all may be the value of the pipeline so far.
    """
    for base, pipe in _placed_pipes(body):
        before = pipe.at
        for command in pipe.commands:
            first, *rest = command.operands
            if base + first.at == offset:
                return base + (rest[number].at if number < len(rest) else before)
            before = first.at
    return offset


def _placed_pipes(body: "Sequence[Statement]") -> "Iterator[tuple[int, Pipe]]":
    for statement in body:
        for node in operands(getattr(statement, "pipe", None)):
            if isinstance(node, Pipe):
                yield statement.base, node
        if isinstance(statement, Block):
            yield from _placed_pipes(statement.body)
            yield from _placed_pipes(statement.orelse or ())
