"""Which exact chart each dependency means: where it comes from, and the newest version in its range."""

import os

from kforge import semver
from kforge.chart import repositories, repository
from kforge.chart.helm_home import HelmHome
from kforge.chart.lock import locked
from kforge.chart.reference import OCI
from kforge.errors import ChartError, FileError, Position

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kforge.chart.fetch import Request
    from kforge.chart.index import Index
    from kforge.chart.metadata import Dependency, Metadata
    from kforge.chart.repositories import Repository
    from kforge.network.access import Access
    from kforge.network.distribution import Registry

FILE = "file://"
ALIASES = ("@", "alias:")


class Origins:
    """Where the dependencies of one chart come from. Indexes and tags are asked for once, side by side.

    `access` is what the command line says: it opens registries; for repositories only its TLS settings count,
    their user and password stand in repositories.yaml. With `refresh` False indexes are taken as they are.
    """

    def __init__(self, folder: str, home: HelmHome, access: "Access", *, refresh: bool = True) -> None:
        self.folder = folder
        self.home = home
        self.access = access
        self.refresh = refresh
        self.known = repositories.load(home.repository_config)
        self._asked: dict[str, bytes] = {}  # indexes as they came, by the address of the repository
        self._tags: dict[str, list[str]] = {}
        self._indexes: dict[str, Index] = {}
        self._registries: dict[str, Registry] = {}
        self._sources: dict[str, repository.Source] = {}

    def settle(self, metadata: "Metadata") -> None:
        """Put addresses in the place of @name and alias:name. Raises ChartError for what is no repository."""
        for number, entry in enumerate(metadata.dependencies or ()):
            _check_name(metadata, number)
            place = entry.repository
            if place.startswith(ALIASES):
                name = place.removeprefix("alias:").removeprefix("@")
                found = self.known.get(name)
                if found is None:
                    raise metadata.error(
                        ("dependencies", number, "repository"),
                        f"there is no repository called {name}",
                        hint=f"kforge repo add {name} URL",
                    )
                entry.repository = found.url
            elif place and "://" not in place and not self.known.by_url(place):
                raise metadata.error(
                    ("dependencies", number, "repository"),
                    f"{place} is no repository",
                    hint=f"an address (https://…, oci://…, file://…) or a name: @{place}",
                )

    def lock(self, entry: "Dependency", metadata: "Metadata", number: int) -> "Dependency":
        """The exact version of one dependency, as the lock lists it. Raises KforgeError."""
        try:
            constraint = semver.constrain(entry.version)
        except ChartError as error:
            raise metadata.error(("dependencies", number, "version"), error.message) from None
        place = entry.repository
        if not place:
            _local(self.folder, entry, constraint)
            return locked(entry.name, entry.version, "")
        if place.startswith(FILE):
            return locked(entry.name, self._beside(entry, constraint), place)
        if place.startswith(OCI):
            return locked(entry.name, self._in_registry(entry), place)
        for version in self.index(place).versions(entry.name):
            number_of = semver.parse(version.version)
            if version.urls and number_of and constraint.allows(number_of):
                return locked(entry.name, version.version, place)
        self.index(place).find(entry.name, entry.version)  # says what there is instead
        raise ChartError(f"{entry.name} {entry.version} is not in {place}")

    def ask(self, entries: "Sequence[Dependency]") -> None:
        """Fetch the indexes and tags that `entries` need and that are not here yet, side by side."""
        from functools import partial

        from kforge.network.together import together

        places = sorted({entry.repository for entry in entries} - self._asked.keys())
        references = sorted({_reference(entry) for entry in entries if _is_range(entry)})
        jobs: list[Callable[[], None]] = [
            partial(self._ask_index, self.source(place), place) for place in places if self._is_asked(place)
        ]
        jobs += [partial(self._ask_tags, reference) for reference in references]
        together(jobs)

    def _is_asked(self, place: str) -> bool:
        """Whether the server is asked for an index; without `refresh`, helm's copy of a named one counts."""
        remote = place.startswith(("http://", "https://"))
        return remote and (self.refresh or not self.known.by_url(place))

    def _ask_index(self, source: repository.Source, place: str) -> None:
        self._asked[place] = source.index_data(offline=not self.refresh)

    def _ask_tags(self, text: str) -> None:
        from kforge.chart import reference, registry

        wanted = reference.parse(text)
        self._tags[text] = registry.open_registry(self.request(text, ""), wanted.host).tags(wanted.repository)

    def index(self, place: str) -> "Index":
        """The index of the repository at an address, which was asked for before. Raises KforgeError."""
        from kforge.chart import index
        from kforge.network.address import shown

        found = self._indexes.get(place)
        if found is None:
            if place in self._asked:
                found = index.parse(self._asked[place], f"{shown(place).rstrip('/')}/index.yaml")
            else:
                entry = self.known.by_url(place)
                found = repository.local_index(self.home, entry.name) if entry else self.source(place).index()
            self._indexes[place] = found
        return found

    def source(self, place: str) -> repository.Source:
        """The repository at an address, entered as repositories.yaml says; its connections are shared."""
        if place not in self._sources:
            self._sources[place] = repository.Source(place, self._access(self.known.by_url(place)))
        return self._sources[place]

    def request(self, reference: str, version: str) -> "Request":
        """A request to a registry."""
        from kforge.chart.fetch import Request

        made = Request(reference, version=version, access=self.access, home=self.home)
        made.registries = self._registries
        return made

    def _access(self, entry: "Repository | None") -> "Access":
        from kforge.network.access import Access

        return entry.access() if entry else Access(tls=self.access.tls)

    def _beside(self, entry: "Dependency", constraint: semver.Constraint) -> str:
        metadata = _read(beside(self.folder, entry.repository))
        number = semver.parse(metadata.version)
        if not number or not constraint.allows(number):
            raise ChartError(
                f"{entry.repository} has version {metadata.version}, and {entry.version} is wanted",
                Position(metadata.source.file),
            )
        return metadata.version

    def _in_registry(self, entry: "Dependency") -> str:
        from kforge.chart import reference, registry

        if not _is_range(entry):
            return entry.version
        text = _reference(entry)
        return registry.choose(reference.parse(text), entry.version, self._tags[text])


def _is_range(entry: "Dependency") -> bool:
    """Whether the tags of a registry must be known to choose a version."""
    return entry.repository.startswith(OCI) and semver.parse(entry.version) is None


def _reference(entry: "Dependency") -> str:
    return f"{entry.repository}/{entry.name}"


def resolve(origins: Origins, metadata: "Metadata") -> "list[Dependency]":
    """Exact versions for all dependencies of a chart. Raises KforgeError."""
    listed = metadata.dependencies or []
    origins.settle(metadata)
    origins.ask(listed)
    return [origins.lock(entry, metadata, number) for number, entry in enumerate(listed)]


def check_local(folder: str, entries: "Sequence[Dependency]") -> None:
    """Raises KforgeError when a dependency without a repository does not lie in charts/ as it must."""
    for entry in entries:
        if not entry.repository:
            _local(folder, entry, semver.constrain(entry.version))


def beside(folder: str, place: str) -> str:
    """The folder that file://… means, counted from the chart's. Raises FileError."""
    path = place.removeprefix(FILE)
    found = os.path.normpath(path if path.startswith("/") else os.path.join(folder, path))
    if not os.path.isdir(found):
        raise FileError(f"there is no folder at {place}", Position(found))
    return found


def _local(folder: str, entry: "Dependency", constraint: semver.Constraint) -> None:
    path = os.path.join(folder, "charts", entry.name)
    if not os.path.isdir(path):
        raise ChartError(
            f"{entry.name} has no repository, and is not a folder in charts/",
            Position(path),
            hint="give the dependency a repository, or put the chart there",
        )
    metadata = _read(path)
    number = semver.parse(metadata.version)
    if not number or not constraint.allows(number):
        raise ChartError(
            f"{entry.name} has version {metadata.version}, and {entry.version} is wanted", Position(path)
        )


def _read(folder: str) -> "Metadata":
    from kforge.chart.load import load

    return load(folder).metadata


def _check_name(metadata: "Metadata", number: int) -> None:
    """A name becomes a path in charts/ and a part of addresses."""
    name = (metadata.dependencies or [])[number].name
    if not name or name in (".", "..") or "/" in name or "\\" in name or "\0" in name:
        raise metadata.error(
            ("dependencies", number, "name"), f"{name!r} is no name for a chart", hint="a name has no / in it"
        )
