"""What is done once, at the top of a build: hash suffixes, references, order, clean annotations."""

from kforge.overlay.keys import check_key
from kforge.overlay.name_references import mend
from kforge.resource.order import ORDER_FIRST, ORDER_LAST, legacy_order
from kforge.resource.resource import ORIGIN, TRANSFORMATIONS, scalar_text, twice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kforge.overlay.context import BuildOptions
    from kforge.overlay.fields import FieldConfig
    from kforge.overlay.kustomization import Kustomization
    from kforge.overlay.shape import SortOptions
    from kforge.overlay.variables import Variable
    from kforge.resource.resource import Resource, ResourceSet

LOCAL = "config.kubernetes.io/local-config"
MANAGED_BY = "app.kubernetes.io/managed-by"
VERSION = "kustomize-v5.8.1"

# What an overlay may list under buildMetadata -> the annotation it keeps.
_KEPT = {"originAnnotations": ORIGIN, "transformerAnnotations": TRANSFORMATIONS}

# kustomize keeps its own state in annotations; one of these in the input is lost.
_INTERNAL = "internal.config.kubernetes.io/"
_DROPPED = frozenset(
    [
        *(
            _INTERNAL + name
            for name in (
                "previousKinds",
                "previousNames",
                "prefixes",
                "suffixes",
                "previousNamespaces",
                "allowNameChange",
                "allowKindChange",
                "refBy",
                "generatorBehavior",
                "needsHashSuffix",
                "path",
                "index",
                "seqindent",
                "id",
                "annotations-migration-resource-id",
                "helm-generated",
            )
        ),
        "config.kubernetes.io/path",
        "config.kubernetes.io/index",
        "config.k8s.io/id",
        *_KEPT.values(),
    ]
)


def finish(
    resources: "ResourceSet",
    fields: "FieldConfig",
    variables: "Mapping[str, Variable]",
    kustomization: "Kustomization",
    options: "BuildOptions",
) -> None:
    """Finish `resources` in place. Raises OverlayError."""
    if any(resource.needs_hash for resource in resources):
        from kforge.overlay.name_hash import add_suffixes

        add_suffixes(resources)
    mend(resources, fields)
    if variables:
        from kforge.overlay.variables import fill_in

        fill_in(resources, variables, fields)
    _check(resources)
    resources.keep(_is_not_local)
    _sort(resources, kustomization, options)
    if options.enable_managedby_label or "managedByLabel" in kustomization.list_of("buildMetadata"):
        for resource in resources:
            resource.map_of("metadata", "labels")[MANAGED_BY] = VERSION
    metadata = kustomization.list_of("buildMetadata")
    dropped = _DROPPED - {annotation for name, annotation in _KEPT.items() if name in metadata}
    for resource in resources:
        _settle_annotations(resource, dropped)


def _check(resources: "ResourceSet") -> None:
    for resource in resources:
        if not resource.kind:
            raise resource.origin.error(f"{resource.name} has no kind left", "kind")
        if not resource.name and not resource.kind.endswith("List"):
            raise resource.origin.error(f"this {resource.kind} has no name left", "metadata", "name")
    pair = resources.duplicate()
    if pair is not None:
        raise twice(f"in the end there are two of {pair[0].id}", *pair)


def _is_not_local(resource: "Resource") -> bool:
    metadata = resource.tree.get("metadata")
    annotations = metadata.get("annotations") if isinstance(metadata, dict) else None
    if not isinstance(annotations, dict) or LOCAL not in annotations:
        return True
    return bool(scalar_text(annotations[LOCAL]) == "false")


def _sort(resources: "ResourceSet", kustomization: "Kustomization", options: "BuildOptions") -> None:
    wanted: SortOptions | None = kustomization.fields.get("sortOptions")
    if wanted is None:
        if options.reorder != "none":
            resources.reorder(legacy_order(resources))
        return
    order = wanted.get("order", "")
    if order not in ("legacy", "fifo"):
        raise kustomization.error("the order must be legacy or fifo", "sortOptions", "order")
    kinds = wanted.get("legacySortOptions")
    if order == "legacy":
        first: Sequence[str] = ORDER_FIRST
        last: Sequence[str] = ORDER_LAST
        if kinds is not None:
            first, last = kinds.get("orderFirst") or (), kinds.get("orderLast") or ()
        resources.reorder(legacy_order(resources, first, last))
    elif kinds is not None:
        raise kustomization.error(
            "legacySortOptions goes with the order legacy only", "sortOptions", "legacySortOptions", key=True
        )


def _settle_annotations(resource: "Resource", dropped: frozenset[str]) -> None:
    """Annotations come out as strings, without those kustomize uses for itself; none at all, no field."""
    metadata = resource.tree.get("metadata")
    annotations = metadata.get("annotations") if isinstance(metadata, dict) else None
    if isinstance(annotations, list) and annotations:
        raise resource.origin.error(
            f"annotations of {resource.id} must be a mapping", "metadata", "annotations"
        )
    if annotations is None:
        if isinstance(metadata, dict):
            metadata.pop("annotations", None)
        return
    assert isinstance(metadata, dict)
    kept = {}
    for key, value in annotations.items() if isinstance(annotations, dict) else ():
        if key not in dropped:
            check_key(key, resource, ("metadata", "annotations", key))
            kept[key] = "" if value is None else scalar_text(value)
    if kept:
        metadata["annotations"] = kept
    else:
        del metadata["annotations"]
