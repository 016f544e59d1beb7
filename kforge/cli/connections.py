"""From the words of a verb that fetches: how servers are entered, where helm's files are, which chart."""

import contextlib
import os

from kforge.chart.helm_home import HelmHome
from kforge.errors import ChartError, Position, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from kforge.chart.fetch import Request
    from kforge.cli.grammar import Arguments
    from kforge.network.access import Access

INSECURE = ("insecure-skip-tls-verify", "insecure")


def access(arguments: "Arguments") -> "Access":
    """User, password and TLS as the command line gives them."""
    from kforge.network.access import Access, Tls

    tls = Tls(
        _text(arguments, "ca-file"),
        _text(arguments, "cert-file"),
        _text(arguments, "key-file"),
        insecure=any(_flag(arguments, name) for name in INSECURE),
    )
    return Access(
        _text(arguments, "username"),
        _text(arguments, "password"),
        tls=tls,
        pass_credentials=_flag(arguments, "pass-credentials"),
        plain_http=_flag(arguments, "plain-http"),
    )


def home(arguments: "Arguments") -> HelmHome:
    """helm's files: options first, then the environment."""
    names = ("registry-config", "repository-config", "repository-cache")
    return HelmHome(*(_text(arguments, name) for name in names))


def request(arguments: "Arguments", reference: str) -> "Request":
    """The chart that `reference` means, with --repo, --version and --devel."""
    from kforge.chart.fetch import DEVEL, Request

    version = _text(arguments, "version")
    return Request(
        reference.strip(),
        repo=_text(arguments, "repo"),
        version=version or (DEVEL if _flag(arguments, "devel") else ""),
        access=access(arguments),
        home=home(arguments),
    )


@contextlib.contextmanager
def located(arguments: "Arguments", reference: str) -> "Iterator[str]":
    """The path of a chart: the one on disk, else the archive that is fetched. Raises KforgeError."""
    from kforge.chart.archive import GZIP
    from kforge.chart.fetch import fetch, is_remote
    from kforge.network.address import shown

    signed = _flag(arguments, "verify")
    if not _text(arguments, "repo") and (os.path.exists(reference) or not is_remote(reference)):
        if signed:
            from kforge.chart.provenance import verify_file

            verify_file(reference, _text(arguments, "keyring"))
        yield reference
        return
    wanted = request(arguments, reference)
    wanted.provenance = signed
    found = fetch(wanted)
    if not found.data.startswith(GZIP):
        raise ChartError("this is no chart: it is not gzip data", Position(shown(found.url)))
    if signed:
        from kforge.chart.provenance import verify

        verify(found.data, found.provenance or b"", found.filename, _text(arguments, "keyring"))
    if found.report:
        from kforge.cli import output

        output.complain(found.report.rstrip("\n"))
    if found.path:
        yield found.path
        return
    import tempfile

    with tempfile.TemporaryDirectory(prefix="kforge-") as folder:  # there is no cache to keep it in
        path = os.path.join(folder, found.filename)
        with open(path, "wb") as stream:
            stream.write(found.data)
        yield path


def complete(arguments: "Arguments", folder: str) -> None:
    """Fetch the dependencies of the chart in `folder` if some are missing. Raises KforgeError."""
    from kforge.chart.dependencies import check_present
    from kforge.chart.load import load
    from kforge.cli import output

    chart = load(folder)
    try:
        check_present(chart)
    except ChartError:
        from kforge.chart.update import Options, update

        update(folder, Options(access=access(arguments), home=home(arguments), tell=output.complain))


def password_from_stdin() -> str:
    """What stands on stdin, without the line break at its end."""
    import sys

    if sys.stdin is None:
        raise UsageError("--password-stdin: standard input is closed")
    return sys.stdin.read().removesuffix("\n").removesuffix("\r")


def ask(prompt: str, *, secret: bool) -> str:
    """What the user types. Raises UsageError where nobody can be asked."""
    import sys

    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError(
            f"{prompt.lower()} is missing, and there is no terminal to ask on",
            hint="give it with --username and --password-stdin",
        )
    if secret:
        from getpass import getpass

        return getpass(f"{prompt}: ")
    sys.stderr.write(f"{prompt}: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip()


def _text(arguments: "Arguments", name: str) -> str:
    return arguments.text(name) if name in arguments.verb.by_name else ""


def _flag(arguments: "Arguments", name: str) -> bool:
    return name in arguments.verb.by_name and arguments.flag(name)
