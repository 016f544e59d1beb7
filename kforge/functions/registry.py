"""How a template function is declared: its names, what it takes, its manual."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    Call = Callable[..., object]
    Declared = TypeVar("Declared", bound=Call)


class FunctionError(Exception):
    """What a function returns as its error, or panics with, in Go: the message alone.

    The engine that called puts the place, the name and the chain around it.
    """


class NilMap(dict):  # type: ignore[type-arg]
    """A map[string]interface {} that was never made: can be read, not written, and is null to JSON."""

    __slots__ = ()
    go_type = "map[string]interface {}"
    go_nil = True

    def __setitem__(self, key: object, value: object) -> None:
        raise FunctionError("assignment to entry in nil map")


class Function:
    """A function under one of its names.

    `params` are Go's parameter types, one word each: any string int int64 float64 bool list dict strings, or
    the name of another type of Go (time.Time, uint32), which takes values of that very type;
    `variadic` is the type of the rest ("" when there is none). The engine checks number and types of the
    arguments before it calls, so that an implementation gets what it declares; an `int` is a plain int, a
    `dict` is a dict, a `list` (Go's []interface {}) a list that is no StringList.
    With `state` the first argument is the engine's state (include, tpl, lookup, randomness, now).
    """

    __slots__ = ("call", "name", "params", "state", "variadic")

    def __init__(self, name: str, call: "Call", signature: str, state: bool) -> None:
        words = signature.split()
        self.name = name
        self.call = call
        self.variadic = words.pop()[3:] if words and words[-1].startswith("...") else ""
        self.params = tuple(words)
        self.state = state


FUNCTIONS: "dict[str, Function]" = {}


def func(*names: str, takes: str = "", state: bool = False) -> "Callable[[Declared], Declared]":
    """Declare a function under its names: `@func("tuple", "list", takes="...any")`.

    The docstring is its manual: a sentence, then one or more examples, each a line `{{ … }}` and, indented
    under it, what it prints; the tests run them and `kforge functions` shows them.
    """

    def declare(call: "Declared") -> "Declared":
        for name in names:
            FUNCTIONS[name] = Function(name, call, takes, state)
        return call

    return declare
