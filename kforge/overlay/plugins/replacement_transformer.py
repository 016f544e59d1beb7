"""ReplacementTransformer: the entries of replacements."""

from kforge.overlay import shape
from kforge.overlay.filters import replacements

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from kforge.overlay.context import BuildContext
    from kforge.resource.resource import ResourceSet

KIND = replacements.KIND
SHAPE: "shape.Shape" = {"replacements": [shape.REPLACEMENT]}


def apply(resources: "ResourceSet", config: "dict[str, Any]", context: "BuildContext") -> None:
    replacements.apply(resources, config.get("replacements") or [], context)
