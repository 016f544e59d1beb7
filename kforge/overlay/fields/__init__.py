"""The field specs in force: kustomize's default tables (one module each) and what a build adds to them."""

from kforge.overlay.fieldspec import FieldSpec, merge_specs
from kforge.resource.ids import Gvk

# The module of each list, by the list's name in a `configurations` file.
_MODULES = {
    "namePrefix": "names",
    "nameSuffix": "names",
    "namespace": "namespace",
    "commonLabels": "labels",
    "templateLabels": "labels",
    "commonAnnotations": "annotations",
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


class FieldConfig:
    """The field specs a build works with, in lists named as in a `configurations` file. Never changed.

    `references` holds pairs: the Gvk of what is named, and the spec of a field that names it. `compiled` is
    name_references' own memory, by the kind of the referring resource.
    """

    __slots__ = ("_added", "_lists", "_matching", "_references", "compiled")

    def __init__(
        self,
        added: "dict[str, list[FieldSpec]] | None" = None,
        references: "list[tuple[Gvk, FieldSpec]] | None" = None,
    ) -> None:
        self._added = added or {}
        self._lists: dict[str, list[FieldSpec]] = {}
        self._matching: dict[tuple[str, Gvk], list[FieldSpec]] = {}
        self._references = references
        self.compiled: dict[Gvk, object] = {}

    def specs(self, name: str) -> list[FieldSpec]:
        """All specs of one list."""
        found = self._lists.get(name)
        if found is None:
            found = self._lists[name] = merge_specs(default_specs(name), self._added.get(name, ()))
        return found

    def matching(self, name: str, gvk: Gvk) -> list[FieldSpec]:
        """The specs of one list that apply to `gvk`."""
        found = self._matching.get((name, gvk))
        if found is None:
            found = [spec for spec in self.specs(name) if spec.applies_to(gvk)]
            self._matching[name, gvk] = found
        return found

    @property
    def references(self) -> list[tuple[Gvk, FieldSpec]]:
        """Every field that names a resource, in the order they are mended."""
        if self._references is None:
            from kforge.overlay.fields.references import TABLE

            self._references = [
                (Gvk(*target), FieldSpec(path, kind, group=group, version=version))
                for target, rows in TABLE.items()
                for group, version, kind, path in rows
            ]
        return self._references


DEFAULTS = FieldConfig()
