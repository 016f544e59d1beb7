"""TOML as BurntSushi's encoder lays it out: plain keys first, tables indented by two, nothing for nil."""

from kforge.golang.duration import Duration
from kforge.golang.floats import float_text
from kforge.golang.kinds import Struct, type_name
from kforge.golang.layout import RFC3339_NANO
from kforge.golang.time import Time
from kforge.patterns import ASCII, compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterable
    from typing import Any

_BARE = compiled(r"[A-Za-z0-9_-]+\Z", ASCII)
_SPECIAL = compiled('["\\\\\x00-\x1f\x7f]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
# the zones that fromToml gives to times without one
_LOCAL_TIMES = {
    "datetime-local": "2006-01-02T15:04:05.999999999",
    "date-local": "2006-01-02",
    "time-local": "15:04:05.999999999",
}
_MOST_PARTS = 5_000_000  # data that share their parts can be endless when written out
_NIL_ELEMENT = "toml: cannot encode array with nil element"


class TomlError(ValueError):
    """What the encoder says of a value that TOML has no form for."""


class TomlPanic(Exception):  # noqa: N818 - Go's word
    """What no caller of the encoder survives."""


def toml_text(value: object) -> str:
    """`value` as the encoder writes it. Raises TomlError; TomlPanic for nil."""
    if value is None:
        raise TomlPanic("reflect: call of reflect.Value.Type on zero Value")
    writer = _Writer()
    if isinstance(value, dict) or _is_structure(value):
        writer.table((), value)
    elif _is_array_of_tables(value):
        raise TomlError("toml: top-level values must be Go maps or structs")
    else:
        writer.element(value)
    return "".join(writer.out)


class _Writer:
    def __init__(self) -> None:
        self.out: list[str] = []

    def put(self, text: str) -> None:
        if len(self.out) > _MOST_PARTS:
            raise TomlPanic(f"the value takes more than {_MOST_PARTS:,} parts to write")
        self.out.append(text)

    def line(self) -> None:
        if self.out:
            self.out.append("\n")

    def entry(self, path: "tuple[str, ...]", value: object) -> None:
        """A key with its value, or a table of its own below the table around it."""
        if _is_nil(value):
            return
        if _is_table(value):
            if len(path) == 1:
                self.line()
            self.put(f"{_indent(path)}[{_dotted(path)}]")
            self.line()
            self.table(path, value)
        elif _is_array_of_tables(value):
            for item in value:  # type: ignore[attr-defined]
                self.line()
                self.put(f"{_indent(path)}[[{_dotted(path)}]]")
                self.line()
                self.table(path, item)
        else:
            self.put(f"{_indent(path)}{_key(path[-1])} = ")
            self.element(value)
            self.line()

    def table(self, path: "tuple[str, ...]", value: object) -> None:
        for part in _sorted_members(value):
            for name, inner in part:
                self.entry((*path, name), inner)

    def element(self, value: object) -> None:
        kind = type(value)
        if kind is str:
            self.put(_quoted(value))  # type: ignore[arg-type]
        elif kind is bool:
            self.put("true" if value else "false")
        elif isinstance(value, Duration):
            self.put(_quoted(value.go_text()))
        elif isinstance(value, int):
            self.put(int.__repr__(value))
        elif isinstance(value, float):
            self.put(_float(value))
        elif isinstance(value, (list, bytes)):
            self.array(value)
        elif isinstance(value, Time):
            self.put(value.format(_LOCAL_TIMES.get(value.zone.name, RFC3339_NANO)))
        elif hasattr(value, "json_value"):
            self.put(_quoted(str(value.json_value())))
        elif _is_table(value):
            self.inline(value)
        elif isinstance(value, str):
            self.put(_quoted(str.__str__(value)))
        else:
            raise TomlError(f"unsupported type: {type_name(value)}")

    def array(self, value: "list[Any] | bytes") -> None:
        self.put("[")
        for i, item in enumerate(value):
            if i:
                self.put(", ")
            if _is_nil(item):
                raise TomlError(_NIL_ELEMENT)
            self.element(item)
        self.put("]")

    def inline(self, value: object) -> None:
        """A table inside an array; behind a nil at its end the comma stays, as it does in Go."""
        self.put("{")
        direct, below = _sorted_members(value)
        for part, follows in ((direct, bool(below)), (below, False)):
            for i, (name, inner) in enumerate(part):
                if _is_nil(inner):
                    continue
                self.put(f"{_key(name)} = ")
                self.element(inner)
                if follows or i < len(part) - 1:
                    self.put(", ")
        self.put("}")


def _sorted_members(value: object) -> "tuple[list[tuple[str, Any]], list[tuple[str, Any]]]":
    """The members that stand on lines of their own, then those that are tables; a map's in key order."""
    members: Iterable[tuple[str, Any]]
    if isinstance(value, dict):
        members = [(name, value[name]) for name in sorted(value)]
    else:
        members = [(name, getattr(value, attribute)) for name, attribute in value.fields.items()]  # type: ignore[attr-defined]
    direct: list[tuple[str, Any]] = []
    below: list[tuple[str, Any]] = []
    for name, inner in members:
        (below if _is_table(inner) or _is_array_of_tables(inner) else direct).append((name, inner))
    return direct, below


def _is_nil(value: object) -> bool:
    return value is None or hasattr(value, "go_nil")


def _is_table(value: object) -> bool:
    return isinstance(value, dict) or _is_structure(value)


def _is_structure(value: object) -> bool:
    """A struct, unless it is a text to Go as a time or a version is."""
    return isinstance(value, Struct) and not hasattr(value, "json_value")


def _is_array_of_tables(value: object) -> bool:
    if not isinstance(value, list) or not value:
        return False
    if any(map(_is_nil, value)):
        raise TomlError(_NIL_ELEMENT)
    return all(map(_is_table, value))


def _indent(path: "tuple[str, ...]") -> str:
    return "  " * (len(path) - 1)


def _dotted(path: "tuple[str, ...]") -> str:
    return ".".join(map(_key, path))


def _key(name: str) -> str:
    return name if _BARE.match(name) else _quoted(name)


def _quoted(text: str) -> str:
    return f'"{_SPECIAL.sub(_escape, text)}"'


def _escape(found: "re.Match[str]") -> str:
    char = found[0]
    return _ESCAPES.get(char) or f"\\u{ord(char):04x}"


def _float(number: float) -> str:
    if number - number != 0:
        return "nan" if number != number else "+inf" if number > 0 else "-inf"  # noqa: PLR0124
    text = float_text(number)
    return text if "." in text or "e" in text else text + ".0"
