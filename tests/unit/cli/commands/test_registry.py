"""`kforge registry` and `kforge push` where there is no registry. Real ones are in tests/oracle."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.unit.chart.archives import packed
from tests.unit.network.servers import TokenHandler, TokenRegistry, serving


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """helm's file of logins."""
    monkeypatch.setenv("HELM_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path / "docker"))
    monkeypatch.setenv("KFORGE_HTTP_PAUSE", "0.001")
    return tmp_path / "registry" / "config.json"


@pytest.fixture
def server() -> Iterator[TokenRegistry]:
    with serving(TokenRegistry(), handler=TokenHandler) as found:
        assert isinstance(found, TokenRegistry)
        found.secret = "u:p"
        yield found


def test_a_login_is_checked_before_it_is_kept(kforge: Run, server: TokenRegistry, file: Path) -> None:
    host = server.url.removeprefix("http://")
    words = ("registry", "login", f"oci://{host}/", "--plain-http", "-u", "u")
    wrong = kforge(*words, "--password-stdin", stdin=b"q")
    assert (wrong.code, file.exists()) == (1, False)
    done = kforge(*words, "-p", "p")
    assert (done.code, done.stdout) == (0, b"Login Succeeded\n")
    assert "use --password-stdin" in done.stderr
    assert list(json.loads(file.read_text())["auths"]) == [host]
    assert kforge("registry", "logout", host).stdout == f"Removing login credentials for {host}\n".encode()
    assert json.loads(file.read_text()) == {"auths": {}}


def test_wrong_lines(kforge: Run) -> None:
    done = kforge("registry", "login", "example.com/charts", "-u", "u", "-p", "p")
    assert done.code == 2
    assert "a login is for a whole host: example.com" in done.stderr
    assert "there is no terminal to ask on" in kforge("registry", "login", "example.com").stderr


@pytest.mark.parametrize("stdin", [b"", b"\n"])
def test_an_empty_password_is_not_asked_about(
    kforge: Run, server: TokenRegistry, file: Path, stdin: bytes
) -> None:
    host = server.url.removeprefix("http://")
    words = ("registry", "login", host, "--plain-http", "-u", "u", "--password-stdin")
    done = kforge(*words, stdin=stdin)
    assert (done.code, done.stdout, file.exists()) == (2, b"", False)
    assert "the password is empty" in done.stderr
    assert server.paths() == []


def test_what_cannot_be_pushed(kforge: Run, tmp_path: Path) -> None:
    (tmp_path / "web-0.1.0.tgz").write_bytes(packed("web", "0.1.0"))
    (tmp_path / "web").mkdir()
    place = "oci://127.0.0.1:1/charts"
    for words, reason in (
        (("web", place), "this is a folder, and archives are pushed"),
        (("absent.tgz", place), "no such file or directory"),
        (("web-0.1.0.tgz", "https://example.com"), "charts are pushed to oci://host/path"),
        (("web-0.1.0.tgz", "oci://EXAMPLE.com/Charts"), "small letters"),
        (("web-0.1.0.tgz", place), "connection refused"),
    ):
        done = kforge("push", *words, cwd=tmp_path)
        assert (done.code, done.stdout) == (1, b"")
        assert reason in done.stderr
