"""SuffixTransformer: nameSuffix with field specs of one's own."""

from kforge.overlay import shape
from kforge.overlay.filters import name_suffix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.overlay.context import BuildContext
    from kforge.resource.resource import ResourceSet

    class Config(shape.Specs, total=False):
        suffix: str


KIND = name_suffix.KIND
CASE_COUNTS = True
SHAPE = {"suffix": shape.STRING, "fieldSpecs": shape.FIELD_SPECS}


def apply(resources: "ResourceSet", config: "Config", context: "BuildContext") -> None:
    if "fieldSpecs" not in config:
        raise context.error("a SuffixTransformer must have fieldSpecs", "fieldSpecs")
    name_suffix.apply(resources, config.get("suffix", ""), context)
