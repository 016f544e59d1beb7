"""The order in which resources are printed: kustomize's legacy order, with its lists of kinds."""

from kforge.resource.ids import Gvk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kforge.resource.resource import Resource

ORDER_FIRST = (
    "Namespace",
    "ResourceQuota",
    "StorageClass",
    "CustomResourceDefinition",
    "ServiceAccount",
    "PodSecurityPolicy",
    "Role",
    "ClusterRole",
    "RoleBinding",
    "ClusterRoleBinding",
    "ConfigMap",
    "Secret",
    "Endpoints",
    "Service",
    "LimitRange",
    "PriorityClass",
    "PersistentVolume",
    "PersistentVolumeClaim",
    "Deployment",
    "StatefulSet",
    "CronJob",
    "PodDisruptionBudget",
)
ORDER_LAST = ("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration")


def gvk_order(gvk: Gvk) -> tuple[int, str]:
    """The place of a kind in kustomize's own lists of field specs, where an empty word stands for any."""
    group, version, kind = gvk
    place = 0
    if kind in ORDER_FIRST:
        place = ORDER_FIRST.index(kind) - len(ORDER_FIRST)
    elif kind in ORDER_LAST:
        place = ORDER_LAST.index(kind) + 1
    return place, f"{group or '~G'}_{version or '~V'}_{kind or '~K'}"


def legacy_order(
    resources: "Iterable[Resource]",
    first: "Sequence[str]" = ORDER_FIRST,
    last: "Sequence[str]" = ORDER_LAST,
) -> "list[Resource]":
    """Kinds in `first`, then others by group, version and kind, then kinds in `last`; within one by id."""
    places = {kind: place - len(first) for place, kind in enumerate(first)}
    places.update({kind: place + 1 for place, kind in enumerate(last)})
    of_kind: dict[Gvk, tuple[int, int, str]] = {}

    def key(resource: "Resource") -> tuple[int, int, str, str]:
        gvk = resource.gvk
        known = of_kind.get(gvk)
        if known is None:
            group, version, kind = gvk
            # where Namespace has a place of its own, the real one comes before custom kinds of that name
            core = 0 if kind == "Namespace" and not group and kind in places else 1
            known = of_kind[gvk] = (places.get(kind, 0), core, f"{group or '~G'}_{version or '~V'}_{kind}")
        # one text with "|" between, not a tuple: "a-b|" sorts before "a|"
        return *known, f"{resource.namespace or '~X'}|{resource.name}"

    return sorted(resources, key=key)
