"""ConfigMapGenerator: one entry of configMapGenerator, which may take its name from the document's."""

from kforge.overlay import shape
from kforge.overlay.generators import config_map_generator
from kforge.overlay.pairs import named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from kforge.overlay.context import BuildContext
    from kforge.resource.resource import Resource

    class Config(shape.Pairs, total=False):
        metadata: shape.Metadata


KIND = config_map_generator.KIND
SHAPE = {**shape.GENERATOR, "metadata": shape.METADATA}
PLACES: dict[tuple[str | int, ...], tuple[()]] = {(config_map_generator.FIELD, 0): ()}


def generate(config: "Config", context: "BuildContext") -> "Iterator[Resource]":
    for resource, _ in config_map_generator.generate([named(config, config.get("metadata", {}))], context):
        yield resource
