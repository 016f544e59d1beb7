"""Where a filter may write: field specs and the one walker that follows their paths."""

from kforge.errors import OverlayError
from kforge.resource.ids import Gvk
from kforge.resource.resource import FieldPath, Resource, Tree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kforge.overlay.shape import Field

    Leaf = Callable[[Tree, str, FieldPath], None]

# What a walker makes of a missing or null field at the end of a path whose spec says `create`.
NOTHING = 0
SCALAR = 1
MAPPING = 2


class FieldSpec:
    """A path ("spec/template/metadata/labels"), the kinds it is for ("" = any) and whether to create it.

    A segment `containers[]` promises a list (never created); lists are entered whether promised or not.
    A slash inside a key is written `\\/`.
    """

    __slots__ = ("create", "group", "kind", "names", "path", "segments", "version")

    def __init__(
        self, path: str, kind: str = "", *, group: str = "", version: str = "", create: bool = False
    ) -> None:
        self.path = path
        self.kind = kind
        self.group = group
        self.version = version
        self.create = create
        parts = split_path(path)
        self.names = tuple(part.removesuffix("[]") for part in parts)
        self.segments = [(name, name != part) for name, part in zip(self.names, parts, strict=True)]

    @classmethod
    def of(cls, field: "Field") -> "FieldSpec":
        """The field spec that a file states."""
        return cls(
            field.get("path", ""),
            field.get("kind", ""),
            group=field.get("group", ""),
            version=field.get("version", ""),
            create=field.get("create", False),
        )

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


def visit(resource: Resource, spec: FieldSpec, leaf: "Leaf", make: int = NOTHING) -> None:
    """Call `leaf(mapping, key, path)` for every field that `spec`'s path leads to in `resource`.

    `path` is the way there, list indexes included. With `make` and a spec that says `create`, mappings on the
    way are made, and a missing end is there as None (SCALAR) or as an empty mapping (MAPPING) when `leaf` is
    called. Raises OverlayError when a scalar is in the way.
    """
    make = make if spec.create else NOTHING
    if make or spec.names[0] in resource.tree:
        Visit(resource, spec, leaf, make).go(resource.tree, 0, ())


class Visit:
    """One walk along the path of a field spec."""

    __slots__ = ("leaf", "make", "resource", "spec")

    def __init__(self, resource: Resource, spec: FieldSpec, leaf: "Leaf", make: int) -> None:
        self.resource = resource
        self.spec = spec
        self.leaf = leaf
        self.make = make

    def go(self, node: object, depth: int, way: FieldPath) -> None:
        """From `node`, reached by `way`, along the segments from `depth` on."""
        segments = self.spec.segments
        last = len(segments) - 1
        start = depth
        while isinstance(node, dict):
            name, is_list = segments[depth]
            value = node.get(name)
            if value is None:
                if not self._prepare(node, name, is_list, depth == last):
                    return
                value = node[name]
            if depth == last:
                self.leaf(node, name, way + self.spec.names[start:])
                return
            node = value
            depth += 1
        if isinstance(node, list):
            way += self.spec.names[start:depth]
            for index, item in enumerate(node):
                self.go(item, depth, (*way, index))
        elif node is not None:
            raise self.resource.origin.error(
                f"{self.spec.path} of {self.resource.id} leads through {node!r}, neither mapping nor list",
                *way,
                *self.spec.names[start:depth],
            )

    def _prepare(self, node: Tree, name: str, is_list: bool, is_last: bool) -> bool:
        """Is there a field `name` to go on with? Makes it where that is asked for."""
        if not name:
            raise OverlayError(
                f"the field spec {self.spec.path!r} has an empty part",
                hint="write spec/template, not spec//template",
            )
        if is_list:
            # kustomize turns a null where a list was promised into an empty list
            if name in node:
                node[name] = []
        elif self.make:
            node[name] = None if is_last and self.make == SCALAR else {}
        return name in node


class SpecConflict(OverlayError):  # noqa: N818 - named for what it is about
    """Two field specs are taken for the same but disagree on `create`; `spec` is the later one."""

    def __init__(self, spec: FieldSpec) -> None:
        said, other = ("true", "false") if spec.create else ("false", "true")
        super().__init__(f"the field spec {spec.path} says create: {said}, and one before it {other}")
        self.spec = spec


def merge_specs(specs: "Iterable[FieldSpec]", more: "Iterable[FieldSpec]") -> list[FieldSpec]:
    """`specs` and those of `more` that no earlier one covers. Raises SpecConflict on contradictions."""
    merged = list(specs)
    by_path: dict[str, list[FieldSpec]] = {}
    for spec in merged:
        by_path.setdefault(spec.path, []).append(spec)
    for spec in more:
        there = by_path.setdefault(spec.path, [])
        covering = next((mine for mine in there if mine.covers(spec)), None)
        if covering is None:
            merged.append(spec)
            there.append(spec)
        elif covering.create != spec.create:
            raise SpecConflict(spec)
    return merged
