"""ValueAddTransformer: one value written to fields of selected resources, or into the paths they hold."""

import os

from kforge.errors import OverlayError
from kforge.overlay import shape
from kforge.overlay.fieldspec import split_path
from kforge.overlay.filters.namespace import Move
from kforge.overlay.typed import read_typed
from kforge.resource.resource import scalar_text
from kforge.resource.selector import Selector
from kforge.yaml.scalars import KUSTOMIZE, resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypedDict

    from kforge.overlay.context import BuildContext
    from kforge.overlay.kustomization import Kustomization
    from kforge.resource.resource import Resource, ResourceSet

    # what holds a field, and the name or index of it there
    Place = tuple[dict[str, object], str] | tuple[list[object], int]

    class Target(TypedDict, total=False):
        selector: shape.Target
        fieldPath: str
        filePathPosition: int

    class Config(TypedDict, total=False):
        value: str
        targets: list[Target]
        targetFilePath: str


KIND = "ValueAddTransformer"

_TARGETS = [{"selector": shape.SELECTOR, "fieldPath": shape.STRING, "filePathPosition": shape.INT}]
SHAPE = {"value": shape.STRING, "targets": _TARGETS, "targetFilePath": shape.STRING}

_NAMESPACE = "metadata/namespace"


def apply(resources: "ResourceSet", config: "Config", context: "BuildContext") -> None:
    value = config.get("value", "").strip() or os.path.basename(context.loader.root)
    targets = [
        _Target(target, context.kustomization, index)
        for index, target in enumerate(config.get("targets", ()))
    ]
    path = config.get("targetFilePath")
    if path:
        text = context.read_text(path, "targetFilePath")
        file = read_typed(text, context.loader.name(path), {"targets": _TARGETS})
        targets += [_Target(target, file, index) for index, target in enumerate(file.list_of("targets"))]
    if not targets:
        raise context.error("a ValueAddTransformer must have targets", "targets")
    for target in targets:
        target.write(value, resources)
    resources.reindex()


class _Target:
    """One target, checked: which resources, which field, and where in the path it holds."""

    def __init__(self, target: "Target", source: "Kustomization", index: int) -> None:
        self._source = source
        self._where = ("targets", index)
        self.path = target.get("fieldPath", "")
        self.position = target.get("filePathPosition", 0)
        if not self.path:
            raise self._error("a target must have a fieldPath", "fieldPath")
        if self.position < 0:
            raise self._error("filePathPosition must not be negative", "filePathPosition")
        selector = target.get("selector")
        self.selector = None if selector is None else Selector(selector, self._selector_error)

    def _error(self, message: str, *path: str, hint: str = "") -> OverlayError:
        return self._source.error(message, *self._where, *path, hint=hint)

    def _selector_error(self, field: str, message: str, hint: str) -> OverlayError:
        return self._error(message, "selector", field, hint=hint)

    def write(self, value: str, resources: "ResourceSet") -> None:
        for resource in list(resources) if self.selector is None else self.selector.select(resources):
            if self.path == _NAMESPACE:
                Move(value, lambda _: ()).one(resource)
            else:
                self._write(value, resource)

    def _write(self, value: str, resource: "Resource") -> None:
        parts = [part.strip() for part in split_path(self.path) if part.strip()]
        place = self._find(resource, parts)
        if place is None:
            return
        holder, key = place
        old = holder[key]  # type: ignore[index]  # a name goes with a mapping, an index with a list
        if isinstance(old, dict | list):
            raise self._error(f"{self.path} of {resource.id} is no scalar", "fieldPath")
        if self.position:
            value = insert_part("" if old is None else scalar_text(old), self.position - 1, value)
        # the new value stands in the quotes of the old one, and a string that is no plain word had some
        quoted = isinstance(old, str) and not isinstance(resolve(old, KUSTOMIZE), str)
        holder[key] = value if quoted else resolve(value, KUSTOMIZE)  # type: ignore[index]

    def _find(self, resource: "Resource", parts: "list[str]") -> "Place | None":
        """The place the path leads to, made where there is none; None when it leads beyond a list or null."""
        node: object = resource.tree
        place: Place | None = None
        for part, following in zip(parts, [*parts[1:], None], strict=True):
            if node is None:
                return None
            place = self._step(node, part, following, resource)
            if place is None:
                return None
            holder, key = place
            node = holder[key]  # type: ignore[index]
        return place

    def _step(self, node: object, part: str, following: str | None, resource: "Resource") -> "Place | None":
        if part == "*":
            raise self._error("fieldPath takes no wildcards", "fieldPath")
        index = _index(part)
        if index is None and not _is_match(part):
            if not isinstance(node, dict):
                raise self._error(
                    f"{self.path} of {resource.id} leads through what is no mapping", "fieldPath"
                )
            if part not in node:
                node[part] = "" if following is None else [] if _in_list(following) else {}
            return node, part
        if not isinstance(node, list):
            raise self._error(f"{self.path} of {resource.id} leads through what is no list", "fieldPath")
        if index is None:
            return node, _matching(node, part)
        return (node, index) if -len(node) <= index < len(node) else None


def _index(part: str) -> int | None:
    if part == "-":
        return -1
    return int(part) if part.isdecimal() else None


def _is_match(part: str) -> bool:
    return part.startswith("[") and part.endswith("]")


def _in_list(part: str) -> bool:
    return _is_match(part) or part.isdecimal()


def _matching(items: list[object], part: str) -> int:
    """The index of the item that `[name=value]` or `[=value]` means, which is appended if there is none."""
    name, _, value = part[1:-1].partition("=")
    for index, item in enumerate(items):
        found = item.get(name) if name and isinstance(item, dict) else None if name else item
        if found is not None and not isinstance(found, dict | list) and scalar_text(found) == value:
            return index
    items.append({name: resolve(value, KUSTOMIZE)} if name else resolve(value, KUSTOMIZE))
    return len(items) - 1


def insert_part(path: str, position: int, part: str) -> str:
    """`path` with `part` as its part number `position` (from 0), or as its last one; a leading / stays."""
    root = "/" if path.startswith("/") else ""
    parts = [one for one in path.split("/") if one not in ("", ".")]
    parts.insert(position, part)
    return root + os.path.normpath("/".join(parts))
