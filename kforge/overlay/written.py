"""How scalars are written in the file a resource or patch came from, where kustomize's result depends on it.

It keeps YAML nodes, not values: a new scalar stands in the quotes of the one it replaces, and a null that
is not spelled out (`emptyDir:`) is lost in the first strategic merge, while `null` and `~` stay. Plain trees
do not know, so the files are looked at again, which only happens when such a thing is met.
"""

from kforge.overlay.keyed_lists import UNSAID
from kforge.overlay.strategic_merge import Texts, Tree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.resource.resource import Origin, Resource
    from kforge.yaml.events import Node

Step = tuple[object, str | int]


class Written(Texts):
    """The files behind one merge, of a resource and of a patch: where each came from, and its tree now."""

    __slots__ = ("patch", "patch_origin", "target", "target_origin")

    def __init__(self, target_origin: "Origin", target: Tree, patch_origin: "Origin", patch: Tree) -> None:
        self.target_origin = target_origin
        self.target = target
        self.patch_origin = patch_origin
        self.patch = patch

    def is_quoted(self, parent: Tree, key: str, value: str) -> bool:
        # what an earlier patch put there stands as that patch has it
        for origin in (self.target_origin, *self.target_origin.patches):
            node = _find(origin, self.target, parent, key)
            if node is not None:
                return node.style != "plain"
        return super().is_quoted(parent, key, value)

    def source(self, parent: Tree, key: str, value: object) -> str:
        node = _find(self.patch_origin, self.patch, parent, key)
        return super().source(parent, key, value) if node is None else node.value


def spelling(resource: "Resource", parent: Tree, key: str) -> str | None:
    """How the scalar at `key` of a map in `resource` is written; None when it is not from its file."""
    node = _find(resource.origin, resource.tree, parent, key)
    return None if node is None else node.value


def _find(origin: "Origin", tree: Tree, parent: Tree, key: str) -> "Node | None":
    """The scalar node at `key` of `parent`, which is a map somewhere in `tree`."""
    root = _root(origin)
    steps = steps_to(tree, parent)
    if root is None or steps is None:
        return None
    node: Node | None = root
    for step in (*((None, part) for part in origin.path), *steps, (parent, key)):
        node = None if node is None else _below(node, step)
    return node if node is not None and node.kind == "scalar" else None


def _root(origin: "Origin") -> "Node | None":
    if not origin.text:
        return None
    from kforge.yaml.locate import root

    return root(origin.text, origin.document)


def steps_to(tree: object, wanted: object) -> "list[Step] | None":
    """The way from `tree` to the map or list `wanted` (by identity): each container and the key in it."""
    if tree is wanted:
        return []
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, inner in pairs:
        if isinstance(inner, dict | list):
            rest = steps_to(inner, wanted)
            if rest is not None:
                return [(tree, key), *rest]
    return None


def _below(node: "Node", step: Step) -> "Node | None":
    container, key = step
    if node.kind == "mapping":
        return next((value for name, value in node.pairs if name.value == key), None)
    if node.kind != "sequence" or not isinstance(key, int):
        return None
    # items move when a patch puts others before them: one with a name is found by that
    item = container[key] if isinstance(container, list) else None
    name = item.get("name") if isinstance(item, dict) else None
    for inner in node.items if isinstance(name, str) else ():
        if any(field.value == "name" and value.value == name for field, value in inner.pairs):
            return inner
    return node.items[key] if key < len(node.items) else None


def mark_unsaid(resource: "Resource") -> bool:
    """Put UNSAID where a resource that is as it was read has a null without a word for it; was there one?"""
    if not has_null(resource.tree):
        return False
    root = _root(resource.origin)
    for part in resource.origin.path:
        root = None if root is None else _below(root, (None, part))
    return root is not None and _mark(resource.tree, root)


def has_null(value: object) -> bool:
    """Is there a null anywhere in `value`?"""
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if inner is None or (inner.__class__ in (dict, list) and has_null(inner)):
            return True
    return False


def _mark(value: object, written: "Node") -> bool:
    marked = False
    if isinstance(value, dict):
        nodes = {name.value: node for name, node in written.pairs}
        for key, inner in value.items():
            node = nodes.get(key)
            if node is None:
                continue
            if inner is None and node.kind == "scalar" and not (node.value or node.tag):
                value[key] = UNSAID
                marked = True
            elif isinstance(inner, dict | list):
                marked = _mark(inner, node) or marked
    elif isinstance(value, list):
        for inner, node in zip(value, written.items, strict=False):
            if isinstance(inner, dict | list):
                marked = _mark(inner, node) or marked
    return marked


def say_null(value: object) -> None:
    """Put null where the merge did not come by to take UNSAID away."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if inner is UNSAID:
                value[key] = None
            elif isinstance(inner, dict | list):
                say_null(inner)
    elif isinstance(value, list):
        for inner in value:
            say_null(inner)
