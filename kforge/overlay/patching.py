"""Patches onto a set of resources: which one a patch means by its id, and what goes or changes its id."""

from kforge.errors import PatchError, nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kforge.overlay.json_patching import JsonPatch
    from kforge.overlay.strategic_patch import StrategicPatch
    from kforge.resource.ids import ResId
    from kforge.resource.resource import Resource, ResourceSet, Tree
    from kforge.resource.selector import Selector


class Patching:
    """The patches of one field on their way through `resources`. Deleted ones are taken out by `finish`."""

    __slots__ = ("_gone", "_resources")

    def __init__(self, resources: "ResourceSet") -> None:
        self._resources = resources
        self._gone: set[Resource] = set()

    def selected(self, selector: "Selector") -> "list[Resource]":
        """What `selector` selects of the resources that are still there."""
        return self._left(selector.select(self._resources))

    def named(self, patch: "StrategicPatch") -> "Resource":
        """The one resource that has, or had, the id that the patch states. Raises PatchError."""
        wanted = patch.resource.id
        found = self._left(self._resources.by_any_id(wanted))
        if len(found) == 1:
            return found[0]
        if found:
            shown = ", ".join(f"{each.kind} {each.name}" for each in found)
            raise patch.error(
                f"{len(found)} resources are or were called {wanted.name}: {shown}",
                "metadata",
                "name",
                hint="say by `target` or by metadata.namespace which one is meant",
            )
        raise patch.error(
            f"there is no {_named(wanted)} to patch", "metadata", "name", hint=self._nearest_hint(wanted)
        )

    def merge(self, patch: "StrategicPatch", tree: "Tree", resource: "Resource") -> None:
        """Merge `tree`, a form of the patch that is consumed, into `resource`. Raises PatchError."""
        before = resource.id
        if not patch.applied_to(resource, tree):
            self._gone.add(resource)
        elif patch.may_rename or patch.may_retype:
            self._settle_id(resource, before, patch.error)

    def edit(self, patch: "JsonPatch", resource: "Resource", *, remember: bool) -> None:
        """Apply a JSON patch; with `remember` the resource is known by its present id as well afterwards."""
        before = resource.id
        if remember:
            resource.remember()
        patch.apply(resource)
        self._settle_id(resource, before, patch.body.error)

    def finish(self) -> None:
        """Take out what was deleted."""
        if self._gone:
            self._resources.keep(lambda resource: resource not in self._gone)

    def _left(self, found: "Iterable[Resource]") -> "list[Resource]":
        return [resource for resource in found if resource not in self._gone]

    def _settle_id(self, resource: "Resource", before: "ResId", error: "Callable[[str], PatchError]") -> None:
        if resource.id == before:
            return
        self._resources.reindex()
        if len(self._left(self._resources.by_id(resource.id))) > 1:
            raise error(f"this patch makes a second {_named(resource.id)}")

    def _nearest_hint(self, wanted: "ResId") -> str:
        others = self._left(self._resources.of_kind(wanted.kind))
        for other in others:
            if wanted.name in (other.name, other.original_id.name):
                return f"there is one, but it is {_named(other.id)}"
        near = nearest(wanted.name, [other.name for other in others])
        if near:
            return f"did you mean {near}?"
        names = ", ".join(other.name for other in others[:5])
        return f"of kind {wanted.kind} there is {names}" if names else f"there is no {wanted.kind} at all"


def _named(wanted: "ResId") -> str:
    where = f" in namespace {wanted.namespace}" if wanted.namespace else ""
    return f"{wanted.kind} {wanted.name} ({wanted.gvk.api_version or 'no apiVersion'}){where}"
