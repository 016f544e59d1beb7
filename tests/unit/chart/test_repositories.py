"""repositories.yaml: the bytes that helm writes, and what it may hold."""

from pathlib import Path

import pytest

from kforge.chart import repositories
from kforge.chart.helm_home import CACHE, CONFIG, HelmHome, folder
from kforge.chart.repositories import Repository
from kforge.errors import KforgeError

TEXT = """\
apiVersion: ""
generated: "0001-01-01T00:00:00Z"
repositories:
- caFile: ""
  certFile: ""
  insecure_skip_tls_verify: false
  keyFile: ""
  name: one
  pass_credentials_all: true
  password: "1234"
  url: https://charts.example.com
  username: "yes"
"""


def test_the_bytes_are_helms(tmp_path: Path) -> None:
    known = repositories.load(str(tmp_path / "new.yaml"))
    fields = {"name": "one", "url": "https://charts.example.com", "username": "yes", "password": "1234"}
    known.put(Repository({**fields, "pass_credentials_all": True}))
    known.save()
    assert (tmp_path / "new.yaml").read_text() == TEXT


def test_reading_and_finding(tmp_path: Path) -> None:
    (tmp_path / "known.yaml").write_text(TEXT + "- \n- name: two\n  url: http://h/\n")
    known = repositories.load(str(tmp_path / "known.yaml"))
    assert [entry.name for entry in known.entries] == ["one", "two"]
    first = known.by_url("https://charts.example.com/")
    assert first is known.get("one")
    assert first is not None
    access = first.access()
    assert (access.username, access.password, access.pass_credentials) == ("yes", "1234", True)
    assert known.by_url("https://other.example.com") is None
    known.put(Repository({"name": "two", "url": "http://new"}))
    assert [entry.url for entry in known.entries] == ["https://charts.example.com", "http://new"]


@pytest.mark.parametrize("text", ["[]", "repositories: one", "repositories: [one]", "a: [", "a: \xff"])
def test_what_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "bad.yaml").write_bytes(text.encode("latin-1"))
    with pytest.raises(KforgeError) as caught:
        repositories.load(str(tmp_path / "bad.yaml"))
    assert "bad.yaml" in caught.value.render()


def test_where_helm_keeps_its_files(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HELM_CONFIG_HOME", "HELM_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/h")
    monkeypatch.setattr("sys.platform", "linux")
    assert (folder(CONFIG), folder(CACHE)) == ("/h/.config/helm", "/h/.cache/helm")
    monkeypatch.setattr("sys.platform", "darwin")
    assert (folder(CONFIG), folder(CACHE)) == ("/h/Library/Preferences/helm", "/h/Library/Caches/helm")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/x")
    assert HelmHome().repository_config == "/x/helm/repositories.yaml"
    monkeypatch.setenv("HELM_CONFIG_HOME", "/c")
    assert HelmHome().registry_config == "/c/registry/config.json"
    monkeypatch.setenv("HELM_REGISTRY_CONFIG", "/r")
    monkeypatch.setenv("HELM_REPOSITORY_CACHE", "/i")
    assert (HelmHome().registry_config, HelmHome().index("a")) == ("/r", "/i/a-index.yaml")
    assert HelmHome("/o", "/p", "/q").repository_config == "/p"
