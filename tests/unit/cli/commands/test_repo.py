"""`kforge repo`: names for repositories. The same bytes as helm's are in tests/oracle."""

import fcntl
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kforge.chart import naming
from tests.conftest import Run
from tests.unit.chart.archives import pages
from tests.unit.network.servers import Site, serving


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_CACHE_HOME", "HELM_CACHE_HOME", "HELM_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("KFORGE_HTTP_PAUSE", "0.001")
    return tmp_path


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site(pages(("web", "0.1.0")))) as found:
        yield found


def test_a_name_given_changed_and_taken_away(site: Site, kforge: Run, home: Path) -> None:
    assert kforge("repo", "add", "one", site.url).stdout == b'"one" has been added to your repositories\n'
    assert (home / "helm_cache_home" / "repository" / "one-charts.txt").read_text() == "web\n"
    again = kforge("repo", "add", "one", site.url)
    assert again.stdout == b'"one" already exists with the same configuration, skipping\n'
    other = kforge("repo", "add", "one", f"{site.url}/")
    assert (other.code, other.stdout) == (1, b"")
    assert "--force-update replaces it" in other.stderr
    assert kforge("repo", "add", "one", f"{site.url}/", "--force-update").code == 0
    listed = json.loads(kforge("repo", "list", "-o", "json").stdout)
    assert listed == [{"name": "one", "url": f"{site.url}/"}]
    assert kforge("repo", "rm", "one").stdout == b'"one" has been removed from your repositories\n'
    assert not list((home / "helm_cache_home" / "repository").iterdir())
    gone = kforge("repo", "remove", "one")
    assert "no repository has a name yet" in gone.stderr


def test_a_repository_that_cannot_be_read_gets_no_name(site: Site, kforge: Run, home: Path) -> None:
    site.pages["/index.yaml"] = b"<html>"
    done = kforge("repo", "add", "one", site.url)
    assert (done.code, done.stdout) == (1, b"")
    assert "this is no index of a chart repository" in done.stderr
    done = kforge("repo", "add", "one", f"{site.url}/elsewhere")
    assert "404 Not Found" in done.stderr
    done = kforge("repo", "add", "one", "oci://example.com/charts")
    assert "is no address of a chart repository" in done.stderr
    assert not (home / "helm_config_home" / "repositories.yaml").exists()


def test_passwords(site: Site, kforge: Run, home: Path) -> None:
    site.login = "u:p"
    words = ("repo", "add", "one", site.url, "--username", "u")
    assert "401 Unauthorized" in kforge("repo", "add", "one", site.url).stderr
    assert kforge(*words, "--password-stdin", stdin=b"p\n").code == 0
    assert "password: p\n" in (home / "helm_config_home" / "repositories.yaml").read_text()
    assert kforge("repo", "update").code == 0
    asked = kforge(*words)
    assert asked.code == 2
    assert "there is no terminal to ask on" in asked.stderr


def test_updating(site: Site, kforge: Run) -> None:
    assert "no repository has a name yet" in kforge("repo", "update").stderr
    for name in ("one", "two"):
        assert kforge("repo", "add", name, site.url).code == 0
    done = kforge("repo", "update", "two")
    assert done.stdout.decode().splitlines()[1:-1] == [
        '...Successfully got an update from the "two" chart repository'
    ]
    assert "did you mean one?" in kforge("repo", "update", "ome").stderr
    site.faults["/index.yaml"] = [404] * 2
    done = kforge("repo", "up")
    assert (done.code, done.stdout) == (1, b"")
    assert done.stderr.count("404 Not Found") == 2
    assert "in repository two" in done.stderr


def test_how_long_to_wait(site: Site, kforge: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KFORGE_HTTP_TIMEOUT", "30")
    site.faults["/index.yaml"], site.pause = ["slow"] * 9, 0.3
    done = kforge("repo", "add", "one", site.url, "--timeout", "100ms")
    assert "no answer within 0.1 s" in done.stderr
    assert kforge("repo", "add", "one", site.url, "--timeout", "soon").code == 2


def test_names_that_are_refused(site: Site, kforge: Run) -> None:
    assert "a name has no / in it" in kforge("repo", "add", "a/b", site.url).stderr
    done = kforge("repo", "add", "old", "https://kubernetes-charts.storage.googleapis.com")
    assert "its charts are at https://charts.helm.sh/stable" in done.stderr


def test_one_writer_at_a_time(site: Site, kforge: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(naming, "WAIT", 0.1)
    (home / "helm_config_home").mkdir()
    with (home / "helm_config_home" / "repositories.lock").open("ab") as lock:  # as helm holds it
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "another process holds this lock" in kforge("repo", "add", "one", site.url).stderr
    assert kforge("repo", "add", "one", site.url).code == 0


def test_a_damaged_file(kforge: Run, home: Path) -> None:
    (home / "helm_config_home").mkdir()
    (home / "helm_config_home" / "repositories.yaml").write_text("repositories: one\n")
    assert "repositories must be a list" in kforge("repo", "update").stderr


def test_index(tmp_path: Path, kforge: Run) -> None:
    (tmp_path / "x.tgz").write_bytes(b"x")
    outcome = kforge("repo", "index", ".", "--url", "https://x.org", cwd=tmp_path)
    assert (outcome.code, outcome.stdout) == (0, b"")
    assert outcome.stderr == "warning: left out: ./x.tgz: the archive is refused: it is not gzip data\n"
    assert (tmp_path / "index.yaml").read_text().startswith("apiVersion: v1\nentries: {}\n")


def test_several_writers(site: Site, kforge: Run, home: Path) -> None:
    command = [sys.executable, "-m", "kforge", "repo", "add"]
    running = [
        subprocess.Popen([*command, f"repo{number}", site.url], stdout=subprocess.DEVNULL)
        for number in range(5)
    ]
    assert [process.wait() for process in running] == [0] * 5
    listed = json.loads(kforge("repo", "list", "-o", "json").stdout)
    assert sorted(entry["name"] for entry in listed) == [f"repo{number}" for number in range(5)]
