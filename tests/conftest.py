"""What every test stands on: --oracle and --update, the real tools, an isolated home, kforge in process."""

import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import install_oracles
import pytest

from kforge.__main__ import main

ORACLES = install_oracles.folder()  # asked before the environment is isolated: it depends on XDG_CACHE_HOME


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("kforge")
    group.addoption("--oracle", action="store_true", help="hold the record to the real helm and kubectl")
    group.addoption(
        "--update", action="store_true", help="record golden cases anew, from the real tools only"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Ask for the real tools once, before any test runs, when the run needs them."""
    wanted = config.getoption("--oracle") or config.getoption("--update")
    lacking = install_oracles.missing(ORACLES) if wanted else []
    if lacking:
        raise pytest.UsageError(f"{' and '.join(lacking)} not in {ORACLES}: run `make oracles` first")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without --oracle the tests against the real tools are left out; --update runs the recording alone."""
    if config.getoption("--update"):
        kept = [item for item in items if item.get_closest_marker("records")]
    elif config.getoption("--oracle"):
        return
    else:
        kept = [item for item in items if not item.get_closest_marker("oracle")]
    left_out = [item for item in items if item not in set(kept)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = kept


@pytest.fixture(scope="session", autouse=True)
def _isolated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes the caller's home, caches or configuration, nor does a tool it starts."""
    home = tmp_path_factory.mktemp("home")
    unwanted = ("HELM_", "KUBE", "KUSTOMIZE_", "KFORGE_", "_KFORGE_", "XDG_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    folders = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CACHE", "CONFIG", "DATA", "STATE")}
    with mock.patch.dict(
        os.environ, {**kept, **folders, "HOME": str(home), "KUBECONFIG": os.devnull}, clear=True
    ):
        yield


@pytest.fixture(scope="session")
def helm() -> str:
    """The path of the real helm. Only for tests marked `oracle`."""
    return str(ORACLES / "helm")


@pytest.fixture(scope="session")
def kubectl() -> str:
    """The path of the real kubectl. Only for tests marked `oracle`."""
    return str(ORACLES / "kubectl")


@dataclass(frozen=True)
class Outcome:
    """What one run left behind."""

    code: int
    stdout: bytes
    stderr: str


Run = Callable[..., Outcome]


def run_kforge(*arguments: str, cwd: Path | str = ".", stdin: bytes = b"") -> Outcome:
    """Run the command line in this process, in the folder `cwd`."""
    streams = [io.TextIOWrapper(io.BytesIO(data), encoding="utf-8") for data in (stdin, b"", b"")]
    with (
        mock.patch.multiple(sys, stdin=streams[0], stdout=streams[1], stderr=streams[2]),
        contextlib.chdir(cwd),
    ):
        code = main(list(arguments))
    written = []
    for stream in streams[1:]:
        stream.flush()
        assert isinstance(stream.buffer, io.BytesIO)
        written.append(stream.buffer.getvalue())
    return Outcome(code, written[0], written[1].decode())


@pytest.fixture(scope="session")
def kforge() -> Run:
    """kforge("build", ".", cwd=folder) -> Outcome(code, stdout, stderr), without a new process."""
    return run_kforge
