"""patchesJson6902: JSON patches on what a target selects; the old form of patches."""

from kforge.overlay.json_patching import JsonPatch, read_json_patch
from kforge.overlay.patch_body import PatchBody, entry_error, read_file
from kforge.overlay.patching import Patching
from kforge.resource.selector import Selector

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.errors import KforgeError
    from kforge.overlay.context import BuildContext
    from kforge.overlay.shape import Patch
    from kforge.resource.resource import ResourceSet

FIELD = "patchesJson6902"
KIND = "PatchJson6902Transformer"


def apply(resources: "ResourceSet", config: "list[Patch]", context: "BuildContext") -> None:
    entries = [
        (_selector(entry, index, context), _read(entry, index, context)) for index, entry in enumerate(config)
    ]
    patching = Patching(resources)
    for index, (selector, patch) in enumerate(entries):
        selected = patching.selected(selector)
        if not selected and context.findings is not None:
            from kforge.overlay.strict import near_target

            hint = near_target(config[index]["target"], resources)
            context.complain("nothing matches the target of this patch", FIELD, index, "target", hint=hint)
        for resource in selected:
            patching.edit(patch, resource, remember=False)


def _selector(entry: "Patch", index: int, context: "BuildContext") -> Selector:
    target = entry.get("target") or {}
    if not target.get("name"):
        where = (FIELD, index, "target") if target else (FIELD, index)
        raise entry_error(
            "the target of a JSON patch needs a name", where, context, "add `target: {name: ...}`"
        )

    def fail(field: str, message: str, hint: str) -> "KforgeError":
        return entry_error(message, (FIELD, index, "target", field), context, hint)

    return Selector(target, fail)


def _read(entry: "Patch", index: int, context: "BuildContext") -> JsonPatch:
    where = (FIELD, index)
    path, inline = entry.get("path", ""), entry.get("patch", "")
    if path and inline:
        raise entry_error("this patch has both path and patch", (*where, "path"), context, "keep one of them")
    if not (path or inline):
        raise entry_error("this patch has no path and no patch", where, context, "name a file under path")
    body = (
        read_file(path, (*where, "path"), context)
        if path
        else PatchBody(inline, context.file, (*where, "patch"), context)
    )
    patch = read_json_patch(body)
    if not patch.operations:
        raise body.error("this patch holds no operations")
    return patch
