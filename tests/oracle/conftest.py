"""Real servers for tests against the real tools: OCI registries of Debian, with and without login and TLS."""

import ctypes
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import bcrypt
import install_registry
import pytest
from urllib3 import HTTPSConnectionPool
from urllib3.connectionpool import HTTPConnectionPool
from urllib3.exceptions import HTTPError

from tests.unit.network.servers import Authority, authority

PROGRAM = install_registry.program()  # asked before the environment is isolated, as the oracles are
CONFIG = """\
version: 0.1
log: {{level: error}}
storage: {{filesystem: {{rootdirectory: {folder}/data}}, delete: {{enabled: true}}}}
http:
  addr: 127.0.0.1:{port}
  relativeurls: true
{more}
"""
LOGIN = ("alice", "s3cret+/")
DIES_WITH_ITS_PARENT = 1  # PR_SET_PDEATHSIG


@dataclass
class Registry:
    """A registry that runs: `host` is its host and port, `ca` the file of its authority."""

    host: str
    ca: str = ""

    @property
    def options(self) -> list[str]:
        """What helm and kforge must be told to reach it."""
        return ["--ca-file", self.ca] if self.ca else ["--plain-http"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _tied() -> None:
    """Runs in the new process: a registry must not outlive the tests, however they end."""
    ctypes.CDLL(None).prctl(DIES_WITH_ITS_PARENT, signal.SIGTERM)


def _running(folder: Path, more: str = "", tls: Authority | None = None) -> Iterator[Registry]:
    if PROGRAM is None:
        pytest.fail("there is no docker-registry: run `make oracles` first")
    port = _free_port()
    if tls:
        more = f"  tls: {{certificate: {tls.server[0]}, key: {tls.server[1]}}}\n{more}"
    (folder / "config.yml").write_text(CONFIG.format(folder=folder, port=port, more=more))
    log = (folder / "log").open("wb")
    process = subprocess.Popen(
        [PROGRAM, "serve", folder / "config.yml"],
        stdout=log,
        stderr=log,
        preexec_fn=_tied,  # noqa: PLW1509 - before any thread of this process
        env={**os.environ, "OTEL_TRACES_EXPORTER": "none"},
    )
    try:
        _wait(process, port, tls, folder / "log")
        yield Registry(f"127.0.0.1:{port}", tls.ca if tls else "")
    finally:
        process.terminate()
        process.wait(10)
        log.close()


def _wait(process: "subprocess.Popen[bytes]", port: int, tls: Authority | None, log: Path) -> None:
    pool: HTTPConnectionPool = HTTPConnectionPool("127.0.0.1", port)
    if tls:
        pool = HTTPSConnectionPool("127.0.0.1", port, ca_certs=tls.ca)
    for _ in range(200):
        if process.poll() is not None:
            pytest.fail(f"the registry ended at once: {log.read_text()}")
        try:
            pool.request("GET", "/v2/", retries=False, timeout=5)
        except HTTPError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"the registry does not answer: {log.read_text()}")


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """A registry for everybody, without TLS."""
    yield from _running(tmp_path_factory.mktemp("registry"))


@pytest.fixture(scope="session")
def private_registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """A registry that wants LOGIN, with TLS by an authority of its own."""
    folder = tmp_path_factory.mktemp("private-registry")
    yield from _running(folder, _login(folder), authority(folder))


@pytest.fixture(scope="session")
def tls_registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """A registry for everybody, with TLS by an authority of its own."""
    folder = tmp_path_factory.mktemp("tls-registry")
    yield from _running(folder, tls=authority(folder))


@pytest.fixture(scope="session")
def login_registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """A registry that wants LOGIN, without TLS."""
    folder = tmp_path_factory.mktemp("login-registry")
    yield from _running(folder, _login(folder))


def _login(folder: Path) -> str:
    """What a registry's configuration says when it wants LOGIN."""
    name, password = LOGIN
    hashed = bcrypt.hashpw(password.encode(), bcrypt.gensalt(4)).decode()
    (folder / "htpasswd").write_text(f"{name}:{hashed}\n")
    return f"auth: {{htpasswd: {{realm: charts, path: {folder}/htpasswd}}}}\n"


@dataclass
class Both:
    """The real helm, with the same home as kforge in this process."""

    helm: str

    def __call__(
        self, *words: str, cwd: Path | None = None, stdin: str = ""
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [self.helm, *words], cwd=cwd, input=stdin, capture_output=True, text=True, check=False
        )


@pytest.fixture
def real_helm(
    helm: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> "Callable[..., subprocess.CompletedProcess[str]]":
    """real_helm("repo", "list") runs helm. It and kforge have a home of this test's own."""
    for kind in ("CACHE", "CONFIG", "DATA"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / "home" / kind.lower()))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("KFORGE_HTTP_PAUSE", "0.001")
    return Both(helm)
