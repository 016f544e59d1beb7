"""`kforge pull`: files and folders that it writes, whole or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.unit.chart.archives import index, packed
from tests.unit.network.servers import Site, serving

FILES = {"templates/a.yaml": "a: b\n", "values.yaml": "x: 1\n"}


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CACHE_HOME", "HELM_CACHE_HOME", "HELM_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home" / name.lower()))
    monkeypatch.setenv("KFORGE_HTTP_PAUSE", "0.001")


@pytest.fixture
def site() -> Iterator[Site]:
    data = packed("web", "0.1.0", FILES)
    with serving(Site({"/web-0.1.0.tgz": data, "/index.yaml": index(("web", "0.1.0", data))})) as found:
        yield found


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "here"
    found.mkdir()
    return found


def test_an_archive(kforge: Run, site: Site, folder: Path) -> None:
    done = kforge("pull", "web", "--repo", site.url, "-d", str(folder))
    assert (done.code, done.stdout, done.stderr) == (0, b"", "")
    assert (folder / "web-0.1.0.tgz").read_bytes() == site.pages["/web-0.1.0.tgz"]


def test_unpacked(kforge: Run, site: Site, folder: Path) -> None:
    words = ("pull", f"{site.url}/web-0.1.0.tgz", "--untar", "-d", str(folder), "--untardir", "sub")
    assert kforge(*words).code == 0
    assert files(folder) == ["sub/web/Chart.yaml", "sub/web/templates/a.yaml", "sub/web/values.yaml"]
    assert (folder / "sub" / "web").stat().st_mode & 0o700 == 0o700
    again = kforge(*words)
    assert again.code == 1
    assert "this is there already" in again.stderr


def test_an_archive_that_is_dangerous_is_not_unpacked(kforge: Run, site: Site, folder: Path) -> None:
    site.pages["/evil.tgz"] = packed("web", "0.1.0", {"../../evil": "x"})
    done = kforge("pull", f"{site.url}/evil.tgz", "--untar", "-d", str(folder))
    assert (done.code, files(folder)) == (1, [])
    assert "leads to a parent folder" in done.stderr
    site.pages["/name.tgz"] = packed("web", "0.1.0", {"Chart.yaml": "name: ../x\nversion: 0.1.0\n"})
    done = kforge("pull", f"{site.url}/name.tgz", "--untar", "-d", str(folder))
    assert (done.code, files(folder)) == (1, [])


def test_a_folder_that_is_not_there(kforge: Run, site: Site, folder: Path) -> None:
    done = kforge("pull", f"{site.url}/web-0.1.0.tgz", "-d", str(folder / "absent"))
    assert "there is no such folder to write the chart to" in done.stderr


def test_provenance(kforge: Run, site: Site, folder: Path) -> None:
    words = ("pull", "web", "--repo", site.url, "--prov", "-d", str(folder))
    assert kforge(*words).code == 1
    assert files(folder) == []
    site.pages["/web-0.1.0.tgz.prov"] = b"signed"
    assert kforge(*words).code == 0
    assert files(folder) == ["web-0.1.0.tgz", "web-0.1.0.tgz.prov"]


def test_template_renders_what_is_fetched(kforge: Run, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    done = kforge("template", f"{site.url}/web-0.1.0.tgz")
    assert done.stdout == b"---\n# Source: web/templates/a.yaml\na: b\n"
    monkeypatch.setattr("kforge.cache.folder", lambda: "")  # nowhere to keep it
    assert kforge("template", "web", "--repo", site.url).stdout == done.stdout


def test_a_page_that_is_no_chart(kforge: Run, site: Site) -> None:
    site.pages["/web.tgz"] = b"<html>sign in</html>"
    done = kforge("template", f"{site.url}/web.tgz")
    assert (done.code, done.stdout) == (1, b"")
    assert f"{site.url}/web.tgz: this is no chart: it is not gzip data" in done.stderr


def test_show_shows_what_is_fetched(kforge: Run, site: Site) -> None:
    assert kforge("show", "values", "web", "--repo", site.url).stdout == b"x: 1\n\n"


def test_names_that_are_neither_here_nor_there(kforge: Run) -> None:
    done = kforge("template", "charts/vot")
    assert "charts/vot is not here, and there is no repository called charts" in done.stderr
    assert "neither a folder, an archive nor a chart" in kforge("pull", "web").stderr
