"""Applying a JSON patch to a resource: kustomize's notes in the annotations, what must be left of it."""

from kforge.errors import KforgeError, PatchError
from kforge.overlay.go_numbers import float64_text
from kforge.overlay.json_patch import NotAPatch, OperationError, apply, read_operations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from kforge.overlay.patch_body import PatchBody
    from kforge.resource.resource import Resource, Tree

_INTERNAL = "internal.config.kubernetes.io/"


class JsonPatch:
    """The operations in a body, and which part of a resource they are about."""

    __slots__ = ("_touches_annotations", "body", "operations")

    def __init__(self, operations: "list[Any]", body: "PatchBody") -> None:
        self.operations = operations
        self.body = body
        self._touches_annotations = any(
            _leads_to_annotations(operation.get(field))
            for operation in operations
            if isinstance(operation, dict)
            for field in ("path", "from")
        )

    def apply(self, resource: "Resource") -> None:
        """Patch `resource`. Raises PatchError."""
        shown = f"{resource.kind} {resource.name}"
        tree = resource.tree
        _reread_annotations(resource)
        notes = _notes(resource) if self._touches_annotations else {}
        if notes:
            metadata = resource.map_of("metadata")
            annotations = metadata.get("annotations")
            metadata["annotations"] = {**(annotations if isinstance(annotations, dict) else {}), **notes}
        try:
            tree = apply(tree, self.operations)
        except OperationError as error:
            raise self._error(error, shown) from None
        self._check(tree, shown)
        _settle_annotations(tree, notes)
        resource.tree = tree
        # everything has been written anew: no quotes, no implicit nulls, no shared nodes
        resource.settled = False
        resource.ties.clear()
        resource.origin = resource.origin.without_text()

    def _error(self, error: OperationError, shown: str) -> PatchError:
        path: list[str | int] = [error.index, error.field] if error.field else [error.index]
        hint = error.hint or f"the resource is {shown}"
        message = f"operation {error.index + 1}: {error.message}"
        return self.body.error_at(message, 0, path, hint=hint)

    def _check(self, tree: "Tree", shown: str) -> None:
        metadata = tree.get("metadata")
        name = metadata.get("name") if isinstance(metadata, dict) else None
        for word, value in (("kind", tree.get("kind")), ("metadata.name", name)):
            if not value or isinstance(value, dict | list):
                raise self.body.error(f"this patch leaves {shown} without {word}")
        if isinstance(metadata, dict) and isinstance(metadata.get("annotations"), list):
            raise self.body.error(f"this patch makes a list of the annotations of {shown}")


def read_json_patch(body: "PatchBody") -> JsonPatch:
    """The JSON patch in `body`. Raises PatchError and YamlError."""
    try:
        return JsonPatch(read_operations(body.text, body.file), body)
    except NotAPatch as error:
        hint = "a JSON patch starts with [ and quotes every key, one in YAML starts with -"
        if error.index >= 0:
            raise body.error_at(error.message, 0, [error.index], hint=hint) from None
        raise body.error(error.message, error.line, error.column, hint=hint) from None
    except KforgeError as error:
        raise body.moved(error) from None


def _leads_to_annotations(pointer: object) -> bool:
    """Does a pointer name annotations, or something that holds them?"""
    if not isinstance(pointer, str):
        return False
    parts = pointer.split("/")[1:3]
    return not parts or (parts[0] == "metadata" and (len(parts) == 1 or parts[1] == "annotations"))


def _notes(resource: "Resource") -> "dict[str, object]":
    """The annotations in which kustomize keeps what kforge keeps on the resource: a patch can see them."""
    former = list(zip(*resource.history, strict=True)) or [(), (), ()]
    listed = {
        "previousNames": former[0],
        "previousNamespaces": former[1],
        "previousKinds": former[2],
        "prefixes": resource.prefixes,
        "suffixes": resource.suffixes,
    }
    notes: dict[str, object] = {_INTERNAL + name: ",".join(words) for name, words in listed.items() if words}
    if resource.behavior:
        notes[_INTERNAL + "generatorBehavior"] = resource.behavior
    if resource.needs_hash:
        notes[_INTERNAL + "needsHashSuffix"] = "enabled"
    return notes


def _reread_annotations(resource: "Resource") -> None:
    """Annotations are kept as they are spelled, but on the way through JSON 1.10 is the number it reads."""
    metadata = resource.tree.get("metadata")
    annotations = metadata.get("annotations") if isinstance(metadata, dict) else None
    for key, (word, value) in resource.origin.read_as.items():
        if isinstance(annotations, dict) and annotations.get(key) == word:
            annotations[key] = value


def _settle_annotations(tree: "Tree", notes: "dict[str, object]") -> None:
    """Make annotations strings, without the notes; none left, none kept."""
    metadata = tree.get("metadata")
    annotations = metadata.get("annotations") if isinstance(metadata, dict) else None
    if not isinstance(metadata, dict) or "annotations" not in metadata:
        return
    kept = annotations if isinstance(annotations, dict) else {}
    words = {key: _word(value) for key, value in kept.items() if key not in notes}
    if words:
        metadata["annotations"] = words
    else:
        del metadata["annotations"]


def _word(value: object) -> str:
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return float64_text(float(value)) if isinstance(value, int | float) else ""
