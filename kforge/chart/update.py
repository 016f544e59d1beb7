"""`dependency update` and `dependency build`: charts/ and the lock, made from Chart.yaml or from the lock.

Every archive is fetched and checked before anything in the chart changes.
"""

import os
from functools import partial

from kforge.chart import charts_folder, lock, resolve
from kforge.chart.helm_home import HelmHome
from kforge.chart.reference import OCI
from kforge.errors import ChartError, KforgeError, Position

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    from kforge.chart.fetch import Request
    from kforge.chart.index import ChartVersion
    from kforge.chart.metadata import Dependency, Metadata
    from kforge.chart.repository import Archive, Source
    from kforge.network.access import Access

    # archive, its provenance file, its name: raises KforgeError when the signature does not hold
    Verify = Callable[[bytes, bytes, str], None]
    Found = tuple[str, Archive, bytes]  # the name in charts/, the archive, its provenance file
    Result = TypeVar("Result")


class Options:
    """How to update: `tell` gets the lines for the user; `verify` checks a signature, None for none."""

    __slots__ = ("access", "home", "refresh", "tell", "verify")

    def __init__(
        self,
        *,
        access: "Access | None" = None,
        home: HelmHome | None = None,
        refresh: bool = True,
        tell: "Callable[[str], None] | None" = None,
        verify: "Verify | None" = None,
    ) -> None:
        from kforge.network.access import Access

        self.access = access or Access()
        self.home = home or HelmHome()
        self.refresh = refresh
        self.tell = tell or (lambda _: None)
        self.verify = verify


def update(folder: str, options: Options) -> None:
    """Resolve the dependencies of the chart in `folder`, fetch them, write the lock. Raises KforgeError."""
    with charts_folder.one_at_a_time(folder, options.tell):
        _update(folder, options)


def _update(folder: str, options: Options) -> None:
    metadata = _metadata(folder)
    path = lock.path(folder, metadata)
    if metadata.dependencies is None:
        return
    origins = resolve.Origins(folder, options.home, options.access, refresh=options.refresh)
    found = resolve.resolve(origins, metadata)
    archives = _fetch_all(folder, origins, found, options)
    new = lock.Lock(found, lock.digest(metadata.dependencies, found))
    old = lock.read(folder)
    same = old is not None and old.digest == new.digest
    _put(folder, found, archives, None if same else (path, lock.text(new).encode()), options)


def build(folder: str, options: Options) -> None:
    """Fetch what the lock of the chart in `folder` names; without a lock, update. Raises KforgeError."""
    with charts_folder.one_at_a_time(folder, options.tell):
        _build(folder, options)


def _build(folder: str, options: Options) -> None:
    metadata = _metadata(folder)
    known = lock.read(folder)
    if known is None:
        return _update(folder, options)
    wanted = metadata.dependencies or []
    before = lock.digest_of_helm_2(wanted)
    origins = resolve.Origins(folder, options.home, options.access, refresh=options.refresh)
    origins.settle(metadata)
    of_helm_2 = metadata.text("apiVersion") == "v1" and known.digest == before
    if known.digest != lock.digest(wanted, known.dependencies) and not of_helm_2:
        raise ChartError(
            "the lock does not fit the dependencies: they were changed after it was written",
            Position(lock.path(folder, metadata)),
            hint="kforge dependency update resolves them anew",
        )
    resolve.check_local(folder, known.dependencies)
    archives = _fetch_all(folder, origins, known.dependencies, options)
    return _put(folder, known.dependencies, archives, None, options)


def _metadata(folder: str) -> "Metadata":
    from kforge.chart.load import load

    if os.path.isfile(folder):
        raise ChartError(
            "the dependencies of an archive cannot be updated: unpack it first", Position(folder)
        )
    lock.check(folder)
    return load(folder).metadata


def _fetch_all(
    folder: str, origins: resolve.Origins, entries: "Sequence[Dependency]", options: Options
) -> "dict[str, bytes]":
    """The archives by their names in charts/, each one checked. Raises the first error in order."""
    from kforge.network.together import together

    wanted = list({(entry.repository, entry.name, entry.version): entry for entry in entries}.values())
    options.tell(f"Saving {len(entries)} charts")
    origins.ask([entry for entry in wanted if not entry.repository.startswith(OCI)])
    remote = [entry for entry in wanted if entry.repository and not entry.repository.startswith(resolve.FILE)]
    signed = options.verify is not None
    jobs = [_within(entry, partial(_plan, origins, entry, signed))() for entry in remote]
    for entry in remote:
        options.tell(f"Downloading {entry.name} from repo {entry.repository}")
    result: dict[str, bytes] = {}
    for entry, found in zip(remote, together(list(map(_within, remote, jobs))), strict=True):
        _within(entry, partial(_check, *found, options.verify))()
        _add(result, found[0], found[1].data, folder)
    for entry in wanted:
        if entry.repository.startswith(resolve.FILE):
            _add(result, *_packed(resolve.beside(folder, entry.repository)), folder)
    return result


def _add(result: "dict[str, bytes]", name: str, data: bytes, folder: str) -> None:
    if result.setdefault(name, data) != data:
        raise ChartError(f"two dependencies come in an archive called {name}", Position(folder))


def _within(entry: "Dependency", job: "Callable[[], Result]") -> "Callable[[], Result]":
    """The job, whose errors name the dependency."""

    def run() -> "Result":
        try:
            return job()
        except KforgeError as error:
            raise error.within(f"dependency {entry.name} {entry.version}") from None

    return run


def _plan(origins: resolve.Origins, entry: "Dependency", signed: bool) -> "Callable[[], Found]":
    """What fetches one dependency; where it lies is found out before."""
    from kforge.chart.index import pick

    place = entry.repository
    if place.startswith(OCI):
        request = origins.request(f"{place}/{entry.name}", entry.version)
        return partial(_from_registry, request, "", signed)
    index = origins.index(place)
    listed = pick(index.versions(entry.name), entry.version) or index.find(entry.name, entry.version)
    url = index.find(entry.name, listed.version).urls[0]
    if url.startswith(OCI):  # an index may say that its charts lie in a registry
        return partial(_from_registry, origins.request(url, ""), listed.digest, signed)
    return partial(_from_repository, origins.source(place), listed, url, signed)


def _from_repository(source: "Source", listed: "ChartVersion", url: str, signed: bool) -> "Found":
    from kforge.chart.fetch import filename

    archive = source.archive(url, listed.digest)
    name = filename(archive.url)
    if not name.endswith(".tgz"):  # helm keeps such a name, and then the file is no chart to it
        name = f"{listed.text('name')}-{listed.version}.tgz"
    return name, archive, source.provenance(url) if signed else b""


def _from_registry(request: "Request", digest: str, signed: bool) -> "Found":
    from kforge.chart.registry import fetch
    from kforge.chart.repository import Archive, wrong_digest

    request.provenance = signed
    found = fetch(request)
    if digest and found.digest != digest:
        raise wrong_digest(found.url, digest, found.digest)
    return found.filename, Archive(found.data, found.url, found.path), found.provenance or b""


def _packed(folder: str) -> "tuple[str, bytes]":
    from kforge.chart.load import load
    from kforge.chart.package import epoch_from_environment, filename, pack

    chart = load(folder)
    return filename(chart), pack(chart, epoch_from_environment())


def _check(name: str, archive: "Archive", provenance: bytes, verify: "Verify | None") -> None:
    """Whether the archive is a chart, signed if that is wanted: what is none must not reach charts/."""
    from kforge.chart.load import load_archive
    from kforge.network.address import shown

    load_archive(archive.data, shown(archive.url))
    if verify:
        verify(archive.data, provenance, name)


def _put(
    folder: str,
    entries: "Sequence[Dependency]",
    archives: "dict[str, bytes]",
    written: "tuple[str, bytes] | None",
    options: Options,
) -> None:
    dropped = _outdated(folder, entries, archives)
    if charts_folder.unchanged(folder, archives, dropped):
        if written:
            with charts_folder.Staging(folder) as staging:
                staging.write_lock(*written)
        return
    if dropped:
        options.tell("Deleting outdated charts")
    with charts_folder.Staging(folder) as staging:
        staging.replace(archives, dropped, written)


def _outdated(folder: str, entries: "Sequence[Dependency]", archives: "dict[str, bytes]") -> "set[str]":
    """The charts in charts/ that belong to no dependency any more, as files."""
    from kforge.chart.load import load

    charts = os.path.join(folder, charts_folder.CHARTS)
    local = {entry.name for entry in entries if not entry.repository}
    result = set()
    for name in os.listdir(charts) if os.path.isdir(charts) else ():
        path = os.path.join(charts, name)
        if name in archives or not os.path.isfile(path):
            continue
        try:
            chart = load(path)
        except KforgeError:
            continue  # no chart: not ours
        if chart.name not in local:
            result.add(name)
    return result
