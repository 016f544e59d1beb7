"""One Kubernetes object on its way through an overlay, and the ordered set of them."""

from marshal import dumps, loads

from kforge.errors import OverlayError, Position
from kforge.resource.ids import Gvk, ResId, effective_namespace, gvk_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Protocol

    class Matcher(Protocol):
        """What `ResourceSet.select` takes: kforge.resource.selector.Selector, in practice."""

        def matches(self, resource: "Resource") -> bool: ...


# Annotations in which kustomize says, on demand, where a resource came from and what changed it.
ORIGIN = "config.kubernetes.io/origin"
TRANSFORMATIONS = "alpha.config.kubernetes.io/transformations"

Tree = dict[str, object]
FieldPath = tuple[str | int, ...]


def copy_tree(tree: Tree) -> Tree:
    """A deep copy of plain data; marshal is three to four times faster than a walk."""
    copy: Tree = loads(dumps(tree))  # noqa: S302 - reads back only what was written right here
    return copy


class Origin:
    """Where a resource came from: `file` as errors show it, `document` (from 0) in it, its first `line`.

    `text` is the file's, and `path` leads to the resource inside the document; both are empty when how its
    scalars are written there does not matter (any more): the resource was generated or written anew. Of a
    text that was rendered `placed` says where a line of it comes from. `read_as` holds the annotations that
    are no strings to a reader: how they are spelled, and what they are. `patches` is where the strategic
    patches came from that were merged into the resource since.
    """

    __slots__ = ("document", "file", "line", "patches", "path", "placed", "read_as", "text")

    def __init__(
        self, file: str, document: int = 0, line: int = 0, text: str = "", path: FieldPath = ()
    ) -> None:
        self.placed: Callable[[int], Position] | None = None
        self.read_as: dict[str, tuple[str, object]] = {}
        self.patches: tuple[Origin, ...] = ()
        self.file = file
        self.document = document
        self.line = line
        self.text = text
        self.path = path

    @property
    def position(self) -> Position:
        return Position(self.file, self.line)

    def patched_from(self, patch: "Origin") -> "Origin":
        """The same place, when a strategic patch from `patch` has been merged in."""
        twin = Origin(self.file, self.document, self.line, self.text, self.path)
        twin.placed = self.placed
        twin.read_as = self.read_as
        twin.patches = (*self.patches, patch)
        return twin

    def without_text(self) -> "Origin":
        """The same place, when the text there says no more how the resource is written."""
        plain = Origin(self.file, self.document, self.line)
        plain.placed = self.placed
        return plain

    def error(self, message: str, *path: str | int, hint: str = "", key: bool = False) -> OverlayError:
        """An OverlayError at `path` (with `key`: at its key), or as near as the file has it."""
        if not self.text:
            return OverlayError(message, self.position, hint=hint)
        from kforge.yaml.locate import position

        line, column = position(self.text, self.document, (*self.path, *path), key=key)
        if self.placed is not None:
            return OverlayError(message, self.placed(line), hint=hint)
        lines = self.text.splitlines()
        source = lines[line - 1] if 0 < line <= len(lines) else ""
        return OverlayError(message, Position(self.file, line, column), hint=hint, source=source)

    def source_text(self, *path: str | int) -> str | None:
        """How the plain scalar at `path` is spelled in the file, None when there is none."""
        if not self.text:
            return None
        from kforge.yaml.locate import source_text

        return source_text(self.text, self.document, (*self.path, *path))


NOWHERE = Origin("")


def scalar_text(value: object) -> str:
    """A scalar as it reads in a string: true, 3, 1.5, null; nothing for a mapping or list."""
    if isinstance(value, str):
        return value
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if not isinstance(value, float):
        return ""
    from kforge.yaml.emit import scalar

    return scalar(value)


class Resource:
    """One object: its plain tree, where it came from, and what kustomize would keep in annotations.

    `history` holds (name, namespace, kind) before each change of one of them, oldest first, the namespace
    being the effective one. `prefixes` and `suffixes` are those added so far, innermost first. `behavior` and
    `needs_hash` are a generator's. A filter edits `tree` in place or replaces it; one that changes kind, name
    or namespace calls `remember` first and `ResourceSet.reindex` at its end.

    `ties` holds groups of paths to fields that change together: kustomize puts one and the same YAML node at
    every place where a label is added, so a later change of one of them changes all. Whoever sets a field
    that may be tied calls `follow`, a strategic merge `follow_patch`; what rebuilds the tree clears `ties`.
    `settled`: a strategic merge went through the whole tree, and nothing rebuilt it since.
    """

    __slots__ = (
        "behavior",
        "from_chart",
        "history",
        "needs_hash",
        "origin",
        "prefixes",
        "settled",
        "suffixes",
        "ties",
        "tree",
        "variables",
    )

    def __init__(self, tree: Tree, origin: Origin = NOWHERE) -> None:
        self.tree = tree
        self.origin = origin
        self.history: list[tuple[str, str, str]] = []
        self.prefixes: list[str] = []
        self.suffixes: list[str] = []
        self.behavior = ""
        self.needs_hash = False
        self.from_chart = False
        self.settled = False
        self.ties: list[tuple[FieldPath, ...]] = []
        self.variables: list[str] = []

    @property
    def gvk(self) -> Gvk:
        return gvk_of(self.tree.get("apiVersion"), self.tree.get("kind"))

    @property
    def kind(self) -> str:
        kind = self.tree.get("kind")
        return kind if isinstance(kind, str) else ""

    @property
    def name(self) -> str:
        return self._word("name")

    @property
    def namespace(self) -> str:
        return self._word("namespace")

    @property
    def effective_namespace(self) -> str:
        """The namespace for comparing: see ResId.effective_namespace."""
        return effective_namespace(self.gvk, self._word("namespace"))

    def _word(self, field: str) -> str:
        metadata = self.tree.get("metadata")
        value = metadata.get(field) if isinstance(metadata, dict) else None
        if isinstance(value, str):
            return value
        return "" if value is None else self._spelling(value, "metadata", field)

    def _spelling(self, value: object, *path: str) -> str:
        """The text of the scalar `value` at `path`: as the file has it (1.10) while it is the file's."""
        text = None if isinstance(value, str | dict | list) else self.origin.source_text(*path)
        if text is not None:
            from kforge.yaml.scalars import KUSTOMIZE, resolve

            if resolve(text, KUSTOMIZE) == value:
                return text
        return scalar_text(value)

    @property
    def id(self) -> ResId:
        return ResId(self.gvk, self.name, self.namespace)

    @property
    def key(self) -> ResId:
        """The id with its effective namespace: equal keys are one resource."""
        gvk = self.gvk
        return ResId(gvk, self._word("name"), effective_namespace(gvk, self._word("namespace")))

    @property
    def original_gvk(self) -> Gvk:
        """The kind the resource was made with; group and version are today's, as in kustomize."""
        gvk = self.gvk
        if not self.history or self.history[0][2] == gvk[2]:
            return gvk
        return Gvk(gvk[0], gvk[1], self.history[0][2])

    @property
    def original_id(self) -> ResId:
        """The id the resource was made with (its namespace the effective one, once anything changed)."""
        return self._previous(self.history[0]) if self.history else self.id

    @property
    def previous_ids(self) -> list[ResId]:
        """Every earlier id, oldest first; group and version are today's, as in kustomize."""
        return [self._previous(entry) for entry in self.history]

    def _previous(self, entry: tuple[str, str, str]) -> ResId:
        group, version, _ = self.gvk
        name, namespace, kind = entry
        return ResId(Gvk(group, version, kind), name, namespace)

    def remember(self) -> None:
        """Add the present id to the history: it is about to change."""
        gvk = self.gvk
        namespace = effective_namespace(gvk, self._word("namespace"))
        self.history.append((self._word("name"), namespace, gvk[2]))

    def map_of(self, *path: str) -> Tree:
        """The mapping at `path`, made where it is missing or null."""
        here = self.tree
        for field in path:
            inner = here.get(field)
            if not isinstance(inner, dict):
                inner = here[field] = {}
            here = inner
        return here

    def set_name(self, name: str) -> None:
        self.map_of("metadata")["name"] = name

    def set_namespace(self, namespace: str) -> None:
        """Set metadata.namespace; "" removes it."""
        metadata = self.map_of("metadata")
        if namespace:
            metadata["namespace"] = namespace
        else:
            metadata.pop("namespace", None)

    def follow(self, path: FieldPath, value: object) -> None:
        """The field at `path` has been set to `value`: set those tied to it too."""
        for group in self.ties:
            if path in group:
                for other in group:
                    _reset(self.tree, other, value)

    def untie(self, path: FieldPath) -> None:
        """The mapping at `path` has been replaced as a whole: the fields in the new one change alone."""
        groups = [tuple(each for each in group if each[: len(path)] != path) for group in self.ties]
        self.ties = [group for group in groups if len(group) > 1]

    def follow_patch(self, patch: Tree) -> None:
        """A strategic merge of `patch` is done: what it wrote to a tied field goes to its whole group.

        kustomize merges in the order of the field names, so the last one it wrote counts for all.
        """
        for path in _replaced(patch, ()):
            self.untie(path)
        for group in self.ties:
            for path in sorted(group, key=_merge_order, reverse=True):
                value = _at(patch, path)
                if value is not None:
                    for other in group:
                        _reset(self.tree, other, value)
                    break

    def strings(self, field: str) -> dict[str, str]:
        """metadata.labels or metadata.annotations (`field`) as kustomize's selectors see them."""
        metadata = self.tree.get("metadata")
        found = metadata.get(field) if isinstance(metadata, dict) else None
        if not isinstance(found, dict):
            return {}
        return {
            key: value if isinstance(value, str) else self._spelling(value, "metadata", field, key)
            for key, value in found.items()
        }

    def pairs(self, field: str) -> dict[str, str]:
        """The mapping `field` (data, binaryData) with its values as strings, null being the empty one."""
        found = self.tree.get(field)
        if not isinstance(found, dict):
            return {}
        return {
            key: "" if value is None else self._spelling(value, field, key) for key, value in found.items()
        }

    def take_over(self, old: "Resource") -> None:
        """Step into the place of `old`: its identity and history, its labels and annotations below one's own.

        With the behaviour `merge` its data and binaryData too.
        """
        for field in ("labels", "annotations"):
            merged = {**old.strings(field), **self.strings(field)}
            if self.behavior == "merge" and ORIGIN in old.strings(field):
                merged[ORIGIN] = old.strings(field)[ORIGIN]
            self.map_of("metadata").pop(field, None)
            if merged:
                self.map_of("metadata")[field] = merged
        if self.behavior == "merge":
            for field in ("data", "binaryData"):
                pairs = {**old.pairs(field), **self.pairs(field)}
                self.tree.pop(field, None)
                if pairs:
                    self.tree[field] = pairs
        self.set_name(old.name)
        self.set_namespace(old.namespace)
        self.needs_hash = self.needs_hash and old.needs_hash
        self.behavior = old.behavior
        self.history = old.history[:]
        self.prefixes = old.prefixes[:]
        self.suffixes = old.suffixes[:]
        self.from_chart = old.from_chart
        self.variables = old.variables[:]

    def copy(self) -> "Resource":
        """A copy that shares nothing that a filter changes."""
        return self.twin(copy_tree(self.tree))

    def twin(self, tree: Tree) -> "Resource":
        """The same resource with `tree`, which is to be its own."""
        twin = Resource(tree, self.origin)
        twin.history = self.history[:]
        twin.prefixes = self.prefixes[:]
        twin.suffixes = self.suffixes[:]
        twin.behavior = self.behavior
        twin.needs_hash = self.needs_hash
        twin.from_chart = self.from_chart
        twin.settled = self.settled
        twin.ties = self.ties[:]
        twin.variables = self.variables[:]
        return twin

    def __repr__(self) -> str:
        return f"Resource({self.id})"


def _at(tree: object, path: FieldPath) -> object:
    for step in path:
        if isinstance(tree, dict):
            tree = tree.get(step)
        elif isinstance(tree, list) and isinstance(step, int) and step < len(tree):
            tree = tree[step]
        else:
            return None
    return tree


def _replaced(patch: Tree, path: FieldPath) -> "Iterator[FieldPath]":
    """The mappings that a strategic merge patch replaces as a whole."""
    if patch.get("$patch") == "replace":
        yield path
        return
    for key, inner in patch.items():
        if isinstance(inner, dict):
            yield from _replaced(inner, (*path, key))


def _reset(tree: object, path: FieldPath, value: object) -> None:
    holder = _at(tree, path[:-1])
    if isinstance(holder, dict) and path[-1] in holder:
        holder[path[-1]] = value


def _merge_order(path: FieldPath) -> tuple[str, ...]:
    return tuple(str(step) for step in path)


def _place(resources: list[Resource], wanted: Resource) -> int:
    return next(place for place, resource in enumerate(resources) if resource is wanted)


def _keys(resource: Resource) -> set[ResId]:
    return {resource.key, *(earlier.key for earlier in resource.previous_ids)}


def twice(message: str, first: Resource, second: Resource) -> OverlayError:
    """An error about two resources that must not be both there."""
    place = first.origin.position
    hint = f"the first one is in {place}" if place.file else ""
    return second.origin.error(message, "metadata", "name", hint=hint)


class ResourceSet:
    """Resources in order, found by id and by kind without a walk.

    The indexes are made when first asked for; whoever changes ids inside the trees calls `reindex`.
    """

    __slots__ = ("_by_any_id", "_by_id", "_by_kind", "_list")

    def __init__(self, resources: "Iterable[Resource]" = ()) -> None:
        self._list: list[Resource] = []
        self.reindex()
        for resource in resources:
            self.append(resource)

    @classmethod
    def trusted(cls, resources: "Iterable[Resource]") -> "ResourceSet":
        """A set of resources that are known to differ in their ids."""
        made = cls()
        made._list = list(resources)
        return made

    def __iter__(self) -> "Iterator[Resource]":
        return iter(self._list[:])

    def __len__(self) -> int:
        return len(self._list)

    def __contains__(self, resource: object) -> bool:
        return any(mine is resource for mine in self._list)

    def reindex(self) -> None:
        """Forget the indexes: ids, kinds or the order have changed."""
        self._by_id: dict[ResId, list[Resource]] | None = None
        self._by_any_id: dict[ResId, list[Resource]] | None = None
        self._by_kind: dict[str, list[Resource]] | None = None

    def append(self, resource: Resource) -> None:
        """Add `resource` at the end. Raises OverlayError when its id is taken."""
        key = resource.key
        index = self._ids()
        taken = index.get(key)
        if taken:
            raise twice(f"{resource.id} is there twice", taken[0], resource)
        index[key] = [resource]
        self._list.append(resource)
        if self._by_any_id is not None:
            for known in _keys(resource):
                self._by_any_id.setdefault(known, []).append(resource)
        if self._by_kind is not None:
            self._by_kind.setdefault(resource.kind, []).append(resource)

    def remove(self, resource: Resource) -> None:
        """Take `resource` out (by identity)."""
        self._list = [mine for mine in self._list if mine is not resource]
        self.reindex()

    def replace(self, old: Resource, new: Resource) -> None:
        """Put `new`, which has the ids of `old`, where `old` stands (by identity)."""
        self._list[_place(self._list, old)] = new
        for index in (self._by_id, self._by_any_id):
            for key in _keys(old) if index else ():
                found = index.get(key) if index else None
                if found and any(mine is old for mine in found):
                    found[_place(found, old)] = new
        if self._by_kind is not None:
            found = self._by_kind[old.kind]
            found[_place(found, old)] = new

    def keep(self, wanted: "Callable[[Resource], bool]") -> None:
        """Drop every resource for which `wanted` is false."""
        kept = [resource for resource in self._list if wanted(resource)]
        if len(kept) != len(self._list):
            self._list = kept
            self.reindex()

    def reorder(self, resources: "Iterable[Resource]") -> None:
        """Make `resources` (the same ones) the order."""
        self._list = list(resources)
        self.reindex()

    def _ids(self) -> dict[ResId, list[Resource]]:
        if self._by_id is None:
            self._by_id = {}
            for resource in self._list:
                self._by_id.setdefault(resource.key, []).append(resource)
        return self._by_id

    def by_id(self, wanted: ResId) -> list[Resource]:
        """The resources whose present id is `wanted` (namespaces compared as effective ones)."""
        return list(self._ids().get(wanted.key, ()))

    def by_any_id(self, wanted: ResId) -> list[Resource]:
        """The resources whose present or any earlier id is `wanted`, in order."""
        if self._by_any_id is None:
            self._by_any_id = {}
            for resource in self._list:
                for key in _keys(resource):
                    self._by_any_id.setdefault(key, []).append(resource)
        return list(self._by_any_id.get(wanted.key, ()))

    def of_kind(self, kind: str) -> list[Resource]:
        """The resources of one kind, whatever its group, in order."""
        if self._by_kind is None:
            self._by_kind = {}
            for resource in self._list:
                self._by_kind.setdefault(resource.kind, []).append(resource)
        return list(self._by_kind.get(kind, ()))

    def duplicate(self) -> "tuple[Resource, Resource] | None":
        """Two resources with one id, when there are any."""
        for found in self._ids().values():
            if len(found) > 1:
                return found[0], found[1]
        return None

    def absorb(self, resource: Resource) -> None:
        """Add a generated resource: new, or in the place of the one it replaces or merges with.

        Raises OverlayError when its behaviour does not fit what is there.
        """
        there = self.by_any_id(resource.id)
        change = resource.behavior in ("merge", "replace")
        if len(there) > 1:
            raise OverlayError(f"{resource.id} could {resource.behavior} several resources")
        if not there:
            if change:
                raise OverlayError(f"there is no {resource.id} to {resource.behavior}")
            self.append(resource)
            return
        if not change:
            raise OverlayError(
                f"{resource.id} is there already",
                hint="set `behavior: merge` or `behavior: replace`, or give it another name",
            )
        resource.take_over(there[0])
        self.replace(there[0], resource)

    def select(self, selector: "Matcher") -> list[Resource]:
        """The resources that `selector` matches, in order."""
        matches = selector.matches
        return [resource for resource in self._list if matches(resource)]
