"""`kforge dependency`: what it prints and where. What it does is in tests/unit/chart/test_update.py."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.unit.chart.archives import definition, pages
from tests.unit.network.servers import Site, serving


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CACHE_HOME", "HELM_CACHE_HOME", "HELM_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home" / name.lower()))


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site(pages(("web", "0.1.0")))) as found:
        yield found


@pytest.fixture
def chart(tmp_path: Path, site: Site) -> Path:
    wanted = [{"name": "web", "version": "^0.1", "repository": site.url}]
    (tmp_path / "top").mkdir()
    (tmp_path / "top" / "Chart.yaml").write_text(definition("top", "1.0.0", dependencies=wanted))
    return tmp_path / "top"


def test_update_list_build(kforge: Run, chart: Path, site: Site) -> None:
    before = kforge("dependency", "list", cwd=chart)
    assert before.stdout.decode().splitlines()[1].split() == ["web", "^0.1", site.url, "missing"]
    done = kforge("dep", "up", cwd=chart)
    assert (done.code, done.stdout) == (0, b"")
    assert done.stderr == f"Saving 1 charts\nDownloading web from repo {site.url}\n"
    after = kforge("dependencies", "ls", str(chart))
    assert after.stdout.decode().splitlines()[1].split()[-1] == "ok"
    (chart / "charts" / "web-0.1.0.tgz").unlink()
    assert kforge("dependency", "build", str(chart)).code == 0
    assert (chart / "charts" / "web-0.1.0.tgz").exists()


def test_what_went_wrong_and_where(kforge: Run, chart: Path, site: Site) -> None:
    site.faults["/web-0.1.0.tgz"] = [404]
    done = kforge("dependency", "update", str(chart))
    assert (done.code, done.stdout) == (1, b"")
    assert f"{site.url}/web-0.1.0.tgz: the server says 404 Not Found" in done.stderr
    assert "in dependency web 0.1.0" in done.stderr


def test_wrong_lines(kforge: Run, chart: Path) -> None:
    assert kforge("dependency", "list", "--max-col-width", "wide", cwd=chart).code == 2
    assert kforge("dependency", "update", "a", "b").code == 2
    assert kforge("dependency").code == 2


def test_a_chart_without_dependencies(kforge: Run, tmp_path: Path) -> None:
    (tmp_path / "Chart.yaml").write_text(definition("top", "1.0.0"))
    done = kforge("dependency", "list", cwd=tmp_path)
    assert done.stdout == b"WARNING: no dependencies at charts\n"


def test_template_fetches_what_is_missing(kforge: Run, chart: Path, site: Site) -> None:
    assert kforge("template", str(chart)).code == 1
    done = kforge("template", str(chart), "--dependency-update")
    assert done.code == 0, done.stderr
    assert (chart / "Chart.lock").exists()
