"""The manual of template functions: what each takes and does, with examples in Go templates and in Jinja."""

import re
import textwrap

from kforge.convert.expressions import Expressions
from kforge.convert.scope import Root, Scope
from kforge.convert.source import Unconvertible
from kforge.errors import UsageError, nearest
from kforge.functions.names import FAMILIES, family_of, load
from kforge.gotmpl.lexer import ACTION, LexError
from kforge.gotmpl.parser import parse
from kforge.jinja.filters import FILTERS, FUNCTIONS, NOT_HELMS, helms_name, snake_case

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# a line of a template, and what it prints, indented below it
_EXAMPLE = re.compile(r"(?m)^(\{\{.*)\n((?:(?:[ ]+\S.*|[ ]*)\n)*)")
_ACTION = re.compile(ACTION)


class Example:
    """A template of Go and what it prints; the same in Jinja, "" where that has no form."""

    __slots__ = ("go", "jinja", "output")

    def __init__(self, go: str, output: str) -> None:
        self.go = go
        self.output = output
        self.jinja = in_jinja(go)


class Manual:
    """What there is to say about a function of Helm's."""

    def __init__(self, name: str) -> None:
        """Raises UsageError when there is no such function."""
        helms = name if family_of(name) else helms_name(name)
        if not helms:
            near = nearest(name, names())
            raise UsageError(f"there is no function {name}", hint=f"did you mean {near}?" if near else "")
        self.name = helms
        self.function = load(helms)
        self.family = family_of(helms)
        doc = textwrap.dedent(f"    {self.function.call.__doc__ or ''}").rstrip() + "\n"
        self.examples = [
            Example(found[1], textwrap.dedent(found[2]).strip("\n")) for found in _EXAMPLE.finditer(doc)
        ]
        self.text = _EXAMPLE.sub("", doc).strip()

    @property
    def summary(self) -> str:
        return " ".join(self.text.split("\n\n", maxsplit=1)[0].split())

    @property
    def signature(self) -> str:
        """The function as Go calls it, with the types it takes."""
        rest = [f"...{self.function.variadic}"] if self.function.variadic else []
        return " ".join([self.name, *self.function.params, *rest])

    @property
    def names_in_jinja(self) -> "list[str]":
        """Under which names Jinja has it; none when a word of Jinja's own does the work."""
        if self.name in NOT_HELMS:
            return []
        return sorted({self.name, snake_case(self.name)}, key=len)

    @property
    def is_jinjas_own(self) -> bool:
        """Does the name mean what it means in Jinja, there?"""
        return dict.__contains__(FILTERS, self.name) or dict.__contains__(FUNCTIONS, self.name)

    def page(self) -> str:
        """The whole manual of the function."""
        lines = [self.signature, "", self.text, "", f"Family: {self.family}"]
        if self.names_in_jinja:
            what = "a word of Jinja's own there" if self.is_jinjas_own else "a filter and a function"
            lines.append(f"In Jinja: {', '.join(self.names_in_jinja)}: {what}")
        for example in self.examples:
            lines += ["", f"  Go      {example.go}"]
            if example.jinja:
                lines.append(f"  Jinja   {example.jinja}")
            lines += [
                f"  {'prints' if not number else '':7} {line}"
                for number, line in enumerate(example.output.split("\n"))
            ]
        return "\n".join(lines) + "\n"


def names() -> "list[str]":
    """Every function of Helm's, sorted within its family."""
    return [name for words in FAMILIES.values() for name in sorted(words.split())]


def table() -> str:
    """All functions by family, a line each; then what only Jinja has."""
    lines: list[str] = []
    for family, words in FAMILIES.items():
        lines += ["", f"{family}:"]
        for name in sorted(words.split()):
            lines.append(f"  {name:<28} {Manual(name).summary}".rstrip())
    lines += ["", "Jinja only:"]
    own = {
        name: call
        for name, call in {**FUNCTIONS, **FILTERS}.items()
        if not family_of(name) and not helms_name(name)
    }
    lines += [f"  {name:<28} {_first(own[name])}".rstrip() for name in sorted(own) if name == name.lower()]
    return "\n".join(lines).strip() + "\n"


def pages(wanted: "Iterable[str]") -> str:
    """The manuals of these functions. Raises UsageError."""
    return "\n".join(Manual(name).page() for name in wanted)


def _first(call: "Callable[..., object]") -> str:
    return " ".join((call.__doc__ or "").strip().split("\n\n", maxsplit=1)[0].split())


def in_jinja(template: str) -> str:
    """A text with actions of Go that are values, in Jinja; "" when it has no form there."""
    root = Root({}, {})
    writer = Expressions(lambda _name, _data: None)

    def written(found: "re.Match[str]") -> str:
        pipe = parse(found[4]).pipe if found[4] else None
        if pipe is None or pipe.declared:
            raise Unconvertible("no value")
        return f"{{{{ {writer.pipe(pipe, Scope(root, root)).text} }}}}"

    try:
        return _ACTION.sub(written, template)
    except (Unconvertible, LexError):
        return ""


def printed(jinja: str) -> str:
    """What an example in Jinja prints. Raises TemplateError."""
    from kforge.golang.randomness import SeededRandomness
    from kforge.jinja.environment import TemplateSet
    from kforge.jinja.world import World

    name = "example.txt.j2"
    world = World(randomness=SeededRandomness("example"))
    return TemplateSet({name: jinja}).render(name, {}, world=lambda: world).text
