"""Adding, removing and refreshing the repositories that have names, and their indexes in helm's cache."""

import contextlib
import os

from kforge.chart import repositories, repository
from kforge.chart.helm_home import HelmHome
from kforge.chart.repositories import Repository
from kforge.errors import ChartError, ErrorGroup, FileError, KforgeError, Position
from kforge.files import make_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# repositories that were deleted for good, and where their charts are now
GONE = {
    "//kubernetes-charts.storage.googleapis.com": "https://charts.helm.sh/stable",
    "//kubernetes-charts-incubator.storage.googleapis.com": "https://charts.helm.sh/incubator",
}
WAIT = 30.0  # seconds for another process that writes the file


def add(home: HelmHome, new: Repository, *, force: bool, allow_gone: bool) -> bool:
    """Add a repository once its index was fetched; False when it is there already. Raises KforgeError."""
    gone = next((place for old, place in GONE.items() if old in new.url), "")
    if gone and not allow_gone:
        raise ChartError(f"the repository {new.url} was deleted for good", hint=f"its charts are at {gone}")
    if not new.name or "/" in new.name:
        raise ChartError(f"{new.name!r} is no name for a repository", hint="a name has no / in it")
    with _only_writer(home):
        known = repositories.load(home.repository_config)
        there = known.get(new.name)
        if there and not force:
            if there.whole() == new.whole():
                return False
            raise ChartError(
                f"there is a repository called {new.name} already, with other settings",
                Position(home.repository_config),
                hint="--force-update replaces it",
            )
        repository.refresh(home, new)
        known.put(new)
        known.save()
    return True


def remove(home: HelmHome, name: str) -> None:
    """Forget a repository and its index. Raises KforgeError."""
    with _only_writer(home):
        known = repositories.load(home.repository_config)
        if not known.entries:
            raise none_there(home)
        entry = repository.named(known, name) if not known.get(name) else known.get(name)
        known.entries = [each for each in known.entries if each is not entry]
        known.save()
    for path in (home.charts(name), home.index(name)):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)


def update(home: HelmHome, names: "Sequence[str]", tell: "Callable[[str], None]") -> None:
    """Fetch the indexes of all repositories, or of those named, side by side. Raises the errors together."""
    from functools import partial

    from kforge.network.together import together

    known = repositories.load(home.repository_config)
    if not known.entries:
        raise none_there(home)
    for name in names:
        repository.named(known, name)
    wanted = [entry for entry in known.entries if not names or entry.name in names]
    errors: list[KforgeError] = []
    for entry, found in zip(wanted, together([partial(_fetch, entry) for entry in wanted]), strict=True):
        try:
            if isinstance(found, KforgeError):
                raise found
            repository.keep(home, entry, found)
        except KforgeError as error:
            errors.append(error.within(f"repository {entry.name}"))
        else:
            tell(f'...Successfully got an update from the "{entry.name}" chart repository')
    if errors:
        raise errors[0] if len(errors) == 1 else ErrorGroup(errors)


def _fetch(entry: Repository) -> "bytes | KforgeError":
    """An index, or the error of its repository, which does not keep the others from being fetched."""
    try:
        return repository.Source(entry.url, entry.access()).index_data()
    except KforgeError as error:
        return error


def none_there(home: HelmHome) -> ChartError:
    """The error for a list of repositories that is empty."""
    return ChartError(
        "no repository has a name yet", Position(home.repository_config), hint="kforge repo add NAME URL"
    )


@contextlib.contextmanager
def _only_writer(home: HelmHome) -> "Iterator[None]":
    """Keep other writers out, real helm too: it locks repositories.lock beside repositories.yaml."""
    base, ending = os.path.splitext(home.repository_config)
    make_folder(os.path.dirname(base) or ".")
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    import time

    path = f"{base if ending else home.repository_config}.lock"
    try:
        stream = open(path, "ab")  # noqa: SIM115 - held until the end
    except OSError as error:
        raise FileError((error.strerror or str(error)).lower(), Position(path)) from None
    with stream:
        until = time.monotonic() + WAIT
        while True:
            try:
                fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError:
                if time.monotonic() > until:
                    raise FileError("another process holds this lock", Position(path)) from None
                time.sleep(0.1)
        yield
