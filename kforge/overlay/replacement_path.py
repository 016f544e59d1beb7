"""The paths of replacements: `spec.containers.[name=web].image`, `data.[a.b]`, `list.*.x`, `list.0`.

A source is looked up exactly (`look_up`). A target may mean several fields (`match`): values in brackets are
patterns there and `*` is every item; with `create` what is missing is made.
"""

from kforge.resource.go_pattern import PatternError, compile_search
from kforge.resource.resource import scalar_text
from kforge.yaml.scalars import KUSTOMIZE, resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    Steps = tuple[str | int, ...]


class PathError(Exception):
    """A path that cannot be followed; the message says why, `hint` what there is instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Created:
    """The type of CREATED, the value of a field that was made for a replacement."""

    __slots__ = ()


CREATED = Created()


class Place:
    """A field: what holds it, its key or index there, and the steps that lead to it."""

    __slots__ = ("holder", "key", "steps")

    def __init__(self, holder: "dict[str, Any] | list[Any]", key: "str | int", steps: "Steps") -> None:
        self.holder: Any = holder
        self.key = key
        self.steps = steps

    @property
    def value(self) -> "Any":
        return self.holder[self.key]

    @value.setter
    def value(self, value: "Any") -> None:
        self.holder[self.key] = value


def split(path: str) -> list[str]:
    """The parts of a path: dots part them, but not behind a backslash nor inside brackets."""
    pieces = path.split(".")
    if len(pieces) > 1 and not pieces[0]:
        del pieces[0]
    joined = pieces[:1]
    for piece in pieces[1:]:
        if joined[-1].endswith("\\"):
            joined[-1] = f"{joined[-1][:-1]}.{piece}"
        else:
            joined.append(piece)
    parts: list[str] = []
    rest = iter(joined)
    for piece in rest:
        if not piece.startswith("[") or piece.endswith("]"):
            parts.append(piece)
            continue
        whole = piece
        for more in rest:
            whole += f".{more}"
            if more.endswith("]"):
                break
        parts.append(whole if "=" in whole else whole.strip("[]"))
    return parts


def look_up(tree: "Any", parts: "Sequence[str]") -> Place | None:
    """The one field that `parts` lead to, None when there is none. Raises PathError."""
    place = Place([tree], 0, ())
    for part in (part.strip() for part in parts):
        if not part:
            continue
        found = _exactly(place.value, part, place.steps)
        if found is None:
            return None
        place = found
    return place


def _exactly(node: "Any", part: str, steps: "Steps") -> Place | None:
    if part == "*":
        raise PathError("* cannot stand here: one field is meant")
    index = _number(part)
    if part == "-" or index is not None:
        items = _items(node, part)
        if index is not None and index < 0:
            raise PathError(f"index {part} is negative")
        index = len(items) - 1 if index is None else index
        return Place(items, index, (*steps, index)) if 0 <= index < len(items) else None
    if _is_bracketed(part):
        name, value = _condition(part)
        for index, item in enumerate(_items(node, part)):
            if name and not (isinstance(item, dict) and name in item):
                continue
            if scalar_text(item[name] if name else item) == value:
                return Place(node, index, (*steps, index))
        return None
    fields = _fields(node, part)
    return Place(fields, part, (*steps, part)) if part in fields else None


def match(tree: "Any", parts: "Sequence[str]", *, create: bool, empty: "Any") -> list[Place]:
    """Every field that `parts` mean, none when there is none. Raises PathError.

    With `create` one that is missing is made, with the value `empty`.
    """
    return list(_matches(Place([tree], 0, ()), parts, create, empty))


def _matches(place: Place, parts: "Sequence[str]", create: bool, empty: "Any") -> "Iterator[Place]":
    if not parts:
        yield place
        return
    part, rest = parts[0], parts[1:]
    index = _number(part)
    if index is not None and index >= 0:
        yield from _by_index(place, index, rest, create, empty)
    elif _is_bracketed(part):
        yield from _by_condition(place, part, rest, create, empty)
    elif part == "*":
        for index in range(len(_items(place.value, part))):
            yield from _matches(_item(place, index), rest, create, empty)
    else:
        yield from _by_name(place, part, rest, create, empty)


def _by_name(place: Place, name: str, rest: "Sequence[str]", create: bool, empty: "Any") -> "Iterator[Place]":
    fields = _fields(place.value, name)
    if not name:
        raise PathError("a part of the path is empty", hint="write spec.template, not spec..template")
    if name not in fields:
        if not create:
            return
        if place.value is None:
            raise PathError(f"{name} cannot be made in a null")
        if not isinstance(resolve(name, KUSTOMIZE), str):
            raise PathError(f"{name} cannot be made: every key must be a string")
        fields[name] = _made(rest, empty)
    yield from _matches(Place(fields, name, (*place.steps, name)), rest, create, empty)


def _by_index(
    place: Place, index: int, rest: "Sequence[str]", create: bool, empty: "Any"
) -> "Iterator[Place]":
    items = _items(place.value, str(index))
    if index == len(items) and create:
        items.append(_made(rest, empty))
    if index >= len(items):
        raise PathError(f"there is no item {index}: the list has {len(items)}")
    yield from _matches(_item(place, index), rest, create, empty)


def _by_condition(
    place: Place, part: str, rest: "Sequence[str]", create: bool, empty: "Any"
) -> "Iterator[Place]":
    name, pattern = _condition(part)
    items = _items(place.value, part)
    found = list(_fitting(place, name, pattern, rest, create, empty))
    if not found and create:
        value = resolve(pattern, KUSTOMIZE)
        items.append({name: value} if name else value)
        found = list(_fitting(place, name, pattern, rest, create, empty))
        if not found:
            raise PathError(f"{part} cannot be made: an item made from it would not match it")
        for made in found:
            if not isinstance(made.value, dict | list):
                made.value = CREATED
    yield from found


def _fitting(
    place: Place, name: str, pattern: str, rest: "Sequence[str]", create: bool, empty: "Any"
) -> "Iterator[Place]":
    items = _items(place.value, name)
    try:
        fits = compile_search(pattern) if items else None
    except PatternError as error:
        raise PathError(f"{pattern} is no pattern: {error}") from None
    for index, item in enumerate(items):
        if not name:
            if fits is not None and fits(_printed(item)):
                yield _item(place, index)
        elif isinstance(item, dict) and name in item and fits is not None and fits(_printed(item[name])):
            yield from _matches(_item(place, index), rest, create, empty)


def _printed(value: "Any") -> str:
    """A value as it is printed, which is what patterns are held to."""
    from kforge.yaml.emit import dump, scalar

    return dump(value).strip() if isinstance(value, dict | list) and value else scalar(value)


def _item(place: Place, index: int) -> Place:
    return Place(place.value, index, (*place.steps, index))


def _made(rest: "Sequence[str]", empty: "Any") -> "Any":
    """A value for a field of which `rest` leads on."""
    if not rest:
        return empty
    number = _number(rest[0])
    return [] if _is_bracketed(rest[0]) or (number is not None and number >= 0) else {}


def _number(part: str) -> int | None:
    digits = part[1:] if part[:1] in ("+", "-") else part
    return int(part) if digits.isascii() and digits.isdigit() else None


def _is_bracketed(part: str) -> bool:
    return part.startswith("[") and part.endswith("]")


def _condition(part: str) -> tuple[str, str]:
    name, equals, value = part[1:-1].partition("=")
    if not equals:
        raise PathError(
            f"{part} must be [name=value]", hint=f"a name with dots is written in place of a part: {part}"
        )
    return name, value


def _items(node: "Any", part: str) -> "list[Any]":
    if node is None:
        return []
    if not isinstance(node, list):
        raise PathError(f"{part} is looked for in what is no list")
    return node


def _fields(node: "Any", part: str) -> "dict[str, Any]":
    if node is None:
        return {}
    if not isinstance(node, dict):
        raise PathError(f"{part} is looked for in what is no mapping")
    return node
