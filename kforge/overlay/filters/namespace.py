"""namespace: the namespace of everything that has one, the name of Namespaces, and what points there."""

from kforge.overlay.fieldspec import SCALAR, visit
from kforge.resource.resource import twice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kforge.overlay.context import BuildContext
    from kforge.overlay.fieldspec import FieldSpec, Leaf
    from kforge.resource.ids import Gvk
    from kforge.resource.resource import FieldPath, Resource, ResourceSet, Tree

FIELD = "namespace"
KIND = "NamespaceTransformer"

_BINDINGS = ("RoleBinding", "ClusterRoleBinding")

# Whose namespace a binding's subjects take on: a NamespaceTransformer may say so.
DEFAULT_ONLY = "defaultOnly"
ALL_ACCOUNTS = "allServiceAccounts"
NO_SUBJECTS = "none"


class Move:
    """Where resources go: the namespace, the field specs, and what a transformer may add to that."""

    __slots__ = ("namespace", "specs", "subjects", "unset_only")

    def __init__(
        self,
        namespace: str,
        specs: "Callable[[Gvk], Sequence[FieldSpec]]",
        *,
        subjects: str = DEFAULT_ONLY,
        unset_only: bool = False,
    ) -> None:
        self.namespace = namespace
        self.specs = specs
        self.subjects = subjects
        self.unset_only = unset_only

    def all(self, resources: "ResourceSet") -> None:
        for resource in resources:
            if not resource.from_chart:  # a chart puts its own resources into its namespace
                resource.remember()
                self.one(resource)
        resources.reindex()
        pair = resources.duplicate()
        if pair is not None:
            raise twice(f"there would be two of {pair[0].id}", *pair)

    def one(self, resource: "Resource") -> None:
        gvk = resource.gvk
        if not gvk.is_cluster_scoped and not (self.unset_only and resource.namespace):
            resource.set_namespace(self.namespace)
        is_binding = resource.kind in _BINDINGS
        if is_binding and self.subjects != NO_SUBJECTS:
            self._set_subjects(resource)
        for spec in self.specs(gvk):
            if spec.path == "metadata/namespace":
                continue
            if spec.path == "metadata/name" and gvk.api_version != "v1":
                continue
            if is_binding and spec.path == "subjects/namespace" and spec.kind in _BINDINGS:
                continue
            visit(resource, spec, self._leaf(resource), SCALAR)

    def _leaf(self, resource: "Resource") -> "Leaf":
        def leaf(holder: "Tree", key: str, path: "FieldPath") -> None:
            value = holder[key]
            if isinstance(value, dict | list):
                raise resource.origin.error(f"{key} of {resource.id} is no scalar", *path)
            if not self.unset_only or value in (None, ""):
                holder[key] = self.namespace

        return leaf

    def _set_subjects(self, resource: "Resource") -> None:
        """kustomize gives a namespace to subjects named "default" if not told otherwise, or to all accounts.

        Those whose names change are followed later.
        """
        subjects = resource.tree.get("subjects")
        if subjects is None:
            return
        if not isinstance(subjects, list):
            raise resource.origin.error(f"subjects of {resource.id} must be a list", "subjects")
        field, wanted = ("name", "default") if self.subjects == DEFAULT_ONLY else ("kind", "ServiceAccount")
        for index, subject in enumerate(subjects):
            if isinstance(subject, dict):
                if subject.get(field) == wanted and not (self.unset_only and subject.get("namespace")):
                    subject["namespace"] = self.namespace
            elif subject is not None:
                raise resource.origin.error(f"a subject of {resource.id} is no mapping", "subjects", index)


def apply(resources: "ResourceSet", config: str, context: "BuildContext") -> None:
    Move(config, lambda gvk: context.fields.matching(FIELD, gvk)).all(resources)
