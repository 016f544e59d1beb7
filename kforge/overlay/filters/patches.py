"""patches: strategic merge and JSON patches, on what a target selects or on the resource a patch names."""

from kforge.overlay.patch_body import entry_error, looks_like_json_patch, read_body
from kforge.overlay.patching import Patching

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.errors import KforgeError
    from kforge.overlay.context import BuildContext
    from kforge.overlay.json_patching import JsonPatch
    from kforge.overlay.shape import Patch
    from kforge.overlay.strategic_patch import StrategicPatch
    from kforge.resource.resource import ResourceSet
    from kforge.resource.selector import Selector

FIELD = "patches"
KIND = "PatchTransformer"


def apply(resources: "ResourceSet", config: "list[Patch]", context: "BuildContext") -> None:
    # kustomize reads every patch before it applies the first
    entries = [_Entry(entry, index, context) for index, entry in enumerate(config)]
    patching = Patching(resources)
    for index, entry in enumerate(entries):
        if not entry.apply(patching) and context.findings is not None:
            from kforge.overlay.strict import near_target

            hint = near_target(config[index]["target"], resources)
            context.complain("nothing matches the target of this patch", FIELD, index, "target", hint=hint)
    patching.finish()


class _Entry:
    """One entry, read: a JSON patch, or documents of a strategic merge patch, or neither when it is empty."""

    __slots__ = ("documents", "operations", "selector")

    def __init__(self, entry: "Patch", index: int, context: "BuildContext") -> None:
        where = (FIELD, index)
        body = read_body(entry, where, context)
        self.operations: JsonPatch | None = None
        self.documents: list[StrategicPatch] = []
        self.selector = _selector(entry, index, context)
        if looks_like_json_patch(body.text):
            from kforge.overlay.json_patching import read_json_patch

            patch = read_json_patch(body)
            self.operations = patch if patch.operations else None
        else:
            from kforge.overlay.strategic_patch import read_patches

            self.documents = read_patches(body, entry.get("options") or {})
        if self.operations and self.selector is None:
            hint = "add `target:` with a kind and a name"
            raise entry_error("a JSON patch needs a target", where, context, hint)
        if self.selector is not None and len(self.documents) > 1:
            raise self.documents[1].error(
                "a patch with a target has one document, and this is the second",
                hint="make two entries of it, or leave the target out: each document names its resource",
            )

    def apply(self, patching: Patching) -> bool:
        """Says whether there was something to apply it to."""
        selected = [] if self.selector is None else patching.selected(self.selector)
        if self.operations is not None:
            for resource in selected:
                patching.edit(self.operations, resource, remember=True)
        elif self.documents:
            from kforge.overlay.strategic_patch import as_written, with_words

            for patch in self.documents:
                if self.selector is None:
                    patching.merge(patch, as_written(patch), patching.named(patch))
                for resource in selected:
                    patching.merge(patch, with_words(patch, resource), resource)
        return self.selector is None or bool(selected)


def _selector(entry: "Patch", index: int, context: "BuildContext") -> "Selector | None":
    target = entry.get("target")
    if target is None:
        return None
    from kforge.resource.selector import Selector

    def fail(field: str, message: str, hint: str) -> "KforgeError":
        return entry_error(message, (FIELD, index, "target", field), context, hint)

    return Selector(target, fail)
