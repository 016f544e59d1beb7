"""Checks the arguments of functions and methods against what these declare, as text/template does.

A parameter takes values of its very type: an int64 is no int, a number no string. Only what is written in the
template as a number fits every type of number that can hold it.
"""

from kforge.functions.registry import NilMap
from kforge.golang.kinds import Int64, StringList, StringMap, type_name
from kforge.gotmpl.failure import Failure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from kforge.functions.registry import Function

GO_NAMES = {
    "any": "interface {}",
    "dict": "map[string]interface {}",
    "list": "[]interface {}",
    "strings": "[]string",
}
PYTHON_TYPES: "dict[str, type]" = {
    "bool": bool,
    "float64": float,
    "int": int,
    "int64": Int64,
    "list": list,
    "string": str,
    "strings": StringList,
}


class _Never:
    """The type of no value: to let a parameter be looked at more closely."""


# what can be told at a glance
FAST_TYPES: "dict[str, type]" = {**PYTHON_TYPES, "any": object, "dict": dict}
NILLABLE = frozenset(("dict", "list", "strings"))


class Literal:
    """A number as written, given to a method: which type it must have only the method tells."""

    __slots__ = ("as_float", "as_int", "text", "value")

    def __init__(self, value: object, as_int: "int | None", as_float: "float | None", text: str) -> None:
        self.value = value
        self.as_int = as_int
        self.as_float = as_float
        self.text = text


def fits(value: object, word: str) -> bool:
    """Whether a value can be given to a parameter as it is."""
    if word == "dict":
        return isinstance(value, dict) and not isinstance(value, StringMap)
    wanted = PYTHON_TYPES.get(word)
    if wanted is None:  # any, or a type of Go by its name
        return word == "any" or type_name(value) == word
    return type(value) is wanted


def convert(name: str, word: str, value: object, number: int = -1) -> object:
    """The value as the parameter takes it; it is argument `number`. Raises Failure."""
    if type(value) is Literal:
        return _literal(value, word, number)
    if fits(value, word):
        return value
    if value is None and word in NILLABLE:
        return NilMap() if word == "dict" else StringList() if word == "strings" else []
    wanted = GO_NAMES.get(word, word)
    if value is None:
        raise Failure(f"{name} takes a {wanted} here, and this is null or missing", _nil_hint(word), number)
    raise Failure(
        f"{name} takes a {wanted} here, and this is a {type_name(value)}", _hint(word, value), number
    )


def _nil_hint(word: str) -> str:
    return "give it a default" if word != "dict" else "default dict"


def _hint(word: str, value: object) -> str:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if word == "string" and (number or isinstance(value, bool)):
        return "toString makes it a string"
    if word == "string" and isinstance(value, bytes):
        return "toString makes it a string"
    if word in ("int", "int64", "float64") and number:
        return f"{word} makes it one; numbers of values files are float64"
    return ""


def _literal(number: Literal, word: str, argument: int) -> object:
    if word in ("int", "int64"):
        if number.as_int is not None:
            return number.as_int
        raise Failure(f"expected integer; found {number.text}", argument=argument)
    if word == "uint32" and number.as_int is not None and number.as_int >= 0:
        return number.as_int & 0xFFFFFFFF
    if word == "time.Duration" and number.as_int is not None:
        from kforge.golang.duration import Duration

        return Duration(number.as_int)
    if word == "float64":
        if number.as_float is not None:
            return number.as_float
        raise Failure(f"expected float; found {number.text}", argument=argument)
    if word != "any":
        raise Failure(f"expected {GO_NAMES.get(word, word)}; found {number.text}", argument=argument)
    return number.value


def count_error(name: str, fixed: int, variadic: bool, count: int) -> "str | None":
    """What is wrong with the number of arguments."""
    if count >= fixed if variadic else count == fixed:
        return None
    want = f"at least {fixed}" if variadic else str(fixed)
    return f"wrong number of arguments for {name}: it takes {want}, not {count}"


def converted(name: str, takes: str, arguments: "tuple[object, ...]") -> "list[object]":
    """The arguments of a method with the signature `takes`. Raises Failure."""
    words = takes.split()
    rest = words.pop()[3:] if words and words[-1].startswith("...") else ""
    wrong = count_error(name, len(words), bool(rest), len(arguments))
    if wrong:
        raise Failure(wrong)
    words += [rest] * (len(arguments) - len(words))
    return _converted(name, words, arguments)


def _converted(name: str, words: "Iterable[str]", arguments: "tuple[object, ...]") -> "list[object]":
    return [
        value if word == "any" and type(value) is not Literal else convert(name, word, value, number)
        for number, (word, value) in enumerate(zip(words, arguments, strict=True))
    ]


def checked(function: "Function") -> "Callable[..., object]":
    """The function behind a check of its arguments, their number known to be right."""
    call, params, rest, name = function.call, function.params, function.variadic, function.name
    plain = rest in ("", "any")

    kinds = tuple(FAST_TYPES.get(word, _Never) for word in params)

    def check(*arguments: "Any") -> object:
        for value, kind in zip(arguments, kinds, strict=False):
            if kind is not object and type(value) is not kind:
                break
        else:
            if plain or len(arguments) == len(kinds):
                return call(*arguments)
        words = params + (rest,) * (len(arguments) - len(params))
        return call(*_converted(name, words, arguments))

    def check_stated(state: "Any", *arguments: "Any") -> object:
        words = params + (rest,) * (len(arguments) - len(params))
        return call(state, *_converted(name, words, arguments))

    def one_string(value: "Any") -> object:
        return call(value if type(value) is str else convert(name, "string", value, 0))

    def two_strings(first: "Any", second: "Any") -> object:
        if type(first) is str and type(second) is str:
            return call(first, second)
        return call(convert(name, "string", first, 0), convert(name, "string", second, 1))

    def int_and_string(number: "Any", text: "Any") -> object:
        if type(number) is int and type(text) is str:
            return call(number, text)
        return call(convert(name, "int", number, 0), convert(name, "string", text, 1))

    if function.state:
        return check_stated
    if not rest:
        fast: dict[tuple[str, ...], Callable[..., object]] = {
            ("string",): one_string,
            ("string", "string"): two_strings,
            ("int", "string"): int_and_string,
        }
        return fast.get(params, check)
    return check


def as_string(value: object, name: str) -> object:
    """What is given for a string. Raises Failure when it is none."""
    return value if type(value) is str else convert(name, "string", value)


def not_nil(value: object, name: str, word: str) -> object:
    """A nil from a map or list is no map or list without a value."""
    if value is None:
        raise Failure(
            f"{name} takes a {GO_NAMES.get(word, word)} here, and this is null or missing", "default dict"
        )
    return value
