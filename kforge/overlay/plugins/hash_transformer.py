"""HashTransformer: the hash suffixes that every build adds at its end, at once. It has no settings."""

from kforge.overlay.name_hash import add_suffixes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.overlay.context import BuildContext
    from kforge.overlay.shape import Shape
    from kforge.resource.resource import ResourceSet

KIND = "HashTransformer"
SHAPE: "Shape" = {}


def apply(resources: "ResourceSet", config: dict[str, object], context: "BuildContext") -> None:  # noqa: ARG001
    add_suffixes(resources)
