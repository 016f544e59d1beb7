"""Servers on 127.0.0.1 for tests: an HTTP site with faults on demand, a small registry with tokens, TLS."""

import base64
import contextlib
import hashlib
import ipaddress
import json
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


@dataclass
class Asked:
    """A request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]

    @property
    def user(self) -> str:
        """The user and password of basic authentication, "" for none."""
        kind, _, value = self.headers.get("authorization", "").partition(" ")
        return base64.b64decode(value).decode() if kind == "Basic" else ""


@dataclass
class Site:
    """What a server has and does. `faults` of a path are used up one by one, before it answers well:

    a number is a status, "cut" breaks the transfer off half-way, "reset" closes without an answer, "slow"
    waits, "redirect URL" leads elsewhere, "short" promises fewer bytes than the index says.
    """

    pages: dict[str, bytes] = field(default_factory=dict)
    faults: dict[str, list[int | str]] = field(default_factory=dict)
    login: str = ""
    resumes: bool = True
    asked: list[Asked] = field(default_factory=list)
    url: str = ""
    pause: float = 1.0
    packed: bool = False  # whether it says that its pages are gzip

    def paths(self) -> list[str]:
        return [each.path for each in self.asked]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        site = self.site
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, self.path, headers)
        site.asked.append(asked)
        path = unquote(urlsplit(self.path).path if not self.path.startswith("http") else self.path)
        faults = site.faults.get(path, [])
        fault = faults.pop(0) if faults else ""
        if site.login and asked.user != site.login:
            return self.answer(401, b"who are you?", {"WWW-Authenticate": 'Basic realm="charts"'})
        if isinstance(fault, int):
            return self.answer(fault, b"a fault")
        if fault.startswith("redirect "):
            return self.answer(302, b"", {"Location": fault.split(" ", 1)[1]})
        if fault == "reset":
            self.close_connection = True
            return None
        if fault == "slow":
            time.sleep(site.pause)
        data = site.pages.get(path)
        if data is None:
            return self.answer(404, b"not here")
        return self.page(data, headers, cut=fault == "cut")

    def page(self, data: bytes, headers: dict[str, str], *, cut: bool) -> None:
        tag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
        extra = {"ETag": tag} | ({"Accept-Ranges": "bytes"} if self.site.resumes else {})
        if headers.get("if-none-match") == tag:
            return self.answer(304, b"", extra)
        status, start = 200, 0
        asked = headers.get("range", "")
        if asked.startswith("bytes=") and self.site.resumes and headers.get("if-range") == tag:
            start = int(asked[6:].rstrip("-"))
            status = 206
            extra["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
        if self.site.packed:
            extra["Content-Encoding"] = "gzip"
        self.answer(status, data[start:], extra, cut=cut)
        return None

    def answer(
        self, status: int, data: bytes, headers: dict[str, str] | None = None, *, cut: bool = False
    ) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            with contextlib.suppress(OSError):
                self.wfile.write(data[: len(data) // 2] if cut else data)
        if cut:
            self.close_connection = True

    do_HEAD = do_GET


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that goes away is what some tests want."""


@contextlib.contextmanager
def serving(
    site: Site, tls: ssl.SSLContext | None = None, handler: type[Handler] = Handler
) -> Iterator[Site]:
    """`site` on a port of its own; site.url is its address."""
    bound = type("Bound", (handler,), {"site": site})
    server = Server(("127.0.0.1", 0), bound)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    site.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


# ---- a registry that wants tokens


@dataclass
class TokenRegistry(Site):
    """A registry whose tokens come from /token; `secret` is the login that it wants, user:password.

    `blobs` and `manifests` (by repository and tag or digest) are what it has.
    """

    secret: str = ""
    refresh: str = ""
    blobs: dict[str, bytes] = field(default_factory=dict)
    manifests: dict[str, bytes] = field(default_factory=dict)
    tags: dict[str, list[str]] = field(default_factory=dict)
    page_size: int = 0
    realm: str = ""
    tokens: set[str] = field(default_factory=set)


class TokenHandler(Handler):
    site: TokenRegistry

    def do_GET(self) -> None:
        site = self.site
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, self.path, headers)
        site.asked.append(asked)
        parts = urlsplit(self.path)
        body = self.rfile.read(int(headers.get("content-length") or 0))
        if parts.path == "/token":
            return self.token(asked, parse_qs(parts.query or body.decode()))
        token = headers.get("authorization", "").removeprefix("Bearer ")
        if token not in site.tokens:
            realm = site.realm or f"{site.url}/token"
            challenge = f'Bearer realm="{realm}",service="test",scope="repository:x:pull"'
            return self.answer(401, b'{"errors":[{"code":"UNAUTHORIZED"}]}', {"WWW-Authenticate": challenge})
        return self.content(parts.path.removeprefix("/v2/"), parse_qs(parts.query))

    do_HEAD = do_GET
    do_POST = do_GET

    def token(self, asked: Asked, query: dict[str, list[str]]) -> None:
        site = self.site
        good = not site.secret or asked.user == site.secret
        if site.refresh:
            good = query.get("refresh_token") == [site.refresh]
        if not good:
            return self.answer(401, b"{}")
        token = f"token-{len(site.tokens)}"
        site.tokens.add(token)
        return self.answer(200, json.dumps({"token": token}).encode())

    def content(self, path: str, query: dict[str, list[str]]) -> None:
        site = self.site
        if not path:
            return self.answer(200, b"{}")
        repository, kind, name = path.rsplit("/", 2)
        if kind == "tags":
            return self.list_tags(repository, query)
        data = site.blobs.get(name) if kind == "blobs" else site.manifests.get(f"{repository} {name}")
        if data is None:
            return self.answer(404, b'{"errors":[{"code":"UNKNOWN","message":"it is unknown"}]}')
        return self.answer(200, data)

    def list_tags(self, repository: str, query: dict[str, list[str]]) -> None:
        tags = self.site.tags.get(repository, [])
        start = int(query.get("from", ["0"])[0])
        size = self.site.page_size or len(tags)
        more = start + size < len(tags)
        link = {"Link": f'</v2/{repository}/tags/list?from={start + size}>; rel="next"'} if more else {}
        self.answer(200, json.dumps({"tags": tags[start : start + size]}).encode(), link)


# ---- certificates


@dataclass
class Authority:
    """An authority of one's own, and what it signed: PEM files in `folder`."""

    folder: Path

    @property
    def ca(self) -> str:
        return str(self.folder / "ca.pem")

    @property
    def client(self) -> tuple[str, str]:
        return str(self.folder / "client.pem"), str(self.folder / "client.key")

    @property
    def server(self) -> tuple[str, str]:
        return str(self.folder / "server.pem"), str(self.folder / "server.key")

    def context(self, *, wants_client: bool = False) -> ssl.SSLContext:
        """The settings of a server on 127.0.0.1."""
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(*self.server)
        if wants_client:
            made.verify_mode = ssl.CERT_REQUIRED
            made.load_verify_locations(self.ca)
        return made


def authority(folder: Path) -> Authority:
    """A new authority, with a certificate for 127.0.0.1 and one for a client."""
    ca_key = ec.generate_private_key(ec.SECP256R1())
    ca = _certificate("an authority of the tests", ca_key, None, None)
    (folder / "ca.pem").write_bytes(ca.public_bytes(serialization.Encoding.PEM))
    for name in ("server", "client"):
        key = ec.generate_private_key(ec.SECP256R1())
        made = _certificate(name, key, ca, ca_key)
        (folder / f"{name}.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
        (folder / f"{name}.key").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
    return Authority(folder)


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: x509.Certificate | None,
    issuer_key: ec.EllipticCurvePrivateKey | None,
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
    )
    if issuer:
        names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
        builder = builder.add_extension(names, critical=False)
    return builder.sign(issuer_key or key, hashes.SHA256())
