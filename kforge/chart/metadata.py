"""Chart.yaml (and requirements.yaml beside it): what Helm accepts, and what it makes of it."""

from kforge import semver
from kforge.chart import decode as go
from kforge.errors import ChartError, Position

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

FILE = "Chart.yaml"
V1, V2 = "v1", "v2"
APPLICATION, LIBRARY = "application", "library"
ALIAS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")

TEXTS = (go.LIST, go.TEXT)
DEPENDENCY: "dict[str, go.Shape]" = {
    "name": go.TEXT,
    "version": go.TEXT,
    "repository": go.TEXT,
    "condition": go.TEXT,
    "tags": TEXTS,
    "enabled": go.FLAG,
    "import-values": (go.LIST, go.ANY),
    "alias": go.TEXT,
}
FIELDS: "dict[str, go.Shape]" = {
    "name": go.TEXT,
    "home": go.TEXT,
    "sources": TEXTS,
    "version": go.TEXT,
    "description": go.TEXT,
    "keywords": TEXTS,
    "maintainers": (go.LIST, {"name": go.TEXT, "email": go.TEXT, "url": go.TEXT}),
    "icon": go.TEXT,
    "apiVersion": go.TEXT,
    "condition": go.TEXT,
    "tags": go.TEXT,
    "appVersion": go.TEXT,
    "deprecated": go.FLAG,
    "annotations": (go.MAP, go.TEXT),
    "kubeVersion": go.TEXT,
    "dependencies": (go.LIST, DEPENDENCY),
    "type": go.TEXT,
}
PRINTED = ("name", "description", "home", "icon", "condition", "tags", "appVersion", "kubeVersion")


class Dependency:
    """One entry of `dependencies`. `name` becomes the alias once the alias has been applied.

    `enabled` is for whoever decides; `written_enabled` is what the file says: Helm writes it, and no more.
    """

    __slots__ = (
        "alias",
        "condition",
        "enabled",
        "import_values",
        "name",
        "repository",
        "tags",
        "version",
        "written_enabled",
    )

    def __init__(self, fields: "dict[str, object]") -> None:
        self.name = _printed(fields.get("name"))
        self.version = _printed(fields.get("version"))
        self.repository = _printed(fields.get("repository"))
        self.condition = _printed(fields.get("condition"))
        self.tags = [_printed(tag) for tag in _list(fields.get("tags"))]
        self.import_values = _list(fields.get("import-values"))
        self.alias = str(fields.get("alias") or "")
        self.enabled = True
        self.written_enabled = fields.get("enabled") is True

    def copy(self) -> "Dependency":
        new = Dependency.__new__(Dependency)
        for name in Dependency.__slots__:
            setattr(new, name, getattr(self, name))
        return new


class Metadata:
    """What Chart.yaml says: `fields` under Helm's names, `extra` what Helm does not know (`engine`, …).

    `listed` is the file that the dependencies stand in: Chart.yaml or requirements.yaml.
    """

    __slots__ = ("dependencies", "extra", "fields", "listed", "source")

    def __init__(
        self,
        fields: "dict[str, object]",
        extra: "dict[str, object]",
        dependencies: "list[Dependency] | None",
        source: "Source",
        listed: "Source",
    ) -> None:
        self.fields = fields
        self.extra = extra
        self.dependencies = dependencies
        self.source = source
        self.listed = listed

    def text(self, name: str) -> str:
        return str(self.fields.get(name) or "")

    @property
    def name(self) -> str:
        return self.text("name")

    @property
    def version(self) -> str:
        return self.text("version")

    @property
    def is_library(self) -> bool:
        return self.text("type") == LIBRARY

    def copy(self) -> "Metadata":
        """A copy whose name and dependencies may change without changing the original."""
        dependencies = self.dependencies and [dependency.copy() for dependency in self.dependencies]
        return Metadata(dict(self.fields), self.extra, dependencies, self.source, self.listed)

    def error(self, path: "Sequence[str | int]", message: str, *, hint: str = "") -> ChartError:
        """An error about the value at `path` in Chart.yaml, or in the file that the dependencies stand in."""
        source = self.listed if path[:1] == ("dependencies",) else self.source
        return _error(source, path, message, hint=hint)


class Source:
    """A file that metadata is read from: its text and the name errors give it."""

    __slots__ = ("file", "text")

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file


def read(chart: Source, requirements: Source | None = None) -> Metadata:
    """Read and check Chart.yaml; the fields of requirements.yaml go over it. Raises ChartError, YamlError."""
    tree = _tree(chart)
    fields = _fields(tree, chart)
    extra = {key: value for key, value in tree.items() if key not in FIELDS}
    fields.setdefault("apiVersion", V1)  # Helm 2 wrote charts without
    fields["apiVersion"] = fields["apiVersion"] or V1
    last = chart
    if requirements:
        more = _fields(_tree(requirements), requirements)
        last = requirements if "dependencies" in more else chart
        fields.update(more)
    sanitize(fields)
    return Metadata(fields, extra, _validated(fields, chart, last), chart, last)


def _tree(source: Source) -> "dict[str, object]":
    from kforge.chart.document import read as read_document

    document = read_document(source.text, source.file)
    if document.tree is None:
        return {}
    if not isinstance(document.tree, dict):
        raise ChartError(
            f"{source.file.rpartition('/')[2]} must be a mapping, not {go.describe(document.tree)}",
            Position(source.file, document.line),
        )
    return document.tree


def _fields(tree: "dict[str, object]", source: Source) -> "dict[str, object]":
    try:
        fields = go.decode(tree, FIELDS)
    except go.Mismatch as mismatch:
        raise _error(source, mismatch.path, str(mismatch)) from None
    assert isinstance(fields, dict)
    return fields


def sanitize(fields: "dict[str, object]") -> None:
    """Make blanks spaces and drop what cannot be printed, in the fields where Helm does that."""
    for name in PRINTED:
        if name in fields:
            fields[name] = _printed(fields[name])
    for name in ("sources", "keywords"):
        if name in fields:
            fields[name] = [_printed(item) for item in _list(fields[name])]


def _printed(value: object) -> str:
    """A text with its blanks made spaces and without what cannot be printed."""
    text = str(value or "")
    if text.isprintable():
        return text
    spaced = "".join(" " if char.isspace() and not "\x1c" <= char <= "\x1f" else char for char in text)
    return "".join(char for char in spaced if char.isprintable())


def _validated(fields: "dict[str, object]", chart: Source, listed: Source) -> "list[Dependency] | None":
    for name in ("name", "version"):
        if not fields.get(name):
            raise _error(chart, (name,), f"{name} is missing", key=True)
    name, version = str(fields["name"]), str(fields["version"])
    if name in (".", "..") or "/" in name:
        raise _error(chart, ("name",), f"{name!r} is no name for a chart", hint="a name has no / in it")
    if semver.parse(version) is None:
        raise _error(
            chart,
            ("version",),
            f"{version!r} is not a semantic version",
            hint="write it as 1.2.3, quoted when it could be a number",
        )
    if fields.get("type", "") not in ("", APPLICATION, LIBRARY):
        raise _error(chart, ("type",), f"type must be {APPLICATION} or {LIBRARY}, not {fields['type']}")
    for index, person in enumerate(_list(fields.get("maintainers"))):
        if not isinstance(person, dict):
            raise _error(chart, ("maintainers", index), "this maintainer is empty")
        for key, value in person.items():
            person[key] = _printed(value)
    return _dependencies(fields, listed)


def _dependencies(fields: "dict[str, object]", source: Source) -> "list[Dependency] | None":
    listed = fields.pop("dependencies", None)
    if listed is None:
        return None
    result: list[Dependency] = []
    seen: dict[str, int] = {}
    for index, entry in enumerate(_list(listed)):
        if not isinstance(entry, dict):
            raise _error(source, ("dependencies", index), "this dependency is empty")
        dependency = Dependency(entry)
        if not ALIAS.issuperset(dependency.alias):
            raise _error(
                source,
                ("dependencies", index, "alias"),
                f"{dependency.alias!r} is no alias",
                hint="letters, digits, - and _ may stand in an alias",
            )
        key = dependency.alias or dependency.name
        if key in seen:
            raise _error(
                source,
                ("dependencies", index),
                f"dependencies {seen[key] + 1} and {index + 1} are both called {key!r}",
                hint="give one of them an alias",
            )
        seen[key] = index
        result.append(dependency)
    return result


def _list(value: object) -> "list[object]":
    return value if isinstance(value, list) else []


def _error(
    source: Source, path: "Sequence[str | int]", message: str, *, key: bool = False, hint: str = ""
) -> ChartError:
    from kforge.chart import place

    found = place.find(source.text, source.file, path, key=key)
    return ChartError(message, found.position, source=found.source, hint=hint)
