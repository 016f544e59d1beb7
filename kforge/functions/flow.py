"""Template functions that choose between values by whether they are empty: default, coalesce and so on.

Empty are nil, false, 0, "" and the list and map without elements: in Python what is not true.
"""

from kforge.functions.registry import func

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


@func("default", takes="any ...any")
def default(fallback: object, *given: object) -> object:
    """The value, or the default before it when the value is empty.

    {{ default "web" "" }}
        web
    {{ "db" | default "web" }}
        db
    {{ default true false }}
        true
    """
    return given[0] if given and given[0] else fallback


@func("empty", takes="any")
def empty(value: object) -> bool:
    """Whether a value is nil, false, 0, "" or has no elements.

    {{ empty "" }} {{ empty "x" }} {{ empty 0 }} {{ empty (list) }}
        true false true true
    """
    return not value


@func("coalesce", takes="...any")
def coalesce(*values: object) -> object:
    """The first of the values that is not empty, nil when all are.

    {{ coalesce "" 0 "b" "c" }}
        b
    """
    for value in values:
        if value:
            return value
    return None


@func("all", takes="...any")
def every(*values: object) -> bool:
    """Whether none of the values is empty.

    {{ all 1 "a" true }} {{ all 1 "" }}
        true false
    """
    return all(values)


@func("any", takes="...any")
def some(*values: object) -> bool:
    """Whether one of the values is not empty.

    {{ any 0 "" "a" }} {{ any 0 "" }}
        true false
    """
    return any(values)


@func("ternary", takes="any any bool")
def ternary(yes: "Any", no: "Any", condition: bool) -> "Any":
    """The first value when the condition is true, the second when it is false.

    {{ ternary "on" "off" true }}
        on
    {{ eq 1 2 | ternary "same" "different" }}
        different
    """
    return yes if condition else no
