"""New text in an old scalar's place: kustomize keeps the style, so unquoted text may read as a number."""

from kforge.yaml.scalars import KUSTOMIZE, resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from kforge.resource.resource import Resource


def retyped(resource: "Resource", holder: "Any", key: "Any", new: str) -> object:
    """What stands at `key` of `holder`, a mapping (or list) in `resource`, once `new` is written there."""
    read = resolve(new, KUSTOMIZE)
    if read == new:
        return new
    old = holder[key]
    if isinstance(old, str):
        from kforge.overlay.written import Written
        from kforge.resource.resource import NOWHERE

        if Written(resource.origin, resource.tree, NOWHERE, {}).is_quoted(holder, key, old):
            return new
    return read
