"""What Helm's functions ask for: named Go templates, recorded objects, chance, the time."""

from kforge.errors import KforgeError
from kforge.jinja.fragments import Fragment, literal
from kforge.jinja.text_filters import as_text
from kforge.jinja.undefined import Failure, Undefined, describe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from kforge.jinja.runtime import Context


class Root:
    """`context`: what `.` is in the Go templates of a chart. Its fields are Jinja's names."""

    __slots__ = ("data", "names")
    open_names = frozenset[str]()

    def __init__(self, names: "Mapping[str, object]", data: "Callable[[], object]") -> None:
        self.names = names
        self.data = data

    def template_attribute(self, name: str) -> object:
        return self.names[name] if name in self.names else Undefined(None, name, self)


class World:
    """The names are those that kforge.functions asks its state for.

    `include` renders the named Go template with data of Go, `tpl` a text if it is a Go template, else it
    gives None. Without them there are no Go templates.
    """

    __slots__ = ("include", "lookup", "now", "randomness", "tpl")

    def __init__(
        self,
        include: "Callable[[str, object], str] | None" = None,
        lookup: "Callable[..., Any] | None" = None,
        randomness: "Any" = None,
        now: "Callable[[], int] | None" = None,
        tpl: "Callable[[str], str | None] | None" = None,
    ) -> None:
        from kforge.golang.randomness import Randomness

        self.include = include or _no_template
        self.lookup = lookup or _nothing
        self.randomness = randomness or Randomness()
        self.now = now or _now
        self.tpl = tpl or _nothing_of_go


def _no_template(name: str, _data: object) -> str:
    raise Failure(f"there is no Go template {name} here", "macros are called by their name: {{ labels() }}")


def _nothing_of_go(_text: str) -> None:
    return None


def _nothing(*_: object) -> "dict[str, object]":
    return {}


def _now() -> int:
    from time import time_ns

    return time_ns()


def include(context: "Context", name: object, data: object) -> Fragment:
    """What a named Go template of the chart or its dependencies renders with `data`, or with `context`.

    The path of a template of Jinja means that one, as `{% include %}` does.
    """
    wanted = as_text(name)
    if "/" in wanted:
        return context.include([wanted, f"{wanted}.j2"], False, None, True)
    given = to_go(data)
    try:
        return literal(context.environment.world().include(wanted, given))
    except KforgeError as error:
        raise (error.within(f"template {context.name}") if error.position else error) from None


include.needs_context = True  # type: ignore[attr-defined]


def to_go(value: object) -> object:
    """`value` as Go templates see it: numbers are floats, as those of values files."""
    if isinstance(value, Root):
        return value.data()
    if isinstance(value, Undefined):
        value.fail()
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, dict):
        return {as_text(key): to_go(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [to_go(inner) for inner in value]
    raise Failure(f"a Go template cannot be given {describe(value)}")
