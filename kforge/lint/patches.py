"""Which files are patches: parts of objects, that a kustomization beside or above them names as such."""

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

KUSTOMIZATIONS = ("kustomization.yaml", "kustomization.yml", "Kustomization")
HIGHEST = 4  # folders above the file in which its kustomization may lie
NAMED = "patch"


def is_patch(file: str, known: "dict[str, set[str]]") -> bool:
    """Whether the file, or a folder it is in, is called a patch, or a kustomization names it as one.

    `known` remembers what the kustomizations of a folder name.
    """
    path = os.path.abspath(file)
    if any(NAMED in part.lower() for part in path.split(os.sep)[-3:]):
        return True
    folder = os.path.dirname(path)
    for _ in range(HIGHEST):
        if path in _named_in(folder, known):
            return True
        folder = os.path.dirname(folder)
    return False


def _named_in(folder: str, known: "dict[str, set[str]]") -> "set[str]":
    found = known.get(folder)
    if found is None:
        found = known[folder] = set()
        for name in KUSTOMIZATIONS:
            file = os.path.join(folder, name)
            if os.path.isfile(file):
                found.update(os.path.normpath(os.path.join(folder, path)) for path in _paths(file))
    return found


def _paths(file: str) -> "Iterator[str]":
    from kforge.errors import KforgeError
    from kforge.files import read_text
    from kforge.yaml.parse import parse_documents

    try:
        documents = parse_documents(read_text(file), file, duplicates="last")
    except KforgeError:
        return
    for document in documents:
        tree = document.tree if isinstance(document.tree, dict) else {}
        for entry in (*_list(tree, "patches"), *_list(tree, "patchesJson6902")):
            if isinstance(entry, dict) and isinstance(entry.get("path"), str):
                yield entry["path"]
        for name in ("patchesStrategicMerge", "patches", "transformers"):
            yield from (entry for entry in _list(tree, name) if isinstance(entry, str))


def _list(tree: "dict[str, object]", name: str) -> "list[object]":
    found = tree.get(name)
    return found if isinstance(found, list) else []
