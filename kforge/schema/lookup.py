"""Answers what the schema knows about a kind: which lists merge by which keys, has it a namespace."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from kforge.schema.custom import CustomSchema
    from kforge.schema.in_force import Preference


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


_newest: Schema | None = None


def newest() -> Schema:
    """The merge keys of Kubernetes 1.37, which has some where 1.21.2 has none. Loaded on the first call."""
    global _newest  # noqa: PLW0603  (one table per process)
    if _newest is None:
        from kforge.schema.data.merge_v1_37_0 import KINDS, TYPES

        _newest = Schema(TYPES, KINDS)
    return _newest


class Choice:
    """What kforge.schema.in_force has chosen: a `custom` schema, beside which Kubernetes' may still be known.

    `made` says that it is for good, `used` that merges have gone by Kubernetes' schema. Never changed.
    """

    __slots__ = ("builtin_stays", "custom", "made", "used")

    def __init__(
        self,
        custom: "CustomSchema | None" = None,
        *,
        made: bool = False,
        builtin_stays: bool = False,
        used: bool = False,
    ) -> None:
        self.custom = custom
        self.made = made
        self.builtin_stays = builtin_stays
        self.used = used

    @property
    def key(self) -> "tuple[CustomSchema | None, bool, bool]":
        """Equal for choices with the same effect on merges."""
        return self.custom, self.made, self.builtin_stays

    def then(self, later: "Choice") -> "Choice":
        """This choice and after it one that was made in a base: the first holds."""
        holds = self if self.made else later
        return Choice(
            holds.custom,
            made=holds.made,
            builtin_stays=holds.builtin_stays or (later.made and self.used and not self.made),
            used=self.used or later.used,
        )


UNDECIDED = Choice()
choice = UNDECIDED  # of the build that is going on
preference: "Preference | None" = None  # of that build, None to merge as kustomize does


def is_cluster_scoped(gvk: "tuple[str, str, str]") -> bool:
    """Is this kind known to have no namespace? kustomize takes every unknown kind as namespaced."""
    from kforge.schema.data.scope_v1_21_2 import CLUSTER_SCOPED

    return gvk in CLUSTER_SCOPED or (choice.custom is not None and choice.custom.is_cluster_scoped(gvk))
