"""Mending references: fields that name a resource get the name it has now.

A reference is known by the field it stands in (kforge.overlay.fields.references) and followed through every
former name of a resource; among several that had the name, namespace and then prefixes and suffixes decide.
"""

from kforge.errors import OverlayError
from kforge.overlay.retype import retyped
from kforge.resource.ids import NO_NAMESPACE, Gvk
from kforge.resource.resource import scalar_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from kforge.overlay.fields import FieldConfig
    from kforge.resource.resource import Resource, ResourceSet, Tree


class _Branch:
    """The paths of one kind's references, as a tree: what is named at this point, and where to go on."""

    __slots__ = ("inner", "targets")

    def __init__(self) -> None:
        self.inner: dict[str, _Branch] = {}
        self.targets: list[Gvk] = []


def mend(resources: "ResourceSet", fields: "FieldConfig") -> None:
    """Bring every reference in `resources` up to date. Raises OverlayError when one is ambiguous."""
    renamed = _Renamed(resources)
    for resource in resources:
        kind = resource.original_gvk
        branch = fields.compiled.get(kind)
        if branch is None:
            branch = fields.compiled[kind] = _compile(fields, kind)
        assert isinstance(branch, _Branch)
        if branch.inner:
            _Referrer(resource, renamed).walk(resource.tree, branch, ())


def _compile(fields: "FieldConfig", kind: Gvk) -> _Branch:
    root = _Branch()
    for target, spec in fields.references_of(kind):
        branch = root
        for segment, _ in spec.segments:
            branch = branch.inner.setdefault(segment, _Branch())
        branch.targets.append(target)
    return root


class _Renamed:
    """The resources that have former names, by each of them, and the namespaces resources came from."""

    __slots__ = ("_resources", "_sources", "by_name")

    def __init__(self, resources: "ResourceSet") -> None:
        self.by_name: dict[str, list[Resource]] = {}
        for resource in resources:
            for name in {former[0]: None for former in resource.history}:
                self.by_name.setdefault(name, []).append(resource)
        self._resources = resources
        self._sources: dict[str, set[tuple[str, str]]] | None = None

    def sources(self, namespace: str) -> "set[tuple[str, str]]":
        """Where the resources that came from `namespace` are now: effective namespace, and as written."""
        if self._sources is None:
            self._sources = {}
            for resource in self._resources:
                now = (resource.effective_namespace, resource.namespace)
                self._sources.setdefault(resource.original_id.effective_namespace, set()).add(now)
        return self._sources.get(namespace, set()) if namespace != NO_NAMESPACE else set()


class _Referrer:
    """A resource whose references are being mended."""

    __slots__ = ("_accounts", "_global", "_namespace", "_renamed", "_resource")

    def __init__(self, resource: "Resource", renamed: _Renamed) -> None:
        self._resource = resource
        self._renamed = renamed
        self._namespace = resource.effective_namespace
        self._global = self._namespace == NO_NAMESPACE
        self._accounts = self._accounts_of(resource)

    def walk(self, node: object, branch: _Branch, path: tuple[str, ...]) -> None:
        if isinstance(node, dict):
            for segment, inner in branch.inner.items():
                value = node.get(segment)
                if value is None:
                    continue
                for target in inner.targets:
                    self._mend(node, segment, target, (*path, segment))
                if inner.inner:
                    self.walk(value, inner, (*path, segment))
        elif isinstance(node, list):
            for item in node:
                self.walk(item, branch, path)
        elif node is not None:
            raise self._error(f"{'/'.join(path)} of {self._resource.id} is neither mapping nor list", path)

    def _mend(self, holder: "Tree", key: str, target: Gvk, path: tuple[str, ...]) -> None:
        value = holder[key]
        if isinstance(value, dict):
            self._mend_mapping(value, target, path)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, dict):
                    self._mend_mapping(item, target, path)
                elif isinstance(item, list):
                    raise self._error(f"{'/'.join(path)} of {self._resource.id} holds a list in a list", path)
                elif item is not None:
                    self._mend_scalar(value, index, target, path)
        else:
            self._mend_scalar(holder, key, target, path)

    def _mend_scalar(self, holder: "Any", key: str | int, target: Gvk, path: tuple[str, ...]) -> None:
        name = scalar_text(holder[key])
        known = self._renamed.by_name.get(name)
        if known:
            found = self._select(name, known, target, path, _same_name)
            if found is not None and found.name != name:
                holder[key] = retyped(self._resource, holder, key, found.name)

    def _mend_mapping(self, mapping: "Tree", target: Gvk, path: tuple[str, ...]) -> None:
        """A mapping names both `name` and `namespace`."""
        if "name" not in mapping:
            raise self._error(f"{'/'.join(path)} of {self._resource.id} must have a name", path)
        name = scalar_text(mapping["name"])
        known = self._renamed.by_name.get(name)
        if not known or mapping["name"] is None:
            return
        if "namespace" in mapping:
            known = self._from_namespace(known, scalar_text(mapping["namespace"]))
        found = self._select(name, known, target, path, _same_name_and_namespace)
        if found is None or (found.name == name and not found.namespace):
            return
        mapping["name"] = retyped(self._resource, mapping, "name", found.name)
        if found.namespace:
            mapping["namespace"] = found.namespace

    def _from_namespace(self, known: "list[Resource]", namespace: str) -> "list[Resource]":
        """Those that came from `namespace`, or are in it now when nothing in reach came from there."""
        if any(self._reaches(*now) for now in self._renamed.sources(namespace)):
            return [one for one in known if one.original_id.effective_namespace == namespace]
        if namespace == NO_NAMESPACE:
            return []
        return [one for one in known if one.effective_namespace == namespace]

    def _reaches(self, effective: str, written: str) -> bool:
        """Can this resource name something in that namespace at all?"""
        return self._global or effective in (NO_NAMESPACE, self._namespace) or written in self._accounts

    def _accounts_of(self, resource: "Resource") -> set[str]:
        """The namespaces of the service accounts a RoleBinding names: it reaches into them."""
        accounts: set[str] = set()
        subjects = resource.tree.get("subjects")
        if resource.kind != "RoleBinding" or self._global or not isinstance(subjects, list):
            return accounts
        for subject in subjects:
            if not isinstance(subject, dict):
                raise self._error(f"a subject of {resource.id} is no mapping", ("subjects",))
            if "namespace" in subject and subject.get("kind") == "ServiceAccount":
                if not isinstance(subject["namespace"], str):
                    raise self._error(f"a subject of {resource.id} has a blank namespace", ("subjects",))
                accounts.add(subject["namespace"])
        return accounts

    def _select(
        self,
        name: str,
        known: "Iterable[Resource]",
        target: Gvk,
        path: tuple[str, ...],
        alike: "Callable[[list[Resource]], bool]",
    ) -> "Resource | None":
        """The one resource that `name` means, None for none. Raises OverlayError when it may be several."""
        wanted = [(target.group, target.version, target.kind)]
        if path[-2:] == ("roleRef", "name"):
            wanted += self._role()
        found = [one for one in known if self._in_reach(one) and all(_was(one, *kind) for kind in wanted)]
        if len(found) == 1:
            return found[0]
        found = [one for one in found if _same_affixes(one, self._resource, empty_matches=True)]
        if len(found) > 1:
            found = [one for one in found if _same_affixes(one, self._resource, empty_matches=False)]
        if not found or len(found) == 1 or alike(found):
            return found[0] if found else None
        raise self._error(
            f"{'/'.join(path)} of {self._resource.id} names {name}, which may be "
            + " or ".join(str(one.id) for one in found),
            path,
        )

    def _role(self) -> list[tuple[str, str, str]]:
        role = self._resource.tree.get("roleRef")
        if isinstance(role, dict) and "apiGroup" in role and "kind" in role:
            return [(scalar_text(role["apiGroup"]), "", scalar_text(role["kind"]))]
        return []

    def _in_reach(self, one: "Resource") -> bool:
        """Service accounts may be named from other namespaces, by a binding; everything else from its own."""
        if self._global or one.effective_namespace in (NO_NAMESPACE, self._namespace):
            return True
        return one.kind == "ServiceAccount" and one.namespace in self._accounts

    def _error(self, message: str, path: tuple[str, ...] = ()) -> OverlayError:
        return self._resource.origin.error(message, *path)


def _was(one: "Resource", group: str, version: str, kind: str) -> bool:
    """Was `one` ever of this kind, under a former name? Of group and version kustomize knows today's only."""
    if not one.gvk.is_selected_by(group, version, ""):
        return False
    return not kind or any(former[2] == kind for former in one.history)


def _same_name(found: "list[Resource]") -> bool:
    return len({one.name for one in found}) == 1


def _same_name_and_namespace(found: "list[Resource]") -> bool:
    return len({(one.name, one.namespace) for one in found}) == 1


def _same_affixes(one: "Resource", other: "Resource", *, empty_matches: bool) -> bool:
    """Have the two been renamed in the same layers of overlays?"""
    return all(
        (empty_matches and not (mine and theirs)) or _same_ending(mine, theirs)
        for mine, theirs in ((one.prefixes, other.prefixes), (one.suffixes, other.suffixes))
    )


def _same_ending(one: list[str], other: list[str]) -> bool:
    short, long = sorted((one, other), key=len)
    return long[-len(short) :] == short if short else not long
