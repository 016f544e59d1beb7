"""What a kustomization beside or above a file says of it: a patch, a part of an object; or a resource."""

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

KUSTOMIZATIONS = ("kustomization.yaml", "kustomization.yml", "Kustomization")
HIGHEST = 4  # folders above the file in which its kustomization may lie
NAMED = "patch"
RESOURCES = "\0"  # behind a folder: what its kustomization names as resources


def is_patch(file: str, known: "dict[str, set[str]]", folders: "Iterable[str]" = ()) -> bool:
    """Whether the file, or a folder it is in, is called a patch, or a kustomization names it as one.

    `known` remembers what the kustomizations of a folder name. `folders` are other ones that may have one.
    """
    path = os.path.abspath(file)
    if any(NAMED in part.lower() for part in path.split(os.sep)[-3:]):
        return True
    folder = os.path.dirname(path)
    for _ in range(HIGHEST):
        if path in _named_in(folder, known):
            return True
        folder = os.path.dirname(folder)
    return any(path in _named_in(os.path.abspath(other), known) for other in folders)


def is_resource(file: str, known: "dict[str, set[str]]") -> bool:
    """Whether a kustomization beside or above the file names it as a resource: kustomize reads it."""
    path = os.path.abspath(file)
    folder = os.path.dirname(path)
    for _ in range(HIGHEST):
        _named_in(folder, known)
        if path in known[folder + RESOURCES]:
            return True
        folder = os.path.dirname(folder)
    return False


def _named_in(folder: str, known: "dict[str, set[str]]") -> "set[str]":
    """The patches that the kustomization in a folder names; its resources go into `known` beside them."""
    found = known.get(folder)
    if found is None:
        found = known[folder] = set()
        resources = known[folder + RESOURCES] = set()
        for name in KUSTOMIZATIONS:
            file = os.path.join(folder, name)
            if os.path.isfile(file):
                for tree in _trees(file):
                    found.update(os.path.normpath(os.path.join(folder, path)) for path in _patches(tree))
                    listed = (path for path in _list(tree, "resources") if isinstance(path, str))
                    resources.update(os.path.normpath(os.path.join(folder, path)) for path in listed)
    return found


def _trees(file: str) -> "Iterator[dict[str, object]]":
    from kforge.errors import KforgeError
    from kforge.files import read_text
    from kforge.yaml.parse import parse_documents

    try:
        documents = parse_documents(read_text(file), file, duplicates="last")
    except KforgeError:
        return
    yield from (document.tree for document in documents if isinstance(document.tree, dict))


def _patches(tree: "dict[str, object]") -> "Iterator[str]":
    for entry in (*_list(tree, "patches"), *_list(tree, "patchesJson6902")):
        if isinstance(entry, dict) and isinstance(entry.get("path"), str):
            yield entry["path"]
    for name in ("patchesStrategicMerge", "patches", "transformers"):
        yield from (entry for entry in _list(tree, name) if isinstance(entry, str))


def _list(tree: "dict[str, object]", name: str) -> "list[object]":
    found = tree.get(name)
    return found if isinstance(found, list) else []
