"""Helm's functions in Jinja: those of kforge.functions that Jinja has no word of its own for.

As a function one takes what Helm's takes, in Helm's order; as a filter the piped value is the last argument,
as in Helm's pipes. Each has its name in snake case too. Values go there and back: ints stay ints, a number is
taken for text where text is wanted, lists and mappings come back as plain ones. A time, a duration or a
certificate stays what it is until it is printed.
"""

from kforge.functions.registry import FunctionError
from kforge.golang.kinds import Int64, StringList, Struct, type_name
from kforge.jinja.fragments import literal, plain
from kforge.jinja.text_filters import as_text
from kforge.jinja.undefined import Failure, Undefined, describe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from kforge.functions.registry import Function
    from kforge.jinja.runtime import Context

# names of functions whose text is YAML or JSON already, as the author of a template would write it
_WRITTEN = frozenset(("include", "toToml", "toYamlPretty", "mustToToml", "html", "js"))
_NUMBERS = (int, float)
# steps that a call of one costs which asks the engine for something: keys and certificates take long
_COST = 200


def adapted(function: "Function", *, piped: bool) -> "Callable[..., object]":
    """`function` as templates call it: a filter (`piped`) or a function. Its errors are Failures."""
    name, call = function.name, function.call

    def run(values: "tuple[object, ...]", *state: object) -> object:
        given = (*values[1:], values[0]) if piped else values
        _check_count(function, len(given))
        words = function.params + (function.variadic,) * (len(given) - len(function.params))
        arguments = [_to_go(name, word, value) for word, value in zip(words, given, strict=True)]
        try:
            result = call(*state, *arguments)
        except FunctionError as error:
            raise Failure(str(error)) from None
        return literal(result) if name in _WRITTEN and type(result) is str else from_go(result)

    if not function.state:
        return lambda *values: run(values)

    def with_state(context: "Context", *values: object) -> object:
        context.environment.budget.spend(_COST)
        return run(values, context.environment.world())

    with_state.needs_context = True  # type: ignore[attr-defined]
    return with_state


def _check_count(function: "Function", count: int) -> None:
    wanted = len(function.params)
    if count < wanted or (count > wanted and not function.variadic):
        least = "at least " if function.variadic else ""
        noun = "value" if wanted == 1 else "values"
        raise Failure(f"{function.name} takes {least}{wanted} {noun}, not {count}")


def _to_go(name: str, word: str, value: object) -> object:
    """`value` as a parameter of Go's type `word` takes it. Raises Failure."""
    if isinstance(value, Undefined):
        value.fail()
    if isinstance(value, Struct) or hasattr(type(value), "go_type"):
        if word in ("any", type_name(value)):
            return value
    elif word == "string":
        return as_text(value)
    elif value is None and word in _NOTHING:
        return _NOTHING[word]()
    elif word in _CONVERTED:
        done = _CONVERTED[word](value)
        if done is not None:
            return done
    elif word == "any":
        return plain(value)
    raise Failure(f"{name} takes {_WORDS.get(word, word)} here, not {describe(value)}")


def _int(value: object) -> "int | None":
    if isinstance(value, bool) or not isinstance(value, _NUMBERS) or value != int(value):
        return None
    return int(value)


def _int64(value: object) -> "Int64 | None":
    number = _int(value)
    return None if number is None else Int64(number)


def _float(value: object) -> "float | None":
    return float(value) if isinstance(value, _NUMBERS) and not isinstance(value, bool) else None


def _list(value: object) -> "list[Any] | None":
    found = None if isinstance(value, str) or not hasattr(value, "__iter__") else plain(value)
    return found if isinstance(found, list) else None


def _strings(value: object) -> "StringList | None":
    found = _list(value)
    return None if found is None else StringList([as_text(item) for item in found])


_CONVERTED: "dict[str, Callable[[object], object]]" = {
    "bool": lambda value: value if isinstance(value, bool) else None,
    "int": _int,
    "int64": _int64,
    "uint32": _int,
    "float64": _float,
    "list": _list,
    "strings": _strings,
    "dict": lambda value: plain(value) if isinstance(value, dict) else None,
}
# what Go makes of nil
_NOTHING: "dict[str, Callable[[], object]]" = {"dict": dict, "list": list, "strings": StringList}
_WORDS = {
    "bool": "true or false",
    "int": "an integer",
    "int64": "an integer",
    "uint32": "an integer",
    "float64": "a number",
    "list": "a list",
    "strings": "a list",
    "dict": "a mapping",
}


def from_go(value: object) -> object:
    """What a function gives, as Jinja's values."""
    kind = type(value)
    if kind is str or kind is bool or value is None or isinstance(value, Struct):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    if isinstance(value, int):
        return value if hasattr(kind, "go_text") else int(value)
    if isinstance(value, dict):
        return {key: from_go(inner) for key, inner in value.items()}
    return [from_go(inner) for inner in value] if isinstance(value, list) else value
