"""Which schema merges go by: Kubernetes' own, or instead one that a kustomization names.

There is one at a time for all overlays of a build, as in kustomize, where the first choice holds. What has
been read of Kubernetes' schema until then stays known beside a custom one. On request merges go by newer keys
than kustomize's, and by those that CustomResourceDefinitions declare: that is a preference.
"""

from kforge.schema import lookup
from kforge.schema.lookup import Choice, Node, Schema, builtin, newest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from kforge.schema.custom import CustomSchema


# What a build may merge by: the versions of Kubernetes whose keys there are. The first is kustomize's.
MERGE_KEYS = ("1.21", "1.37")


class _Layers(Schema):
    """Several schemas: the first that knows a kind says all about it."""

    def __init__(self, *layers: Schema) -> None:
        super().__init__({}, {})
        self._layers = layers

    def for_kind(self, gvk: "tuple[str, str, str]") -> Node | None:
        return next((node for layer in self._layers if (node := layer.for_kind(gvk)) is not None), None)


class Preference:
    """The keys a build was asked to merge by. What `crds` declare comes first."""

    __slots__ = ("_schemas", "crds", "newest")

    def __init__(self, *, newest: bool, crds: Schema | None = None) -> None:
        self.newest = newest
        self.crds = crds
        self._schemas: dict[Schema, Schema] = {}

    def over(self, schema: Schema) -> Schema:
        """The schema to go by where kustomize goes by `schema`."""
        found = self._schemas.get(schema)
        if found is None:
            # kinds that newer versions no longer have keep their old keys
            layers = [schema, newest(), builtin()] if schema is not builtin() else [newest(), schema]
            layers = layers if self.newest else [schema]
            found = self._schemas[schema] = _Layers(*([self.crds] if self.crds else []), *layers)
        return found


def prefer(merge_keys: str, crds: "Iterable[dict[str, Any]] | None" = None) -> None:
    """Merge by the keys of that version of Kubernetes from now on, and by what `crds` declare."""
    declared = None
    if crds is not None:
        from kforge.schema.declared import DeclaredSchema

        declared = DeclaredSchema(crds)
    is_newest = merge_keys != MERGE_KEYS[0]
    lookup.preference = Preference(newest=is_newest, crds=declared) if is_newest or declared else None


def is_as_kustomize() -> bool:
    """Do merges go by the keys of kustomize's own schema?"""
    return lookup.choice.custom is None and lookup.preference is None


def choose(custom: "CustomSchema | None", *, builtin_stays: bool) -> None:
    """Choose for the rest of the build; None is Kubernetes' schema."""
    used = lookup.choice.used
    lookup.choice = Choice(custom, made=True, builtin_stays=builtin_stays or used, used=used)


def current() -> Schema:
    """The schema in force. Raises OverlayError and YamlError when a custom one cannot be read."""
    schema = _chosen()
    return schema if lookup.preference is None else lookup.preference.over(schema)


def _chosen() -> Schema:
    choice = lookup.choice
    if choice.custom is None:
        if not choice.used:
            lookup.choice = Choice(made=choice.made, used=True)
        return builtin()
    schema = choice.custom.schema()
    return _Layers(schema, builtin()) if choice.builtin_stays else schema
