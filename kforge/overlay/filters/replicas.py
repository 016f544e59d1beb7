"""replicas: the replica count of Deployments and the like, found by any name they have or had."""

from kforge.errors import OverlayError
from kforge.overlay.fieldspec import SCALAR, visit
from kforge.yaml.scalars import KUSTOMIZE, resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.overlay.context import BuildContext
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

    def leaf(holder: "Tree", key: str, _: "FieldPath") -> None:
        if isinstance(holder[key], dict | list):
            raise OverlayError(f"{key} is no scalar, so `replicas` cannot be written there")
        old = holder[key]
        # kustomize writes into the quotes of the old value, and a string that is no number had some
        quoted = isinstance(old, str) and not isinstance(resolve(old, KUSTOMIZE), str)
        holder[key] = str(count) if quoted else count

    specs = context.fields.specs(FIELD)
    found = False
    for resource, gvk in candidates:
        for spec in specs:
            if spec.applies_to(gvk):
                found = True
                if spec.applies_to(resource.gvk):
                    visit(resource, spec, leaf, SCALAR)
    if not found:
        kinds = ", ".join(spec.kind for spec in specs)
        raise context.error(
            f"no resource named {replica.get('name', '')} has replicas",
            FIELD,
            index,
            "name",
            hint=f"replicas works on {kinds}",
        )
