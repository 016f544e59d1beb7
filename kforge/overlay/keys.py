"""Keys that kustomize writes without quotes, and so cannot write when they read as something else."""

from kforge.errors import OverlayError
from kforge.yaml.scalars import KUSTOMIZE, resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.resource.resource import FieldPath, Resource

_GOOD: set[str] = set()


def check_key(key: str, resource: "Resource | None" = None, path: "FieldPath" = ()) -> None:
    """Raise OverlayError when `key`, of a new label or the like, is a number, boolean, null or date."""
    if key in _GOOD:
        return
    if resolve(key, KUSTOMIZE) != key:
        message = f"the key {key} cannot be written: without quotes it is no string, and kustomize adds none"
        hint = "choose a key that cannot be taken for a number, true, false, null or a date"
        raise (
            resource.origin.error(message, *path, hint=hint) if resource else OverlayError(message, hint=hint)
        )
    _GOOD.add(key)
