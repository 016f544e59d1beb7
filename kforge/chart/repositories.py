"""helm's repositories.yaml: the repositories a user has given names to, read and written as helm does."""

import os

from kforge.chart import decode as go
from kforge.errors import ChartError, Position
from kforge.files import read_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.network.access import Access

TEXTS = ("name", "url", "username", "password", "certFile", "keyFile", "caFile")
FLAGS = ("insecure_skip_tls_verify", "pass_credentials_all")
ENTRY: "dict[str, go.Shape]" = {**dict.fromkeys(TEXTS, go.TEXT), **dict.fromkeys(FLAGS, go.FLAG)}
FILE: "dict[str, go.Shape]" = {
    "apiVersion": go.TEXT,
    "generated": go.TEXT,
    "repositories": (go.LIST, ENTRY),
}
NEVER = "0001-01-01T00:00:00Z"  # what Go writes for no time at all


class Repository:
    """One named repository: `fields` under the names that repositories.yaml gives them."""

    __slots__ = ("fields",)

    def __init__(self, fields: "dict[str, object]") -> None:
        self.fields = fields

    def text(self, name: str) -> str:
        return str(self.fields.get(name) or "")

    @property
    def name(self) -> str:
        return self.text("name")

    @property
    def url(self) -> str:
        return self.text("url")

    def access(self) -> "Access":
        """What it is entered with."""
        from kforge.network.access import Access, Tls

        flags = [self.fields.get(name) is True for name in FLAGS]
        tls = Tls(self.text("caFile"), self.text("certFile"), self.text("keyFile"), insecure=flags[0])
        return Access(self.text("username"), self.text("password"), tls=tls, pass_credentials=flags[1])

    def whole(self) -> "dict[str, object]":
        """All fields, those without a value too."""
        texts = {name: self.text(name) for name in TEXTS}
        return {**texts, **{name: self.fields.get(name) is True for name in FLAGS}}


class Repositories:
    """The file: its repositories in order."""

    __slots__ = ("api_version", "entries", "generated", "path")

    def __init__(self, path: str) -> None:
        self.path = path
        self.entries: list[Repository] = []
        self.api_version = ""
        self.generated = NEVER

    def get(self, name: str) -> Repository | None:
        return next((entry for entry in self.entries if entry.name == name), None)

    def by_url(self, url: str) -> Repository | None:
        """The first repository at this address."""
        from kforge.network.address import equal

        return next((entry for entry in self.entries if equal(entry.url, url)), None)

    def put(self, new: Repository) -> None:
        """Add `new`, in the place of the one with its name."""
        for index, entry in enumerate(self.entries):
            if entry.name == new.name:
                self.entries[index] = new
                return
        self.entries.append(new)

    def save(self) -> None:
        """Write the file: the same bytes as helm, whole, readable by its owner only. Raises FileError."""
        from kforge.network.secret_file import write_secret
        from kforge.yaml.emit import dump

        tree = {
            "apiVersion": self.api_version,
            "generated": self.generated,
            "repositories": [entry.whole() for entry in self.entries],
        }
        write_secret(self.path, dump(tree).encode())


def load(path: str) -> Repositories:
    """The file at `path`; one that does not exist is empty. Raises ChartError, FileError, YamlError."""
    from kforge.chart.document import read

    result = Repositories(path)
    if not os.path.exists(path):
        return result
    document = read(read_text(path), path)
    try:
        fields = go.decode({} if document.tree is None else document.tree, FILE)
    except go.Mismatch as mismatch:
        raise ChartError(str(mismatch), Position(path)) from None
    assert isinstance(fields, dict)
    result.api_version = str(fields.get("apiVersion") or "")
    result.generated = str(fields.get("generated") or NEVER)
    for entry in fields.get("repositories") or ():
        if isinstance(entry, dict):
            result.entries.append(Repository(entry))
    return result
