"""What the code of a compiled template runs on: its context, macros, loops, blocks, namespaces.

Jinja's compiler writes the code (compiler.py), this module runs it: importing jinja2 itself costs more than
rendering a chart. The names and signatures here are the ones that the compiler's code uses.
"""

from abc import ABC, abstractmethod

from kforge.jinja.access import callable_from_template
from kforge.jinja.fragments import Fragment, fragment
from kforge.jinja.limits import MAX_DEPTH, MAX_STEPS, STEPS_OF_A_CALL
from kforge.jinja.undefined import Failure, Undefined, describe, missing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kforge.jinja.fragments import Piece
    from kforge.jinja.world import World

    BlockFunction = Callable[["Context"], Iterator[Piece]]


class Budget:
    """How much of its limits one render has used."""

    __slots__ = ("depth", "steps")

    def __init__(self) -> None:
        self.depth = 0
        self.steps = 0

    def step(self) -> "dict[str, object]":
        """One round of a loop. Gives the variables that `{% set %}` makes in this round."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise Failure(f"the template takes more than {MAX_STEPS} steps")
        return {}

    def spend(self, steps: int) -> None:
        """Work that takes as long as so many steps."""
        self.steps += steps
        if self.steps > MAX_STEPS:
            raise Failure(f"the template takes more than {MAX_STEPS} steps")

    def enter(self, what: str) -> None:
        """One level deeper into macros, includes or tpl. Whoever enters leaves again: `depth -= 1`."""
        self.steps += STEPS_OF_A_CALL
        self.depth += 1
        if self.steps > MAX_STEPS:
            raise Failure(f"the template takes more than {MAX_STEPS} steps")
        if self.depth > MAX_DEPTH:
            raise Failure(
                f"{what} goes more than {MAX_DEPTH} levels deep", "does it call itself without end?"
            )


class EvalContext:
    """Jinja's switches for HTML: all off."""

    __slots__ = ()
    autoescape = False
    volatile = False


class Context:
    """The variables one template sees: what it sets itself, what it was given, what its set shares."""

    __slots__ = ("blocks", "environment", "exported_vars", "name", "parent", "vars")
    eval_ctx = EvalContext()

    def __init__(
        self,
        environment: "Environment",
        parent: "Mapping[str, object]",
        name: str,
        blocks: "Mapping[str, BlockFunction]",
    ) -> None:
        self.environment = environment
        self.parent = parent
        self.name = name
        self.vars: dict[str, object] = {}
        self.exported_vars: set[str] = set()
        self.blocks = {block: [function] for block, function in blocks.items()}

    def resolve_or_missing(self, key: str) -> object:
        if key in self.vars:
            return self.vars[key]
        if key in self.parent:
            return self.parent[key]
        return self.environment.shared(key)

    def get_all(self) -> "Mapping[str, object]":
        return {**self.parent, **self.vars} if self.vars else self.parent

    def derived(self, variables: "Mapping[str, object]") -> "Context":
        """The same template's context with the variables of an inner scope (a scoped block)."""
        inner = Context(self.environment, self.with_variables(variables), self.name, {})
        inner.blocks = {name: list(functions) for name, functions in self.blocks.items()}
        return inner

    def with_variables(self, variables: "Mapping[str, object] | None") -> "Mapping[str, object]":
        """Everything visible here, with the variables of inner scopes."""
        if not variables:
            return self.get_all()
        known = {name: value for name, value in variables.items() if value is not missing}
        return {**self.get_all(), **known}

    def super(self, name: str, current: "BlockFunction") -> object:
        """The block `name` of the parent template."""
        functions = self.blocks.get(name, [])
        if current not in functions[:-1]:
            return Undefined(f"no parent template has the block {name}", "super")
        return BlockReference(name, self, functions, functions.index(current) + 1)

    def include(
        self, names: object, ignore_missing: bool, variables: "Mapping[str, object] | None", seen: bool
    ) -> Fragment:
        """What the first template of `names` that exists renders, with this context when it is `seen`."""
        template = self.environment.found(names, self.name, ignore_missing)
        if template is None:
            return fragment(())
        parent = self.with_variables(variables) if seen else self.environment.base
        self.environment.budget.enter(f"including {template.name}")
        whole = fragment(self.environment.pieces(template, parent))
        self.environment.budget.depth -= 1
        return whole

    def module(self, names: object, variables: "Mapping[str, object] | None") -> "Module":
        """The template `names` as something to import from; with this context only `with context`."""
        template = self.environment.found(names, self.name, False)
        assert template is not None
        if variables is None:
            return self.environment.module(template)
        return Module(template, self.with_variables(variables))


class Template:
    """One compiled template of a set."""

    __slots__ = ("blocks", "environment", "macros", "name", "root_render_func", "table")

    def __init__(self, environment: "Environment", name: str, macros: "Sequence[str]", table: str) -> None:
        self.environment = environment
        self.name = name
        self.macros = macros
        self.table = table  # where its code comes from: see failures.py
        self.blocks: dict[str, BlockFunction] = {}
        self.root_render_func: BlockFunction


class Environment(ABC):
    """What templates of one set share while they run; shared.py knows how to find them."""

    base: "Mapping[str, object]"
    budget: Budget
    buffer: "Callable[[], list[Piece]]"  # where a macro collects its output
    run: "Callable[[Iterator[Piece]], list[Piece]]"  # collects the output of a template or block

    @abstractmethod
    def shared(self, key: str) -> object: ...

    @abstractmethod
    def found(self, names: object, parent: str, ignore_missing: bool) -> Template | None: ...

    @abstractmethod
    def module(self, template: Template) -> "Module": ...

    @abstractmethod
    def filter(self, name: object) -> "Callable[..., object]": ...

    @abstractmethod
    def test(self, name: object) -> "Callable[..., object]": ...

    @abstractmethod
    def render_text(self, source: str, variables: "Mapping[str, object]") -> Fragment: ...

    @abstractmethod
    def world(self) -> "World": ...

    def pieces(self, template: Template, parent: "Mapping[str, object]") -> "list[Piece]":
        """What `template` renders to."""
        return self.run(template.root_render_func(Context(self, parent, template.name, template.blocks)))

    def get_template(self, names: object, parent: str) -> Template:
        """The template that `{% extends names %}` of the template `parent` means."""
        template = self.found(names, parent, False)
        assert template is not None
        self.budget.step()
        return template

    def call(self, context: Context, target: object, *values: object, **named: object) -> object:
        """`target(...)` of a template."""
        if getattr(target, "needs_context", False):
            return callable_from_template(target)(context, *values, **named)
        return callable_from_template(target)(*values, **named)


class Module:
    """An imported template: its macros and variables as attributes."""

    open_names = frozenset[str]()

    def __init__(self, template: Template, parent: "Mapping[str, object]") -> None:
        environment = template.environment
        context = Context(environment, parent, template.name, template.blocks)
        environment.budget.enter(f"importing {template.name}")
        for _ in template.root_render_func(context):
            pass
        environment.budget.depth -= 1
        self.__dict__.update({name: context.vars[name] for name in context.exported_vars})
        self.__name__ = template.name

    def template_attribute(self, name: str) -> object:
        found = self.__dict__.get(name, missing)
        return Undefined(None, name, self) if found is missing else found


class Macro:
    """A macro, or the body of a call block."""

    __slots__ = ("_environment", "_function", "arguments", "caller", "catch_kwargs", "catch_varargs", "name")
    open_names = frozenset(("arguments", "caller", "catch_kwargs", "catch_varargs", "name"))

    def __init__(
        self,
        environment: Environment,
        function: "Callable[..., Fragment]",
        name: str | None,
        arguments: "Sequence[str]",
        catch_kwargs: bool,
        catch_varargs: bool,
        caller: bool,
        _autoescape: bool,
    ) -> None:
        self._environment = environment
        self._function = function
        self.name = name or "caller"
        self.arguments = arguments
        self.catch_kwargs = catch_kwargs
        self.catch_varargs = catch_varargs
        self.caller = caller

    def __call__(self, *values: object, **named: object) -> Fragment:
        given: list[object] = list(values[: len(self.arguments)])
        given += [named.pop(name, missing) for name in self.arguments[len(given) :]]
        # the order is that of the compiler: caller, keyword arguments, further arguments
        if self.caller and "caller" not in self.arguments:
            caller = named.pop("caller", None)
            given.append(
                Undefined("caller is only there in a macro that a call block calls")
                if caller is None
                else caller
            )
        if self.catch_kwargs:
            given.append(named)
        elif named:
            self._refuse(named)
        if self.catch_varargs:
            given.append(values[len(self.arguments) :])
        elif len(values) > len(self.arguments):
            count = len(self.arguments)
            raise Failure(
                f"the macro {self.name} takes {count or 'no'} argument{'s' * (count != 1)}, not {len(values)}"
            )
        budget = self._environment.budget
        budget.enter(f"the macro {self.name}")
        whole = self._function(*given)
        budget.depth -= 1
        return whole

    def _refuse(self, named: "Mapping[str, object]") -> None:
        name = next(iter(named))
        if name in self.arguments:
            raise Failure(f"the macro {self.name} is given {name} twice")
        if name == "caller":
            raise Failure(f"the macro {self.name} uses no caller(), so a call block cannot call it")
        raise Failure(f"the macro {self.name} has no argument {name}", self._expected())

    def _expected(self) -> str:
        return f"it takes {', '.join(self.arguments)}" if self.arguments else "it takes none"


class BlockReference:
    """`self.name` or `super` of a template: call it to render the block."""

    __slots__ = ("_context", "_depth", "_functions", "name")
    open_names = frozenset(("super",))

    def __init__(self, name: str, context: Context, functions: "Sequence[BlockFunction]", depth: int) -> None:
        self.name = name
        self._context = context
        self._functions = functions
        self._depth = depth

    @property
    def super(self) -> object:
        if self._depth + 1 >= len(self._functions):
            return Undefined(f"no parent template has the block {self.name}", "super")
        return BlockReference(self.name, self._context, self._functions, self._depth + 1)

    def __call__(self) -> Fragment:
        budget = self._context.environment.budget
        budget.enter(f"the block {self.name}")
        whole = fragment(self._context.environment.run(self._functions[self._depth](self._context)))
        budget.depth -= 1
        return whole


class TemplateReference:
    """`self` of a template: its blocks by name."""

    open_names = frozenset[str]()

    def __init__(self, context: Context) -> None:
        self._context = context

    def template_attribute(self, name: str) -> object:
        functions = self._context.blocks.get(name)
        if functions is None:
            return Undefined(f"this template has no block {name}", name)
        return BlockReference(name, self._context, functions, 0)


class Namespace:
    """`namespace()`: what `{% set ns.x = ... %}` can change from within a loop."""

    open_names = frozenset[str]()

    def __init__(self, *mappings: "Mapping[str, object]", **variables: object) -> None:
        self._variables: dict[str, object] = {}
        for mapping in mappings:
            if not isinstance(mapping, dict):
                raise Failure(f"namespace() takes a mapping, not {describe(mapping)}")
            self._variables.update(mapping)
        self._variables.update(variables)

    def __setitem__(self, name: str, value: object) -> None:
        self._variables[name] = value

    def template_attribute(self, name: str) -> object:
        found = self._variables.get(name, missing)
        return Undefined(None, name, self._variables) if found is missing else found


def looped(value: object) -> "Iterable[object]":
    """What a for block loops over."""
    if isinstance(value, Undefined):
        value.fail()
    if not hasattr(value, "__iter__"):
        raise Failure(f"{describe(value)} cannot be looped over")
    return value


class LoopContext:
    """`loop` within a for block."""

    open_names = frozenset(
        [
            "changed",
            "cycle",
            "depth",
            "depth0",
            "first",
            "index",
            "index0",
            "last",
            "length",
            "nextitem",
            "previtem",
            "revindex",
            "revindex0",
        ]
    )

    def __init__(
        self,
        iterable: "Iterable[object]",
        _undefined: object,
        recurse: "Callable[..., Fragment] | None" = None,
        depth0: int = 0,
    ) -> None:
        self._items: Sequence[object] = iterable if isinstance(iterable, list | tuple) else list(iterable)
        self._recurse = recurse
        self._changed: object = missing
        self.depth0 = depth0
        self.index0 = -1

    @property
    def length(self) -> int:
        return len(self._items)

    @property
    def depth(self) -> int:
        return self.depth0 + 1

    @property
    def index(self) -> int:
        return self.index0 + 1

    @property
    def revindex(self) -> int:
        return len(self._items) - self.index0

    @property
    def revindex0(self) -> int:
        return len(self._items) - self.index

    @property
    def first(self) -> bool:
        return self.index0 == 0

    @property
    def last(self) -> bool:
        return self.index == len(self._items)

    @property
    def previtem(self) -> object:
        return (
            self._items[self.index0 - 1]
            if self.index0
            else Undefined("the first round has no previtem", "previtem")
        )

    @property
    def nextitem(self) -> object:
        if self.index < len(self._items):
            return self._items[self.index]
        return Undefined("the last round has no nextitem", "nextitem")

    def cycle(self, *values: object) -> object:
        if not values:
            raise Failure("loop.cycle needs values")
        return values[self.index0 % len(values)]

    def changed(self, *values: object) -> bool:
        if self._changed is not missing and self._changed == values:
            return False
        self._changed = values
        return True

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> "LoopContext":
        return self

    def __next__(self) -> "tuple[object, LoopContext]":
        if self.index == len(self._items):
            raise StopIteration
        self.index0 += 1
        return self._items[self.index0], self

    def __call__(self, iterable: object) -> Fragment:
        if self._recurse is None:
            raise Failure("this loop is not recursive", "write {% for ... recursive %}")
        return self._recurse(looped(iterable), self._recurse, self.depth)
