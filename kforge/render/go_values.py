"""Values as Go templates see them: float64 from files, int64 from --set, maps with Helm's methods.

Charts are prepared with plain data: `float` is what a file says, `int` what --set says. The ints become Int64
at the very end, when nothing copies the values any more.
"""

from kforge.errors import ValuesError
from kforge.functions.registry import FunctionError
from kforge.golang import kinds

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Tree = dict[str, Any]

METHODS = {
    "AsMap": ("as_map", ""),
    "YAML": ("yaml", ""),
    "Table": ("table", "string"),
    "PathValue": ("path_value", "string"),
    "Encode": ("encode", "any"),
}
NO_METHODS: "dict[str, tuple[str, str]]" = {}
TOO_DEEP = "the values are nested too deeply"


def floats(values: "Tree") -> "Tree":
    """A copy of values read from files, their numbers floats. Raises ValuesError."""
    try:
        return _floats(values)
    except RecursionError:
        raise ValuesError(TOO_DEEP) from None


def _floats(values: "Tree") -> "Tree":
    result: Tree = {}
    for key, value in values.items():
        kind = type(value)
        if kind is int:
            result[key] = float(value)
        elif kind is dict:
            result[key] = _floats(value)
        elif kind is list:
            result[key] = [_float(item) for item in value]
        else:
            result[key] = value
    return result


def _float(value: "Any") -> "Any":
    kind = type(value)
    if kind is int:
        return float(value)
    if kind is dict:
        return _floats(value)
    return [_float(item) for item in value] if kind is list else value


def type_integers(values: "Any", seen: "set[int] | None" = None) -> None:
    """Make the ints in `values`, which --set has left there, Int64: in place, for parts of it are shared."""
    seen = set() if seen is None else seen
    if id(values) in seen:
        return
    seen.add(id(values))
    pairs = values.items() if isinstance(values, dict) else enumerate(values)
    for key, value in [(key, value) for key, value in pairs if type(value) in (int, dict, list)]:
        if type(value) is int:
            values[key] = kinds.Int64(value)
        else:
            type_integers(value, seen)


class Values(kinds.Values):
    """Helm's common.Values with its methods."""

    __slots__ = ()
    methods = METHODS

    def as_map(self) -> "Tree":
        return View(self)

    def yaml(self) -> str:
        from kforge.functions.names import load

        return f"{load('toYaml').call(self)}\n"

    def table(self, path: str) -> "Tree":
        """The map at `path` (a.b.c). Raises FunctionError."""
        found: Tree = self
        for name in path.split("."):
            inner = found.get(name)
            if not isinstance(inner, dict):
                raise FunctionError(f'"{name}" is not a table')
            found = inner
        return found

    def path_value(self, path: str) -> object:
        """The value at `path`, which is no map. Raises FunctionError."""
        if not path:
            raise FunctionError("YAML path cannot be empty")
        *above, last = path.split(".")
        found: Tree | None = self
        for name in above:
            inner = found.get(name) if found else None
            found = inner if isinstance(inner, dict) else None
        if not found or last not in found or isinstance(found[last], dict):
            raise FunctionError(f'"{last}" is not a value')
        return found[last]

    def encode(self, _: object) -> None:
        raise FunctionError("no template has a writer to give")


class Table(Values):
    """A map that is .Values (or .) to a subchart and a plain map to the chart above."""

    __slots__ = ()
    go_type = "map[string]interface {}"

    def as_map(self) -> "Tree":
        return self


class View(Table):
    """What .Values.AsMap and set, unset and merge of .Values give: the map `inner` under its plain type.

    What is set in one is set in the other. A plain map has no methods.
    """

    __slots__ = ("inner",)
    methods = NO_METHODS

    def __init__(self, inner: "Tree | None" = None) -> None:
        super().__init__()
        self.inner = {} if inner is None else inner


def _through(name: str) -> "Callable[..., Any]":
    def call(self: View, *arguments: "Any") -> "Any":
        return getattr(self.inner, name)(*arguments)

    call.__name__ = name
    return call


for _name in (
    *("__contains__", "__delitem__", "__eq__", "__getitem__", "__iter__", "__len__", "__ne__", "__or__"),
    *("__setitem__", "copy", "get", "items", "keys", "pop", "setdefault", "update", "values"),
):
    setattr(View, _name, _through(_name))


def share(values: "Tree", name: str) -> "Table | Values":
    """The values of the subchart `name` inside `values`: one object for both charts."""
    own = values.get(name)
    if not isinstance(own, dict):
        return Values()
    table = own if isinstance(own, Table) else Table(own)
    values[name] = table
    return table
