"""PrefixSuffixTransformer: namePrefix and then nameSuffix with field specs of one's own (an old kind)."""

from kforge.overlay import shape
from kforge.overlay.filters import name_prefix, name_suffix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.overlay.context import BuildContext
    from kforge.resource.resource import ResourceSet

    class Config(shape.Specs, total=False):
        prefix: str
        suffix: str


KIND = "PrefixSuffixTransformer"
CASE_COUNTS = True
SHAPE = {"prefix": shape.STRING, "suffix": shape.STRING, "fieldSpecs": shape.FIELD_SPECS}


def apply(resources: "ResourceSet", config: "Config", context: "BuildContext") -> None:
    if "fieldSpecs" not in config:
        raise context.error("a PrefixSuffixTransformer must have fieldSpecs", "fieldSpecs")
    name_prefix.apply(resources, config.get("prefix", ""), context)
    name_suffix.apply(resources, config.get("suffix", ""), context)
