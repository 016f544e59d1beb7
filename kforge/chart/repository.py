"""Chart repositories over http(s): indexes, asked for anew only when they changed, and archives."""

import os

from kforge import cache
from kforge.chart import index
from kforge.errors import ChartError, FileError, NetworkError, Position

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.chart.helm_home import HelmHome
    from kforge.chart.repositories import Repositories, Repository
    from kforge.network.access import Access

INDEX = "index.yaml"
INDEXES = "index"  # the kind of cache record that says which state of an index is here
MAX_INDEX = 200 * 1024 * 1024
MAX_CHART = 100 * 1024 * 1024  # what helm unpacks at most
CHART_TYPES = "application/gzip,application/octet-stream"
NO_REPOSITORY = "is this the address of a chart repository? kforge repo add NAME URL checks it"


class Archive:
    """A chart's archive: its bytes, their digest, where they lie in the cache ("" when they do not)."""

    __slots__ = ("data", "digest", "path", "url")

    def __init__(self, data: bytes, url: str, path: str) -> None:
        self.data = data
        self.digest = cache.digest(data)
        self.url = url
        self.path = path


class Source:
    """One repository: its address, and the client that knows how to enter it."""

    __slots__ = ("access", "client", "url")

    def __init__(self, url: str, access: "Access") -> None:
        from kforge.network.client import Client

        if not url.startswith(("http://", "https://")):
            raise ChartError(
                f"{url} is no address of a chart repository",
                hint="it begins with https://, http:// or oci://",
            )
        self.url = url
        self.access = access
        self.client = Client(access, url)

    def scope(self, url: str) -> str:
        """The part of the cache for what is fetched from `url`."""
        from kforge.network import address

        _, user, password = address.without_user(url)
        if self.client.sends_credentials(url):
            user, password = self.access.username, self.access.password
        return cache.scope(address.origin(url), user, password) if user else ""

    def index_data(self, *, offline: bool = False) -> bytes:
        """The bytes of its index, as they are now; offline, as they were last. Raises KforgeError."""
        from kforge.network import address

        url = address.resolve(self.url, INDEX)
        scope = self.scope(url)
        known = cache.recall(INDEXES, url, scope)
        data = cache.read(known["digest"], scope) if "digest" in known else None
        if offline:
            if data is None:
                raise missing_offline(f"the index of {address.shown(self.url)}")
            return data
        headers = {"Accept-Encoding": "gzip"}
        if data is not None:
            headers.update({name: known[key] for key, name in CONDITIONS.items() if known.get(key)})
        try:
            answer = self.client.get(url, headers=headers, limit=MAX_INDEX, name=f"index of {self.url}")
        except NetworkError as error:
            if error.status in (404, 410):
                error.hint = NO_REPOSITORY
            elif error.status == 401 and not self.access.known:
                error.hint = f"kforge repo add NAME {address.shown(self.url)} --username USER"
            raise
        if answer.status == 304 and data is not None:
            return data
        self._keep(url, scope, answer.data, answer.headers)
        return answer.data

    def _keep(self, url: str, scope: str, data: bytes, headers: "dict[str, str]") -> None:
        if cache.write(data, scope):
            record = {"digest": cache.digest(data)}
            record.update({key: headers[key] for key in CONDITIONS if key in headers})
            cache.remember(INDEXES, url, record, scope)

    def index(self, *, offline: bool = False) -> index.Index:
        """Its index. Raises KforgeError."""
        from kforge.network import address

        return index.parse(self.index_data(offline=offline), address.shown(address.resolve(self.url, INDEX)))

    def archive(self, url: str, digest: str = "", *, offline: bool = False) -> Archive:
        """The archive at `url`, which counts from the repository, held to `digest`. Raises KforgeError."""
        from kforge.network import address

        whole = address.resolve(self.url, url)
        if not whole.startswith(("http://", "https://")):
            raise ChartError(f"{address.shown(whole)} is no address that charts are fetched from")
        scope = self.scope(whole)
        known = digest or cache.recall(ARCHIVES, whole, scope).get("digest", "") if offline else digest
        data = cache.read(known, scope) if known else None
        if data is not None:
            return Archive(data, whole, cache.place(known, scope))
        if offline:
            raise missing_offline(address.shown(whole))
        answer = self.client.get(whole, headers={"Accept": CHART_TYPES}, limit=MAX_CHART)
        if digest and cache.digest(answer.data) != digest:
            raise wrong_digest(address.shown(whole), digest, cache.digest(answer.data))
        found = Archive(answer.data, whole, cache.write(answer.data, scope))
        cache.remember(ARCHIVES, whole, {"digest": found.digest}, scope)
        return found

    def provenance(self, url: str) -> bytes:
        """The provenance file beside the archive at `url`. Raises NetworkError."""
        from kforge.network import address

        whole = address.resolve(self.url, url)
        return self.client.get(f"{whole}.prov", limit=1024 * 1024).data


ARCHIVES = "archive"  # the kind of cache record that says what an address led to
CONDITIONS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}


class NotHereError(FileError):
    """What is wanted is not in the cache, and the network may not be used."""


def missing_offline(what: str) -> NotHereError:
    return NotHereError(
        f"{what} is not in the cache, and the network is not used",
        hint="fetch it once: without --offline, without --skip-refresh",
    )


def wrong_digest(url: str, wanted: str, found: str) -> NetworkError:
    return NetworkError(
        f"{url} is not what the index promises: its sha256 is {found}, not {wanted}",
        hint="the archive was replaced after it was indexed, or changed on its way",
    )


def refresh(home: "HelmHome", repository: "Repository") -> None:
    """Fetch a repository's index into helm's cache, once it is known to be good. Raises KforgeError."""
    keep(home, repository, Source(repository.url, repository.access()).index_data())


def keep(home: "HelmHome", repository: "Repository", data: bytes) -> None:
    """Put an index that was fetched into helm's cache, once it is known to be good. Raises KforgeError."""
    names = index.parse(data, repository.url).names()
    for path, content in (
        (home.charts(repository.name), "".join(f"{name}\n" for name in names).encode()),
        (home.index(repository.name), data),
    ):
        if not cache.write_atomic(path, content):
            raise FileError("the index cannot be kept here", Position(path))


def local_index(home: "HelmHome", name: str) -> index.Index:
    """The index of a named repository as it was last fetched. Raises KforgeError."""
    path = home.index(name)
    if not os.path.exists(path):
        raise ChartError(
            f"the index of the repository {name} was never fetched",
            Position(path),
            hint=f"run kforge repo update {name}",
        )
    return index.read(path)


def named(repositories: "Repositories", name: str) -> "Repository":
    """The repository called `name`. Raises ChartError."""
    from kforge.errors import nearest

    found = repositories.get(name)
    if found is None:
        near = nearest(name, [entry.name for entry in repositories.entries])
        raise ChartError(
            f"there is no repository called {name}",
            Position(repositories.path),
            hint=f"did you mean {near}?" if near else f"kforge repo add {name} URL",
        )
    if not found.url:
        raise ChartError(f"the repository {name} has no url", Position(repositories.path))
    return found


def owner(home: "HelmHome", repositories: "Repositories", url: str) -> "Repository | None":
    """The repository that the archive at `url` belongs to: it lies below it, or its index lists it."""
    from kforge.network import address

    for entry in repositories.entries:
        if entry.url and url.startswith(entry.url.rstrip("/") + "/"):
            return entry
    wanted = url.encode()
    for entry in repositories.entries:
        try:
            with open(home.index(entry.name), "rb") as stream:
                if wanted in stream.read():
                    return entry
        except OSError:
            continue
    return repositories.by_url(address.resolve(url, ".")) if repositories.entries else None
