"""Strategic merge: a patch shaped like the resource, merged into it as kustomize does (kyaml's merge2).

Maps merge field by field. A list merges where the schema names its keys (kforge.overlay.keyed_lists), else
the patch's list replaces it as it stands, `$patch` and all. null deletes. `$patch: delete | replace | merge`
counts in a map, and as the only field of an item for the whole list. For kustomize `$retainKeys`,
`$setElementOrder/...` and `$deleteFromPrimitiveList/...` are no directives: they become ordinary fields.

The walk covers the whole resource, not only what the patch names: see `Merger.keep`.
"""

from kforge.overlay.keyed_lists import MISSING, UNSAID, Conflict, merge_list, scalar_text
from kforge.resource.ids import gvk_of
from kforge.schema.lookup import builtin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from kforge.schema.lookup import Node, Schema

Tree = dict[str, object]

DIRECTIVE = "$patch"
DELETE = "delete"
REPLACE = "replace"
DIRECTIVES = (DELETE, REPLACE, "merge")


class Texts:
    """How the scalars at hand are written in their files. This one has no files and goes by the values."""

    def is_quoted(self, parent: Tree, key: str, value: str) -> bool:  # noqa: ARG002
        """Is `value`, at `key` of the map `parent` in the resource, written in quotes or as a block?"""
        from kforge.yaml.scalars import KUSTOMIZE, resolve

        if "\n" in value or not isinstance(resolve(value, KUSTOMIZE), str):
            return True
        from kforge.yaml.emit import scalar

        return scalar(value).startswith("'")

    def source(self, parent: Tree, key: str, value: object) -> str:  # noqa: ARG002
        """The text of `value`, a scalar but no string, at `key` of the map `parent` in the patch."""
        return scalar_text(value)


def merge(target: Tree, patch: Tree) -> Tree | None:
    """`patch` merged into `target`, both consumed; None when it deletes that. Raises Conflict."""
    return Merger().merge(target, patch)


class Merger:
    """Merges patches into resources: the schema it goes by, how scalars are written.

    `settled` says that nothing rearranged the resource since an earlier merge, so that only what the patch
    names need be looked at. `is_odd` says afterwards that items of a list were not told apart by their keys:
    what is in these may not be settled.
    """

    __slots__ = ("is_odd", "schema", "settled", "texts")

    def __init__(
        self, schema: "Schema | None" = None, texts: Texts | None = None, *, settled: bool = False
    ) -> None:
        self.schema = schema or builtin()
        self.texts = texts or Texts()
        self.settled = settled
        self.is_odd = False

    def merge(self, target: Tree, patch: Tree) -> Tree | None:
        """Merge `patch` into `target`; None when the patch deletes the resource.

        Both are consumed: `target` is changed in place and takes over parts of `patch`. Raises Conflict.
        """
        found = directive(patch)
        if found == DELETE:
            return None
        if found == REPLACE:
            # kustomize drops what comes of it and leaves the resource as it is; but it has to be sound
            self.adopt(patch, None)
            return target
        return self.map(target, patch, None)

    def map(self, dest: Tree, origin: Tree, node: "Node | None") -> Tree:
        """Merge the map `origin`, its directive being dealt with, into the map `dest`."""
        if node is None:
            node = self._embedded(dest) or self._embedded(origin)
        for key, value in origin.items():
            merged = self._field(dest, origin, key, value, _below(node, key))
            if merged is MISSING:
                dest.pop(key, None)
            else:
                dest[key] = merged
        return dest if self.settled else self._keep_rest(dest, origin, node)

    def _field(self, dest: Tree, origin: Tree, key: str, new: object, node: "Node | None") -> object:
        """What becomes of the field `key`, for which the patch has `new`; MISSING when it is to go."""
        if new is None:
            return MISSING
        old = dest.get(key)
        if old is None or old is UNSAID:
            return self.added(new, node)
        if _shape(old) != _shape(new):
            raise Conflict(f"the patch has {_shape(new)} where the resource has {_shape(old)}", origin, key)
        if isinstance(old, str) and not isinstance(new, str) and self.texts.is_quoted(dest, key, old):
            # kustomize keeps the style of the old scalar: in its quotes the new one is a string
            return self.texts.source(origin, key, new)
        return self.merged(old, new, node)

    def merged(self, dest: object, origin: object, node: "Node | None") -> object:
        """`origin` onto `dest`, two values of one shape."""
        if isinstance(dest, dict) and isinstance(origin, dict):
            found = directive(origin)
            if found == DELETE:
                return MISSING
            return self.adopt(origin, node) if found == REPLACE else self.map(dest, origin, node)
        if isinstance(dest, list) and isinstance(origin, list) and node is not None and node.keys is not None:
            found = list_directive(origin)
            if found == DELETE:
                return MISSING
            return self._list(origin if found == REPLACE else dest, origin, node, node.keys)
        return origin

    def added(self, value: object, node: "Node | None") -> object:
        """A value of the patch that the resource lacks. Here an unknown directive is an ordinary field."""
        if isinstance(value, dict):
            if value.get(DIRECTIVE) in DIRECTIVES and directive(value) == DELETE:
                return MISSING
            return self.adopt(value, node)
        if isinstance(value, list) and node is not None and node.keys is not None:
            return self._list(value, value, node, node.keys)
        return value

    def adopt(self, tree: Tree, node: "Node | None") -> Tree:
        """`tree` of the patch as a whole: the directives in it are carried out, its nulls vanish."""
        if node is None:
            node = self._embedded(tree)
        for key, value in list(tree.items()):
            adopted = self.adopted(value, _below(node, key))
            if adopted is MISSING:
                del tree[key]
            else:
                tree[key] = adopted
        return tree

    def adopted(self, value: object, node: "Node | None") -> object:
        if value is None:
            return MISSING
        if isinstance(value, dict):
            return MISSING if directive(value) == DELETE else self.adopt(value, node)
        if isinstance(value, list) and node is not None and node.keys is not None:
            if list_directive(value) == DELETE:
                return MISSING
            return self._list(value, value, node, node.keys)
        return value

    def keep(self, value: object, node: "Node | None") -> object:
        """`value` of the resource, where the patch has nothing to say.

        Even so kustomize goes through merged lists: of two items with one key the last stays, say.
        """
        if isinstance(value, dict):
            return self._keep_rest(value, {}, node or self._embedded(value))
        if isinstance(value, list) and node is not None and node.keys is not None:
            return self._list(value, [], node, node.keys)
        return value

    def _keep_rest(self, dest: Tree, origin: Tree, node: "Node | None") -> Tree:
        """`dest`, of which the fields in `origin` have been merged."""
        for key, value in list(dest.items()):
            if key in origin:
                continue
            if value is UNSAID:
                del dest[key]
            elif isinstance(value, dict | list):
                dest[key] = self.keep(value, _below(node, key))
        return dest

    def _list(
        self, dest: "list[object]", origin: "list[object]", node: "Node", keys: tuple[str, ...]
    ) -> "list[object]":
        merged, is_odd = merge_list(dest, origin, keys, self._items(node))
        self.is_odd = self.is_odd or is_odd
        return merged

    def _items(self, node: "Node") -> "Callable[[object, object], object]":
        """What merges one item of a list: the resource's (or MISSING) with the patch's (or MISSING)."""
        below = node.items

        def walk(dest: object, origin: object) -> object:
            if origin is MISSING:
                return dest if self.settled or dest is MISSING else self.keep(dest, below)
            if dest is MISSING:
                return self.added(origin, below)
            return self.adopted(origin, below) if dest is origin else self.merged(dest, origin, below)

        return walk

    def _embedded(self, tree: Tree) -> "Node | None":
        """The schema of an object that states its kind, be it deep inside a custom resource."""
        kind, version = tree.get("kind"), tree.get("apiVersion")
        return self.schema.for_kind(gvk_of(version, kind)) if kind and version else None


def directive(tree: Tree) -> str:
    """What `$patch` in a map of the patch says ("" for nothing), taken out of it. Raises Conflict."""
    if DIRECTIVE not in tree:
        return ""
    found = tree[DIRECTIVE]
    if found not in DIRECTIVES:
        raise _unknown(tree)
    del tree[DIRECTIVE]
    return str(found)


def list_directive(items: "list[object]") -> str:
    """What the first item with a `$patch` says for the whole list, when it has no other field; taken out."""
    first = next((item for item in items if isinstance(item, dict) and DIRECTIVE in item), None)
    if first is None or len(first) > 1:
        return ""
    found = first[DIRECTIVE]
    if found not in DIRECTIVES:
        raise _unknown(first)
    # with it goes every item that says the same, whatever else it holds, and every empty one
    items[:] = [
        item
        for item in items
        if not (item is None or item == {} or (isinstance(item, dict) and item.get(DIRECTIVE) == found))
    ]
    return str(found)


def _unknown(tree: Tree) -> Conflict:
    word = scalar_text(tree[DIRECTIVE])
    return Conflict(
        f"unknown directive $patch: {word}", tree, DIRECTIVE, hint="write delete, replace or merge"
    )


def _below(node: "Node | None", key: str) -> "Node | None":
    return None if node is None else node.field(key)


def _shape(value: object) -> str:
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else "a scalar"
