"""Template functions about the Go types of values."""

from kforge.functions.registry import func
from kforge.golang.equality import deep_equal
from kforge.golang.kinds import kind_name, type_name
from kforge.golang.text import strval


@func("toString", takes="any")
def to_string(value: object) -> str:
    """The text of a value: strings and bytes as they are, anything else as `print` shows it.

    {{ toString 1.5 | quote }} {{ list 1 "a" | toString }}
        "1.5" [1 a]
    """
    return strval(value)


@func("typeOf", takes="any")
def type_of(value: object) -> str:
    """The name of a value's Go type.

    {{ typeOf "a" }} {{ typeOf 1 }} {{ typeOf (list) }} {{ typeOf (dict) }} {{ typeOf nil }}
        string int []interface {} map[string]interface {} <nil>
    """
    return type_name(value)


@func("typeIs", takes="string any")
def type_is(name: str, value: object) -> bool:
    """Whether a value is of the Go type with this name.

    {{ typeIs "string" "a" }} {{ typeIs "int" 1.0 }}
        true false
    """
    return type_name(value) == name


@func("typeIsLike", takes="string any")
def type_is_like(name: str, value: object) -> bool:
    """Whether a value is of the Go type with this name, or a pointer to one.

    {{ typeIsLike "semver.Version" (semver "1.2.3") }}
        true
    """
    found = type_name(value)
    return found in (name, "*" + name)


@func("kindOf", takes="any")
def kind_of(value: object) -> str:
    """The kind of a value: string, int, float64, bool, slice, map, struct, ptr or invalid.

    {{ kindOf "a" }} {{ kindOf (list) }} {{ kindOf (dict) }} {{ kindOf nil }}
        string slice map invalid
    """
    return kind_name(value)


@func("kindIs", takes="string any")
def kind_is(name: str, value: object) -> bool:
    """Whether a value is of this kind.

    {{ kindIs "map" (dict) }} {{ kindIs "string" 1 }}
        true false
    """
    return kind_name(value) == name


@func("deepEqual", takes="any any")
def is_deep_equal(a: object, b: object) -> bool:
    """Whether two values are the same throughout, types included.

    {{ deepEqual (list 1 2) (list 1 2) }} {{ deepEqual 1 1.0 }}
        true false
    """
    return deep_equal(a, b)
