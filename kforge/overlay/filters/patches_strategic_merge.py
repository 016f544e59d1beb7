"""patchesStrategicMerge: strategic merge patches, each for the resource it names; the old form of patches."""

from kforge.overlay.patch_body import PatchBody, entry_error, read_file
from kforge.overlay.patching import Patching
from kforge.overlay.strategic_patch import StrategicPatch, read_patches, with_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.overlay.context import BuildContext
    from kforge.resource.resource import ResourceSet

FIELD = "patchesStrategicMerge"
KIND = "PatchStrategicMergeTransformer"


def apply(resources: "ResourceSet", config: list[str], context: "BuildContext") -> None:
    patches = [patch for index, entry in enumerate(config) for patch in _read(entry, index, context)]
    if not patches:
        raise entry_error("there is no patch in here", (FIELD,), context, "write one, or delete the field")
    patching = Patching(resources)
    for patch in patches:
        resource = patching.named(patch)
        patching.merge(patch, with_words(patch, resource), resource)
    patching.finish()


def _read(entry: str, index: int, context: "BuildContext") -> list[StrategicPatch]:
    """The patches that an entry is, or that are in the file it names."""
    if ":" in entry:
        # every patch has a `kind:`; should this be none, it may still be the odd name of a file
        from kforge.errors import KforgeError

        body = PatchBody(entry, context.file, (FIELD, index), context)
        try:
            return read_patches(body, {})
        except KforgeError:
            if "\n" in entry:
                raise
    return read_patches(read_file(entry, (FIELD, index), context), {})
