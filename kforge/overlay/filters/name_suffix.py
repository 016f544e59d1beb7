"""nameSuffix: put after every name but those of namespaces, resource definitions and API services."""

from kforge.overlay.naming import rename

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.overlay.context import BuildContext
    from kforge.resource.resource import ResourceSet

FIELD = "nameSuffix"
KIND = "SuffixTransformer"


def apply(resources: "ResourceSet", config: str, context: "BuildContext") -> None:
    rename(
        resources,
        FIELD,
        context,
        lambda name: name + config,
        (lambda resource: resource.suffixes.append(config)) if config else None,
    )
