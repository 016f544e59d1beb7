"""replicas: the replica count of Deployments and the like, found by any name they have or had."""

from kforge.overlay.fieldspec import SCALAR, visit
from kforge.overlay.retype import retyped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.overlay.context import BuildContext
    from kforge.overlay.fieldspec import Leaf
    from kforge.overlay.shape import Replica
    from kforge.resource.ids import Gvk
    from kforge.resource.resource import FieldPath, Resource, ResourceSet, Tree

FIELD = "replicas"
KIND = "ReplicaCountTransformer"


def apply(resources: "ResourceSet", config: "list[Replica]", context: "BuildContext") -> None:
    named = _by_name(resources)
    for index, replica in enumerate(config):
        _set_count(named.get(replica.get("name", ""), ()), replica, index, context)


def _by_name(resources: "ResourceSet") -> "dict[str, list[tuple[Resource, Gvk]]]":
    """Every name a resource has or had, with the kind it had under that name."""
    named: dict[str, list[tuple[Resource, Gvk]]] = {}
    for resource in resources:
        for former in {resource.id, *resource.previous_ids}:
            named.setdefault(former.name, []).append((resource, former.gvk))
    return named


def _set_count(
    candidates: "list[tuple[Resource, Gvk]] | tuple[()]",
    replica: "Replica",
    index: int,
    context: "BuildContext",
) -> None:
    count = replica.get("count", 0)

    specs = context.fields.specs(FIELD)
    found = False
    for resource, gvk in candidates:
        for spec in specs:
            if spec.applies_to(gvk):
                found = True
                if spec.applies_to(resource.gvk):
                    visit(resource, spec, _leaf(resource, count), SCALAR)
    if not found:
        kinds = ", ".join(spec.kind for spec in specs)
        raise context.error(
            f"no resource named {replica.get('name', '')} has replicas",
            FIELD,
            index,
            "name",
            hint=f"replicas works on {kinds}",
        )


def _leaf(resource: "Resource", count: int) -> "Leaf":
    def leaf(holder: "Tree", key: str, path: "FieldPath") -> None:
        if isinstance(holder[key], dict | list):
            raise resource.origin.error(f"{key} of {resource.id} is no scalar", *path)
        holder[key] = retyped(resource, holder, key, str(count))

    return leaf
