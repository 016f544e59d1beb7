"""Setting labels and annotations at the places that field specs name."""

from kforge.overlay.fieldspec import MAPPING, FieldSpec, visit
from kforge.overlay.keys import check_key
from kforge.resource.ids import Gvk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kforge.resource.resource import FieldPath, Resource, ResourceSet, Tree


def set_pairs(resources: "ResourceSet", pairs: "Mapping[str, str]", specs: "Sequence[FieldSpec]") -> None:
    """Set `pairs` in every mapping that `specs` lead to in `resources`. Raises OverlayError."""
    if not pairs:
        return  # nor are mappings made for none
    by_kind: dict[Gvk, list[FieldSpec]] = {}
    keys = sorted(pairs)
    for resource in resources:
        gvk = resource.gvk
        mine = by_kind.get(gvk)
        if mine is None:
            mine = by_kind[gvk] = [spec for spec in specs if spec.applies_to(gvk)]
        places = [place for spec in mine for place in _places(resource, spec)]
        for key in keys:
            _set(resource, places, key, pairs[key])


def _set(resource: "Resource", places: "Sequence[tuple[Tree, FieldPath]]", key: str, value: str) -> None:
    added: list[FieldPath] = []
    for mapping, path in places:
        if key in mapping:
            mapping[key] = value
            if resource.ties:
                resource.follow((*path, key), value)
        else:
            check_key(key, resource, path)
            mapping[key] = value
            added.append((*path, key))
    if len(added) > 1:
        resource.ties.append(tuple(added))


def _places(resource: "Resource", spec: FieldSpec) -> "list[tuple[Tree, FieldPath]]":
    """The mappings that `spec` leads to, with their paths."""
    found: list[tuple[Tree, FieldPath]] = []

    def leaf(holder: "Tree", key: str, path: "FieldPath") -> None:
        mapping = holder[key]
        if isinstance(mapping, dict):
            found.append((mapping, path))
        elif mapping is not None:
            raise resource.origin.error(f"{spec.path} of {resource.id} is no mapping", *path)

    visit(resource, spec, leaf, MAPPING)
    return found
