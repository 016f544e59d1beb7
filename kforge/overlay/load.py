"""What an overlay reads: files and folders below its root, and the resources in them."""

import os

from kforge.errors import FileError, Position, YamlError
from kforge.files import read_bytes
from kforge.resource.resource import Origin, Resource, scalar_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from kforge.overlay.git_url import GitUrl
    from kforge.overlay.lock_file import Lock
    from kforge.overlay.remote import Rules, Wanted
    from kforge.resource.resource import Tree

ROOT_ONLY = "LoadRestrictionsRootOnly"
NO_RESTRICTION = "LoadRestrictionsNone"

# What kustomize calls the path to the root of a repository in annotations about origins.
_NO_PATH = "notCloned"


class Fetched:
    """What a run has fetched: files, repositories, charts, each once; what could not be is not tried again.

    `offline` keeps the run from the network; `lock` is the one that is obeyed, `record` one to be filled.
    """

    __slots__ = ("_charts", "_clones", "_failed", "_files", "_folders", "lock", "offline", "record")

    def __init__(self, *, offline: bool = False, record: "Lock | None" = None) -> None:
        self.offline = offline
        self.lock: Lock | None = None
        self.record = record
        self._files: dict[str, bytes] = {}
        self._clones: dict[tuple[object, ...], str] = {}
        self._charts: dict[tuple[object, ...], Any] = {}
        self._failed: dict[object, FileError] = {}
        self._folders: list[str] = []  # all that must be deleted in the end

    def obey(self, lock: "Lock") -> None:
        """From now on fetch only what `lock` names; what was fetched before counts no more."""
        self.lock = lock
        for known in (self._files, self._clones, self._charts, self._failed):
            known.clear()

    def _rules(self) -> "Rules":
        from kforge.overlay.remote import Rules

        return Rules(offline=self.offline, lock=self.lock, record=self.record)

    def file(self, url: str) -> bytes:
        """The contents of `url`. Raises FileError."""
        if url not in self._files:
            from kforge.overlay.remote import file

            self._files[url] = self._try(lambda: file(url, self._rules()), url)
        return self._files[url]

    def chart(self, wanted: "Wanted") -> "Any":
        """The renderer of a chart. Raises KforgeError."""
        key = (*wanted.key(), wanted.devel, wanted.config_home)
        if key not in self._charts:
            from kforge.overlay.remote import chart
            from kforge.render.render import Renderer

            self._charts[key] = Renderer(chart(wanted, self._rules()))
        return self._charts[key]

    def clone(self, url: "GitUrl") -> str:
        """The real path of the folder that holds the repository of `url`. Raises FileError."""
        key = (url.repository, url.ref, url.submodules)
        if key not in self._clones:
            from kforge.overlay.remote import clone

            self._clones[key] = self._try(lambda: clone(url, self._rules()), key)
            self._folders.append(self._clones[key])
        return self._clones[key]

    def _try(self, fetch: "Callable[[], Any]", key: object) -> "Any":
        failure = self._failed.get(key)
        if failure is None:
            try:
                return fetch()
            except FileError as error:
                failure = self._failed[key] = error
        # the chain of an error grows on its way up, so each gets its own
        raise type(failure)(failure.message, hint=failure.hint)

    def remove(self) -> None:
        """Delete the repositories."""
        if self._folders:
            from kforge.overlay.fetching import remove

            for folder in self._folders:
                remove(folder)
            self._folders.clear()
            self._clones.clear()


class Clone:
    """The repository that a folder lies in: its real path, how messages name it, and its address."""

    __slots__ = ("name", "root", "url")

    def __init__(self, root: str, url: "GitUrl") -> None:
        from kforge.overlay.fetching import shown

        self.root = root
        self.url = url
        self.name = shown(url.repository)


class Loader:
    """Reads for the kustomization in one folder: relative to it, and (unless lifted) only from below it.

    `root` is the folder's real path, `shown` how messages name it; `parent` is the loader that led here, and
    `way` the path to here from the folder that is built, or from the top of the repository `source` (its
    address and ref). `clone` is the repository the folder lies in, if it was fetched.
    """

    __slots__ = ("clone", "fetched", "parent", "restricted", "root", "shown", "source", "way")

    def __init__(
        self, path: str, shown: str, restrictor: str = ROOT_ONLY, parent: "Loader | None" = None
    ) -> None:
        self.root = os.path.realpath(path)
        self.shown = shown
        self.restricted = restrictor == ROOT_ONLY
        self.parent = parent
        self.clone: Clone | None = parent.clone if parent else None
        self.fetched: Fetched = parent.fetched if parent else Fetched()
        self.source: tuple[str, str] = parent.source if parent else ("", "")
        self.way = ""

    @classmethod
    def top(cls, path: str, restrictor: str, fetched: Fetched) -> "Loader":
        """The loader of a target: a folder, or an address of one. Raises FileError."""
        url = git_url(path)
        loader = cls(path, path, restrictor) if url is None else cls._of_clone(url, fetched)
        loader.fetched = fetched
        return loader

    @classmethod
    def _of_clone(cls, url: "GitUrl", fetched: Fetched, parent: "Loader | None" = None) -> "Loader":
        """The loader of a folder in a repository. It may read only there, whatever the options say."""
        from kforge.overlay.fetching import shown

        root = fetched.clone(url)
        loader = cls(os.path.join(root, url.path), shown(url.raw), ROOT_ONLY, parent)
        if not inside(loader.root, root):
            raise FileError(f"{loader.shown} leads out of its repository")
        loader.clone = Clone(root, url)
        return loader

    @property
    def restrictor(self) -> str:
        return ROOT_ONLY if self.restricted else NO_RESTRICTION

    def full(self, path: str) -> str:
        return path if os.path.isabs(path) else f"{self.root}/{path}"

    def name(self, path: str) -> str:
        """`path` as messages show it."""
        if self.clone is not None or may_be_remote(path):
            return self._remote_name(path)
        return path if os.path.isabs(path) else os.path.normpath(os.path.join(self.shown, path))

    def _remote_name(self, path: str) -> str:
        if is_web(path) or git_url(path):
            from kforge.overlay.fetching import shown

            return shown(path)
        if self.clone is None or os.path.isabs(path):
            return path if os.path.isabs(path) else os.path.normpath(os.path.join(self.shown, path))
        full = os.path.normpath(os.path.join(self.root, path))
        return f"{self.clone.name}//{os.path.relpath(full, self.clone.root)}"

    def origin(self, path: str) -> tuple[str, str, str]:
        """What kustomize notes about where `path` is: the path, and address and ref of its repository."""
        url = git_url(path)
        if url is not None:
            return os.path.normpath(url.path) if url.path else _NO_PATH, url.repository, url.ref
        return os.path.normpath(os.path.join(self.way, path)), *self.source

    def is_folder(self, path: str) -> bool:
        return os.path.isdir(self.full(path))

    def is_file(self, path: str) -> bool:
        return os.path.isfile(self.full(path))

    def read(self, path: str) -> bytes:
        """The bytes of one file. Raises FileError when it is missing, a folder or out of bounds."""
        if is_web(path):
            return self.fetched.file(path)
        full = os.path.realpath(self.full(path))
        shown = self.name(path)
        if self.restricted and not inside(full, self.root):
            if not os.path.exists(full):
                raise _missing(path, full, shown)
            raise FileError(
                f"{path} lies outside {self.shown}, and an overlay may read only from its own folder",
                Position(shown),
                hint="move the file, make it a base, or pass --load-restrictor LoadRestrictionsNone",
            )
        if not os.path.isfile(full):
            raise _missing(path, full, shown)
        return read_bytes(full, shown)

    def text(self, path: str) -> str:
        """One file as text, \\r\\n read as \\n. Raises FileError."""
        return decode(self.read(path), self.name(path))

    def folder(self, path: str) -> "Loader":
        """The loader of the base or component in the folder, or at the address, `path`.

        Raises FileError on a cycle, when it cannot be fetched, and when it leads out of a repository.
        """
        url = git_url(path)
        if url is not None:
            return self._cloned(url)
        if os.path.isabs(path):
            raise FileError(f"{path} must not be an absolute path", Position(path))
        inner = Loader(self.full(path), self.name(path), self.restrictor, self)
        inner.way = os.path.normpath(os.path.join(self.way, path))
        if self.clone is not None and not inside(inner.root, self.clone.root):
            raise FileError(f"{path} leads out of the repository {self.clone.name}", Position(inner.shown))
        visited: Loader | None = self
        while visited is not None:
            if inside(visited.root, inner.root):
                raise FileError(
                    f"{path} is a cycle: {inner.shown} is, or contains, the folder that leads to it",
                    Position(inner.shown),
                )
            visited = visited.parent
        return inner

    def _cloned(self, url: "GitUrl") -> "Loader":
        visited: Loader | None = self
        while visited is not None:
            # kustomize compares the addresses as they are written
            if visited.clone is not None and visited.clone.url.raw.startswith(url.raw):
                raise FileError(f"{url.raw} is a cycle: {visited.clone.url.raw} leads back to it")
            visited = visited.parent
        inner = self._of_clone(url, self.fetched, self)
        inner.way, *source = self.origin(url.raw)
        inner.source = (source[0], source[1])
        return inner


def inside(path: str, root: str) -> bool:
    """Is the real path `path` the folder `root` or below it?"""
    return root in (path, "/") or path.startswith(root + "/")


def may_be_remote(path: str) -> bool:
    """May `path` be the address of a file or a repository? Costs next to nothing."""
    return ":" in path or "@" in path or path[:10].lower() == "github.com"


def is_web(path: str) -> bool:
    """Is `path` an address that http can fetch?"""
    return path[:8].lower().startswith(("http://", "https://"))


def git_url(path: str) -> "GitUrl | None":
    """The address of a repository that `path` is, if it is one."""
    if not may_be_remote(path):
        return None
    from kforge.overlay.git_url import parse

    return parse(path)


def _missing(path: str, full: str, shown: str) -> FileError:
    if os.path.isdir(full):
        return FileError(f"{path} is a folder, not a file", Position(shown))
    if os.path.exists(full):
        return FileError(f"{path} is a pipe or a device, not a file", Position(shown))
    return FileError(f"{path}: no such file or folder", Position(shown))


def decode(data: bytes, shown: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileError(f"byte 0x{data[error.start]:02x} is not UTF-8", Position(shown, line)) from None


def parse_resources(text: str, file: str, *, settle: bool = True) -> list[Resource]:
    """The resources in a text of YAML, in kustomize's order: those of lists come after the others.

    Empty documents vanish, lists are unpacked; with `settle` (not for patches) annotations become strings
    with their source text. Raises YamlError, and OverlayError for a document without kind or name.
    """
    from kforge.yaml.parse import parse_documents
    from kforge.yaml.scalars import KUSTOMIZE

    documents = [
        (document.tree, Origin(file, number, document.line, text))
        for number, document in enumerate(parse_documents(text, file, reading=KUSTOMIZE))
    ]
    return list(_unpack(_without_list(documents), settle))


def parse_parts(parts: "Iterable[tuple[str, Callable[[int], Position]]]") -> list[Resource]:
    """The resources in several texts of YAML, as if they stood in one; each has a function that says where
    a line of it comes from. Raises YamlError and OverlayError.
    """
    from kforge.yaml.parse import parse_documents
    from kforge.yaml.scalars import KUSTOMIZE

    documents: list[tuple[object, Origin]] = []
    for text, position in parts:
        try:
            found = parse_documents(text, reading=KUSTOMIZE)
        except YamlError as error:
            error.position = position(error.position.line if error.position else 1)
            raise
        for number, document in enumerate(found):
            place = position(document.line)
            origin = Origin(place.file, number, place.line, text)
            origin.placed = position
            documents.append((document.tree, origin))
    return list(_unpack(_without_list(documents), True))


def _without_list(documents: list[tuple[object, Origin]]) -> list[tuple[object, Origin]]:
    """The items of a List that stands alone in its file: they alone keep their spelling."""
    if len(documents) == 1:
        tree, origin = documents[0]
        plain = isinstance(tree, dict) and tree.get("kind") in ("List", "ResourceList")
        items = tree.get("items") if plain and isinstance(tree, dict) else None
        if isinstance(items, list):
            return [(item, _item_origin(origin, ("items", place))) for place, item in enumerate(items)]
    return documents


def _item_origin(origin: Origin, path: tuple[str | int, ...]) -> Origin:
    item = Origin(origin.file, origin.document, origin.line, origin.text, path)
    item.placed = origin.placed
    return item


def _unpack(waiting: list[tuple[object, Origin]], settle: bool) -> "Iterator[Resource]":
    """Resources from trees; what a list holds goes to the end of the queue, its spelling forgotten."""
    for tree, origin in waiting:  # grows while it is walked
        if tree is None or tree in ({}, [], ""):
            continue
        checked = _checked(tree, origin)
        kind = checked.get("kind")
        if isinstance(kind, str) and kind.endswith("List") and "items" in checked:
            items = checked["items"]
            if isinstance(items, list):
                place = Origin(origin.file, origin.document, origin.line)
                waiting += [(item, place) for item in items]
            elif items is not None:
                raise origin.error(f"items of a {kind} must be a list", "items")
            continue
        if settle:
            _settle_annotations(checked, origin)
        yield Resource(checked, origin)


def _checked(tree: object, origin: Origin) -> "Tree":
    if not isinstance(tree, dict):
        raise origin.error("a resource must be a mapping")
    kind = tree.get("kind")
    if kind in (None, "", {}, []):
        raise origin.error("this resource has no kind", "kind")
    if not (isinstance(kind, str) and kind.endswith("List")):
        metadata = tree.get("metadata")
        name = metadata.get("name") if isinstance(metadata, dict) else None
        if name in (None, "", {}, []):
            raise origin.error(f"this {kind} has no metadata.name", "metadata", "name")
    return tree


def _settle_annotations(tree: "Tree", origin: Origin) -> None:
    """Make each annotation the string it stands for: kustomize keeps `1.10` as it is written."""
    metadata = tree.get("metadata")
    annotations = metadata.get("annotations") if isinstance(metadata, dict) else None
    if not isinstance(annotations, dict):
        return
    for key, value in annotations.items():
        if _is_read_otherwise(value):
            spelled = origin.source_text("metadata", "annotations", key)
            if value is None and spelled == "":
                continue  # the first strategic merge takes it away; without one it becomes ""
            annotations[key] = word = scalar_text(value) if spelled is None else spelled
            origin.read_as[key] = (word, value)


def _is_read_otherwise(value: object) -> bool:
    """May `value` be written otherwise than it is read? A scalar that is no string, or a date."""
    if isinstance(value, str):
        return value[4:5] == "-" and value[10:11] == "T"
    return not isinstance(value, dict | list)
