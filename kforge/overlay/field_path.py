"""Paths that lead to one field and name list items on the way: by index, `-` (the last) or [name=value]."""

from kforge.resource.resource import scalar_text
from kforge.yaml.scalars import KUSTOMIZE, resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    # what holds a field, and its name or index there
    Place = tuple[dict[str, object], str] | tuple[list[object], int]


class PathError(Exception):
    """A path that cannot be followed in this tree; the message says why."""


def split_dotted(path: str) -> list[str]:
    """The parts of a path with dots between them: `\\.` is a dot in a part, [a.b] one part, a[0] two."""
    parts: list[str] = []
    for piece in path.split("."):
        if parts and parts[-1].endswith("\\"):
            parts[-1] = f"{parts[-1][:-1]}.{piece}"
        elif parts and parts[-1].startswith("[") and not parts[-1].endswith("]"):
            parts[-1] = f"{parts[-1]}.{piece}"
        elif piece or parts or "." not in path:
            parts.append(piece)
    found: list[str] = []
    for part in parts:
        name, _, index = part[:-1].rpartition("[")
        if part.startswith("[") and "." in part and "=" not in part:
            found.append(part.strip("[]"))
        elif part.endswith("]") and index.isdecimal():
            found += [name, index] if name else [index]
        else:
            found.append(part)
    return found


def find(tree: object, parts: "Sequence[str]", *, make: bool = False) -> "Place | None":
    """The place of the field that `parts` lead to, None when there is none; with `make` fields are made.

    Nothing is made in a list that is too short, nor below a null. Raises PathError.
    """
    wanted = [part.strip() for part in parts if part.strip()]
    if not wanted:
        raise PathError("the path leads nowhere")
    place: Place | None = None
    node = tree
    for part, following in zip(wanted, [*wanted[1:], ""], strict=True):
        if node is None:
            return None
        place = _step(node, part, following, make)
        if place is None:
            return None
        node = value_at(place)
    return place


def value_at(place: "Place") -> object:
    holder, key = place
    return holder[key]  # type: ignore[index]  # a name goes with a mapping, an index with a list


def put(place: "Place", value: object) -> None:
    holder, key = place
    holder[key] = value  # type: ignore[index]


def _step(node: object, part: str, following: str, make: bool) -> "Place | None":
    if part == "*":
        raise PathError("a * cannot stand here")
    index = _index(part)
    if index is None and not _is_match(part):
        if not isinstance(node, dict):
            raise PathError(f"{part} is looked for in what is no mapping")
        if part not in node:
            if not make:
                return None
            node[part] = None if not following else [] if _in_list(following) else {}
        return node, part
    if not isinstance(node, list):
        raise PathError(f"item {part} is looked for in what is no list")
    if index is None:
        index = _matching(node, part, make)
        return None if index is None else (node, index)
    return (node, index) if -len(node) <= index < len(node) else None


def _index(part: str) -> int | None:
    if part == "-":
        return -1
    return int(part) if part.isdecimal() else None


def _is_match(part: str) -> bool:
    return part.startswith("[") and part.endswith("]")


def _in_list(part: str) -> bool:
    return _is_match(part) or part.isdecimal()


def _matching(items: list[object], part: str, make: bool) -> int | None:
    """The index of the item that `[name=value]` or `[=value]` means; with `make` it is appended."""
    name, equals, value = part[1:-1].partition("=")
    if not equals:
        raise PathError(f"{part} must be [name=value] or [=value]")
    for index, item in enumerate(items):
        found = item.get(name) if name and isinstance(item, dict) else None if name else item
        if found is not None and not isinstance(found, dict | list) and scalar_text(found) == value:
            return index
    if not make:
        return None
    items.append({name: resolve(value, KUSTOMIZE)} if name else resolve(value, KUSTOMIZE))
    return len(items) - 1
