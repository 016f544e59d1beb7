"""PrefixTransformer: namePrefix with field specs of one's own."""

from kforge.overlay import shape
from kforge.overlay.filters import name_prefix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.overlay.context import BuildContext
    from kforge.resource.resource import ResourceSet

    class Config(shape.Specs, total=False):
        prefix: str


KIND = name_prefix.KIND
CASE_COUNTS = True
SHAPE = {"prefix": shape.STRING, "fieldSpecs": shape.FIELD_SPECS}


def apply(resources: "ResourceSet", config: "Config", context: "BuildContext") -> None:
    if "fieldSpecs" not in config:
        raise context.error("a PrefixTransformer must have fieldSpecs", "fieldSpecs")
    name_prefix.apply(resources, config.get("prefix", ""), context)
