"""namespace: the namespace of everything that has one, the name of Namespaces, and what points there."""

from kforge.errors import OverlayError
from kforge.overlay.fieldspec import SCALAR, visit
from kforge.resource.resource import twice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.overlay.context import BuildContext
    from kforge.resource.resource import FieldPath, Resource, ResourceSet, Tree

FIELD = "namespace"
KIND = "NamespaceTransformer"

_BINDINGS = ("RoleBinding", "ClusterRoleBinding")


def apply(resources: "ResourceSet", config: str, context: "BuildContext") -> None:
    def leaf(holder: "Tree", key: str, _: "FieldPath") -> None:
        if isinstance(holder[key], dict | list):
            raise OverlayError(f"{key} is no scalar, so `namespace` cannot be written there")
        holder[key] = config

    for resource in resources:
        if resource.from_chart:
            continue  # a chart puts its own resources into its namespace
        resource.remember()
        gvk = resource.gvk
        if not gvk.is_cluster_scoped:
            resource.set_namespace(config)
        if resource.kind in _BINDINGS:
            _set_subjects(resource, config)
        for spec in context.fields.matching(FIELD, gvk):
            if spec.path == "metadata/namespace":
                continue
            if spec.path == "metadata/name" and gvk.api_version != "v1":
                continue
            visit(resource, spec, leaf, SCALAR)
    resources.reindex()
    _check(resources)


def _set_subjects(resource: "Resource", namespace: str) -> None:
    """kustomize gives a namespace to subjects named "default" only; names that change are followed later."""
    subjects = resource.tree.get("subjects")
    if subjects is None:
        return
    if not isinstance(subjects, list):
        raise resource.origin.error(f"subjects of {resource.id} must be a list", "subjects")
    for index, subject in enumerate(subjects):
        if isinstance(subject, dict):
            if subject.get("name") == "default":
                subject["namespace"] = namespace
        elif subject is not None:
            raise resource.origin.error(f"a subject of {resource.id} is no mapping", "subjects", index)


def _check(resources: "ResourceSet") -> None:
    pair = resources.duplicate()
    if pair is not None:
        raise twice(f"there would be two of {pair[0].id}", *pair)
