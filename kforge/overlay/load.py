"""What an overlay reads: files and folders below its root, and the resources in them."""

import os

from kforge.errors import FileError, Position, YamlError
from kforge.files import read_bytes
from kforge.resource.resource import Origin, Resource, scalar_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kforge.resource.resource import Tree

ROOT_ONLY = "LoadRestrictionsRootOnly"
NO_RESTRICTION = "LoadRestrictionsNone"

# What makes kustomize think of a repository or a URL; looked at only when there is no such file.
_REMOTE_STARTS = ("http://", "https://", "ssh://", "git@", "git::", "file://", "github.com")


class Loader:
    """Reads for the kustomization in one folder: relative to it, and (unless lifted) only from below it.

    `root` is the folder's real path, `shown` how messages name it; `parent` is the loader that led here, and
    `way` the path to here from the folder that is built.
    """

    __slots__ = ("parent", "restricted", "root", "shown", "way")

    def __init__(
        self, path: str, shown: str, restrictor: str = ROOT_ONLY, parent: "Loader | None" = None
    ) -> None:
        self.root = os.path.realpath(path)
        self.shown = shown
        self.restricted = restrictor == ROOT_ONLY
        self.parent = parent
        self.way = ""

    @property
    def restrictor(self) -> str:
        return ROOT_ONLY if self.restricted else NO_RESTRICTION

    def full(self, path: str) -> str:
        return path if os.path.isabs(path) else f"{self.root}/{path}"

    def name(self, path: str) -> str:
        """`path` as messages show it."""
        return path if os.path.isabs(path) else os.path.normpath(os.path.join(self.shown, path))

    def is_folder(self, path: str) -> bool:
        return os.path.isdir(self.full(path))

    def is_file(self, path: str) -> bool:
        return os.path.isfile(self.full(path))

    def read(self, path: str) -> bytes:
        """The bytes of one file. Raises FileError when it is missing, a folder or out of bounds."""
        full = os.path.realpath(self.full(path))
        shown = self.name(path)
        if self.restricted and not inside(full, self.root):
            if not os.path.exists(full):
                raise _missing(path, shown)
            raise FileError(
                f"{path} lies outside {self.shown}, and an overlay may read only from its own folder",
                Position(shown),
                hint="move the file, make it a base, or pass --load-restrictor LoadRestrictionsNone",
            )
        try:
            return read_bytes(full, shown)
        except FileError:
            raise _missing(path, shown) from None

    def text(self, path: str) -> str:
        """One file as text, \\r\\n read as \\n. Raises FileError."""
        return decode(self.read(path), self.name(path))

    def folder(self, path: str) -> "Loader":
        """The loader of the base or component in the folder `path`. Raises FileError on a cycle."""
        if os.path.isabs(path):
            raise FileError(f"{path} must not be an absolute path", Position(path))
        inner = Loader(self.full(path), self.name(path), self.restrictor, self)
        inner.way = os.path.normpath(os.path.join(self.way, path))
        visited: Loader | None = self
        while visited is not None:
            if inside(visited.root, inner.root):
                raise FileError(
                    f"{path} is a cycle: {inner.shown} is, or contains, the folder that leads to it",
                    Position(inner.shown),
                )
            visited = visited.parent
        return inner


def inside(path: str, root: str) -> bool:
    """Is the real path `path` the folder `root` or below it?"""
    return root in (path, "/") or path.startswith(root + "/")


def is_remote(path: str) -> bool:
    """Does `path` look like a URL or a repository?"""
    return path.startswith(_REMOTE_STARTS) or "?ref=" in path or "//" in path.lstrip("/")


def _missing(path: str, shown: str) -> FileError:
    if is_remote(path):
        return FileError(
            f"{path} is remote, and this version reads local files only",
            Position(shown),
            hint="fetch it into the repository and name the local copy",
        )
    if os.path.isdir(shown):
        return FileError(f"{path} is a folder, not a file", Position(shown))
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
            annotations[key] = scalar_text(value) if spelled is None else spelled


def _is_read_otherwise(value: object) -> bool:
    """May `value` be written otherwise than it is read? A scalar that is no string, or a date."""
    if isinstance(value, str):
        return value[4:5] == "-" and value[10:11] == "T"
    return not isinstance(value, dict | list)
