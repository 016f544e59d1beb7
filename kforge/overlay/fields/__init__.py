"""The field specs in force: kustomize's default tables (one module each) and what a build adds to them."""

from kforge.overlay.fieldspec import FieldSpec, merge_specs
from kforge.resource.ids import Gvk
from kforge.resource.order import gvk_order

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    # the Gvk of what is named, and the spec of a field that names it
    Reference = tuple[Gvk, FieldSpec]

# The module of each list, by the list's name in a `configurations` file.
_MODULES = {
    "namePrefix": "names",
    "nameSuffix": "names",
    "namespace": "namespace",
    "commonLabels": "labels",
    "templateLabels": "labels",
    "commonAnnotations": "annotations",
    "varReference": "variables",
    "images": "images",
    "replicas": "replicas",
}


def default_specs(name: str) -> list[FieldSpec]:
    """The built-in specs of the list `name`; a list without any (`labels`) is empty."""
    module = _MODULES.get(name)
    if module is None:
        return []
    table = __import__(f"{__name__}.{module}", fromlist=["TABLE"]).TABLE[name]
    return [
        FieldSpec(path, kind, group=group, version=version, create=create)
        for group, version, kind, paths, create in table
        for path in paths
    ]


def default_references(gvk: Gvk | None = None) -> "list[Reference]":
    """The built-in fields (of `gvk`, if given) that name a resource, in the order they are mended."""
    from kforge.overlay.fields.references import TABLE

    return [
        (Gvk(*target), FieldSpec(path, kind, group=group, version=version))
        for target, rows in TABLE.items()
        for group, version, kind, path in rows
        if gvk is None or gvk.is_selected_by(group, version, kind)
    ]


class FieldConfig:
    """The field specs a build works with, in lists named as in a `configurations` file. Never changed.

    `own` and `references` are given where they differ from kustomize's defaults; a `bare` config has no
    defaults at all. `compiled` is name_references' own memory, by the kind of the referring resource.
    """

    __slots__ = ("_lists", "_matching", "_references", "bare", "compiled", "own", "own_references")

    def __init__(
        self,
        own: "Mapping[str, list[FieldSpec]] | None" = None,
        references: "list[Reference] | None" = None,
        *,
        bare: bool = False,
    ) -> None:
        self.own = own or {}
        self.own_references = references
        self.bare = bare
        self._lists: dict[str, list[FieldSpec]] = dict(self.own)
        self._matching: dict[tuple[str, Gvk], list[FieldSpec]] = {}
        self._references = references
        self.compiled: dict[Gvk, object] = {}

    @property
    def is_plain(self) -> bool:
        """Is there nothing but defaults in it?"""
        return not self.own and self.own_references is None

    def specs(self, name: str) -> list[FieldSpec]:
        """All specs of one list."""
        found = self._lists.get(name)
        if found is None:
            found = self._lists[name] = [] if self.bare else default_specs(name)
        return found

    def matching(self, name: str, gvk: Gvk) -> list[FieldSpec]:
        """The specs of one list that apply to `gvk`."""
        found = self._matching.get((name, gvk))
        if found is None:
            found = [spec for spec in self.specs(name) if spec.applies_to(gvk)]
            self._matching[name, gvk] = found
        return found

    @property
    def references(self) -> "list[Reference]":
        """Every field that names a resource, in the order they are mended."""
        if self._references is None:
            self._references = [] if self.bare else default_references()
        return self._references

    def references_of(self, gvk: Gvk) -> "list[Reference]":
        """The fields of `gvk` that name a resource, in the order they are mended."""
        if self._references is None and not self.bare:
            return default_references(gvk)
        return [pair for pair in self.references if pair[1].applies_to(gvk)]

    def merged(self, other: "FieldConfig") -> "FieldConfig":
        """This config and `other` laid over it. Raises SpecConflict.

        As in kustomize every merge sorts the lists, so that in the next one a narrow spec may come first and
        push out a wider one of the same path.
        """
        bare = self.bare and other.bare
        if self.is_plain and other.is_plain:
            return EMPTY if bare else DEFAULTS
        own = {
            name: sorted(merge_specs(self.specs(name), other.specs(name)), key=spec_order)
            for name in dict.fromkeys((*self.own, *other.own))
        }
        references = None
        if self.own_references is not None or other.own_references is not None:
            references = _merge_references(self.references, other.references)
        return FieldConfig(own, references, bare=bare)


def _merge_references(mine: "Sequence[Reference]", more: "Sequence[Reference]") -> "list[Reference]":
    grouped: dict[Gvk, list[FieldSpec]] = {}
    for target, spec in mine:
        grouped.setdefault(target, []).append(spec)
    added: dict[Gvk, list[FieldSpec]] = {}
    for target, spec in more:
        added.setdefault(target, []).append(spec)
    for target, specs in added.items():
        # what is named for the first time is taken as it is, doubles and all
        grouped[target] = merge_specs(grouped[target], specs) if target in grouped else specs
    return [(target, spec) for target in sorted(grouped, key=gvk_order) for spec in grouped[target]]


def spec_order(spec: FieldSpec) -> tuple[int, str]:
    """The place of a field spec in its list."""
    return gvk_order(Gvk(spec.group, spec.version, spec.kind))


EMPTY = FieldConfig(bare=True)
DEFAULTS = FieldConfig()
