"""ValueAddTransformer: one value written to fields of selected resources, or into the paths they hold."""

import os

from kforge.errors import OverlayError
from kforge.overlay import shape
from kforge.overlay.field_path import PathError, find, put, value_at
from kforge.overlay.fieldspec import split_path
from kforge.overlay.filters.namespace import Move
from kforge.overlay.retype import retyped
from kforge.overlay.typed import read_typed
from kforge.resource.resource import scalar_text
from kforge.resource.selector import Selector

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypedDict

    from kforge.overlay.context import BuildContext
    from kforge.overlay.kustomization import Kustomization
    from kforge.resource.resource import Resource, ResourceSet

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
        try:
            place = find(resource.tree, split_path(self.path), make=True)
        except PathError as error:
            raise self._error(f"{self.path} of {resource.id}: {error}", "fieldPath") from None
        if place is None:
            if self.position:  # here kustomize crashes
                raise self._error(f"{resource.id} has no {self.path}", "fieldPath")
            return
        old = value_at(place)
        if isinstance(old, dict | list):
            raise self._error(f"{self.path} of {resource.id} is no scalar", "fieldPath")
        if self.position:
            value = insert_part("" if old is None else scalar_text(old), self.position - 1, value)
        put(place, retyped(resource, place[0], place[1], value))


def insert_part(path: str, position: int, part: str) -> str:
    """`path` with `part` as its part number `position` (from 0), or as its last one; a leading / stays."""
    root = "/" if path.startswith("/") else ""
    parts = [one for one in path.split("/") if one not in ("", ".")]
    parts.insert(position, part)
    return root + os.path.normpath("/".join(parts))
