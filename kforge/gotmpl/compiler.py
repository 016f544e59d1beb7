"""Turns a template into a Python function of the dot and the engine's state, which gives the text."""

from kforge.gotmpl.expressions import END_OF_MARK, MARK, Code, Expressions, Local
from kforge.gotmpl.nodes import Action, Block, Call, Definition, Jump, Node, Pipe, Statement, Text
from kforge.gotmpl.walk import jumps, pipes
from kforge.patterns import compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import CodeType
    from typing import Any

MARKS = f"{MARK}([0-9]+){END_OF_MARK}"
ASSIGNED = r"\b([vb][0-9]+) :="
_MARKS = compiled(MARKS)
CODES = {"break": 1, "continue": 2}  # what a function within returns when its block leaves a range outside
DEEPEST = 12  # blocks within each other in one Python function
LONGEST_ELIF = 40


class Source:
    """The Python text of a template, the names it wants, and the offsets that its lines stand for."""

    __slots__ = ("bound", "text")

    def __init__(self, text: str, bound: "tuple[str, ...]") -> None:
        self.text = text
        self.bound = bound

    def code(self, file: str, name: str) -> "CodeType":
        """The code, with the names of file and template in it, by which errors find their place."""
        text = _MARKS.sub("\n", self.text)
        module = compile(text, file, "exec", dont_inherit=True, optimize=0)
        code: CodeType = next(constant for constant in module.co_consts if hasattr(constant, "co_code"))
        return code.replace(co_name=name, co_qualname=name)

    def offset(self, line: int) -> int:
        """The offset in the template that a line of the code stands for, -1 when it is for none."""
        lines = compiled(f"{MARKS}|\n").finditer(self.text)
        for number, found in enumerate(lines, 2):
            if number == line:
                return int(found[1]) if found[1] else -1
        return -1


def generate(definition: Definition) -> Source:
    """The Python function for a template."""
    return _Compiler().function(definition)


class _Function:
    """A Python function while it is written."""

    __slots__ = ("assigned", "base", "depth", "hoisted", "indent", "leaves", "lines", "loops", "pieces")

    def __init__(self, base: int) -> None:
        self.base = self.indent = base
        self.lines: list[str] = []
        self.hoisted: list[str] = []  # functions within it, which come first
        self.pieces: list[str] = []  # what waits to be put out together
        self.assigned: set[str] = set()  # variables of functions around
        self.depth = 0  # of blocks
        self.loops = 0
        self.leaves = ""  # in the else of a range: the variable that says to go on with the range around

    def line(self, text: str) -> None:
        self.lines.append(" " * self.indent + text)


class _Compiler(Expressions):
    def __init__(self) -> None:
        super().__init__()
        self.fn = _Function(1)
        self.owners: dict[str, _Function] = {}

    def function(self, definition: Definition) -> Source:
        self.statements(definition.body)
        fn = self.fn
        if fn.lines:
            self.flush()
            fn.hoisted.insert(0, " o = []; e = o.extend")
            self.line("return ''.join(o)")
        elif len(fn.pieces) <= 1:
            self.line(f"return ({fn.pieces[0] if fn.pieces else repr('')})")
        else:
            self.line(f"return ''.join(({', '.join(fn.pieces)}))")
        text = "\n".join(["def t(d0, s):", *fn.hoisted, *fn.lines])
        return Source(text, tuple(sorted(self.bound)))

    def line(self, text: str) -> None:
        self.fn.line(text)

    def flush(self) -> None:
        """Put out the pieces that wait."""
        if self.fn.pieces:
            self.line(f"e(({', '.join(self.fn.pieces)},))")
            self.fn.pieces = []

    def statements(self, body: "Sequence[Statement]") -> None:
        for statement in body:
            self.base = statement.base
            _STATEMENTS[type(statement)](self, statement)

    def inner(self, body: "Sequence[Statement]", loops: int = 0) -> None:
        """The statements of a block, one level deeper, with a scope of their own."""
        scope, self.scope = self.scope, dict(self.scope)
        fn = self.fn
        fn.indent += 1
        fn.depth += 1
        fn.loops += loops
        count = len(fn.lines)
        self.statements(body)
        self.flush()
        if len(fn.lines) == count:
            self.line("pass")
        fn.loops -= loops
        fn.depth -= 1
        fn.indent -= 1
        self.scope = scope

    # ---- functions within: Python takes only so many blocks and parentheses within each other

    def fresh(self, letter: str) -> str:
        name = super().fresh(letter)
        self.owners[name] = self.fn
        return name

    def assigning(self, name: str) -> None:
        if self.owners[name] is not self.fn:
            self.fn.assigned.add(name)

    def nested(self, write: "Callable[[], None]") -> str:
        """The name of a function within the present one, with what `write` writes."""
        name = self.fresh("n")
        outer, self.fn = self.fn, _Function(self.fn.base + 1)
        write()
        inner, self.fn = self.fn, outer
        outer.hoisted.append(f"{' ' * outer.base}def {name}():")
        if inner.assigned:
            outer.hoisted.append(f"{' ' * inner.base}nonlocal {', '.join(sorted(inner.assigned))}")
        outer.hoisted += [*inner.hoisted, *inner.lines]
        return name

    def outlined(self, value: Code) -> Code:
        assigned = set(compiled(ASSIGNED).findall(value.text)) & self.assigned_names

        def write() -> None:
            self.fn.assigned |= {name for name in assigned if self.owners[name] is not self.fn}
            self.line(f"return ({value.text})")

        return Code(f"{self.nested(write)}()", is_text=value.is_text)

    def nested_block(self, statement: Block) -> None:
        def write() -> None:
            self.statements([statement])
            self.flush()

        leaves = any(jumps([statement]))
        call = f"{self.nested(write)}()"
        if not leaves:
            self.line(call)
            return
        code = self.fresh("b")
        self.line(f"{code} = {call}")
        for word, number in CODES.items():
            self.line(f"if {code} == {number}:")
            self.fn.indent += 1
            self.leave(word)
            self.fn.indent -= 1

    # ---- statements

    def text(self, statement: Text) -> None:
        self.fn.pieces.append(repr(statement.text))

    def action(self, statement: Action) -> None:
        pipe = statement.pipe
        if not pipe.declared:
            self.fn.pieces.append(_printed(self.pipe(pipe)))
            return
        self.flush()
        self.line(f"({self.pipe(pipe).text})")

    def template(self, statement: Call) -> None:
        data = self.pipe(statement.pipe).text if statement.pipe else "None"
        place = self.mark(Node(statement.at))
        self.fn.pieces.append(f"{place}s.template({statement.name!r}, {data})")

    def jump(self, statement: Jump) -> None:
        self.flush()
        self.leave(statement.word)

    def leave(self, word: str) -> None:
        if word == "continue" and self.fn.leaves:
            self.line(f"{self.fn.leaves} = True")
            self.line("break")
        elif not self.fn.loops:
            self.line(f"return {CODES[word]}")
        else:
            self.line(word)

    def block(self, statement: Block) -> None:
        self.flush()
        if self.fn.depth >= DEEPEST:
            self.nested_block(statement)
            return
        scope, self.scope = self.scope, dict(self.scope)
        if statement.word == "range":
            self.range(statement)
        else:
            self.condition(statement)
        self.scope = scope

    def condition(self, statement: Block) -> None:
        """if and with; what the pipeline declares is there in both branches."""
        word = "if"
        for left in range(LONGEST_ELIF, -1, -1):
            value = self.pipe(statement.pipe)
            dot = self.dot
            if statement.word == "with":
                self.dot = Code(self.fresh("d"), simple=True)
                value = Code(f"{self.dot.text} := {value.text}")
            self.line(f"{word} ({value.text}):")
            self.inner(statement.body)
            self.dot = dot
            orelse = statement.orelse
            if not orelse:
                return
            only = orelse[0] if len(orelse) == 1 else None
            if isinstance(only, Block) and only.word != "range" and left:
                word, statement = "elif", only
                self.base = statement.base
                continue
            self.line("else:")
            self.inner(orelse)
            return

    def range(self, statement: Block) -> None:
        pipe = statement.pipe
        declared = pipe.declared
        pairs = len(declared) == 2
        items = self.fresh("r")
        place = self.mark(pipe)
        plain = Code(self.values_of(statement), interface=True)
        self.line(f"{items} = ({place}s.{'pairs' if pairs else 'each'}({plain.text}))")
        dot, self.dot = self.dot, Code(self.fresh("d"), interface=True, simple=True)
        outside = self.scope
        targets, copies = self.loop_variables(statement)
        self.line(f"for {targets} in {items}:")
        self.fn.indent += 1
        for copy in copies:
            self.line(copy)
        self.fn.indent -= 1
        leaves, self.fn.leaves = self.fn.leaves, ""
        self.inner(statement.body, loops=1)
        self.fn.leaves = leaves
        self.dot, self.scope = dot, outside
        if statement.orelse:
            self.line(f"if not {items}:")
            self.otherwise(statement.orelse)

    def otherwise(self, orelse: "Sequence[Statement]") -> None:
        """The else of a range. A break in it ends that else, a continue goes on with the range around."""
        if not any(jumps(orelse)):
            self.inner(orelse)
            return
        leaves = self.fresh("b")
        before, self.fn.leaves = self.fn.leaves, leaves
        self.fn.indent += 1
        self.line(f"{leaves} = False")
        self.line("for _ in (0,):")
        self.inner(orelse, loops=1)
        self.fn.leaves = before
        self.line(f"if {leaves}:")
        self.fn.indent += 1
        self.leave("continue")
        self.fn.indent -= 2

    def values_of(self, statement: Block) -> str:
        """What is ranged over. The variables hold all of it before the first round, and in the else."""
        pipe = statement.pipe
        if pipe.declared and (pipe.assigns or statement.orelse):
            return self.pipe(pipe).text
        plain = _without_variables(pipe)
        return self.pipe(plain).text

    def loop_variables(self, statement: Block) -> "tuple[str, list[str]]":
        """What a round sets: the targets of the for, and lines at the beginning of its body."""
        pipe = statement.pipe
        dot = self.dot.text
        self.scope = dict(self.scope)
        if not pipe.declared:
            return dot, []
        copies = []
        if pipe.assigns:
            return self.assigned_in_range(statement)
        element = Local(self.fresh("v"), interface=True)
        if _assigns(statement.body, pipe.declared[-1]):
            element.flag = self.fresh("b")
            copies.append(f"{element.name} = {dot}; {element.flag} = True")
        else:
            element.name = dot
        if len(pipe.declared) == 1:
            self.scope[pipe.declared[0]] = element
            return dot, copies
        index = self.fresh("v")
        self.scope[pipe.declared[0]] = Local(index)
        self.scope[pipe.declared[1]] = element
        return f"{index}, {dot}", copies

    def assigned_in_range(self, statement: Block) -> "tuple[str, list[str]]":
        """{{ range $x = … }}: variables from outside."""
        dot = self.dot.text
        values = [dot]
        targets = dot
        if len(statement.pipe.declared) == 2:
            index = self.fresh("t")
            values, targets = [index, dot], f"{index}, {dot}"
        copies = []
        for name, value in zip(statement.pipe.declared, values, strict=True):
            local = self.scope.get(name)
            if local is not None:
                self.assigning(local.name)
                copies.append(f"{local.name} = {value}")
        return targets, copies


_STATEMENTS: "dict[type[Statement], Callable[[_Compiler, Any], None]]" = {
    Text: _Compiler.text,
    Action: _Compiler.action,
    Call: _Compiler.template,
    Jump: _Compiler.jump,
    Block: _Compiler.block,
}


def _printed(code: Code) -> str:
    return code.text if code.is_text else f"P({code.text})"


def _without_variables(pipe: Pipe) -> Pipe:
    plain = Pipe(pipe.at)
    plain.commands = pipe.commands
    return plain


def _assigns(body: "Sequence[Statement]", name: str) -> bool:
    """Whether a statement of the body, or below, assigns to the variable."""
    return any(pipe.assigns and name in pipe.declared for pipe in pipes(body))
