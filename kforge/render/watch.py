"""Values that note how Go templates read them: what --strict looks at afterwards.

A map that is read item by item, or printed whole, has been read with all that is in it; one that is only
asked for has not.
"""

from kforge.render.go_values import Table, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    Path = tuple[str | int, ...]


class Watch:
    """What was read: paths of values, paths of keys that are not there, and floats by path."""

    __slots__ = ("floats", "missing", "read")

    def __init__(self) -> None:
        self.read: set[Path] = set()
        self.missing: dict[Path, None] = {}
        self.floats: dict[Path, float] = {}


class Watched(Table):
    """A map of values that tells its watch what it is asked."""

    __slots__ = ("path", "watch")

    def __init__(
        self, values: "dict[str, Any] | None" = None, path: "Path" = (), watch: "Watch | None" = None
    ):
        super().__init__(values or {})
        self.path = path
        self.watch = watch or Watch()

    def _seen(self, key: "Any", value: "Any") -> None:
        path = (*self.path, key)
        self.watch.read.add(path)
        if type(value) is float:
            self.watch.floats[path] = value
        elif type(value) is list:
            self._seen_list(path, value)

    def _seen_list(self, path: "Path", values: "list[Any]") -> None:
        for index, value in enumerate(values):
            self.watch.read.add((*path, index))
            if type(value) is float:
                self.watch.floats[(*path, index)] = value
            elif type(value) is list:
                self._seen_list((*path, index), value)

    def get(self, key: "Any", default: "Any" = None) -> "Any":
        if not dict.__contains__(self, key):
            self.watch.missing[(*self.path, key)] = None
            return default
        return self[key]

    def __getitem__(self, key: "Any") -> "Any":
        value = super().__getitem__(key)
        self._seen(key, value)
        return value

    def __iter__(self) -> "Iterator[Any]":
        return super().__iter__()

    def items(self) -> "Any":
        for key, value in super().items():
            self._seen(key, value)
        return super().items()

    def values(self) -> "Any":
        for key, value in super().items():
            self._seen(key, value)
        return super().values()


class WatchedRoot(Watched):
    """.Values of the root chart."""

    __slots__ = ()
    go_type = "common.Values"

    def as_map(self) -> "dict[str, Any]":
        return View(self)


def watched(values: "dict[str, Any]", watch: Watch) -> WatchedRoot:
    """A copy of the values that tells `watch` what is read; what is shared in it stays shared."""
    memo: dict[int, Any] = {}
    inner = {key: _watched(value, (key,), watch, memo) for key, value in values.items()}
    return WatchedRoot(inner, (), watch)


def _watched(value: "Any", path: "Path", watch: Watch, memo: "dict[int, Any]") -> "Any":
    kind = type(value)
    if kind is not dict and kind is not list:
        return value
    known = memo.get(id(value))
    if known is not None:
        return known
    found: Any
    if kind is dict:
        inner = {key: _watched(item, (*path, key), watch, memo) for key, item in value.items()}
        found = Watched(inner, path, watch)
    else:
        found = [_watched(item, (*path, index), watch, memo) for index, item in enumerate(value)]
    memo[id(value)] = found
    return found
