"""Where a filter may write: field specs and the one walker that follows their paths."""

from kforge.errors import OverlayError
from kforge.resource.ids import Gvk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kforge.resource.resource import FieldPath

    Leaf = Callable[[dict[str, object], str, FieldPath], None]

# What a walker makes of a missing or null field at the end of a path whose spec says `create`.
NOTHING = 0
SCALAR = 1
MAPPING = 2


class FieldSpec:
    """A path ("spec/template/metadata/labels"), the kinds it is for ("" = any) and whether to create it.

    A segment `containers[]` promises a list (never created); lists are entered whether promised or not.
    A slash inside a key is written `\\/`.
    """

    __slots__ = ("create", "group", "kind", "path", "segments", "version")

    def __init__(
        self, path: str, kind: str = "", *, group: str = "", version: str = "", create: bool = False
    ) -> None:
        self.path = path
        self.kind = kind
        self.group = group
        self.version = version
        self.create = create
        self.segments = [(segment.removesuffix("[]"), segment.endswith("[]")) for segment in split_path(path)]

    def applies_to(self, gvk: Gvk) -> bool:
        return gvk.is_selected_by(self.group, self.version, self.kind)

    def covers(self, other: "FieldSpec") -> bool:
        """Is this spec taken for the same as `other`, as kustomize compares them when it merges lists?"""
        return self.path == other.path and Gvk(self.group, self.version, self.kind).is_selected_by(
            other.group, other.version, other.kind
        )

    def __repr__(self) -> str:
        return f"FieldSpec({self.path!r}, {self.kind!r})"


def split_path(path: str) -> tuple[str, ...]:
    """The segments of a path: a leading slash is nothing, `\\/` is a slash inside a segment."""
    parts = path.split("/")
    if len(parts) > 1 and not parts[0]:
        parts = parts[1:]
    segments = [parts[0]]
    for part in parts[1:]:
        if segments[-1].endswith("\\"):
            segments[-1] = f"{segments[-1][:-1]}/{part}"
        else:
            segments.append(part)
    return tuple(segments)


def visit(tree: dict[str, object], spec: FieldSpec, leaf: "Leaf", make: int = NOTHING) -> None:
    """Call `leaf(mapping, key, path)` for every field that `spec`'s path leads to in `tree`.

    `path` is the way there, list indexes included. With `make` and a spec that says `create`, mappings on the
    way are made, and a missing end is there as None (SCALAR) or as an empty mapping (MAPPING) when `leaf` is
    called. Raises OverlayError, without a position, when a scalar is in the way.
    """
    _visit(tree, (spec, leaf, make if spec.create else NOTHING), 0, ())


def _visit(node: object, how: "tuple[FieldSpec, Leaf, int]", depth: int, path: "FieldPath") -> None:
    spec, leaf, make = how
    if isinstance(node, dict):
        name, is_list = spec.segments[depth]
        last = depth + 1 == len(spec.segments)
        if not _prepare(node, name, is_list, make if last or make != SCALAR else MAPPING):
            return
        if last:
            leaf(node, name, (*path, name))
        else:
            _visit(node[name], how, depth + 1, (*path, name))
    elif isinstance(node, list):
        for index, item in enumerate(node):
            _visit(item, how, depth, (*path, index))
    elif node is not None:
        raise OverlayError(f"{spec.path} leads through {node!r}, which is neither mapping nor list")


def _prepare(node: dict[str, object], name: str, is_list: bool, make: int) -> bool:
    """Is there a field `name` to go on with? Makes it where that is asked for."""
    if node.get(name) is not None:
        return True
    if is_list:
        # kustomize turns a null where a list was promised into an empty list
        if name in node:
            node[name] = []
        return name in node
    if make:
        node[name] = None if make == SCALAR else {}
    return name in node


def merge_specs(specs: "Iterable[FieldSpec]", more: "Iterable[FieldSpec]") -> list[FieldSpec]:
    """`specs` and those of `more` that no earlier one covers. Raises OverlayError on contradictions."""
    merged = list(specs)
    for spec in more:
        for mine in merged:
            if mine.covers(spec):
                if mine.create != spec.create:
                    raise OverlayError(f"field spec {spec.path} says `create` here and not there")
                break
        else:
            merged.append(spec)
    return merged
