"""Which proxy is used: the variables as Go reads them."""

import pytest

from kforge.errors import NetworkError
from kforge.network.proxy import proxy_for

PROXY = "http://proxy.test:3128"


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy"])
def test_the_variable_of_the_scheme(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "proxy.test:3128")
    assert proxy_for("https://charts.test/a") == PROXY
    assert proxy_for("http://charts.test/a") == ""


@pytest.mark.parametrize("host", ["localhost:1", "127.0.0.1:1", "127.9.9.9", "[::1]:1"])
def test_never_for_this_machine(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv("HTTP_PROXY", PROXY)
    assert proxy_for(f"http://{host}/a") == ""


@pytest.mark.parametrize(
    ("exceptions", "host", "direct"),
    [
        ("*", "charts.test", True),
        ("charts.test", "charts.test", True),
        ("charts.test", "a.charts.test", True),
        ("charts.test", "mycharts.test", False),
        (".charts.test", "charts.test", False),
        (".charts.test", "a.charts.test", True),
        ("*.charts.test", "a.charts.test", True),
        ("charts.test:80", "charts.test", True),
        ("charts.test:81", "charts.test", False),
        ("other.test, charts.test ", "charts.test", True),
        ("10.0.0.0/8", "10.1.2.3", True),
        ("10.0.0.0/8", "11.1.2.3", False),
        ("10.1.2.3", "10.1.2.3", True),
        ("no/network", "10.1.2.3", False),
        ("", "charts.test", False),
    ],
)
def test_exceptions(monkeypatch: pytest.MonkeyPatch, exceptions: str, host: str, direct: bool) -> None:
    monkeypatch.setenv("HTTP_PROXY", PROXY)
    monkeypatch.setenv("NO_PROXY", exceptions)
    assert proxy_for(f"http://{host}/a") == ("" if direct else PROXY)


def test_a_proxy_of_another_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "socks5://u:secret@proxy.test")
    with pytest.raises(NetworkError) as caught:
        proxy_for("http://charts.test/a")
    assert "socks5://u:xxxxx@proxy.test cannot be used" in caught.value.render()
