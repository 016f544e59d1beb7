"""What an overlay fetches (files, repositories, charts), by the rules of the run: offline, locked, recorded.

What was fetched is kept in kforge's cache: files by their address, repositories by address and commit, charts
as kforge.chart keeps them. Without --offline only what cannot have changed is taken from there: a repository
at a commit, a chart of an exact version.
"""

import io
import os
import tarfile
import tempfile

from kforge import cache
from kforge.errors import FileError, KforgeError
from kforge.overlay import fetching
from kforge.overlay.lock_file import BASES, CHARTS, FILES, PREFIX, Lock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.chart.chart import Chart
    from kforge.chart.fetch import Fetched, Request
    from kforge.overlay.git_url import GitUrl

FILE, TREE, REF = "overlay-file", "overlay-tree", "overlay-ref"  # kinds of records in the cache
MAX_TREE = 256 << 20  # bytes of a repository that is kept
DEVEL = ">0.0.0-0"  # what helm asks for with --devel
COMMIT = 40  # digits of a commit's full id
DIGITS = frozenset("0123456789abcdef")


class Rules:
    """How a run fetches. `lock` is obeyed, `record` is filled; both may be None."""

    __slots__ = ("lock", "offline", "record")

    def __init__(
        self, *, offline: bool = False, lock: Lock | None = None, record: Lock | None = None
    ) -> None:
        self.offline = offline
        self.lock = lock
        self.record = record

    def locked(self, part: str, *key: str) -> "tuple[str, ...] | None":
        """What the lock says, None without a lock. Raises OverlayError when it says nothing."""
        return self.lock.get(part, key) if self.lock else None

    def note(self, part: str, key: "tuple[str, ...]", *found: str) -> None:
        if self.record:
            self.record.put(part, key, found)


def _offline(what: str) -> FileError:
    return FileError(
        f"{what} is not in the cache, and the network is not used", hint="run once without --offline"
    )


def _changed(what: str, wanted: str, found: str) -> FileError:
    return FileError(
        f"{what} is not what the lock names: it is {found}, not {wanted}",
        hint="if the change is meant, write the lock anew: kforge lock",
    )


# ---- files


def file(url: str, rules: Rules) -> bytes:
    """The contents of `url`. Raises FileError."""
    shown = fetching.shown(url)
    locked = rules.locked(FILES, shown)
    digest = locked[0].removeprefix(PREFIX) if locked else ""
    secret = shown != url  # what a password opens is not kept
    if digest or rules.offline:
        known = digest or ("" if secret else cache.recall(FILE, url).get("digest", ""))
        data = cache.read(known) if known else None
        if data is not None:
            return data
    if rules.offline:
        raise _offline(shown)
    data = fetching.get(url)
    found = cache.digest(data)
    if digest and found != digest:
        raise _changed(shown, PREFIX + digest, PREFIX + found)
    if not secret:
        cache.write(data)
        cache.remember(FILE, url, {"digest": found})
    rules.note(FILES, (shown,), PREFIX + found)
    return data


# ---- repositories


def clone(url: "GitUrl", rules: Rules) -> str:
    """The real path of a new folder that holds the repository of `url`. Raises FileError."""
    shown = fetching.shown(url.repository)
    locked = rules.locked(BASES, shown, url.ref)
    commit = locked[0] if locked else url.ref if _is_commit(url.ref) else ""
    if rules.offline and not commit:
        commit = cache.recall(REF, f"{shown} {url.ref}").get("commit", "")
    if commit and not rules.record:
        folder = _kept(url, commit)
        if folder:
            return folder
    if rules.offline:
        raise _offline(f"{shown}{f' at {url.ref}' if url.ref else ''}")
    folder = _clone(url, locked[0] if locked else "")
    try:
        found = fetching.commit(folder)
        if locked and found != locked[0]:
            raise _changed(f"{shown} at {url.ref or 'HEAD'}", locked[0], found)
    except KforgeError:
        fetching.remove(folder)
        raise
    _keep(folder, url, found)
    rules.note(BASES, (shown, url.ref), found)
    return folder


def _clone(url: "GitUrl", commit: str) -> str:
    """The repository at the commit, where the server gives that out; else at the ref."""
    if commit:
        try:
            return fetching.clone(url.at(commit))
        except FileError:
            pass
    return fetching.clone(url)


def _is_commit(ref: str) -> bool:
    return len(ref) == COMMIT and DIGITS.issuperset(ref)


def _key(url: "GitUrl", commit: str) -> str:
    return f"{fetching.shown(url.repository)} {commit} {url.submodules}"


def _keep(folder: str, url: "GitUrl", commit: str) -> None:
    """Put the files of a repository into the cache, as one tar file; what is private is not kept."""
    if fetching.shown(url.repository) != url.repository:
        return
    cache.remember(REF, f"{url.repository} {url.ref}", {"commit": commit})
    if cache.recall(TREE, _key(url, commit)):
        return
    size = 0
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name in sorted(os.listdir(folder)):
            if name != ".git":
                tar.add(os.path.join(folder, name), name, filter=_without_git)
            size = stream.tell()
            if size > MAX_TREE:
                return
    if cache.write(stream.getvalue()):
        cache.remember(TREE, _key(url, commit), {"digest": cache.digest(stream.getvalue())})


def _without_git(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    return None if member.name.rpartition("/")[2] == ".git" else member


def _kept(url: "GitUrl", commit: str) -> str:
    """A new folder with the files of a repository at a commit, "" when the cache has none."""
    if fetching.shown(url.repository) != url.repository:
        return ""
    digest = cache.recall(TREE, _key(url, commit)).get("digest", "")
    data = cache.read(digest) if digest else None
    if data is None:
        return ""
    folder = os.path.realpath(tempfile.mkdtemp(prefix="kforge-"))
    try:
        with tarfile.open(fileobj=io.BytesIO(data)) as tar:
            tar.extraction_filter = getattr(tarfile, "tar_filter", None)  # not there before 3.11.4
            tar.extractall(folder)  # noqa: S202 - what we packed ourselves, by its digest
    except (OSError, tarfile.TarError):
        fetching.remove(folder)
        return ""
    return folder


# ---- charts


class Wanted:
    """A chart that an overlay names: its repository, its version ("" for the newest), helm's own files."""

    __slots__ = ("config_home", "devel", "name", "repository", "version")

    def __init__(self, name: str, repository: str, version: str, *, devel: bool, config_home: str) -> None:
        self.name = name
        self.repository = repository
        self.version = version
        self.devel = devel
        self.config_home = config_home

    def key(self) -> "tuple[str, str, str]":
        """What a lock finds it by."""
        return self.name, fetching.shown(self.repository), self.range()

    def range(self) -> str:
        """The version as it is asked for: "" for the newest that is no prerelease."""
        return self.version or (DEVEL if self.devel else "")


def chart(wanted: Wanted, rules: Rules) -> "Chart":
    """The chart, read from its archive. Raises KforgeError."""
    from kforge.chart.fetch import fetch
    from kforge.chart.load import load_archive

    base = fetching.shown(wanted.repository).rstrip("/")
    request = _request(wanted)
    request.offline = rules.offline
    request.trust_cache = not rules.record
    locked = rules.locked(CHARTS, *wanted.key())
    if locked:
        request.version, request.digest = locked[0], locked[1].removeprefix(PREFIX)
        data = cache.read(request.digest)
        if data is not None:
            return load_archive(data, f"{base}/{wanted.name}-{request.version}.tgz")
    found = fetch(request)
    rules.note(CHARTS, wanted.key(), _version(found, wanted), PREFIX + found.digest)
    return load_archive(found.data, f"{base}/{found.filename}")


def _request(wanted: Wanted) -> "Request":
    from kforge.chart import repositories
    from kforge.chart.fetch import Request
    from kforge.chart.helm_home import HelmHome

    config = wanted.config_home
    files = ("registry/config.json", "repositories.yaml")
    home = HelmHome(*(os.path.join(config, file) for file in files)) if config else HelmHome()
    request = Request(wanted.name, repo=wanted.repository, version=wanted.range(), home=home)
    entry = repositories.load(home.repository_config).by_url(wanted.repository)
    if entry:  # a login that helm knows for this very repository
        request.access = entry.access()
    return request


def _version(found: "Fetched", wanted: Wanted) -> str:
    return found.version or wanted.version
