"""index.yaml of a repository: which versions of which charts there are, and where they lie.

Indexes of ten megabytes and more exist. Only what is asked for is read: the text is cut at the names of the
charts, and the part of one chart is parsed. An index that is not laid out as helm lays it out is read whole.
"""

import re

from kforge import semver
from kforge.chart import decode as go
from kforge.chart import metadata
from kforge.errors import ChartError, Position, YamlError, nearest
from kforge.files import text_of

CHART: "dict[str, go.Shape]" = {
    **metadata.FIELDS,
    "urls": metadata.TEXTS,
    "created": go.ANY,
    "removed": go.FLAG,
    "digest": go.TEXT,
}
USUAL = b"apiVersion: v1\nentries:\n  "  # how helm lays an index out
END = re.compile(rb"\n(?:  )?[^ \n\r#\-]")  # the next chart, or the end of the entries
FOLDER = "the address of a repository is that of the folder its index.yaml lies in"
RANGE = frozenset("^~<>=!*")


class ChartVersion:
    """One version of a chart: `fields` as in Chart.yaml, its addresses, and the digest of its archive."""

    __slots__ = ("digest", "fields", "urls", "version")

    def __init__(self, fields: "dict[str, object]") -> None:
        self.fields = fields
        self.version = str(fields.get("version") or "")
        urls = fields.get("urls")
        self.urls = [str(url or "") for url in urls] if isinstance(urls, list) else []
        self.digest = str(fields.get("digest") or "").rpartition(":")[2].lower()

    def text(self, name: str) -> str:
        return str(self.fields.get(name) or "")


class Index:
    """The charts of a repository. `shown` is the file or address that errors name."""

    __slots__ = ("_data", "_entries", "_read", "shown")

    def __init__(self, data: bytes, shown: str) -> None:
        self._data = data
        self._entries: dict[str, object] | None = None
        self._read: dict[str, list[ChartVersion]] = {}
        self.shown = shown

    def entries(self) -> "dict[str, object]":
        """Everything the index lists, by chart, as plain data. Raises ChartError, YamlError."""
        if self._entries is None:
            self._entries = _entries(self._data, self.shown)
        return self._entries

    def names(self) -> "list[str]":
        """The charts, in the order they stand in the index."""
        return list(self.entries())

    def versions(self, name: str) -> "list[ChartVersion]":
        """The versions of a chart, the newest first; what is no version is left out. Raises KforgeError."""
        if name not in self._read:
            tree = None if self._entries else _part(self._data, name)
            self._read[name] = _versions(self.entries().get(name) if tree is None else tree)
        return self._read[name]

    def find(self, name: str, version: str) -> ChartVersion:
        """The chart at exactly this version, else the newest in this range. Raises ChartError."""
        versions = self.versions(name)
        if not versions:
            raise _no_chart(name, self)
        found = pick(versions, version)
        if found is None:
            raise _no_version(name, version, self)
        if not found.urls:
            raise ChartError(f"{name} {found.version} has no address to fetch it from", Position(self.shown))
        return found


def pick(versions: "list[ChartVersion]", version: str) -> ChartVersion | None:
    """The version asked for, "" being the newest that is no prerelease. Raises ChartError for no range."""
    constraint = semver.constrain(version or "*")
    for each in versions if version else ():
        if each.version == version:
            return each
    for each in versions:
        number = semver.parse(each.version)
        if number and constraint.allows(number):
            return each
    return None


def parse(data: bytes, shown: str) -> Index:
    """The index that `data` holds. Raises ChartError, YamlError."""
    if not data.strip():
        raise ChartError("this index is empty", Position(shown))
    index = Index(data, shown)
    if not data.startswith(USUAL):
        index.entries()  # is it an index at all?
    return index


def _part(data: bytes, name: str) -> object:
    """What the index says about one chart, None when that cannot be cut out of the text."""
    if not data.startswith(USUAL):
        return None
    key = f"\n  {name}:\n".encode()
    start = data.find(key)
    if start < 0 or data.find(key, start + 1) >= 0:
        return None
    end = END.search(data, start + len(key) - 1)
    part = data[start + len(key) : end.start() + 1 if end else len(data)]
    from kforge.yaml.parse import parse_documents

    try:
        documents = parse_documents(part, "")
    except YamlError:  # an alias of something that stands elsewhere
        return None
    tree = documents[0].tree if len(documents) == 1 else None
    whole = isinstance(tree, list) and all(
        isinstance(item, dict) and item.get("name") == name for item in tree
    )
    return tree if whole else None


def _entries(data: bytes, shown: str) -> "dict[str, object]":
    tree = _json(data) if data.lstrip()[:1] == b"{" else None
    if tree is None:
        from kforge.yaml.parse import parse_documents

        documents = parse_documents(text_of(data, shown), shown)
        tree = documents[0].tree if documents else None
    if not isinstance(tree, dict):
        raise ChartError("this is no index of a chart repository", Position(shown), hint=FOLDER)
    if not tree.get("apiVersion"):
        raise ChartError(
            "this is no index of a chart repository: it has no apiVersion", Position(shown), hint=FOLDER
        )
    entries = tree.get("entries") or {}
    if not isinstance(entries, dict):
        raise ChartError("entries must be a mapping", Position(shown))
    return entries


def _json(data: bytes) -> object:
    import json

    try:
        return json.loads(data)
    except ValueError:
        return None


def _versions(tree: object) -> "list[ChartVersion]":
    found: list[tuple[semver.Version, ChartVersion]] = []
    for item in tree if isinstance(tree, list) else ():
        try:
            fields = go.decode(item, CHART)
        except go.Mismatch:
            continue
        if not isinstance(fields, dict):
            continue
        metadata.sanitize(fields)
        version = ChartVersion(fields)
        number = semver.parse(version.version)
        if number and _sound(version):
            found.append((number, version))
    from functools import cmp_to_key

    found.sort(key=cmp_to_key(_newest_first))
    return [version for _, version in found]


def _newest_first(
    left: "tuple[semver.Version, ChartVersion]", right: "tuple[semver.Version, ChartVersion]"
) -> int:
    return right[0].compare(left[0])


def _sound(version: ChartVersion) -> bool:
    """Whether helm would list it: it has a name that is no path, and a type that exists."""
    name = version.text("name")
    if not name or name in (".", "..") or "/" in name:
        return False
    return version.text("type") in ("", metadata.APPLICATION, metadata.LIBRARY)


def _no_chart(name: str, index: Index) -> ChartError:
    near = nearest(name, index.names())
    return ChartError(
        f"there is no chart {name!r} in this repository",
        Position(index.shown),
        hint=f"did you mean {near}?" if near else "",
    )


def _no_version(name: str, version: str, index: Index) -> ChartError:
    known = [each.version for each in index.versions(name)]
    if not version:
        return ChartError(
            f"{name} has prereleases only",
            Position(index.shown),
            hint=f"ask for one with --version {known[0]}, or for any with --devel",
        )
    more = ", …" if len(known) > 8 else ""
    return ChartError(
        f"there is no version {version} of {name}",
        Position(index.shown),
        hint=f"there are {', '.join(known[:8])}{more}",
    )


def is_range(version: str) -> bool:
    """Whether a version text asks for any of several."""
    if RANGE.intersection(version) or "||" in version or " - " in version or not version:
        return True
    core = re.split(r"[-+]", version, maxsplit=1)[0]
    return "x" in core.lower() or semver.parse(version) is None


def read(path: str) -> Index:
    """The index in the file `path`. Raises KforgeError."""
    from kforge.files import read_bytes

    return parse(read_bytes(path), path)
