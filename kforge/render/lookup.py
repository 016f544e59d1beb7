"""--lookup-from: what `lookup` finds when there is no cluster to ask, in a file of recorded objects.

The file holds Kubernetes objects, one per document, or lists of them as `kubectl get -o yaml` prints them.
"""

from kforge.errors import Position, ValuesError
from kforge.golang.kinds import Int64

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    Object = dict[str, Any]
    Lookup = Callable[[str, str, str, str], Object]


class Recorded:
    """The objects of a file, asked for as Helm asks a cluster."""

    __slots__ = ("_by_kind",)

    def __init__(self, path: str) -> None:
        """Raises FileError, YamlError, ValuesError."""
        self._by_kind: dict[tuple[str, str], list[Object]] = {}
        for found in _objects(path):
            self._by_kind.setdefault((found["apiVersion"], found["kind"]), []).append(found)

    def find(self, api_version: str, kind: str, namespace: str, name: str) -> "Object":
        """The object, or the list of all of its kind when `name` is empty; an empty map for nothing."""
        known = self._by_kind.get((api_version, kind))
        if known is None:
            return {}
        here = [one for one in known if _is_in(one, namespace, bool(name))]
        if not name:
            items = [_copied(one) for one in here]
            return {"apiVersion": api_version, "kind": f"{kind}List", "items": items, "metadata": {}}
        return next((_copied(one) for one in here if _metadata(one).get("name") == name), {})


def _is_in(found: "Object", namespace: str, single: bool) -> bool:
    """What has no namespace is in all; a list of all namespaces is asked for without one."""
    own = _metadata(found).get("namespace") or ""
    return not own or own == namespace or (not namespace and not single)


def _metadata(found: "Object") -> "Object":
    metadata = found.get("metadata")
    return metadata if isinstance(metadata, dict) else {}


def _objects(path: str) -> "Iterator[Object]":
    from kforge.chart.values import read_text
    from kforge.yaml.parse import parse_documents

    for document in parse_documents(read_text(path), path, duplicates="last"):
        if document.tree is not None:
            yield from _flat(document.tree, Position(path, document.line))


def _flat(tree: "Any", position: Position) -> "Iterator[Object]":
    if not isinstance(tree, dict) or not all(
        isinstance(tree.get(key), str) for key in ("apiVersion", "kind")
    ):
        raise ValuesError(
            "this is no Kubernetes object: apiVersion and kind are missing",
            position,
            hint="--lookup-from takes what `kubectl get -o yaml` prints",
        )
    items = tree.get("items")
    if tree["kind"].endswith("List") and isinstance(items, list):
        for item in items:
            whole = isinstance(item, dict) and "kind" in item
            yield from _flat(item if whole else _typed(item, tree), position)
    else:
        yield tree


def _typed(item: "Any", listing: "Object") -> "Any":
    """An item of a SecretList, which does not say itself that it is a Secret."""
    if not isinstance(item, dict):
        return item
    return {"apiVersion": listing["apiVersion"], "kind": listing["kind"].removesuffix("List"), **item}


def _copied(value: "Any") -> "Any":
    """A copy with the number types of the API's decoder; templates may change it."""
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_copied(item) for item in value]
    return Int64(value) if type(value) is int else value
