"""When Go takes values for equal or ordered: reflect.DeepEqual, eq and lt of templates with their errors."""

from kforge.golang.kinds import Int32, Int64, Struct, Uint8, Uint64, kind_name, type_name
from kforge.golang.printf import sprintf

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# the basic kinds; whatever is in none of them can be compared with nil only
_KINDS: "dict[type, str]" = {
    str: "string",
    bool: "bool",
    int: "int",
    Int64: "int",
    Int32: "int",
    Uint8: "int",
    Uint64: "int",
    float: "float",
    complex: "complex",
}


class ComparisonError(Exception):
    """What Go says of two values that cannot be compared."""


def deep_equal(a: "Any", b: "Any") -> bool:
    """reflect.DeepEqual: same types all the way down, so 1 is neither 1.0 nor int64 1."""
    if type(a) is not type(b) and not _same_map(a, b):
        return False
    if a is b and not isinstance(a, float):
        return True
    if isinstance(a, list):
        return len(a) == len(b) and all(map(deep_equal, a, b))
    if isinstance(a, dict):
        return len(a) == len(b) and all(key in b and deep_equal(value, b[key]) for key, value in a.items())
    if isinstance(a, Struct):
        return all(
            deep_equal(getattr(a, name, None), getattr(b, name, None)) for name in _attributes(type(a))
        )
    return bool(a == b)


def _same_map(a: object, b: object) -> bool:
    """A subchart's values are a map[string]interface {} with methods."""
    return isinstance(a, dict) and isinstance(b, dict) and type_name(a) == type_name(b)


def _attributes(kind: type) -> "list[str]":
    return [name for base in kind.__mro__ for name in getattr(base, "__slots__", ())]


def equal(a: "Any", b: "Any") -> bool:
    """eq of two values. Raises ComparisonError for types that have nothing to do with each other."""
    kind = _KINDS.get(type(a)) or _other_kind(a)
    if kind == (_KINDS.get(type(b)) or _other_kind(b)):
        return bool(a == b) if kind else _equal_others(a, b)
    if a is None or b is None:
        return False
    raise ComparisonError(f"incompatible types for comparison: {type_name(a)} and {type_name(b)}")


def less(a: "Any", b: "Any") -> bool:
    """lt of two values. Raises ComparisonError where there is no order."""
    left = _KINDS.get(type(a)) or _other_kind(a)
    right = _KINDS.get(type(b)) or _other_kind(b)
    if not left or not right:
        raise ComparisonError("invalid type for comparison")
    if left != right:
        raise ComparisonError(f"incompatible types for comparison: {type_name(a)} and {type_name(b)}")
    if left in ("bool", "complex"):
        raise ComparisonError("invalid type for comparison")
    return bool(a < b)


def _other_kind(value: object) -> str:
    """The basic kind of a subclass such as Duration; "" for lists, maps, structs and nil."""
    if isinstance(value, (str, int, float)):
        for base, kind in _KINDS.items():
            if isinstance(value, base):
                return kind
    return ""


def _equal_others(a: object, b: object) -> bool:
    """Pointers are equal when they are one; lists and maps can be held against nil only."""
    if not (a is None or b is None or kind_name(a) == kind_name(b)):
        values = [a, type_name(a), type_name(b), b]
        raise ComparisonError(sprintf("non-comparable types %s: %v, %s: %v", values))
    nothing = _is_nil(a), _is_nil(b)
    if any(nothing):
        return all(nothing)
    if isinstance(b, (list, dict, bytes)):
        raise ComparisonError(sprintf("non-comparable type %s: %v", [b, type_name(b)]))
    return bool(a == b)  # structs say themselves when they are equal; pointers when they are one


def _is_nil(value: object) -> bool:
    return value is None or hasattr(value, "go_nil")
