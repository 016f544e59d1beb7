"""Compiles a template: Jinja's own parser and code generator, told to write code for our runtime. The only
user of jinja2.

Differences to Jinja's defaults, all in what the code does with its output:
- the text between expressions and what an expression gives stay apart (fragments.py), so that values keep
  their types;
- every expression knows its place in the template: the compiler keeps a table from places in the generated
  code to places in the template, and Python tells where in the code an error happened (failures.py);
- nothing is computed while compiling: all limits and checks are the runtime's.
"""

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import TemplateSyntaxError
from jinja2.utils import pass_context

from kforge.jinja.lexer import PlacedLexer, place
from kforge.jinja.parser import PlacedParser

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import CodeType

__all__ = ["Compiler", "TemplateSyntaxError"]

# `Release.Name`: below these names an attribute is looked up as Helm writes it and as kforge does
HELM_NAMES = frozenset(("Capabilities", "Chart", "Files", "Release", "Subcharts", "Template"))


def _needs_context(_context: object) -> None:
    """Stands in the compiler's table for a function that is handed the context."""


def _needs_nothing() -> None:
    """Stands in the compiler's table for any other function."""


class _CompilingEnvironment(jinja2.Environment):
    """Jinja's environment, as far as its parser and code generator ask for one."""

    sandboxed = True  # calls, attributes and operators go through the environment
    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))
    intercepted_unops = frozenset(("+", "-"))

    def __init__(self) -> None:
        super().__init__(
            keep_trailing_newline=True,
            optimized=False,
            extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
        )
        self.placed_lexer = PlacedLexer(self)

    @property
    def lexer(self) -> PlacedLexer:
        return self.placed_lexer


class Compiler:
    """Compiles templates that may use the named filters and tests."""

    def __init__(
        self, filters: "Iterable[str]", with_context: "Iterable[str]", tests: "Iterable[str]"
    ) -> None:
        self.environment = _CompilingEnvironment()
        special = pass_context(_needs_context)
        self.environment.filters = {
            name: special if name in with_context else _needs_nothing for name in filters
        }
        self.environment.tests = dict.fromkeys(tests, _needs_nothing)

    def compile(self, source: str, name: str, filename: str) -> "tuple[CodeType, list[str], str]":
        """The code, the names of its macros, and the table of places. Raises TemplateSyntaxError."""
        tree = PlacedParser(self.environment, source, name, filename).parse()
        generator = _Generator(self.environment, name, filename, optimized=False)
        generator.visit(tree)
        code = compile(generator.written(), filename, "exec", dont_inherit=True)
        macros = [node.name for node in tree.body if isinstance(node, nodes.Macro) and node.name[:1] != "_"]
        return code, macros, "\n".join(generator.table)


class _Generator(CodeGenerator):
    """Writes the Python code of a template and notes which place in it comes from where."""

    def __init__(self, *values: object, **named: object) -> None:
        super().__init__(*values, **named)  # type: ignore[arg-type]
        self.table: list[str] = []
        self._column = 0
        self._starting: nodes.Node | None = None
        self._looped: nodes.Node | None = None  # what the for statement being written loops over

    def written(self) -> str:
        """The code that was written."""
        return self.stream.getvalue()  # type: ignore[attr-defined, no-any-return]

    # --- places ---

    def write(self, x: str) -> None:
        if self._new_lines:
            self._column = 4 * self._indentation
        if x.startswith("from jinja2.runtime import "):
            x = "pass"  # what the code needs is put in its namespace
        super().write(x)
        if self._starting is not None:
            self._note(self._starting.lineno, "")
            self._starting = None
        self._column += len(x) if x.isascii() else len(x.encode())

    def newline(self, node: nodes.Node | None = None, extra: int = 0) -> None:
        super().newline(node, extra)
        if node is not None:
            self._starting = node

    def visit(self, node: nodes.Node, *values: object, **named: object) -> object:
        if isinstance(node, nodes.Expr):
            self._note_expression(node)
        if node is not self._looped:
            return super().visit(node, *values, **named)
        self._looped = None
        self.write("looped(")
        self._note_expression(node)  # type: ignore[arg-type]
        result = super().visit(node, *values, **named)
        self.write(")")
        return result

    def _note_expression(self, node: nodes.Expr) -> None:
        self.write("")
        path = ""
        if isinstance(node, nodes.Getattr | nodes.Getitem | nodes.Call):
            path = written_path(node.node)
        self._note(node.lineno if isinstance(node, nodes.Filter) else start(node), path)

    def _note(self, lineno: int, path: str) -> None:
        line, column = place(lineno)
        self.table.append(f"{self.code_lineno} {self._column} {line} {column} {path}")

    # --- output ---

    def buffer(self, frame: Frame) -> None:
        frame.buffer = self.temporary_identifier()
        self.writeline(f"{frame.buffer} = environment.buffer()")

    def start_write(self, frame: Frame, node: nodes.Node | None = None) -> None:
        self.writeline("yield out(" if frame.buffer is None else f"{frame.buffer}.append(out(", node)

    def end_write(self, frame: Frame) -> None:
        self.write(")" if frame.buffer is None else "))")

    def simple_write(self, s: str, frame: Frame, node: nodes.Node | None = None) -> None:
        self.writeline(f"yield {s}" if frame.buffer is None else f"{frame.buffer}.append({s})", node)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        if frame.require_output_check:
            if self.has_known_extends:
                return
            self.writeline("if parent_template is None:")
            self.indent()
            self.writeline("pass")
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData):
                self.simple_write(repr(child.data), frame, child)
            else:
                self.start_write(frame)
                self.visit(child, frame)
                self.end_write(frame)
        if frame.require_output_check:
            self.outdent()

    def visit_Extends(self, node: nodes.Extends, frame: Frame) -> None:  # noqa: N802
        node.lineno = start(node.template)
        super().visit_Extends(node, frame)

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:  # noqa: N802
        node.lineno = start(node.template)
        self.start_write(frame, node)
        self.write("context.include(")
        self.visit(node.template, frame)
        self.write(f", {node.ignore_missing!r}, {self.dump_local_context(frame)}, {node.with_context!r})")
        self.end_write(frame)

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        self.write("")
        self._note(start(node.template), "")
        self.write("context.module(")
        self.visit(node.template, frame)
        self.write(f", {self.dump_local_context(frame) if node.with_context else None})")

    # --- expressions and loops ---

    def writeline(self, x: str, node: nodes.Node | None = None, extra: int = 0) -> None:
        super().writeline(
            "_loop_vars = environment.budget.step()" if x == "_loop_vars = {}" else x, node, extra
        )

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802
        self._looped = node.iter
        super().visit_For(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        self.write(f"environment.{'alias' if _below_helm_name(node) else 'getattr'}(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r})")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        if forward_caller:
            self._note_expression(node)
        self.write("environment.call(context, ")
        self.visit(node.node, frame)
        extra = {"caller": "caller"} if forward_caller else {}
        if isinstance(node.node, nodes.Name) and node.node.name == "tpl":
            extra["variables"] = self.dump_local_context(frame)
        self.signature(node, frame, extra)
        self.write(")")

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802
        self._check_known("filter", node.name, self.environment.filters, node.lineno)
        super().visit_Filter(node, frame)

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802
        self._check_known("test", node.name, self.environment.tests, node.lineno)
        super().visit_Test(node, frame)

    def _check_known(self, kind: str, name: str, known: "Iterable[str]", lineno: int) -> None:
        if name not in known:
            from kforge.errors import nearest

            near = nearest(name, known)
            self.fail(f"there is no {kind} {name}" + (f" (did you mean {near}?)" if near else ""), lineno)

    def position(self, node: nodes.Node) -> str:
        return f"line {place(node.lineno)[0]}"


def start(node: nodes.Node) -> int:
    """The place (as a line number of the placed lexer) where an expression begins."""
    while True:
        inner: object = None
        if isinstance(node, nodes.Getattr | nodes.Getitem | nodes.Filter | nodes.Call | nodes.Test):
            inner = node.node
        elif isinstance(node, nodes.BinExpr):
            inner = node.left
        elif isinstance(node, nodes.Compare):
            inner = node.expr
        elif isinstance(node, nodes.CondExpr):
            inner = node.expr1
        elif isinstance(node, nodes.Concat):
            inner = node.nodes[0]
        elif isinstance(node, nodes.Tuple) and node.items:
            inner = node.items[0]
        if not isinstance(inner, nodes.Node):
            return node.lineno
        node = inner


def written_path(node: nodes.Node) -> str:
    """An expression as its author wrote it, as far as it is a path ("values.web[name]")."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{written_path(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        return f"{written_path(node.node)}[{_written_index(node.arg)}]"
    if isinstance(node, nodes.Call):
        return f"{written_path(node.node)}()"
    return "…"


def _written_index(node: nodes.Node) -> str:
    if isinstance(node, nodes.Const):
        return f'"{node.value}"' if isinstance(node.value, str) else str(node.value)
    return "…" if isinstance(node, nodes.Slice) else written_path(node)


def _below_helm_name(node: nodes.Getattr) -> bool:
    inner: nodes.Node = node.node
    while isinstance(inner, nodes.Getattr):
        if inner.attr.lower() == "values":
            return False
        inner = inner.node
    return isinstance(inner, nodes.Name) and inner.name in HELM_NAMES
