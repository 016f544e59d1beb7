"""The Go types that template values can have, as Python types, and Go's names for them.

nil None · bool bool · string str (bytes that are no UTF-8: surrogateescape) · int int · int64 Int64 ·
float64 float · []interface {} list · map[string]interface {} dict · []byte bytes · complex128 complex.
What else Go tells apart is a subclass here, so that plain code goes on working with it.
"""

from abc import ABC, abstractmethod

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, ClassVar

NOTHING: "Mapping[str, Any]" = {}


class Int64(int):
    """What --set and sprig's arithmetic give: prints as an int, is not one to `until` and DeepEqual."""

    __slots__ = ()
    go_type = "int64"


class Int32(int):
    __slots__ = ()
    go_type = "int32"


class Uint64(int):
    __slots__ = ()
    go_type = "uint64"


class Uint8(int):
    """A byte: what `index "abc" 1` and ranging over bytes give."""

    __slots__ = ()
    go_type = "uint8"


class StringList(list):  # type: ignore[type-arg]  # list[str] at run time would cost an import
    """What splitList, keys and regexFindAll give."""

    __slots__ = ()
    go_type = "[]string"


class NilList(list):  # type: ignore[type-arg]
    """A []interface {} that was never made, as rest of an empty list gives: empty, but null to JSON."""

    __slots__ = ()
    go_type = "[]interface {}"
    go_nil = True


class NilStringList(StringList):
    """A []string that was never made, as regexFindAll gives when nothing matches."""

    __slots__ = ()
    go_nil = True


class ListList(list):  # type: ignore[type-arg]
    """What chunk gives."""

    __slots__ = ()
    go_type = "[][]interface {}"


class IntList(list):  # type: ignore[type-arg]
    """What until and untilStep give."""

    __slots__ = ()
    go_type = "[]int"


class StringMap(dict):  # type: ignore[type-arg]
    """What split gives, and .Chart.Annotations; a missing key is "" (`zero`), not nil."""

    __slots__ = ()
    go_type = "map[string]string"
    zero = ""


class NilStringMap(StringMap):
    """A map[string]string that was never made: .Chart.Annotations of a chart without any."""

    __slots__ = ()
    go_nil = True


class Values(dict):  # type: ignore[type-arg]
    """Helm's map type with methods: what . and .Values are. A method comes before a key of its name.

    `methods` is as that of Struct. A subclass whose go_type is "map[string]interface {}" has the methods and
    is otherwise taken for a dict: the .Values of a subchart, which the parent reaches in its own values.
    """

    __slots__ = ()
    go_type = "common.Values"
    methods: "ClassVar[Mapping[str, tuple[str, str]]]" = NOTHING


class Struct(ABC):
    """A Go struct or a pointer to one: templates reach `fields` by name and call `methods`.

    A subclass names its Go type ("*util.Capabilities" for a pointer), its fields (name -> attribute) and its
    methods (name -> method, whose arguments are checked against a signature as those of functions are:
    see kforge.functions.registry). `go_text` is what formatting it gives (%v), `printed` what an action that
    shows it prints; `json_names` are the names of the fields in JSON, where they are not their own.
    """

    __slots__ = ()
    go_type = "struct {}"
    fields: "ClassVar[Mapping[str, str]]" = NOTHING
    methods: "ClassVar[Mapping[str, tuple[str, str]]]" = NOTHING
    json_names: "ClassVar[Mapping[str, str]]" = NOTHING

    @abstractmethod
    def go_text(self) -> str: ...

    def printed(self) -> str:
        return self.go_text()


_TYPES = {
    type(None): ("<nil>", "invalid"),
    bool: ("bool", "bool"),
    str: ("string", "string"),
    int: ("int", "int"),
    float: ("float64", "float64"),
    complex: ("complex128", "complex128"),
    list: ("[]interface {}", "slice"),
    dict: ("map[string]interface {}", "map"),
    bytes: ("[]uint8", "slice"),
    Int64: ("int64", "int64"),
    Int32: ("int32", "int32"),
    Uint64: ("uint64", "uint64"),
    Uint8: ("uint8", "uint8"),
}


def type_name(value: object) -> str:
    """What typeOf and %T print."""
    found = _TYPES.get(type(value))
    return found[0] if found else str(getattr(value, "go_type", "interface {}"))


def kind_name(value: object) -> str:
    """What kindOf prints."""
    found = _TYPES.get(type(value))
    if found:
        return found[1]
    if isinstance(value, dict):
        return "map"
    if isinstance(value, list):
        return "slice"
    return str(getattr(value, "go_kind", "ptr" if type_name(value).startswith("*") else "struct"))


def is_nil(value: object) -> bool:
    return value is None


def byte_length(text: str) -> int:
    """len of a Go string."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogateescape"))
