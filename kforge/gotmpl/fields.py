"""Fields and methods of values, by text/template's rules.

A chain `.a.b.c` looks up one name after the other. nil is of two kinds to Go: a nil that comes out of a map
or a list is an interface without a value, whose fields cannot be asked for; one that went through a pipeline,
a variable or a call is no value at all, and so are its fields. The functions here whose names begin with `f`
take a first value of the second kind, `g` of the first.
"""

from kforge.golang.kinds import Struct, type_name
from kforge.gotmpl.failure import Failure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# names that are methods of some map: chains with these take the slow way
METHODS = frozenset(
    (
        "AsConfig",
        "AsMap",
        "AsSecrets",
        "Encode",
        "Get",
        "GetBytes",
        "Glob",
        "Has",
        "Lines",
        "PathValue",
        "Table",
        "YAML",
    )
)


def f1(value: "Any", a: str) -> object:
    if isinstance(value, dict):
        found = value.get(a)
        if found is not None or type(value) is dict:
            return found
    return chain(value, (a,), False)


def f2(value: "Any", a: str, b: str) -> object:
    try:
        inner = value[a]
        if isinstance(inner, dict):
            found = inner.get(b)
            if found is not None or type(inner) is dict:
                return found
    except (KeyError, TypeError):
        pass
    return chain(value, (a, b), False)


def f3(value: "Any", a: str, b: str, c: str) -> object:
    try:
        inner = value[a][b]
        if isinstance(inner, dict):
            found = inner.get(c)
            if found is not None or type(inner) is dict:
                return found
    except (KeyError, TypeError):
        pass
    return chain(value, (a, b, c), False)


def f4(value: "Any", a: str, b: str, c: str, d: str) -> object:
    try:
        inner = value[a][b][c]
        if isinstance(inner, dict):
            found = inner.get(d)
            if found is not None or type(inner) is dict:
                return found
    except (KeyError, TypeError):
        pass
    return chain(value, (a, b, c, d), False)


def fn(value: object, *names: str) -> object:
    return chain(value, names, False)


def g1(value: "Any", a: str) -> object:
    if type(value) is dict:
        return value.get(a)
    return chain(value, (a,), True)


def gn(value: object, *names: str) -> object:
    return chain(value, names, True)


def chain(value: object, names: "tuple[str, ...]", interface: bool) -> object:
    """The value of a chain; `interface`: whether a nil at its beginning is one that cannot be asked."""
    holder: object = None
    for number, name in enumerate(names):
        if type(value) is dict:
            holder, value = value, value.get(name)
        elif value is None:
            if not interface:
                return None
            raise _nil(names, number, holder)
        else:
            holder, value = value, _field(value, name, names, number)
        interface = True
    return value


def _nil(names: "tuple[str, ...]", number: int, holder: object) -> Failure:
    if not number:
        return Failure(f"the value here is null and has no field {names[0]}")
    from kforge.errors import nearest

    path = "." + ".".join(names[:number])
    near = ""
    if isinstance(holder, dict) and names[number - 1] not in holder:
        near = nearest(names[number - 1], holder)
    hint = f"({path}).{names[number]} gives nothing when {path} is missing"
    return Failure(
        f"{path} is null or missing and has no field {names[number]}",
        f"did you mean {near}?" if near else hint,
    )


def _field(value: object, name: str, names: "tuple[str, ...]" = (), number: int = 0) -> object:
    """The field or method `name` of something that is no plain map."""
    kind = type(value)
    methods = getattr(kind, "methods", None)
    if methods and name in methods:
        return call_method(value, name, ())
    if isinstance(value, dict):
        return value.get(name, getattr(kind, "zero", None))
    if isinstance(value, Struct) and name in value.fields:
        return getattr(value, value.fields[name])
    path = "." + ".".join(names[:number]) if number else "the value here"
    raise Failure(f"{path} is {described(value)} and has no field {name}", _field_hint(value, name))


def described(value: object) -> str:
    """What a value is, for messages."""
    if isinstance(value, str):
        return f"the string {_short(value)}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {value:g}" if isinstance(value, float) else f"the number {int(value)}"
    if value is None:
        return "null"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a map"
    return f"a {type_name(value).lstrip('*')}"


def _short(text: str) -> str:
    return repr(text if len(text) <= 30 else f"{text[:27]}...")


def _field_hint(value: object, name: str) -> str:
    from kforge.errors import nearest

    if isinstance(value, list):
        return "take an item with index, or range over the list"
    if isinstance(value, Struct):
        near = nearest(name, [*type(value).fields, *type(value).methods])
        return f"did you mean {near}?" if near else ""
    return ""


def method(value: object, name: str, interface: bool, *arguments: object) -> object:
    """A field that is given arguments: it must be a method."""
    if value is None and not interface:
        return None
    methods = getattr(type(value), "methods", None)
    if methods and name in methods:
        return call_method(value, name, arguments)
    if value is None:
        raise Failure(f"the value here is null and has no method {name}")
    if isinstance(value, dict) or (isinstance(value, Struct) and name in type(value).fields):
        raise Failure(f"{name} is not a method but has arguments")
    raise Failure(f"the value here is {described(value)} and has no method {name}", _field_hint(value, name))


def call_method(value: object, name: str, arguments: "tuple[object, ...]") -> object:
    attribute, takes = type(value).methods[name]  # type: ignore[attr-defined]
    from kforge.gotmpl.arguments import converted

    return getattr(value, attribute)(*converted(name, takes, arguments))
