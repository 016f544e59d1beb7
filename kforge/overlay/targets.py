"""Many targets in one run: each is built or fails on its own; which overlays there are below a folder."""

import os

from kforge.errors import ErrorGroup, KforgeError, OverlayError, Position
from kforge.overlay.build import BuildOptions, Session
from kforge.overlay.kustomization import COMPONENT, FILE_NAMES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

# the fields of a kustomization that may name folders with a kustomization of their own
_USES = ("resources", "bases", "components", "generators", "transformers", "validators")


class Target:
    """What became of one target: the text kustomize would print, or the error."""

    __slots__ = ("error", "path", "text")

    def __init__(self, path: str, text: str = "", error: KforgeError | None = None) -> None:
        self.path = path
        self.text = text
        self.error = error


def build_targets(paths: "Sequence[str]", options: BuildOptions) -> "Iterator[Target]":
    """Build each overlay in `paths`, in order; files are parsed and bases built once for all."""
    from kforge.yaml.emit import dump_documents

    with Session(options, shared=len(paths) > 1) as session:
        for path in paths:
            try:
                resources = session.build(path)
                yield Target(path, dump_documents([resource.tree for resource in resources]))
            except KforgeError as error:
                yield Target(path, error=_named(error, path))


def _named(error: KforgeError, path: str) -> KforgeError:
    """`error` with the overlay it is about: where nothing else led to it, it does not say so yet."""
    for each in error.errors if isinstance(error, ErrorGroup) else [error]:
        if not each.chain:
            each.within(f"overlay {path}")
    return error


def discover(root: str) -> list[str]:
    """The overlays below the folder `root`, sorted: kustomizations that no other one below it uses.

    Components are never built alone. Hidden folders are passed over and links to folders not followed. Where
    kustomizations use each other in a circle, all of them are overlays: building them says so.
    Raises OverlayError when there is none.
    """
    if not os.path.isdir(root):
        raise OverlayError("no such folder", Position(root))
    found: dict[str, str] = {}  # real path -> path
    used: dict[str, set[str]] = {}
    components = set()
    for path in _folders(root):
        real = os.path.realpath(path)
        tree = fields_of(path)
        found[real] = path
        used[real] = _uses(real, tree) - {real}
        if tree.get("kind") == COMPONENT:
            components.add(real)
    inner = {real for each in used.values() for real in each}
    tops = {real for real in found if real not in inner}
    reached = _reached(tops, used)
    tops |= {real for real in found if real not in reached}
    targets = [found[real] for real in found if real in tops and real not in components]
    if not targets:
        raise OverlayError("there is no overlay below this folder", Position(root))
    return targets


def _folders(root: str) -> "Iterator[str]":
    for folder, below, files in os.walk(root):
        below[:] = sorted(name for name in below if not name.startswith("."))
        if any(name in files for name in FILE_NAMES):
            yield os.path.normpath(folder)


def fields_of(folder: str) -> "dict[str, Any]":
    """The fields of the kustomization in a folder, by lower-case names; none when it cannot be read."""
    from kforge.files import read_text
    from kforge.yaml.parse import parse_documents

    for name in FILE_NAMES:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            try:
                documents = parse_documents(read_text(path), path, duplicates="last")
            except KforgeError:
                return {}
            tree = documents[0].tree if documents else None
            return {key.lower(): value for key, value in tree.items()} if isinstance(tree, dict) else {}
    return {}


def _uses(folder: str, fields: "dict[str, Any]") -> set[str]:
    entries = [entry for name in _USES for entry in _strings(fields.get(name))]
    # an inline document may stand where a path does
    return {os.path.realpath(os.path.join(folder, entry)) for entry in entries if "\n" not in entry}


def _strings(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _reached(start: set[str], used: dict[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = list(start)
    while waiting:
        folder = waiting.pop()
        if folder not in reached:
            reached.add(folder)
            waiting += used.get(folder, ())
    return reached
