"""Servers for the tests of the network, and a client that waits for nothing."""

from collections.abc import Iterator

import pytest

from .servers import Authority, Site, authority, serving


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KFORGE_HTTP_PAUSE", "0.001")
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as found:
        yield found


@pytest.fixture
def other() -> Iterator[Site]:
    """A second server, on another port."""
    with serving(Site()) as found:
        yield found


@pytest.fixture(scope="session")
def authorities(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("authority"))
