"""Answers what the schema knows about a kind: which lists merge by which keys, has it a namespace."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class Node:
    """A field in the schema of a kind.

    `keys` is None unless the field is a merged list; () for a list of scalars merged by value, else the merge
    keys of its items. `items` is what is known of such a list's items.
    """

    __slots__ = ("fields", "items", "keys")

    def __init__(self, fields: "dict[str, Node]", keys: tuple[str, ...] | None, items: "Node | None") -> None:
        self.fields = fields
        self.keys = keys
        self.items = items

    def field(self, name: str) -> "Node | None":
        """The field `name`, None when nothing at or below it merges."""
        return self.fields.get(name) or self.fields.get("*")


class Schema:
    """The merge table of one OpenAPI document, as kforge.schema.openapi digests it."""

    __slots__ = ("_kinds", "_nodes")

    def __init__(
        self,
        types: "Mapping[str, Mapping[str, tuple[str, tuple[str, ...] | None]]]",
        kinds: "Mapping[tuple[str, str, str], str]",
    ) -> None:
        nodes: dict[str, Node] = {name: Node({}, None, None) for name in types}
        nodes[""] = Node({}, None, None)
        for name, fields in types.items():
            made = nodes[name].fields
            for field, (below, keys) in fields.items():
                made[field] = nodes[below] if keys is None else Node({}, keys, nodes[below])
        self._nodes = nodes
        self._kinds = kinds

    def for_kind(self, gvk: "tuple[str, str, str]") -> Node | None:
        """The root of a kind (group, version, kind), None when the schema does not know it."""
        name = self._kinds.get(gvk)
        return None if name is None else self._nodes[name]


_builtin: Schema | None = None


def builtin() -> Schema:
    """The schema kustomize merges with: Kubernetes 1.21.2. Loaded on the first call."""
    global _builtin  # noqa: PLW0603  (one table per process)
    if _builtin is None:
        from kforge.schema.data.merge_v1_21_2 import KINDS, TYPES

        _builtin = Schema(TYPES, KINDS)
    return _builtin


def is_cluster_scoped(gvk: "tuple[str, str, str]") -> bool:
    """Is this kind known to have no namespace? kustomize takes every custom kind as namespaced."""
    from kforge.schema.data.scope_v1_21_2 import CLUSTER_SCOPED

    return gvk in CLUSTER_SCOPED
