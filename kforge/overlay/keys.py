"""Keys that kustomize writes without quotes, and so cannot write when they read as something else."""

from kforge.errors import OverlayError
from kforge.yaml.scalars import KUSTOMIZE, resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.errors import Position

_GOOD: set[str] = set()


def check_key(key: str, position: "Position | None" = None) -> None:
    """Raise OverlayError when `key`, of a new label or the like, is a number, boolean, null or date."""
    if key in _GOOD:
        return
    if not isinstance(resolve(key, KUSTOMIZE), str):
        raise OverlayError(
            f"the key {key} cannot be written: without quotes it is no string, and kustomize adds none",
            position,
            hint="choose a key that cannot be taken for a number, true, false, null or a date",
        )
    _GOOD.add(key)
