"""Chart.lock (requirements.lock of v1 charts): read, written and given the digest that helm gives it."""

import os

from kforge import cache
from kforge.chart import decode as go
from kforge.chart.metadata import DEPENDENCY, V1, Dependency
from kforge.errors import ChartError, Position

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from kforge.chart.metadata import Metadata

NAMES = {True: "requirements.lock", False: "Chart.lock"}  # of a chart of apiVersion v1, of any other
SHAPE: "dict[str, go.Shape]" = {
    "generated": go.TEXT,
    "digest": go.TEXT,
    "dependencies": (go.LIST, DEPENDENCY),
}


class Lock:
    """Exact versions for the dependencies of a chart, in their order, and the digest of both lists."""

    __slots__ = ("dependencies", "digest", "generated")

    def __init__(self, dependencies: "Sequence[Dependency]", digest: str, generated: str = "") -> None:
        self.dependencies = list(dependencies)
        self.digest = digest
        self.generated = generated


def locked(name: str, version: str, repository: str) -> Dependency:
    """A dependency as a lock lists it."""
    return Dependency({"name": name, "version": version, "repository": repository})


def path(folder: str, metadata: "Metadata") -> str:
    """Where the lock of the chart in `folder` lies."""
    return os.path.join(folder, NAMES[metadata.text("apiVersion") == V1])


def check(folder: str) -> None:
    """Raises ChartError when a lock is a link: what it leads to would be written over."""
    for name in NAMES.values():
        found = os.path.join(folder, name)
        if os.path.islink(found):
            raise ChartError(
                f"the lock is a link to {os.readlink(found)}: it would be written there",
                Position(found),
                hint="replace the link by a file",
            )


def read(folder: str) -> Lock | None:
    """The lock of the chart in `folder`, None when there is none. Raises KforgeError.

    Helm reads both names, whatever the chart's apiVersion is; requirements.lock comes last.
    """
    from kforge.files import read_text

    result = None
    for name in ("Chart.lock", "requirements.lock"):
        file = os.path.join(folder, name)
        if os.path.isfile(file):
            result = parse(read_text(file), file)
    return result


def parse(content: str, shown: str) -> Lock:
    """The lock that a file's text holds. Raises ChartError, YamlError."""
    from kforge.chart.document import read as read_document

    try:
        fields = go.decode(read_document(content, shown).tree or {}, SHAPE)
    except go.Mismatch as mismatch:
        raise ChartError(f"this is no lock: {mismatch}", Position(shown)) from None
    assert isinstance(fields, dict)
    entries = [Dependency(entry) for entry in fields.get("dependencies") or () if isinstance(entry, dict)]
    return Lock(entries, str(fields.get("digest") or ""), str(fields.get("generated") or ""))


def text(lock: Lock) -> str:
    """The text of the file, as helm writes it."""
    from kforge.chart.definition import dependency_tree
    from kforge.yaml.emit import dump

    dependencies = [dependency_tree(entry) for entry in lock.dependencies]
    return dump({"dependencies": dependencies, "digest": lock.digest, "generated": lock.generated or now()})


def now() -> str:
    """The time as Go's JSON writes it; SOURCE_DATE_EPOCH makes it one that stays."""
    import time
    from datetime import UTC, datetime

    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if fixed.isdigit():
        return datetime.fromtimestamp(int(fixed), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    nanoseconds = time.time_ns()
    here = datetime.fromtimestamp(nanoseconds // 10**9).astimezone()
    fraction = f".{nanoseconds % 10**9:09d}".rstrip("0").rstrip(".")
    zone = here.strftime("%z")
    return f"{here:%Y-%m-%dT%H:%M:%S}{fraction}" + ("Z" if zone == "+0000" else f"{zone[:3]}:{zone[3:]}")


def digest(wanted: "Sequence[Dependency]", found: "Sequence[Dependency]") -> str:
    """The digest over what a chart wants and what was found: sha256 of Go's JSON of both lists."""
    return _sha(f"[{_list(wanted)},{_list(found)}]")


def digest_of_helm_2(wanted: "Sequence[Dependency]") -> str:
    """The digest that Helm 2 gave a lock: of what the chart wants alone."""
    return _sha(f'{{"dependencies":{_list(wanted)}}}')


def _sha(json: str) -> str:
    return f"sha256:{cache.digest(json.encode('utf-8', 'surrogateescape'))}"


def _list(entries: "Sequence[Dependency]") -> str:
    from kforge.chart.definition_json import dependency

    return f"[{','.join(map(dependency, entries))}]"
