"""Text that a template wrote with the values still in it.

While a template runs, its output is a list of pieces: a `str` is the author's own text, a tuple `(value,)`
is a hole, what an expression gave. Which text a hole becomes is decided once everything around it is known
(interpolation.py). A macro, a `{% set %}` block or an include collects its pieces in a Fragment: a string
for whoever filters or compares it, the pieces themselves for whoever prints it.
"""

from kforge.jinja.flow import json_text, scalar_text
from kforge.jinja.limits import MAX_NODES, MAX_TEXT
from kforge.jinja.undefined import Failure, Undefined, describe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# a literal, or a hole: (value,), and (value, place) when a render is traced
Piece = str | tuple[object, ...]

SCALARS = frozenset((str, int, float, bool, type(None)))
_LISTS: "tuple[type, ...]" = (list, tuple, range, type({}.keys()), type({}.values()), type({}.items()))


class Fragment(str):
    """Pieces that belong together. As a string it is their plain text."""

    __slots__ = ("pieces",)
    pieces: "Sequence[Piece]"


class Verbatim(Fragment):
    """Text that goes out exactly as it is, wherever it stands (`| raw`, `| indent`)."""

    __slots__ = ()


def fragment(pieces: "Sequence[Piece]", kind: type[Fragment] = Fragment) -> Fragment:
    """The pieces as a Fragment."""
    whole = _concatenated([text(piece[0]) if type(piece) is tuple else piece for piece in pieces])  # type: ignore[misc]
    made = str.__new__(kind, whole)
    made.pieces = pieces
    return made


def verbatim(whole: str) -> Verbatim:
    """`whole` as text that goes out as it is."""
    made = str.__new__(Verbatim, whole)
    made.pieces = (whole,)
    return made


def literal(whole: str) -> Fragment:
    """`whole` as if the template's author had written it."""
    made = str.__new__(Fragment, whole)
    made.pieces = (whole,)
    return made


def out(value: object) -> Piece:
    """The piece for what an expression gave. Fails at the expression when that is nothing one can print."""
    kind = type(value)
    if kind in SCALARS or kind is Fragment or kind is Verbatim:
        return (value,)
    if isinstance(value, Undefined):
        return str(value)  # fails, but for an `if` without `else`
    return (plain(value),)


def text(value: object) -> str:
    """`value` within other text: a string as it is, the rest as YAML would write it on one line."""
    kind = type(value)
    if kind is str:
        return value  # type: ignore[return-value]
    if kind is int:
        return str(value)
    if isinstance(value, str):
        return str.__str__(value)
    if kind is bool or value is None or kind is float:
        return scalar_text(value)
    if isinstance(value, Undefined):
        return str(value)
    data = plain(value)
    return data if isinstance(data, str) else json_text(data, ", ", ": ")


def plain(value: object) -> object:
    """`value` as plain data (dict, list, scalars). Raises Failure for what is none, or too large."""
    budget = [MAX_NODES]
    return value if _is_plain(value, budget) else _made_plain(value, [MAX_NODES])


def _is_plain(value: object, budget: list[int]) -> bool:
    kind = type(value)
    if kind in SCALARS:
        return True
    budget[0] -= 1
    if budget[0] < 0:
        raise Failure("the value is too large")
    if kind is dict:
        for key, item in value.items():  # type: ignore[attr-defined]
            if type(key) not in SCALARS or not (type(item) in SCALARS or _is_plain(item, budget)):
                return False
        return True
    if kind is list:
        return all(type(item) in SCALARS or _is_plain(item, budget) for item in value)  # type: ignore[attr-defined]
    return False


def _made_plain(value: object, budget: list[int]) -> object:
    if type(value) in SCALARS:
        return value
    budget[0] -= 1
    if budget[0] < 0:
        raise Failure("the value is too large")
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, dict):
        return {_plain_key(key): _made_plain(item, budget) for key, item in value.items()}
    if isinstance(value, _LISTS):
        return [_made_plain(item, budget) for item in value]  # type: ignore[attr-defined]
    if isinstance(value, Undefined):
        value.fail()
    printed = getattr(type(value), "go_text", None)  # a time, a duration
    if printed is not None:
        return str(printed(value))
    raise Failure(f"{describe(value)} is not a value", _advice(value))


def _plain_key(key: object) -> object:
    if isinstance(key, Undefined):
        key.fail()
    if isinstance(key, str):
        return str.__str__(key)
    if type(key) in SCALARS:
        return key
    raise Failure(f"{describe(key)} cannot be the key of a mapping")


def _advice(value: object) -> str:
    what = describe(value)
    if what in ("a macro", "a method", "a function"):
        return "call it: write () behind its name"
    return ""


def joined(parts: "Iterable[object]") -> str:
    """The texts of `parts`, one after the other (the operator ~)."""
    return _concatenated([text(part) for part in parts])


def _concatenated(texts: "list[str]") -> str:
    if sum(map(len, texts)) > MAX_TEXT:
        raise Failure(f"the text grows beyond {MAX_TEXT // 2**20} MiB")
    return "".join(texts)
