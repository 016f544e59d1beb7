"""Applying a strategic merge patch to a resource: what of its identity stays, what kustomize loses."""

from kforge.errors import OverlayError, PatchError, YamlError
from kforge.overlay.keyed_lists import Conflict, scalar_text
from kforge.overlay.load import parse_resources
from kforge.overlay.strategic_merge import DIRECTIVE, Merger
from kforge.overlay.written import Written, has_null, mark_unsaid, say_null, steps_to
from kforge.resource.resource import copy_tree
from kforge.schema.in_force import current, is_as_kustomize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from kforge.overlay.patch_body import PatchBody
    from kforge.resource.resource import Resource, Tree


_NO_PATCH = "a strategic merge patch has kind and metadata.name, a JSON patch is a list of operations"


class StrategicPatch:
    """One document of a strategic merge patch, and whether it may change name and kind."""

    __slots__ = ("body", "may_rename", "may_retype", "resource")

    def __init__(self, resource: "Resource", body: "PatchBody", options: "Mapping[str, object]") -> None:
        self.resource = resource
        self.body = body
        self.may_rename = bool(options.get("allowNameChange"))
        self.may_retype = bool(options.get("allowKindChange"))

    def error(self, message: str, *path: str | int, key: bool = False, hint: str = "") -> PatchError:
        """An error at a place in the patch's document."""
        origin = self.resource.origin
        if not origin.text:
            return self.body.error(message, origin.line, hint=hint)
        return self.body.error_at(message, origin.document, (*origin.path, *path), key=key, hint=hint)

    def applied_to(self, resource: "Resource", tree: "Tree") -> bool:
        """Merge `tree`, a copy of the patch that is consumed, into `resource`; False when that deletes it."""
        name, namespace, kind = resource.name, resource.namespace, resource.tree.get("kind")
        if self.may_rename or self.may_retype:
            resource.remember()
        if _loses_notes(tree):
            _forget(resource)
        ties = copy_tree(tree) if resource.ties else None
        merged = self._merge(resource, tree)
        if merged is None:
            return False
        resource.tree = merged
        resource.origin = resource.origin.patched_from(self.resource.origin)
        if ties is not None:
            resource.follow_patch(ties)
        if not self.may_retype:
            merged["kind"] = kind
        if not self.may_rename and resource.name != name:
            resource.set_name(name)
        if resource.namespace != namespace:
            resource.set_namespace(namespace)
        return True

    def _merge(self, resource: "Resource", tree: "Tree") -> "Tree | None":
        is_as_read = not resource.settled and not resource.origin.patches
        is_marked = is_as_read and mark_unsaid(resource)
        written = Written(resource.origin, resource.tree, self.resource.origin, tree)
        # what is settled has been found so by kustomize's own schema
        settled = resource.settled and is_as_kustomize()
        merger = Merger(current(), written, settled=settled)
        try:
            merged = merger.merge(resource.tree, tree)
        except Conflict as conflict:
            raise self._conflict(conflict, tree, resource) from None
        resource.settled = not merger.is_odd
        if is_marked:
            say_null(merged)
        return merged

    def _conflict(self, conflict: Conflict, tree: "Tree", resource: "Resource") -> PatchError:
        steps = steps_to(tree, conflict.parent) or []
        path = [key for _, key in steps] + ([] if conflict.key is None else [conflict.key])
        place = f" in {resource.origin.position}" if resource.origin.file else ""
        hint = conflict.hint or f"the resource is {resource.kind} {resource.name}{place}"
        return self.error(conflict.message, *path, key=conflict.key is not None, hint=hint)


def is_settled(tree: "Tree") -> bool:
    """Would a merge that has nothing to say leave `tree`, which is consumed, as it is?"""
    if has_null(tree):
        return False
    before = copy_tree(tree)
    merger = Merger()
    try:
        return merger.merge(tree, {}) == before and not merger.is_odd
    except Conflict:
        return False


def read_patches(body: "PatchBody", options: "Mapping[str, object]") -> list[StrategicPatch]:
    """The documents of a strategic merge patch, lists unpacked. Raises PatchError and YamlError."""
    try:
        documents = parse_resources(body.text, body.file, settle=False)
    except YamlError as error:
        raise body.moved(error) from None
    except OverlayError as error:
        line = error.position.line if error.position else 0
        raise body.error(f"this is no patch: {error.message}", line, hint=_NO_PATCH) from None
    return [StrategicPatch(resource, body, options) for resource in documents]


def as_written(patch: StrategicPatch) -> "Tree":
    """A copy of the patch as kustomize applies it to the one resource it names.

    Annotations are strings in the end, with the text they are written in; a null deletes one.
    """
    tree = copy_tree(patch.resource.tree)
    metadata = tree.get("metadata")
    annotations = metadata.get("annotations") if isinstance(metadata, dict) else None
    if isinstance(annotations, dict):
        for key, value in annotations.items():
            if value is not None and not isinstance(value, str | dict | list):
                annotations[key] = _word(patch, "annotations", key, value)
    return tree


def with_words(patch: StrategicPatch, resource: "Resource") -> "Tree":
    """A copy of the patch as kustomize applies it to a `resource` that was selected, not named.

    Its apiVersion does not count. Labels and annotations are strings with the text they are written in, so a
    null does not delete but becomes "null"; empty ones vanish.
    """
    tree = copy_tree(patch.resource.tree)
    tree["apiVersion"] = resource.tree.get("apiVersion")
    metadata = tree.get("metadata")
    if not isinstance(metadata, dict):
        return tree
    for field in ("labels", "annotations"):
        found = metadata.pop(field, None)
        if isinstance(found, dict) and found:
            metadata[field] = {key: _word(patch, field, key, value) for key, value in found.items()}
    return tree


def _word(patch: StrategicPatch, field: str, key: str, value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict | list):
        return ""
    origin = patch.resource.origin
    if origin.text:
        from kforge.yaml.locate import source_text

        path = (*origin.path, "metadata", field, key)
        source: str | None = source_text(origin.text, origin.document, path)
        if source is not None:
            return source
    return scalar_text(value)


def _loses_notes(tree: "Tree") -> bool:
    """Does this patch take away the annotations as a whole, in which kustomize keeps what a resource was?"""
    if "metadata" in tree and tree["metadata"] is None:
        return True
    metadata = tree.get("metadata")
    if not isinstance(metadata, dict):
        return False
    annotations = metadata.get("annotations", metadata)
    return annotations is None or any(
        isinstance(found, dict) and found.get(DIRECTIVE) in ("delete", "replace")
        for found in (metadata, annotations)
    )


def _forget(resource: "Resource") -> None:
    resource.history.clear()
    resource.prefixes.clear()
    resource.suffixes.clear()
    resource.behavior = ""
    resource.needs_hash = False
