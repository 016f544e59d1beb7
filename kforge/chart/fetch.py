"""Fetching one chart by what a user calls it: repo/name, an address, oci://…, or a name and a repository."""

from kforge.chart import repositories
from kforge.chart.helm_home import HelmHome
from kforge.errors import ChartError, Position, nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.chart.index import ChartVersion
    from kforge.chart.repository import Archive, Source
    from kforge.network.access import Access
    from kforge.network.distribution import Registry

OCI = "oci://"
DEVEL = ">0.0.0-0"


class Request:
    """What is wanted, and how: `repo` and `version` may be "", `digest` is what a lock demands (sha256).

    Offline nothing but the cache is asked. `trust_cache` takes an exact version that was fetched before
    without asking again.
    """

    __slots__ = (
        "access",
        "digest",
        "home",
        "offline",
        "provenance",
        "reference",
        "registries",
        "repo",
        "trust_cache",
        "version",
    )

    def __init__(
        self,
        reference: str,
        *,
        repo: str = "",
        version: str = "",
        access: "Access | None" = None,
        home: HelmHome | None = None,
        offline: bool = False,
    ) -> None:
        from kforge.network.access import Access

        self.reference = reference
        self.repo = repo
        self.version = version.strip()
        self.access = access or Access()
        self.home = home or HelmHome()
        self.offline = offline
        self.trust_cache = False
        self.registries: dict[str, Registry] = {}  # by host; requests of one run may share them
        self.digest = ""
        self.provenance = False


class Fetched:
    """A chart's archive: `data`, its sha256 `digest`, and `path` in the cache ("" when it is not kept there).

    `name` and `version` are what the repository calls it, `filename` how helm names the file, `url` where it
    came from, `source` that place in a lock's words (an oci digest where there is one), `provenance` the
    bytes of the .prov file if they were asked for and are there.
    """

    __slots__ = (
        "data",
        "digest",
        "filename",
        "name",
        "path",
        "provenance",
        "report",
        "source",
        "url",
        "version",
    )

    def __init__(self, archive: "Archive", name: str, version: str) -> None:
        self.data = archive.data
        self.digest = archive.digest
        self.path = archive.path
        self.url = archive.url
        self.source = archive.url
        self.name = name
        self.version = version
        self.filename = filename(archive.url)
        self.provenance: bytes | None = None
        self.report = ""  # what helm prints about a chart from a registry


def filename(url: str) -> str:
    """The name of the file that an address gives to an archive. Raises ChartError for none."""
    from urllib.parse import unquote, urlsplit

    name = unquote(urlsplit(url).path).rpartition("/")[2]
    if not name or name.startswith(".") or "\0" in name or "\\" in name:
        raise ChartError(f"{url} gives the archive no name")
    return name


def is_remote(reference: str) -> bool:
    """Whether a chart that is not on disk can be meant: an address, or repo/name."""
    if "://" in reference:
        return True
    return "/" in reference and not reference.startswith(("/", "."))


def fetch(request: Request) -> Fetched:
    """The chart that is meant, its digest checked. Raises KforgeError."""
    if request.repo.startswith(OCI):
        request.reference = f"{request.repo.rstrip('/')}/{request.reference}"
    if request.reference.startswith(OCI):
        from kforge.chart import registry

        return registry.fetch(request)
    if request.repo:
        from kforge.chart.repository import Source

        return _from_repository(request, Source(request.repo, request.access), request.reference)
    if "://" in request.reference:
        return _from_address(request)
    return _from_named(request)


def fetch_chart(
    reference: str,
    *,
    repo: str = "",
    version: str = "",
    access: "Access | None" = None,
    home: HelmHome | None = None,
    offline: bool = False,
) -> Fetched:
    """Fetch one chart: `fetch` with a request of these parts. Raises KforgeError."""
    return fetch(Request(reference, repo=repo, version=version, access=access, home=home, offline=offline))


def _from_repository(request: Request, source: "Source", name: str) -> Fetched:
    from kforge.chart.index import is_range
    from kforge.chart.repository import NotHereError

    if request.trust_cache and not request.offline and not is_range(request.version):
        try:
            return _listed(request, source, name, offline=True)
        except (NotHereError, ChartError):
            pass  # a version that is newer than the index here
    return _listed(request, source, name, offline=request.offline)


def _listed(request: Request, source: "Source", name: str, *, offline: bool) -> Fetched:
    found = source.index(offline=offline).find(name, request.version)
    return _finish(request, source, found, found.urls[0], offline=offline)


def _finish(
    request: Request, source: "Source", listed: "ChartVersion | None", url: str, *, offline: bool
) -> Fetched:
    digest = listed.digest if listed else ""
    if url.startswith(OCI):
        return _in_registry(request, url, digest)
    archive = source.archive(url, digest or request.digest, offline=offline)
    if request.digest and archive.digest != request.digest:
        raise wrong_lock(archive.url, request.digest, archive.digest)
    fetched = Fetched(archive, listed.text("name") if listed else "", listed.version if listed else "")
    if request.provenance and not offline:
        fetched.provenance = source.provenance(url)
    return fetched


def _in_registry(request: Request, url: str, digest: str) -> Fetched:
    """A chart that an index says lies in a registry: entered with the logins of registries."""
    from kforge.chart import registry
    from kforge.network.access import Access

    access = Access(tls=request.access.tls, plain_http=request.access.plain_http)
    inner = Request(url, access=access, home=request.home, offline=request.offline)
    inner.trust_cache, inner.provenance = request.trust_cache, request.provenance
    inner.digest = request.digest or digest
    return registry.fetch(inner)


def wrong_lock(url: str, wanted: str, found: str) -> ChartError:
    return ChartError(
        f"{url} is not what the lock names: its sha256 is {found}, not {wanted}",
        hint="if the change is meant, write the lock anew",
    )


def _from_named(request: Request) -> Fetched:
    from kforge.chart import repository

    alias, slash, name = request.reference.partition("/")
    if not slash or not name:
        raise ChartError(
            f"{request.reference} is neither a folder, an archive nor a chart of a repository",
            hint="write it as repository/chart, or give its repository with --repo",
        )
    known = repositories.load(request.home.repository_config)
    if known.get(alias) is None:
        near = nearest(alias, [entry.name for entry in known.entries])
        raise ChartError(
            f"{request.reference} is not here, and there is no repository called {alias}",
            Position(request.home.repository_config),
            hint=f"did you mean {near}/{name}?" if near else f"kforge repo add {alias} URL",
        )
    entry = repository.named(known, alias)
    if entry.url.startswith(OCI):
        raise ChartError(f"{entry.url} is a registry: write oci://…/{name}")
    source = repository.Source(entry.url, entry.access())
    found = repository.local_index(request.home, alias).find(name, request.version)
    return _finish(request, source, found, found.urls[0], offline=request.offline)


def _from_address(request: Request) -> Fetched:
    from kforge.chart.repository import Source, owner
    from kforge.network.access import Access

    url, access = request.reference, request.access
    base = url
    entry = owner(request.home, repositories.load(request.home.repository_config), url)
    if entry and not access.known:
        base = entry.url
        own = entry.access()
        access = Access(
            own.username,
            own.password,
            tls=access.tls if access.tls.key() != ("", "", "", False) else own.tls,
            pass_credentials=own.pass_credentials,
        )
    return _finish(request, Source(base, access), None, url, offline=request.offline)
