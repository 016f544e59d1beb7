"""Adding a prefix or suffix to names, with the history that lets references follow."""

from kforge.overlay.fieldspec import SCALAR, visit
from kforge.overlay.retype import retyped
from kforge.resource.resource import scalar_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from kforge.overlay.context import BuildContext
    from kforge.overlay.fieldspec import Leaf
    from kforge.resource.resource import FieldPath, Resource, ResourceSet, Tree

# (group, kind) of what keeps its name; "" = any group
_SKIPPED = (("", "CustomResourceDefinition"), ("apiregistration.k8s.io", "APIService"), ("", "Namespace"))


def rename(
    resources: "ResourceSet",
    field: str,
    context: "BuildContext",
    change: "Callable[[str], str]",
    note: "Callable[[Resource], None] | None",
) -> None:
    """Apply `change` to the fields that the list `field` names; `note` records it on each resource.

    There is none when what is added is empty.
    """

    specs = context.fields.specs(field)
    for resource in resources:
        original = resource.original_gvk
        if any(original.is_selected_by(group, "", kind) for group, kind in _SKIPPED):
            continue
        for spec in specs:
            if not spec.applies_to(original):
                continue
            if note is not None and spec.path == "metadata/name":
                note(resource)
                resource.remember()
            if spec.applies_to(resource.gvk):
                visit(resource, spec, _leaf(resource, change), SCALAR)
    resources.reindex()


def _leaf(resource: "Resource", change: "Callable[[str], str]") -> "Leaf":
    def leaf(holder: "Tree", key: str, path: "FieldPath") -> None:
        # a resource knows how its name is spelled in the file
        spelled = path == ("metadata", "name")
        old = resource.name if spelled else scalar_text("" if holder[key] is None else holder[key])
        holder[key] = retyped(resource, holder, key, change(old))

    return leaf
