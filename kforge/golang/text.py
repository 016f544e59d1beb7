"""The text of a value: what Go prints with %v, and what sprig makes of one that it needs as a string."""

from kforge.golang.floats import float_text
from kforge.golang.kinds import Struct

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


_LONGEST = 1 << 24  # characters of a list or map; no chart prints one so long


def sprint(value: object) -> str:
    """What %v prints: <nil>, [a b], map[a:1 b:2], 1e+06."""
    kind = type(value)
    if kind is str:
        return value  # type: ignore[return-value]
    known = _SPRINT.get(kind)
    return known(value) if known else _sprint_other(value)


def strval(value: object) -> str:
    """sprig's text of a value: the bytes of a []byte, %v of the rest."""
    kind = type(value)
    if kind is str:
        return value  # type: ignore[return-value]
    if kind is bytes:
        return value.decode("utf-8", "surrogateescape")  # type: ignore[attr-defined, no-any-return]
    known = _SPRINT.get(kind)
    return known(value) if known else _sprint_other(value)


def _sprint_other(value: object) -> str:
    """The subclasses: of numbers, strings, lists and maps, and the structs."""
    written: Callable[[], str] | None = getattr(value, "go_text", None)
    if written is not None:
        return written()
    if isinstance(value, dict):
        return _sprint_map(value)
    if isinstance(value, list):
        return _sprint_list(value)
    if isinstance(value, int):
        return int.__repr__(value)
    return str.__str__(value) if isinstance(value, str) else str(value)


def _sprint_list(value: "list[Any]") -> str:
    return bounded(f"[{' '.join([sprint(item) for item in value])}]")


def _sprint_map(value: "dict[str, Any]") -> str:
    return bounded(f"map[{' '.join([f'{key}:{sprint(value[key])}' for key in sorted(value)])}]")


def bounded(text: str) -> str:
    """Lists that hold a list twice, which holds a list twice, and so on, are without end in writing."""
    if len(text) > _LONGEST:
        raise MemoryError
    return text


def refuse_endless(value: object) -> None:
    """Raise for a list or map too long to be written, before any of it is: every leaf takes a character."""
    if _leaves(value, {}) > _LONGEST + 1:
        raise MemoryError


def _leaves(value: object, known: "dict[int, int]") -> int:
    """How many values that are no list and no map writing the value comes to; shared ones count each time."""
    if not isinstance(value, (list, dict)):
        return 1
    count = known.get(id(value))
    if count is None:
        inner = value.values() if isinstance(value, dict) else value
        count = known[id(value)] = sum([_leaves(item, known) for item in inner]) or 1
    return count


def _sprint_bytes(value: bytes) -> str:
    return f"[{' '.join(map(str, value))}]"


def _sprint_complex(value: complex) -> str:
    imaginary = float_text(value.imag)
    sign = "" if imaginary[0] in "+-" else "+"
    return f"({float_text(value.real)}{sign}{imaginary}i)"


_SPRINT: "dict[type, Callable[[Any], str]]" = {
    type(None): lambda _: "<nil>",
    bool: lambda value: "true" if value else "false",
    int: int.__repr__,
    float: float_text,
    complex: _sprint_complex,
    list: _sprint_list,
    dict: _sprint_map,
    bytes: _sprint_bytes,
    Struct: Struct.go_text,
}
