"""configMapGenerator: ConfigMaps from literals, files and env files."""

from kforge.overlay.pairs import Source, base64_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from kforge.overlay.context import BuildContext
    from kforge.overlay.shape import Pairs
    from kforge.resource.resource import Resource

FIELD = "configMapGenerator"
KIND = "ConfigMapGenerator"


def generate(
    config: "list[Pairs]", context: "BuildContext"
) -> "Iterator[tuple[Resource, tuple[str | int, ...]]]":
    """The resources, each with the path of its entry."""
    for index, entry in enumerate(config):
        source = Source(entry, FIELD, index, context)
        resource = source.resource("ConfigMap")
        for key, value in sorted(source.pairs().items()):
            try:
                resource.map_of("data")[key] = value.decode()
            except UnicodeDecodeError:
                resource.map_of("binaryData")[key] = base64_text(value)
        yield resource, (FIELD, index)
