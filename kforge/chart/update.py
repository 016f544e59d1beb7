"""`dependency update` and `dependency build`: charts/ and the lock, made from Chart.yaml or from the lock.

Every archive is fetched and checked before anything in the chart changes.
"""

import os

from kforge.chart import charts_folder, lock, resolve
from kforge.chart.helm_home import HelmHome
from kforge.chart.reference import OCI
from kforge.errors import ChartError, KforgeError, Position

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kforge.chart.metadata import Dependency, Metadata
    from kforge.chart.repository import Archive
    from kforge.network.access import Access

    # archive, its provenance file, its name: raises KforgeError when the signature does not hold
    Verify = Callable[[bytes, bytes, str], None]


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
    metadata = _metadata(folder)
    known = lock.read(folder)
    if known is None:
        return update(folder, options)
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
    charts_folder.recover(folder)
    return load(folder).metadata


def _fetch_all(
    folder: str, origins: resolve.Origins, entries: "Sequence[Dependency]", options: Options
) -> "dict[str, bytes]":
    """The archives by their names in charts/, each one checked. Raises the first error in order."""
    from functools import partial

    from kforge.network.together import together

    remote = {(entry.repository, entry.name, entry.version): entry for entry in entries if entry.repository}
    options.tell(f"Saving {len(entries)} charts")
    result: dict[str, bytes] = {}
    for name, data in together(
        [partial(_fetch, folder, origins, entry, options) for entry in remote.values()]
    ):
        if result.setdefault(name, data) != data:
            raise ChartError(f"two dependencies come in an archive called {name}", Position(folder))
    return result


def _fetch(
    folder: str, origins: resolve.Origins, entry: "Dependency", options: Options
) -> "tuple[str, bytes]":
    place = entry.repository
    if place.startswith(resolve.FILE):
        return _packed(resolve.beside(folder, place))
    options.tell(f"Downloading {entry.name} from repo {place}")
    try:
        name, archive, provenance = _download(origins, entry, options.verify is not None)
    except KforgeError as error:
        raise error.within(f"dependency {entry.name} {entry.version}") from None
    _check(archive.data, name)
    if options.verify:
        options.verify(archive.data, provenance, name)
    return name, archive.data


def _download(origins: resolve.Origins, entry: "Dependency", signed: bool) -> "tuple[str, Archive, bytes]":
    from kforge.chart.fetch import filename
    from kforge.chart.index import pick
    from kforge.chart.repository import wrong_digest

    place = entry.repository
    if place.startswith(OCI):
        return _from_registry(origins, f"{place}/{entry.name}", entry.version, signed)
    index, source = origins.index(place), origins.source(place)
    listed = pick(index.versions(entry.name), entry.version) or index.find(entry.name, entry.version)
    url = index.find(entry.name, listed.version).urls[0]
    if url.startswith(OCI):  # an index may say that its charts lie in a registry
        name, archive, provenance = _from_registry(origins, url, "", signed)
        if listed.digest and archive.digest != listed.digest:
            raise wrong_digest(url, listed.digest, archive.digest)
        return name, archive, provenance
    archive = source.archive(url, listed.digest)
    name = filename(archive.url)
    if not name.endswith(".tgz"):  # helm keeps such a name, and then the file is no chart to it
        name = f"{entry.name}-{listed.version}.tgz"
    return name, archive, source.provenance(url) if signed else b""


def _from_registry(
    origins: resolve.Origins, reference: str, version: str, signed: bool
) -> "tuple[str, Archive, bytes]":
    from kforge.chart.registry import fetch
    from kforge.chart.repository import Archive

    request = origins.request(reference, version)
    request.provenance = signed
    found = fetch(request)
    return found.filename, Archive(found.data, found.url, found.path), found.provenance or b""


def _packed(folder: str) -> "tuple[str, bytes]":
    from kforge.chart.load import load
    from kforge.chart.package import epoch_from_environment, filename, pack

    chart = load(folder)
    return filename(chart), pack(chart, epoch_from_environment())


def _check(data: bytes, name: str) -> None:
    """Whether the archive is a chart: what is none must not reach charts/."""
    from kforge.chart.load import load_archive

    load_archive(data, name)


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
            from kforge.files import write_whole

            write_whole(*written)
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
