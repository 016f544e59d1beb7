"""What the templates of one set share: how they find and load each other, macros, the names of their code."""

from kforge.errors import nearest
from kforge.jinja import code_cache
from kforge.jinja.access import callable_from_template, get_alias, get_attribute, get_item
from kforge.jinja.filters import FILTERS, FUNCTIONS, TESTS
from kforge.jinja.fragments import fragment, joined, out
from kforge.jinja.operators import negate, operate
from kforge.jinja.runtime import (
    Budget,
    Environment,
    LoopContext,
    Macro,
    Module,
    Namespace,
    Template,
    TemplateReference,
    looped,
)
from kforge.jinja.undefined import Failure, NoElse, Undefined, describe, missing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from types import TracebackType

    from kforge.jinja.fragments import Fragment, Piece
    from kforge.jinja.world import World

    SyntaxErrorMaker = Callable[[str, str, str, int, int], Exception]

# Helm's names for what the context holds
_HELM_NAMES = {
    "Values": "values",
    "Release": "release",
    "Chart": "chart",
    "Capabilities": "capabilities",
    "Files": "files",
    "Template": "template",
    "Subcharts": "subcharts",
}
_REWORDED = {
    "cannot assign attribute on non-namespace object": "only a namespace() has attributes to set",
    "extended multiple times": "a template can extend only one other",
}


def _runtime_error(message: str) -> Failure:
    return Failure(_REWORDED.get(message, message[:1].lower() + message[1:].replace("'", "")))


def _error_in_text(_name: str, message: str, hint: str, line: int, _column: int) -> Failure:
    return Failure(f"{message} (in the text given to tpl, line {line})", hint)


def _identity(value: object) -> object:
    return value


# what the code of every template finds in its namespace
_NAMES: "dict[str, object]" = {
    "LoopContext": LoopContext,
    "Macro": Macro,
    "Markup": str,
    "Namespace": Namespace,
    "TemplateNotFound": Failure,
    "TemplateReference": TemplateReference,
    "TemplateRuntimeError": _runtime_error,
    "Undefined": NoElse,
    "identity": _identity,
    "internalcode": _identity,
    "looped": looped,
    "missing": missing,
    "out": out,
    "str_join": joined,
}


class SharedMacro:
    """A macro of a `_` file, to be loaded when it is called."""

    __slots__ = ("_environment", "_template", "name")
    open_names = frozenset(("name",))

    def __init__(self, environment: "SetEnvironment", template: Template, name: str) -> None:
        self._environment = environment
        self._template = template
        self.name = name

    def __call__(self, *values: object, **named: object) -> object:
        macro = callable_from_template(self._environment.module(self._template).template_attribute(self.name))
        return macro(*values, **named)


class SetEnvironment(Environment):
    """The environment of the templates `sources`."""

    def __init__(self, sources: "Mapping[str, str]", syntax_error: "SyntaxErrorMaker") -> None:
        self.sources = sources
        self.base: Mapping[str, object] = {}
        self.budget = Budget()
        self.buffer: Callable[[], list[Piece]] = list
        self.run: Callable[[Iterator[Piece]], list[Piece]] = list
        self._syntax_error = syntax_error
        self._templates: dict[str, Template] = {}
        self._modules: dict[str, Module] = {}
        self._macros: dict[str, Template] | None = None
        # what makes the world of a render, when a function asks for it
        self.make_world: Callable[[], World] | None = None
        self._world: World | None = None

    # what the code of templates calls; functions, so that they see the code as their caller
    getattr = staticmethod(get_attribute)
    getitem = staticmethod(get_item)
    alias = staticmethod(get_alias)
    call_binop = staticmethod(operate)
    call_unop = staticmethod(negate)
    concat = staticmethod(fragment)
    filters = FILTERS
    tests = TESTS

    def begin(self, base: "Mapping[str, object]", budget: Budget) -> None:
        """A new render with the context `base`."""
        self.base = base
        self._world = None
        self.budget = budget
        self._modules = {}

    def world(self) -> "World":
        """What Helm's functions ask for."""
        if self._world is None:
            from kforge.jinja.world import World

            self._world = self.make_world() if self.make_world else World()
        return self._world

    # --- names ---

    def shared(self, key: str) -> object:
        """A name that is in no context: a macro of a `_` file, a function, or Helm's name for something."""
        if self._macros is None:
            self._macros = self._found_macros()
        template = self._macros.get(key)
        if template is not None:
            return SharedMacro(self, template, key)
        if key in FUNCTIONS:
            return FUNCTIONS[key]
        return self.base.get(_HELM_NAMES[key], missing) if key in _HELM_NAMES else missing

    def _found_macros(self) -> dict[str, Template]:
        """Which `_` file defines each macro: of several the one with the shorter path, then the first."""
        partials = [name for name in self.sources if name.rsplit("/", 1)[-1].startswith("_")]
        found: dict[str, Template] = {}
        for name in sorted(partials, key=lambda name: (name.count("/"), name)):
            template = self.template(name)
            for macro in template.macros:
                found.setdefault(macro, template)
        return found

    def names(self, error: Exception) -> "list[str]":
        """The names that were known where `error` arose, for hints."""
        local: list[str] = []
        trace: TracebackType | None = error.__traceback__
        while trace is not None:
            if "template_of_code" in trace.tb_frame.f_globals:
                variables = trace.tb_frame.f_locals
                local = [
                    name.split("_", 2)[2]
                    for name in variables
                    if name[:2] == "l_" and variables[name] is not missing
                ]
            trace = trace.tb_next
        return [*local, *self.base, *(self._macros or ()), *self._functions()]

    @staticmethod
    def _functions() -> "list[str]":
        """Functions that a misspelled name may mean: of Helm's many not the short ones."""
        return [name for name in FUNCTIONS.names() if dict.__contains__(FUNCTIONS, name) or len(name) > 9]

    def filter(self, name: object) -> "Callable[..., object]":
        """The filter `map(name)` means."""
        if isinstance(name, Undefined):
            name.fail()
        if not isinstance(name, str) or name not in FILTERS:
            raise Failure(_unknown("filter", name, FILTERS.names()))
        found: Callable[..., object] = FILTERS[name]
        return found

    def test(self, name: object) -> "Callable[..., object]":
        """The test `select(name)` means."""
        if isinstance(name, Undefined):
            name.fail()
        if not isinstance(name, str) or name not in TESTS:
            raise Failure(_unknown("test", name, TESTS))
        return TESTS[name]

    def undefined(self, reason: str | None = None, name: object = None) -> Undefined:
        if reason and reason.startswith("the template "):
            reason = f"the imported template has no macro or variable {name}"
        return Undefined(reason, name).arisen(2)

    # --- templates ---

    def template(self, name: str) -> Template:
        """A template of the set. Raises TemplateError when it is no Jinja."""
        if name not in self._templates:
            self._templates[name] = self._loaded(name, self.sources[name], self._syntax_error)
        return self._templates[name]

    def _loaded(self, name: str, source: str, syntax_error: "SyntaxErrorMaker") -> Template:
        entry_key = code_cache.key(name, source)
        entry = code_cache.load(entry_key)
        if entry is None:
            from kforge.jinja.compiling import compiled

            entry = compiled(name, source, syntax_error)
            code_cache.store(entry_key, entry)
        code, macros, table = entry
        template = Template(self, name, macros, table)
        namespace = {**_NAMES, "environment": self, "template_of_code": template}
        exec(code, namespace)  # noqa: S102 - our own compiler wrote it; the sandbox is what it may call
        template.blocks = namespace["blocks"]  # type: ignore[assignment]
        template.root_render_func = namespace["root"]  # type: ignore[assignment]
        return template

    def render_text(self, source: str, variables: "Mapping[str, object]") -> "Fragment":
        """What a text that is a template itself renders to."""
        name = f"text {len(source)}"
        key = f"{name}\0{source}"
        if key not in self._templates:
            self._templates[key] = self._loaded(name, source, _error_in_text)
        self.budget.enter("tpl")
        whole = fragment(self.pieces(self._templates[key], variables))
        self.budget.depth -= 1
        return whole

    def module(self, template: Template) -> Module:
        """A template as something to import from, run once a render."""
        if template.name not in self._modules:
            self._modules[template.name] = Module(template, self.base)
        return self._modules[template.name]

    def found(self, names: object, parent: str, ignore_missing: bool) -> Template | None:
        """The first of the templates `names` that exists, as the template `parent` names them."""
        if isinstance(names, Undefined):
            names.fail()
        wanted = names if isinstance(names, list | tuple) else [names]
        for name in wanted:
            if not isinstance(name, str):
                raise Failure(f"a template is named by a string, not by {describe(name)}")
            for candidate in candidates(name, parent):
                if candidate in self.sources:
                    return self.template(candidate)
        if ignore_missing:
            return None
        shown = " or ".join(map(str, wanted)) or "that is not named"
        short = {name.rsplit("/", 1)[-1]: name for name in self.sources}
        near = nearest(str(wanted[0]).rsplit("/", 1)[-1], short) if wanted else ""
        raise Failure(f"there is no template {shown}" + (f" (did you mean {near}?)" if near else ""))


def candidates(name: str, parent: str) -> "list[str]":
    """What the template `parent` may mean by `name`: that name, one beside it, or in its charts."""
    folders = ["", parent.rpartition("/")[0]]
    root = parent
    while "/templates/" in root:
        root = root.rpartition("/templates/")[0]
        folders += [root, f"{root}/templates"]
        root = root.rpartition("/charts/")[0] + "/templates/" if "/charts/" in root else ""
    return [_normal(f"{folder}/{name}" if folder else name) for folder in folders]


def _normal(path: str) -> str:
    """`path` without . and .. ; "" when it leaves the set."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == ".." and not parts:
            return ""
        if part == "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _unknown(kind: str, name: object, known: "Sequence[str] | Mapping[str, object]") -> str:
    near = nearest(str(name), known)
    return f"there is no {kind} {name}" + (f" (did you mean {near}?)" if near else "")
