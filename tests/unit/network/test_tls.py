"""Certificates: what is trusted, and files that hold none."""

from pathlib import Path

import pytest

from kforge.errors import FileError
from kforge.network import tls
from kforge.network.access import Tls

from .servers import Authority


def test_a_file_of_authorities_stands_alone(authorities: Authority) -> None:
    assert len(tls.context(Tls(authorities.ca)).get_ca_certs()) == 1


def test_the_systems_own_are_found_when_python_looks_elsewhere(
    authorities: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "")
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    monkeypatch.setattr("ssl.SSLContext.load_default_certs", lambda *_: None)
    monkeypatch.setattr(tls, "BUNDLES", ("/not/there", authorities.ca))
    assert len(tls.context(Tls()).get_ca_certs()) == 1


@pytest.fixture(autouse=True)
def _forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tls, "_made", {})


def test_the_same_settings_are_made_once(authorities: Authority) -> None:
    assert tls.context(Tls(authorities.ca)) is tls.context(Tls(authorities.ca))
    assert tls.context(Tls(authorities.ca)) is not tls.context(Tls(insecure=True))


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_files_that_hold_none(tmp_path: Path, content: str | None) -> None:
    bad = tmp_path / "bad.pem"
    if content:
        bad.write_text(content)
    with pytest.raises(FileError, match="no certificate can be read"):
        tls.context(Tls(str(bad)))
    with pytest.raises(FileError, match="no client certificate can be read"):
        tls.context(Tls("", str(bad), str(bad)))
