"""Which values the templates of a chart read, from their text alone: entries of values.yaml that none reads.

Told only where it is sure. A template that names `.Values.a` reads all below a. One that takes the values as
a whole, or by a name that it makes, may read anything: then nothing is told.
"""

import os

from kforge.errors import KforgeError
from kforge.files import read_text
from kforge.patterns import compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from kforge.yaml.events import Node

VALUES = "values.yaml"
ARCHIVE = ".tgz"
NOT_MINE = ("global", "tags")  # what helm hands to charts below, and asks itself
METHODS = ("get", "items", "keys", "values")  # of mappings, in Jinja
# .Values.a.b of Go, values.a.b of Jinja: the path behind it, nothing for the values as a whole
_READ = compiled(r"(?<![\w\"'])(?:\$?\.?Values|(?<![.])values)\b((?:\.[A-Za-z_]\w*)*)(\[)?")
_ACTION = compiled(r"\{\{.*?\}\}|\{%.*?%\}", 16)  # DOTALL
_COMMENT = compiled(r"\{\{-?\s*/\*.*?\*/\s*-?\}\}|\{#.*?#\}", 16)


def unused(folder: str) -> "list[tuple[Node, str]]":
    """The keys in values.yaml of the chart in `folder` that no template reads, with their paths."""
    from kforge.yaml.events import compose

    read = _paths(folder)
    if read is None:
        return []
    try:
        roots = compose(read_text(os.path.join(folder, VALUES)))
    except KforgeError:
        return []
    skipped = {*NOT_MINE, *_subcharts(folder)}
    root = roots[0] if roots else None
    return [(key, path) for key, path in _unread(root, (), read) if path.partition(".")[0] not in skipped]


def _paths(folder: str) -> "set[tuple[str, ...]] | None":
    """The paths that templates read; None where anything may be read."""
    files = list(_templates(folder))
    if not files or any(file.endswith(ARCHIVE) for file in files) or _lacks_charts(folder):
        return None
    found: set[tuple[str, ...]] = {path for one in _listed(folder) for path in _conditions(one)}
    # values may hold templates too, for tpl
    for file in (*files, os.path.join(folder, VALUES)):
        try:
            text = _COMMENT.sub("", read_text(file))
        except KforgeError:
            return None
        for action in _ACTION.findall(text):
            if "tpl" in action and "Files" in action:
                return None  # a file that is no template here
            for path, after in _READ.findall(action):
                names = path[1:].split(".") if path else []
                while names and names[-1] in METHODS:
                    names.pop()
                if not names or after:
                    return None
                found.add(tuple(names))
    return found


def _conditions(dependency: "dict[str, object]") -> "Iterator[tuple[str, ...]]":
    """The values that switch a dependency on."""
    for path in str(dependency.get("condition") or "").split(","):
        yield tuple(path.strip().split("."))


def _templates(folder: str) -> "Iterator[str]":
    """The chart's templates, those of the charts inside too; archives as they are."""
    for top in ("templates", "charts"):
        for path, _, names in os.walk(os.path.join(folder, top)):
            inside = "templates" in path[len(folder) :].split(os.sep)
            yield from (os.path.join(path, name) for name in names if inside or name.endswith(ARCHIVE))


def _lacks_charts(folder: str) -> bool:
    """Whether a chart that is depended on is not there: a library may read what it is handed."""
    there = set(_subcharts(folder))
    listed = _listed(folder)
    return any(str(one.get("name")) not in there or one.get("import-values") for one in listed)


def _subcharts(folder: str) -> "list[str]":
    """The names under which values of other charts stand: folders in charts/, aliases of dependencies."""
    inner = os.path.join(folder, "charts")
    names = os.listdir(inner) if os.path.isdir(inner) else []
    return [*names, *_aliases(folder)]


def _aliases(folder: str) -> "list[str]":
    return [str(one["alias"]) for one in _listed(folder) if one.get("alias")]


def _listed(folder: str) -> "list[dict[str, object]]":
    from kforge.yaml.parse import parse_documents

    found: list[dict[str, object]] = []
    for name in ("Chart.yaml", "requirements.yaml"):
        try:
            documents = parse_documents(read_text(os.path.join(folder, name)), duplicates="last")
        except KforgeError:
            continue
        tree = documents[0].tree if documents else None
        listed = tree.get("dependencies") if isinstance(tree, dict) else None
        found += [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return found


def _unread(
    node: "Node | None", above: "tuple[str, ...]", read: "set[tuple[str, ...]]"
) -> "Iterator[tuple[Node, str]]":
    for key, value in node.pairs if node is not None and node.kind == "mapping" else ():
        path = (*above, key.value)
        if any(path[: len(one)] == one for one in read):
            continue  # read whole
        deeper = any(one[: len(path)] == path for one in read)
        if deeper and value.pairs and not value.alias:
            yield from _unread(value, path, read)
        elif not deeper:
            yield key, ".".join(path)
