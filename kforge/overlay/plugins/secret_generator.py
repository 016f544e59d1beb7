"""SecretGenerator: one entry of secretGenerator, which may take its name from the document's."""

from kforge.overlay import shape
from kforge.overlay.generators import secret_generator
from kforge.overlay.pairs import named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from kforge.overlay.context import BuildContext
    from kforge.resource.resource import Resource

    class Config(shape.Pairs, total=False):
        metadata: shape.Metadata


KIND = secret_generator.KIND
SHAPE = {**shape.SECRET_GENERATOR, "metadata": shape.METADATA}
PLACES: dict[tuple[str | int, ...], tuple[()]] = {(secret_generator.FIELD, 0): ()}


def generate(config: "Config", context: "BuildContext") -> "Iterator[Resource]":
    for resource, _ in secret_generator.generate([named(config, config.get("metadata", {}))], context):
        yield resource
