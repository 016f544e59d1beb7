"""Fetching what an overlay names by its address: files over http(s), repositories through git."""

import base64
import os
import re
import shutil
import subprocess
import tempfile
import time

from kforge.errors import FileError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from urllib.request import OpenerDirector, Request

    from kforge.overlay.git_url import GitUrl

# ---- git

# What a git that started us (a hook) says about its own repository must not reach ours.
_GIT_STATE = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
)


def clone(url: "GitUrl") -> str:
    """Fetch the one commit that `url` names into a new folder, whose real path is returned. Raises FileError.

    The commands are kustomize's: a fetch of depth one, a checkout, the submodules.
    """
    git = shutil.which("git")
    if git is None:
        raise FileError(
            f"{shown(url.raw)} is a git repository, and there is no git program on the PATH",
            hint="install git, or name a local copy",
        )
    if url.ref.startswith("-") or url.repository.startswith("-"):
        raise FileError(f"{shown(url.raw)}: neither repository nor ref may begin with a dash")
    folder = os.path.realpath(tempfile.mkdtemp(prefix="kforge-"))
    try:
        _git(git, folder, url, "init", "-q")
        _git(git, folder, url, "remote", "add", "origin", url.repository)
        _git(git, folder, url, "fetch", "-q", "--depth=1", url.repository, url.ref or "HEAD")
        _git(git, folder, url, "checkout", "-q", "FETCH_HEAD")
        if url.submodules:
            _git(git, folder, url, "submodule", "-q", "update", "--init", "--recursive")
    except BaseException:
        remove(folder)
        raise
    return folder


def commit(folder: str) -> str:
    """The full id of the commit that `clone` checked out. Raises FileError."""
    from kforge.files import read_text

    return read_text(os.path.join(folder, ".git", "HEAD")).strip()


def remove(folder: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _git(git: str, folder: str, url: "GitUrl", *words: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in _GIT_STATE}
    environment["LC_ALL"] = "C"
    environment.setdefault("GIT_TERMINAL_PROMPT", "0")
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and no word an address gives can be an option
            [git, *words],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=url.timeout,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise FileError(
            f"git {words[0]} of {shown(url.raw)} took longer than {url.timeout:g} s",
            hint="allow it more: add timeout=120 to the query of the address",
        ) from None
    if done.returncode:
        raise _git_error(url, words[0], done.stderr.decode("utf-8", "replace"))


def _git_error(url: "GitUrl", command: str, stderr: str) -> FileError:
    if "couldn't find remote ref" in stderr:
        name = url.ref or "HEAD"
        hint = "" if not re.fullmatch("[0-9a-f]{4,39}", name) else "a commit must be named by its full id"
        return FileError(f"{shown(url.repository)} has no branch or tag {name}", hint=hint)
    lines = [line for line in stderr.splitlines() if line.startswith(("fatal:", "error:"))]
    reason = (lines or stderr.splitlines() or ["no reason given"])[0]
    reason = reason.removeprefix("fatal: ").removeprefix("error: ").rstrip(".")
    return FileError(f"git {command} of {shown(url.raw)} fails: {shown(reason)}")


# ---- http

TIMEOUT = 30.0  # seconds without an answer
ATTEMPTS = 3
PAUSE = 0.3  # seconds before the second attempt, twice that before the third


class HttpError(FileError):
    """The server answered, with an error."""


def get(url: str) -> bytes:
    """The contents of `url`. Raises HttpError for the server's errors, FileError when there is no answer.

    What may pass (a status of 500 and above, a broken connection) is tried again. Proxies are taken from
    the environment, never for this machine itself, and authorities from SSL_CERT_FILE.
    """
    from http.client import HTTPException
    from urllib.error import HTTPError, URLError

    opener, request = _opener(url), _request(url)
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with opener.open(request, timeout=TIMEOUT) as response:
                found: bytes = response.read()
                return found
        except HTTPError as error:
            failure: FileError = HttpError(
                f"{shown(url)}: the server says {error.code} {error.reason}".rstrip()
            )
            lasting = error.code < 500
            error.close()
        except (URLError, HTTPException, OSError, ValueError) as error:
            reason = error.reason if isinstance(error, URLError) else error
            failure = FileError(f"{shown(url)} cannot be fetched: {_said(reason)}")
            lasting = isinstance(error, ValueError) or not isinstance(
                reason, ConnectionResetError | HTTPException
            )
        if lasting:
            break
        if attempt < ATTEMPTS:
            time.sleep(PAUSE * attempt)
    raise failure


def _said(reason: object) -> str:
    if isinstance(reason, TimeoutError):
        return f"no answer within {TIMEOUT:g} s"
    text = reason.strerror if isinstance(reason, OSError) and reason.strerror else str(reason)
    return (text or type(reason).__name__).rstrip(".")


def _request(url: str) -> "Request":
    from urllib.parse import quote, unquote, urlsplit, urlunsplit
    from urllib.request import Request

    from kforge import __version__

    parts = urlsplit(quote(url, safe="%/:=&?~#+!$,;'@()*[]"))
    user, at, host = parts.netloc.rpartition("@")
    headers = {"User-Agent": f"kforge/{__version__}"}
    if at:
        name, _, password = user.partition(":")
        secret = base64.b64encode(f"{unquote(name)}:{unquote(password)}".encode()).decode()
        headers["Authorization"] = f"Basic {secret}"
    request = Request(urlunsplit((parts.scheme, host, parts.path, parts.query, "")))  # noqa: S310 - http(s) only
    for header, value in headers.items():
        request.add_unredirected_header(header, value)
    return request


def _opener(url: str) -> "OpenerDirector":
    """An opener for http and https alone: a redirect may not lead to a file on this machine."""
    from urllib import request
    from urllib.parse import urlsplit

    host = urlsplit(url).hostname or ""
    local = host in ("localhost", "::1") or host.startswith("127.")
    opener = request.OpenerDirector()
    for handler in (
        request.ProxyHandler({} if local else None),
        request.HTTPHandler(),
        request.HTTPSHandler(),
        request.HTTPDefaultErrorHandler(),
        request.HTTPRedirectHandler(),
        request.HTTPErrorProcessor(),
        request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener


def shown(text: str) -> str:
    """`text` as messages show it: a password in an address is left out."""
    return re.sub(r"(://[^/@\s:]*):[^/@\s]*@", r"\1:xxxxx@", text)
