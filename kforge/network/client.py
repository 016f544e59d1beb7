"""HTTP as fetching needs it: retries, resumed transfers, limits, and credentials that stay with their host.

What may pass is tried again with growing pauses: a status of 5xx or 429, a transfer that breaks off, a
connection that is reset. KFORGE_HTTP_ATTEMPTS, KFORGE_HTTP_PAUSE and KFORGE_HTTP_TIMEOUT (seconds) change
how often, how fast and for how long.
"""

import os
import time

import urllib3
from urllib3.exceptions import (
    HTTPError,
    IncompleteRead,
    InsecureRequestWarning,
    MaxRetryError,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    ProxyError,
    SSLError,
    TimeoutError,
)

from kforge import __version__
from kforge.errors import NetworkError, UsageError
from kforge.network import address, proxy, tls
from kforge.network.access import Access, basic
from kforge.network.progress import Progress, size_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from urllib3.response import BaseHTTPResponse

AGENT = f"kforge/{__version__}"
PASSING = frozenset((408, 425, 429, 500, 502, 503, 504))
REDIRECTS = frozenset((301, 302, 303, 307, 308))
MAX_REDIRECTS = 10
MAX_PAUSE = 20.0  # seconds: what a server's Retry-After may ask for
MAX_SIZE = 200 * 1024 * 1024
PIECE = 64 * 1024
LONGEST = 20  # times the wait for one answer that all of a transfer may take
MAX_REASON = 1024 * 1024  # of an answer that is an error
REASONS = {401: "a user and password are needed", 403: "access is denied", 404: "there is no such thing"}


class Answer:
    """What a server said: `headers` with names in small letters, `url` after all redirects."""

    __slots__ = ("data", "headers", "status", "url")

    def __init__(self, status: int, headers: "dict[str, str]", data: bytes, url: str) -> None:
        self.status = status
        self.headers = headers
        self.data = data
        self.url = url


class Client:
    """Asks servers with one set of credentials, meant for `home`: the origin of that address.

    Safe to share between threads. Connections are kept and used again.
    """

    def __init__(self, access: Access | None = None, home: str = "") -> None:
        self.access = access or Access()
        self.home = address.origin(home) if home else ""
        self.attempts = int(_setting("KFORGE_HTTP_ATTEMPTS", 4))
        self.pause = _setting("KFORGE_HTTP_PAUSE", 0.3)
        self.timeout = _setting("KFORGE_HTTP_TIMEOUT", 30)
        self._pools: dict[str, urllib3.PoolManager] = {}

    def get(
        self, url: str, *, headers: "Mapping[str, str] | None" = None, limit: int = MAX_SIZE, name: str = ""
    ) -> Answer:
        """The answer of 2xx or 304 to a GET; `name` is what progress calls it. Raises NetworkError."""
        answer = self.send("GET", url, headers=headers, limit=limit, name=name)
        if answer.status not in (200, 206, 304):
            raise refused(url, answer)
        return answer

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: "Mapping[str, str] | None" = None,
        body: bytes | None = None,
        limit: int = MAX_SIZE,
        name: str = "",
    ) -> Answer:
        """Whatever the server answers in the end, errors too. Raises NetworkError when there is no answer."""
        transfer = _Transfer(self, method, url, dict(headers or {}), body, limit, name)
        try:
            return transfer.run()
        finally:
            transfer.progress.end()

    def pool(self, url: str) -> urllib3.PoolManager:
        """The connections for `url`: direct ones, or those through its proxy."""
        through, secure = proxy.proxy_for(url), url.startswith("https:")
        key = f"{secure} {through}"
        found = self._pools.get(key)
        if found is None:
            found = self._pools[key] = self._new_pool(through, secure or through.startswith("https:"))
        return found

    def _new_pool(self, through: str, secure: bool) -> urllib3.PoolManager:
        if self.access.tls.insecure:  # the user has said so
            urllib3.disable_warnings(InsecureRequestWarning)
        # reading the system's authorities takes its time: not for plain http
        settings = tls.context(self.access.tls) if secure else None
        if not through:
            return urllib3.PoolManager(ssl_context=settings, maxsize=8)
        plain, user, password = address.without_user(through)
        headers = {"Proxy-Authorization": basic(user, password)} if user else None
        return urllib3.ProxyManager(
            plain, proxy_headers=headers, ssl_context=settings, proxy_ssl_context=settings, maxsize=8
        )

    def sends_credentials(self, url: str) -> bool:
        """Whether a request to `url`, which no redirect led to, takes the user and password along."""
        if not self.access.known:
            return False
        return self.access.pass_credentials or not self.home or address.origin(url) == self.home


class _Transfer:
    """One request until its answer is there: attempts, redirects, and the parts that have arrived."""

    def __init__(
        self,
        client: Client,
        method: str,
        url: str,
        headers: "dict[str, str]",
        body: bytes | None,
        limit: int,
        name: str,
    ) -> None:
        self.client = client
        self.method = method
        self.url = url
        self.headers = {"User-Agent": AGENT, "Accept-Encoding": "identity", **headers}
        self.body = body
        self.limit = limit
        self.progress = Progress(name or address.shown(url).rpartition("/")[2])
        self.until = time.monotonic() + LONGEST * client.timeout
        self.parts: list[bytes] = []
        self.tag = ""  # names the state of the file whose parts have arrived, when the server can resume

    def run(self) -> Answer:
        client, tried = self.client, 0
        while True:
            tried += 1
            wait = client.pause * 2 ** (tried - 1)
            try:
                answer = self._follow()
            except (HTTPError, OSError, ValueError) as error:
                if tried >= _attempts(error, client.attempts):
                    raise self._no_answer(error, tried) from None
            else:
                if answer.status not in PASSING or tried >= client.attempts:
                    return answer
                self.parts, self.tag = [], ""
                wait = max(wait, _asked_pause(answer))
            time.sleep(min(wait, MAX_PAUSE))

    def _follow(self) -> Answer:
        """One attempt, through all redirects."""
        url, credentials = self.url, self.client.sends_credentials(self.url)
        first = address.origin(url)
        for _ in range(MAX_REDIRECTS + 1):
            keeps = address.keeps_credentials(first, address.origin(url))
            plain, headers = self._request(url, credentials and keeps, keeps=keeps)
            response = self.client.pool(plain).request(
                self.method,
                address.quoted(plain),
                headers=headers,
                body=self.body,
                redirect=False,
                retries=False,
                timeout=urllib3.Timeout(connect=min(10.0, self.client.timeout), read=self.client.timeout),
                preload_content=False,
                decode_content=False,
            )
            place = response.headers.get("Location")
            if response.status not in REDIRECTS or not place:
                return self._answer(response, url)
            response.drain_conn()
            response.release_conn()
            url = _redirected(url, place)
            if response.status == 303:
                self.method, self.body = "GET", None
        raise NetworkError(f"{address.shown(self.url)} leads through more than {MAX_REDIRECTS} redirects")

    def _request(self, url: str, credentials: bool, *, keeps: bool) -> "tuple[str, dict[str, str]]":
        """The address and headers to send. What was given for the first origin goes to no other."""
        plain, user, password = address.without_user(url)
        headers = dict(self.headers)
        if not keeps:
            headers.pop("Authorization", None)
        if "Authorization" not in headers:
            access = self.client.access
            if credentials:
                headers["Authorization"] = basic(access.username, access.password)
            elif user:
                headers["Authorization"] = basic(user, password)
        if self.parts and self.tag:
            headers["Range"] = f"bytes={sum(map(len, self.parts))}-"
            headers["If-Range"] = self.tag
        return plain, headers

    def _answer(self, response: "BaseHTTPResponse", url: str) -> Answer:
        # a header that comes twice is one with a comma
        status, headers = response.status, {name.lower(): response.headers[name] for name in response.headers}
        if self.method == "HEAD":  # the length is that of what a GET would bring
            response.release_conn()
            return Answer(status, headers, b"", url)
        if status == 206 and self.parts and self._continues(headers):
            status = 200
        elif status in (206, 416):  # not the rest that was asked for: from the beginning, without asking
            self.parts, self.tag = [], ""
            response.close()
            raise ProtocolError("the server cannot resume")
        else:
            self.parts = []
        resumable = status == 200 and headers.get("accept-ranges") == "bytes" and self.method == "GET"
        self.tag = (
            headers.get("etag", "") if resumable and not headers.get("etag", "").startswith("W/") else ""
        )
        done = sum(map(len, self.parts))
        promised = headers.get("content-length", "")
        total = done + (int(promised) if promised.isdigit() else 0)
        limit = max(self.limit, MAX_REASON) if status >= 400 else self.limit
        _check_size(total, limit, url)
        for piece in response.stream(PIECE):
            self.parts.append(piece)
            if time.monotonic() > self.until:
                raise NetworkError(
                    f"{address.shown(url)} takes longer than {LONGEST * self.client.timeout:g} s"
                )
            done += len(piece)
            _check_size(done, limit, url)
            self.progress.at(done, total)
        response.release_conn()
        data = b"".join(self.parts)
        if (
            headers.get("content-encoding", "").lower() == "gzip"
            and "gzip" in self.headers["Accept-Encoding"]
        ):
            data = _unpacked(data, self.limit, url)
        return Answer(status, headers, data, url)

    def _continues(self, headers: "dict[str, str]") -> bool:
        return headers.get("content-range", "").startswith(f"bytes {sum(map(len, self.parts))}-")

    def _no_answer(self, error: Exception, tried: int) -> NetworkError:
        times = f" ({tried} attempts)" if tried > 1 else ""
        reason, hint = _said(error, self.client.timeout)
        return NetworkError(f"{address.shown(self.url)} cannot be fetched: {reason}{times}", hint=hint)


def _check_size(size: int, limit: int, url: str) -> None:
    if size > limit:
        raise NetworkError(f"{address.shown(url)} is larger than {size_text(limit)}: it is refused")


def refused(url: str, answer: Answer, hint: str = "") -> NetworkError:
    """The error for an answer that is none."""
    from http.client import responses

    reason = responses.get(answer.status, "")
    error = NetworkError(
        f"{address.shown(url)}: the server says {answer.status} {reason}".rstrip(),
        hint=hint or REASONS.get(answer.status, ""),
    )
    error.status = answer.status
    return error


def _setting(name: str, default: float) -> float:
    text = os.environ.get(name, "")
    try:
        value = float(text) if text else float(default)
    except ValueError:
        value = -1.0
    if value < 0 or value > 3600:
        raise UsageError(f"{name} must be a number, not {text!r}")
    return value


def _attempts(error: Exception, most: int) -> int:
    """How often what failed so is tried: once when nothing will change, twice when it took long."""
    reason = error.reason if isinstance(error, MaxRetryError) else error
    if isinstance(reason, NameResolutionError) and "Temporary failure" in str(reason):
        return most
    if isinstance(reason, (NewConnectionError, SSLError, ProxyError, ValueError)):
        return 1
    if isinstance(reason, TimeoutError):
        return min(2, most)
    return most


def _asked_pause(answer: Answer) -> float:
    text = answer.headers.get("retry-after", "")
    return float(text) if text.isdigit() else 0.0


def _redirected(url: str, place: str) -> str:
    from urllib.parse import urljoin

    target = urljoin(url, place)
    if address.scheme(target) not in ("http", "https"):
        raise NetworkError(f"{address.shown(url)} redirects to {address.shown(target)}, which is not fetched")
    return target


def _unpacked(data: bytes, limit: int, url: str) -> bytes:
    import zlib

    unzip = zlib.decompressobj(wbits=31)
    try:
        plain = unzip.decompress(data, limit + 1)
    except zlib.error as error:
        raise NetworkError(f"{address.shown(url)}: the transfer is damaged: {error}") from None
    _check_size(len(plain), limit, url)
    return plain


def _said(error: Exception, timeout: float) -> "tuple[str, str]":
    """The reason in words, and what to do about it."""
    reason = error.reason if isinstance(error, MaxRetryError) and error.reason else error
    text = str(reason)
    if isinstance(reason, ProxyError):
        return f"the proxy does not answer: {_last(text)}", "see HTTPS_PROXY, HTTP_PROXY and NO_PROXY"
    if isinstance(reason, SSLError):
        return _tls_reason(text)
    if isinstance(reason, NewConnectionError):
        return _last(text), ""
    if isinstance(reason, TimeoutError):
        return f"no answer within {timeout:g} s", ""
    if isinstance(reason, (IncompleteRead, ProtocolError)):
        return "the transfer breaks off", ""
    return _last(text), ""


def _tls_reason(text: str) -> "tuple[str, str]":
    if "WRONG_VERSION_NUMBER" in text or "record layer" in text.lower():
        hint = "it may speak plain http: --plain-http for a registry, http:// for a repository"
        return "the server does not speak TLS", hint
    inner = text.partition("certificate verify failed: ")[2].partition(" (_ssl")[0]
    if inner:
        hint = "trust its authority with --ca-file or SSL_CERT_FILE"
        return f"its certificate is not trusted: {inner}", hint
    return f"TLS fails: {_last(text)}", ""


def _last(text: str) -> str:
    """The end of a nested message: "…: [Errno 111] Connection refused" is "connection refused"."""
    last = text.rpartition("] ")[2].rstrip(")'\". ")
    last = last.rpartition(": ")[2] if "object at 0x" in last else last
    return last[:1].lower() + last[1:]
