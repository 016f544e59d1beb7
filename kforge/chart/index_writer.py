"""Makes index.yaml of the chart archives in a folder and the folders in it, as helm repo index does."""

import os
from hashlib import sha256

from kforge import semver
from kforge.chart import decode as go
from kforge.chart import definition, definition_json, lock, metadata
from kforge.errors import ChartError, KforgeError, Position
from kforge.golang.json_text import json_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kforge.chart.metadata import Metadata

    Warn = Callable[[str], None]
    Entries = dict[str, list["Entry"]]

NAME = "index.yaml"
ZERO_TIME = "0001-01-01T00:00:00Z"
# what Helm 2 wrote into an index, which Helm keeps
OLD = ("checksum", "engine", "tillerVersion", "url")
SHAPE: "dict[str, go.Shape]" = {
    **metadata.FIELDS,
    "urls": metadata.TEXTS,
    "created": go.TEXT,
    "removed": go.FLAG,
    "digest": go.TEXT,
    **dict.fromkeys(OLD, go.TEXT),
}
PATH_SAFE = "$&+,/:;=@~"  # what Go leaves as it is in the path of an address


class Entry:
    """One version of a chart in the index; `more` are the fields that are not of Chart.yaml."""

    __slots__ = ("metadata", "more")

    def __init__(self, of_chart: "Metadata", more: "dict[str, object]") -> None:
        self.metadata = of_chart
        self.more = more

    def tree(self) -> "dict[str, object]":
        """The entry as YAML holds it."""
        return {**definition.tree(self.metadata), **self.more}

    def json(self) -> str:
        """The entry as Go writes the struct: the fields of the chart, then those of the index."""
        names = [name for name in ("urls", "created", "removed", "digest", *OLD) if name in self.more]
        more = ",".join(f'"{name}":{json_text(self.more[name])}' for name in names)
        return f"{definition_json.chart(self.metadata)[:-1]},{more}}}"


def write(folder: str, *, url: str = "", merge: str = "", as_json: bool = False, warn: "Warn") -> str:
    """Write the index of the archives in `folder` into it; the path. Raises KforgeError.

    `url` is what their addresses start with; `merge` an index whose other versions are kept, made when it is
    missing. `warn` is told what is no chart, which the index leaves out.
    """
    from functools import cmp_to_key

    from kforge.files import write_whole

    if not os.path.isdir(folder):
        raise ChartError("there is no such folder", Position(folder))
    render = _json if as_json else _yaml
    entries = index(folder, url, warn)
    if merge and not os.path.exists(merge):
        write_whole(merge, render({}))
    elif merge:
        _merge(entries, read(merge, warn))
    for versions in entries.values():
        versions.sort(key=cmp_to_key(_order), reverse=True)
    path = os.path.join(folder, NAME)
    write_whole(path, render(entries))
    return path


def index(folder: str, url: str, warn: "Warn") -> "Entries":
    """The archives in a folder and in the folders in it, by chart. Raises KforgeError."""
    from kforge.chart.load import load_archive
    from kforge.files import read_bytes

    entries: Entries = {}
    for below, name in _archives(folder):
        path = os.path.join(folder, below, name)
        data = read_bytes(path)
        try:
            chart = load_archive(data, path)
        except KforgeError as error:
            warn(f"left out: {error.render()}")
            continue
        base = join(url, below)
        more: dict[str, object] = {
            "urls": [join(base, name) if base else name],
            "created": lock.now(),
            "digest": sha256(data).hexdigest(),
        }
        entries.setdefault(chart.name, []).append(Entry(chart.metadata, more))
    return entries


def _archives(folder: str) -> "Iterator[tuple[str, str]]":
    """The archives by folder ("" for the first) and name: those here before those one folder below."""
    try:
        names = sorted(os.listdir(folder))
        below = [name for name in names if os.path.isdir(os.path.join(folder, name))]
        inside = {name: sorted(os.listdir(os.path.join(folder, name))) for name in below}
    except OSError as error:
        raise ChartError((error.strerror or str(error)).lower(), Position(folder)) from None
    for name in names:
        if name.endswith(".tgz"):
            yield "", name
    for where in below:
        for name in inside[where]:
            if name.endswith(".tgz"):
                yield where, name


def join(base: str, name: str) -> str:
    """An address with a path added, as Go joins and escapes them; without a base it stays a path."""
    import posixpath
    from urllib.parse import quote, unquote, urlsplit, urlunsplit

    parts = urlsplit(base)
    path = posixpath.normpath("/".join(filter(None, (unquote(parts.path), name))) or ".")
    if path == ".":
        path = ""
    if path.startswith("//"):
        path = path[1:]
    if parts.netloc and path and not path.startswith("/"):
        path = f"/{path}"
    return urlunsplit(parts._replace(path=quote(path, safe=PATH_SAFE)))


def _order(left: Entry, right: Entry) -> int:
    numbers = semver.parse(left.metadata.version), semver.parse(right.metadata.version)
    assert numbers[0]
    assert numbers[1]
    return numbers[0].compare(numbers[1])


# ---- an index that is there already


def read(path: str, warn: "Warn") -> "Entries":
    """The entries of an index in a file. Raises ChartError for a field that does not exist, as helm does."""
    from kforge.chart.index import parse
    from kforge.files import read_bytes

    data = read_bytes(path)
    found: Entries = {}
    for name, items in parse(data, path).entries().items():
        for item in items if isinstance(items, list) else ():
            entry = _entry(item, path, warn, strict=not data.lstrip().startswith(b"{"))
            if entry:
                found.setdefault(name, []).append(entry)
    return found


def _entry(item: object, path: str, warn: "Warn", *, strict: bool) -> Entry | None:
    try:
        fields = go.decode(item, SHAPE)
    except go.Mismatch as mismatch:
        raise ChartError(f"an entry is wrong: {mismatch}", Position(path)) from None
    if not isinstance(fields, dict):
        return None
    if strict and isinstance(item, dict):
        unknown = [key for key in item if key.lower() not in _KNOWN]
        if unknown:
            raise ChartError(f"an entry has a field that does not exist: {unknown[0]}", Position(path))
    more = {
        name: fields.pop(name) for name in ("urls", "created", "removed", "digest", *OLD) if fields.get(name)
    }
    fields["apiVersion"] = fields.get("apiVersion") or metadata.V1
    metadata.sanitize(fields)
    listed = fields.pop("dependencies", None)
    entries = [metadata.Dependency(each) for each in listed if isinstance(each, dict)] if listed else None
    source = metadata.Source("", path)
    of_chart = metadata.Metadata(fields, {}, entries, source, source)
    if not _is_sound(of_chart):
        warn(f"left out: {path} lists a chart {of_chart.name!r} {of_chart.version!r} that cannot be one")
        return None
    created = _time(str(more.pop("created", ZERO_TIME)), path)
    return Entry(of_chart, {"urls": None, **more, "created": created})


def _is_sound(of_chart: "Metadata") -> bool:
    """Whether Helm takes the chart for one: its name is no path, its version is one, its type exists."""
    name = of_chart.name
    if not name or name in (".", "..") or "/" in name or semver.parse(of_chart.version) is None:
        return False
    return of_chart.text("type") in ("", metadata.APPLICATION, metadata.LIBRARY)


def _time(text: str, path: str) -> str:
    """A time as Go writes it that read it. Raises ChartError."""
    from kforge.golang import time as go_time
    from kforge.golang import zones
    from kforge.golang.layout import RFC3339_NANO, LayoutError

    try:
        return go_time.parse(RFC3339_NANO, text, zones.UTC).json_value()
    except LayoutError:
        raise ChartError(f"an entry was created at a time that is none: {text}", Position(path)) from None


_KNOWN = {name.lower() for name in SHAPE}


def _merge(entries: "Entries", others: "Entries") -> None:
    """Add the versions that are not there: the same version with other build metadata is there, to helm."""
    for versions in others.values():
        for entry in versions:
            name, version = entry.metadata.name, entry.metadata.version
            there = entries.setdefault(name, [])
            known = [one.metadata.version for one in there]
            if version not in known and not any(semver.satisfies(version, one) for one in known):
                there.append(entry)


# ---- the file


def _yaml(entries: "Mapping[str, list[Entry]]") -> bytes:
    from kforge.yaml.emit import dump

    tree = {name: [entry.tree() for entry in versions] for name, versions in entries.items()}
    text = dump({"apiVersion": "v1", "entries": tree, "generated": lock.now()})
    return text.encode("utf-8", "surrogateescape")


def _json(entries: "Mapping[str, list[Entry]]") -> bytes:
    charts = [
        f"{json_text(name)}:{definition_json.array(entry.json() for entry in entries[name])}"
        for name in sorted(entries)
    ]
    text = f'{{"apiVersion":"v1","generated":"{lock.now()}","entries":{{{",".join(charts)}}}}}'
    return _indented(text).encode("utf-8", "surrogateescape")


def _indented(text: str) -> str:
    """Compact JSON with a line for each member, two blanks for each level."""
    result, depth, at = [], 0, 0
    while at < len(text):
        char = text[at]
        at += 1
        if char == '"':
            end = at
            while text[end] != '"':
                end += 2 if text[end] == "\\" else 1
            char, at = text[at - 1 : end + 1], end + 1
        elif char in "{[":
            if text[at] in "}]":
                char, at = text[at - 1 : at + 1], at + 1
            else:
                depth += 1
                char += "\n" + "  " * depth
        elif char in "}]":
            depth -= 1
            char = "\n" + "  " * depth + char
        elif char == ",":
            char += "\n" + "  " * depth
        elif char == ":":
            char = ": "
        result.append(char)
    return "".join(result)
