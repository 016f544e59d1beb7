"""A chart in memory: what it holds and which charts it depends on."""

from kforge.files import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.chart.metadata import Metadata
    from kforge.files import FileTree

BOM = b"\xef\xbb\xbf"
MANIFEST_ENDINGS = (".yaml", ".yml", ".json")


class File:
    """A file of a chart: `path` counts from the chart, `where` from the tree it is read from when needed."""

    __slots__ = ("_data", "_loose", "_text", "path", "tree", "where")

    def __init__(self, path: str, tree: "FileTree", where: str) -> None:
        self.path = path
        self.tree = tree
        self.where = where
        self._data: bytes | None = None
        self._text: str | None = None
        self._loose: str | None = None

    @property
    def shown(self) -> str:
        """The name messages use: the path on disk."""
        return self.tree.shown(self.where)

    def data(self) -> bytes:
        """The bytes, without a byte order mark. Raises FileError."""
        if self._data is None:
            self._data = self.tree.read(self.where).removeprefix(BOM)
        return self._data

    def text(self) -> str:
        """The text. Raises FileError when it is not UTF-8."""
        if self._text is None:
            self._text = text_of(self.data(), self.shown)
        return self._text

    def loose_text(self) -> str:
        """The text as Go has it: bytes that are no UTF-8 stay in it as surrogates. Raises FileError."""
        if self._loose is None:
            self._loose = self._text or self.data().decode("utf-8", "surrogateescape")
        return self._loose


class Chart:
    """One chart of a chart tree. Values and dependencies change while a release is prepared: work on a copy.

    `templates` holds what lies under templates/, `files` what templates may read, `values` the defaults from
    values.yaml, `values_file` where they stand, `schema` values.schema.json, `lock` Chart.lock or, of a v1
    chart, requirements.lock, `definition` Chart.yaml.
    """

    __slots__ = (
        "definition",
        "dependencies",
        "files",
        "lock",
        "metadata",
        "parent",
        "schema",
        "shown",
        "templates",
        "values",
        "values_file",
    )

    def __init__(self, metadata: "Metadata", shown: str) -> None:
        self.metadata = metadata
        self.shown = shown
        self.templates: list[File] = []
        self.files: list[File] = []
        self.values: dict[str, object] = {}
        self.values_file: File | None = None
        self.schema: File | None = None
        self.lock: File | None = None
        self.definition: File | None = None
        self.parent: Chart | None = None
        self.dependencies: list[Chart] = []

    @property
    def name(self) -> str:
        return self.metadata.name

    @property
    def is_root(self) -> bool:
        return self.parent is None

    @property
    def full_path(self) -> str:
        """parent/charts/child, by the charts' names: what template names begin with."""
        return f"{self.parent.full_path}/charts/{self.name}" if self.parent else self.name

    @property
    def is_library(self) -> bool:
        return self.metadata.is_library

    def set_dependencies(self, charts: "list[Chart]") -> None:
        for chart in charts:
            chart.parent = self
        self.dependencies = charts

    def shallow(self) -> "Chart":
        """A copy that shares files, values and metadata."""
        new = Chart.__new__(Chart)
        for name in Chart.__slots__:
            setattr(new, name, getattr(self, name))
        return new

    def copy(self) -> "Chart":
        """A copy of the whole tree: its metadata and dependencies may change, files and values are shared."""
        new = self.shallow()
        new.metadata = self.metadata.copy()
        new.set_dependencies([chart.copy() for chart in self.dependencies])
        return new

    def crds(self) -> "list[tuple[str, File]]":
        """The custom resource definitions of the tree with the names they are shown under, its own first."""
        own = [
            (f"{self.full_path}/{file.path}", file)
            for file in self.files
            if file.path.startswith("crds/") and file.path.lower().endswith(MANIFEST_ENDINGS)
        ]
        return own + [crd for chart in self.dependencies for crd in chart.crds()]
