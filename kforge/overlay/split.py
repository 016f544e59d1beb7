"""Each resource of a build in a file of its own, named as kustomize names it (`--output FOLDER`)."""

from kforge.errors import OverlayError
from kforge.resource.ids import NO_NAMESPACE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from kforge.resource.resource import Resource


def split(resources: "Iterable[Resource]") -> "dict[str, str]":
    """File names and their texts. Raises OverlayError when two resources want one file, or none can be had.

    A namespace stands in the name only when there are several; a resource that has none never shows one.
    """
    from kforge.yaml.emit import dump

    every = list(resources)
    namespaces = {resource.id.effective_namespace for resource in every} - {NO_NAMESPACE}
    files: dict[str, str] = {}
    for resource in every:
        name = _name(resource, len(namespaces) > 1)
        if "/" in name:
            raise OverlayError(f"{resource.id} cannot be a file's name: it holds a /")
        if name in files:
            raise OverlayError(f"two resources would be written to {name}")
        files[name] = dump(resource.tree)
    return files


def _name(resource: "Resource", shows_namespace: bool) -> str:
    gvk = resource.gvk
    namespace = resource.id.effective_namespace
    parts = [gvk.group, gvk.version, gvk.kind, resource.name]
    if shows_namespace and namespace != NO_NAMESPACE:
        parts.insert(0, namespace)
    return "_".join(part for part in parts if part).lower() + ".yaml"
