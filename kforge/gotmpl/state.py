"""The state of a rendering: what include, tpl and template do, and what functions ask the engine for."""

from kforge.golang.kinds import Uint8
from kforge.gotmpl.failure import Failure
from kforge.gotmpl.fields import described
from kforge.gotmpl.limits import (
    MAX_DEPTH,
    MAX_INCLUDES,
    MAX_ROUNDS,
    MAX_TEXT,
    MAX_TOTAL,
    MAX_TPL,
)
from kforge.gotmpl.runtime import NO_VALUE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from kforge.gotmpl.catalog import Catalog

    Template = Callable[[object, "State"], str]

LONG = 65536  # characters from which on a text is counted


class Spent:
    """What a rendering has used up."""

    __slots__ = ("characters", "rounds")

    def __init__(self) -> None:
        self.rounds = 0
        self.characters = 0


class State:
    """The templates that can be reached, and how deep we are."""

    __slots__ = (
        "catalog",
        "counts",
        "depth",
        "functions",
        "level",
        "lookup",
        "now",
        "overrides",
        "randomness",
        "spent",
    )

    def __init__(
        self, catalog: "Catalog", randomness: object, now: "Callable[[], int]", lookup: "Callable[..., Any]"
    ):
        self.catalog = catalog
        self.functions: dict[str, Template] = catalog.functions
        self.overrides: dict[str, Template] = {}
        self.counts: dict[str, int] = {}
        self.spent = Spent()
        self.depth = 0
        self.level = 0
        self.randomness = randomness
        self.now = now
        self.lookup = lookup

    def begin(self) -> None:
        """Start over, after whatever ended the last rendering."""
        self.counts = {}
        self.spent = Spent()
        self.depth = self.level = 0

    # ---- what templates call

    def include(self, name: str, data: object) -> str:
        """The text of a template."""
        count = self.counts.get(name, 0)
        if count > MAX_INCLUDES:
            raise Failure(
                f"template {name} includes itself, directly or not, more than {MAX_INCLUDES} times",
                "its condition to stop is never met",
            )
        self.counts[name] = count + 1
        function = self.functions.get(name)
        if function is None:
            function = self.found(name)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _too_deep()
        text = function(data, self)
        self.depth -= 1
        self.counts[name] = count
        self.charge(text)
        return text

    def template(self, name: str, data: object) -> str:
        """{{ template }}: as include, but for how often it may nest."""
        function = self.functions.get(name)
        if function is None:
            function = self.found(name)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _too_deep()
        text = function(data, self)
        self.depth -= 1
        self.charge(text)
        return text

    def tpl(self, text: str, data: object) -> str:
        """The text of a template that stands in a string."""
        if "{{" not in text:
            return text.replace(NO_VALUE, "")
        if self.level >= MAX_TPL:
            raise Failure(
                f"tpl calls itself more than {MAX_TPL} times", "a value that it renders contains itself"
            )
        function, own = self.catalog.text_template(text)
        inner = self
        if own:
            inner = self.child(own)
        self.level += 1
        self.depth += 1
        inner.level, inner.depth = self.level, self.depth
        if self.depth > MAX_DEPTH:
            raise _too_deep()
        done = function(data, inner)
        self.level -= 1
        self.depth -= 1
        self.charge(done)
        return done.replace(NO_VALUE, "") if NO_VALUE in done else done

    def child(self, own: "dict[str, Template]") -> "State":
        """A state in which the definitions of a text are known besides all others."""
        inner = State(self.catalog, self.randomness, self.now, self.lookup)
        inner.functions = {**self.functions, **own}
        inner.counts, inner.spent, inner.depth = self.counts, self.spent, self.depth
        return inner

    def found(self, name: str) -> "Template":
        """The template `name`, which is called for the first time."""
        function = self.catalog.load(name)
        if function is None:
            raise Failure(f"there is no template {name}", self.catalog.hint(name))
        self.functions[name] = function
        return function

    def kept(self, value: object) -> object:
        """What a variable is set to: a text that grows without end is caught here."""
        if type(value) is str and len(value) > MAX_TEXT:
            raise _too_much_text()
        return value

    def charge(self, text: str) -> None:
        """Count the call of a template, and what it wrote."""
        spent = self.spent
        spent.rounds += 1
        if spent.rounds > MAX_ROUNDS:
            raise _too_many_rounds()
        if len(text) > LONG:
            spent.characters += len(text)
            if len(text) > MAX_TEXT or spent.characters > MAX_TOTAL:
                raise _too_much_text()

    # ---- range

    def each(self, value: "Any") -> "Iterable[Any]":
        """What a range with at most one variable goes over; false when there is nothing."""
        kind = type(value)
        if kind is dict:
            self.rounds(len(value))
            return [value[key] for key in in_order(value)]
        if isinstance(value, list):
            self.rounds(len(value))
            return value
        if isinstance(value, dict):
            self.rounds(len(value))
            return [value[key] for key in in_order(value)]
        if value is None:
            return ()
        if isinstance(value, int) and kind is not bool:
            self.rounds(value)
            return range(value) if kind is int else [kind(number) for number in range(value)]
        if kind is bytes:
            self.rounds(len(value))
            return [Uint8(byte) for byte in value]
        raise Failure(f"range cannot go over {described(value)}", _range_hint(value))

    def pairs(self, value: "Any") -> "Sequence[tuple[Any, Any]]":
        """What a range with two variables goes over."""
        if isinstance(value, dict):
            self.rounds(len(value))
            return [(key, value[key]) for key in in_order(value)]
        if isinstance(value, int) and type(value) is not bool:
            raise Failure(f"range over a number gives one variable, not two: {int(value)}")
        return list(enumerate(self.each(value)))

    def rounds(self, count: int) -> None:
        self.spent.rounds += max(count, 0)
        if self.spent.rounds > MAX_ROUNDS:
            raise _too_many_rounds()


def _too_deep() -> Failure:
    return Failure(
        f"the templates call each other more than {MAX_DEPTH:,} levels deep",
        "their condition to stop is never met",
    )


def _too_much_text() -> Failure:
    return Failure("the templates write too much text", f"{MAX_TEXT:,} characters are the limit")


def _too_many_rounds() -> Failure:
    return Failure(f"the templates take more than {MAX_ROUNDS:,} steps", "a loop or a recursion has no end")


def _range_hint(value: object) -> str:
    if isinstance(value, float):
        return "int makes it a number that range goes over"
    return "splitList makes a list of a string" if isinstance(value, str) else ""


def in_order(value: "dict[str, Any]") -> "list[str]":
    """The keys as Go sorts them: by their bytes."""
    keys = sorted(value)
    if "".join(keys).isascii():
        return keys
    return sorted(keys, key=lambda key: key.encode("utf-8", "surrogateescape"))
