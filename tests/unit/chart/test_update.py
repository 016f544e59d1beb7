"""`dependency update` and `build` against a server with faults: all of it or nothing, also when killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kforge.chart import lock, update
from kforge.chart.helm_home import HelmHome
from kforge.chart.repositories import Repositories, Repository
from kforge.chart.repository import refresh
from kforge.chart.update import Options
from kforge.errors import KforgeError
from tests.unit.network.servers import Site, serving

from .archives import definition, index, packed, pages


@pytest.fixture(autouse=True)
def _own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CACHE_HOME", "HELM_CACHE_HOME", "HELM_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home" / name.lower()))
    monkeypatch.setenv("KFORGE_HTTP_PAUSE", "0.001")


@pytest.fixture
def site() -> Iterator[Site]:
    charts = [("web", "0.1.0"), ("web", "0.1.7"), ("web", "1.0.0"), ("db", "2.0.0")]
    with serving(Site(pages(*charts))) as found:
        yield found


@pytest.fixture
def chart(tmp_path: Path) -> Path:
    folder = tmp_path / "chart"
    (folder / "charts").mkdir(parents=True)
    (folder / "charts" / "web-0.0.1.tgz").write_bytes(packed("web", "0.0.1"))
    return folder


def declare(chart: Path, *wanted: tuple[str, str, str]) -> None:
    dependencies = [dict(zip(("name", "version", "repository"), entry, strict=True)) for entry in wanted]
    (chart / "Chart.yaml").write_text(definition("top", "1.0.0", dependencies=dependencies))


def run(chart: Path, **options: object) -> None:
    update.update(str(chart), Options(**options))  # type: ignore[arg-type]


def said(chart: Path) -> str:
    with pytest.raises(KforgeError) as caught:
        run(chart)
    return caught.value.render()


def there(chart: Path) -> list[str]:
    return sorted(path.name for path in (chart / "charts").iterdir())


def versions(chart: Path) -> list[str]:
    found = lock.read(str(chart))
    assert found is not None
    return [entry.version for entry in found.dependencies]


def named(url: str, name: str = "stable") -> None:
    home = HelmHome()
    known = Repositories(home.repository_config)
    known.put(Repository({"name": name, "url": url}))
    known.save()
    refresh(home, known.entries[0])


# ---- what it does


def test_the_newest_in_range(site: Site, chart: Path) -> None:
    declare(chart, ("web", "~0.1.0", site.url), ("db", ">0", site.url))
    run(chart)
    assert there(chart) == ["db-2.0.0.tgz", "web-0.1.7.tgz"]
    assert versions(chart) == ["0.1.7", "2.0.0"]
    assert (chart / "charts" / "db-2.0.0.tgz").read_bytes() == site.pages["/db-2.0.0.tgz"]
    assert site.paths().count("/index.yaml") == 1


@pytest.mark.parametrize("place", ["@stable", "alias:stable"])
def test_a_repository_by_its_name(site: Site, chart: Path, place: str) -> None:
    named(site.url)
    declare(chart, ("web", "1.x", place))
    run(chart)
    found = lock.read(str(chart))
    assert found is not None
    assert [entry.repository for entry in found.dependencies] == [site.url]


def test_a_second_run_changes_nothing(site: Site, chart: Path) -> None:
    declare(chart, ("web", "~0.1.0", site.url))
    run(chart)
    before = state(chart)
    run(chart)
    assert state(chart) == before


def state(chart: Path) -> list[tuple[Path, int, int]]:
    return [(path, path.stat().st_mtime_ns, path.stat().st_ino) for path in sorted(chart.rglob("*"))]


def test_a_v1_chart_has_other_files(site: Site, chart: Path) -> None:
    (chart / "Chart.yaml").write_text("apiVersion: v1\nname: top\nversion: 1.0.0\n")
    requirements = f"dependencies:\n- name: web\n  version: ^1\n  repository: {site.url}\n"
    (chart / "requirements.yaml").write_text(requirements)
    run(chart)
    assert (chart / "requirements.lock").exists()
    assert not (chart / "Chart.lock").exists()
    assert there(chart) == ["web-1.0.0.tgz"]


def test_one_chart_twice_is_fetched_once(site: Site, chart: Path) -> None:
    declare(chart, ("web", "1.0.0", site.url), ("db", "2", site.url))
    second = f"- alias: again\n  name: web\n  repository: {site.url}\n  version: 1.0.0\n"
    text = (chart / "Chart.yaml").read_text()
    (chart / "Chart.yaml").write_text(text.replace("dependencies:\n", f"dependencies:\n{second}"))
    run(chart)
    assert site.paths().count("/web-1.0.0.tgz") == 1
    assert there(chart) == ["db-2.0.0.tgz", "web-1.0.0.tgz"]


def test_what_is_not_a_dependencys_archive_stays(site: Site, chart: Path) -> None:
    (chart / "charts" / "_notes.txt").write_text("mine")
    (chart / "charts" / "own").mkdir()
    (chart / "charts" / "own" / "Chart.yaml").write_text(definition("own", "0.5.0"))
    declare(chart, ("web", "1", site.url), ("own", ">=0.4", ""))
    run(chart)
    assert there(chart) == ["_notes.txt", "own", "web-1.0.0.tgz"]
    assert versions(chart) == ["1.0.0", ">=0.4"]


def test_without_dependencies_there_is_nothing_to_do(chart: Path) -> None:
    (chart / "Chart.yaml").write_text(definition("top", "1.0.0"))
    run(chart)
    assert there(chart) == ["web-0.0.1.tgz"]
    assert not (chart / "Chart.lock").exists()


def test_indexes_as_they_were(site: Site, chart: Path) -> None:
    named(site.url)
    site.pages.update(pages(("web", "1.5.0")))
    declare(chart, ("web", "^1", "@stable"))
    run(chart, refresh=False)
    assert versions(chart) == ["1.0.0"]
    run(chart)
    assert versions(chart) == ["1.5.0"]


def test_only_the_indexes_that_are_needed_are_fetched(site: Site, chart: Path) -> None:
    """helm fetches those of all repositories that have a name, and fails when one does not answer."""
    with serving(Site(pages(("other", "1.0.0")))) as other:
        named(other.url, "other")
        other.asked.clear()
        other.faults = {"/index.yaml": [404] * 9}
        named(site.url)
        site.asked.clear()
        declare(chart, ("web", "^1", "@stable"), ("db", ">0", site.url))
        run(chart)
        assert (site.paths().count("/index.yaml"), other.paths()) == (1, [])
    assert there(chart) == ["db-2.0.0.tgz", "web-1.0.0.tgz"]


def test_an_address_that_is_no_name_for_an_archive(site: Site, chart: Path) -> None:
    data = packed("web", "1.0.0")
    site.pages = {"/download/7": data}
    site.pages["/index.yaml"] = index(("web", "1.0.0", data)).replace(b"web-1.0.0.tgz", b"download/7")
    declare(chart, ("web", "1", site.url))
    run(chart)
    assert there(chart) == ["web-1.0.0.tgz"]


def test_downloads_run_side_by_side(site: Site, chart: Path) -> None:
    charts = [(f"web{number}", "1.0.0") for number in range(6)]
    site.pages, site.pause = pages(*charts), 0.4
    site.faults = {f"/{name}-1.0.0.tgz": ["slow"] for name, _ in charts}
    declare(chart, *[(name, "1.0.0", site.url) for name, _ in charts])
    started = time.monotonic()
    run(chart)
    assert time.monotonic() - started < 6 * 0.4 * 0.75


# ---- what goes wrong changes nothing


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        (("web", "^9", "{url}"), "there is no version ^9 of web"),
        (("wbe", "1", "{url}"), "did you mean web?"),
        (("web", "1", "@stabel"), "there is no repository called stabel"),
        (("web", "1", "stable"), "stable is no repository"),
        (("web", "!!", "{url}"), "improper version constraint"),
        (("web", "1", "file://../gone"), "there is no folder at file://../gone"),
        (("absent", "1", ""), "absent has no repository, and is not a folder in charts/"),
        (("../web", "1", "{url}"), "'../web' is no name for a chart"),
        (("..", "1", ""), "'..' is no name for a chart"),
        (("web", "1", "ftp://h"), "is no address of a chart repository"),
    ],
)
def test_mistakes(site: Site, chart: Path, wanted: tuple[str, str, str], reason: str) -> None:
    name, version, place = wanted
    declare(chart, ("db", "2", site.url), (name, version, place.format(url=site.url)))
    assert reason in said(chart)
    assert there(chart) == ["web-0.0.1.tgz"]
    assert not (chart / "Chart.lock").exists()


@pytest.mark.parametrize("fault", ["wrong digest", "no chart", "cut", "404"])
def test_a_bad_download_changes_nothing(site: Site, chart: Path, fault: str) -> None:
    site.resumes = False
    if fault == "wrong digest":
        site.pages["/web-1.0.0.tgz"] = packed("web", "1.0.0", {"more": "x"})
    elif fault == "no chart":
        site.pages["/web-1.0.0.tgz"] = b"no chart"
        good = packed("db", "2.0.0")
        site.pages["/index.yaml"] = index(("web", "1.0.0", b"no chart"), ("db", "2.0.0", good))
        site.pages["/db-2.0.0.tgz"] = good
    else:
        site.faults["/web-1.0.0.tgz"] = [int(fault)] * 9 if fault == "404" else [fault] * 9
    declare(chart, ("db", "2", site.url), ("web", "1", site.url))
    text = said(chart)
    assert f"{site.url}/web-1.0.0.tgz" in text
    assert "in dependency web 1.0.0" in text
    assert there(chart) == ["web-0.0.1.tgz"]
    assert sorted(path.name for path in chart.iterdir()) == ["Chart.yaml", "charts"]


def test_a_lock_that_is_a_link_is_refused_before_anything(site: Site, chart: Path) -> None:
    (chart / "Chart.lock").symlink_to("/tmp/elsewhere.lock")
    declare(chart, ("web", "1", site.url))
    assert "the lock is a link to /tmp/elsewhere.lock" in said(chart)
    assert not site.asked


def test_an_archive_cannot_be_updated(tmp_path: Path) -> None:
    (tmp_path / "a.tgz").write_bytes(packed("web", "1.0.0"))
    assert "cannot be updated: unpack it first" in said(tmp_path / "a.tgz")


def test_a_repository_that_wants_a_user(site: Site, chart: Path) -> None:
    site.login = "u:p"
    declare(chart, ("web", "1", site.url))
    assert f"kforge repo add NAME {site.url} --username USER" in said(chart)


def test_a_cache_that_cannot_be_written_is_no_matter(
    site: Site, chart: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    declare(chart, ("web", "1", site.url))
    run(chart)
    assert there(chart) == ["web-1.0.0.tgz"]


# ---- build


def test_build_takes_what_the_lock_says(site: Site, chart: Path) -> None:
    declare(chart, ("web", "^0.1", site.url))
    run(chart)
    site.pages.update(pages(("web", "0.1.7"), ("web", "0.1.9")))
    (chart / "charts" / "web-0.1.7.tgz").unlink()
    update.build(str(chart), Options())
    assert there(chart) == ["web-0.1.7.tgz"]


def test_build_without_a_lock_updates(site: Site, chart: Path) -> None:
    declare(chart, ("web", "^0.1", site.url))
    update.build(str(chart), Options())
    assert versions(chart) == ["0.1.7"]


def test_build_refuses_a_lock_that_does_not_fit(site: Site, chart: Path) -> None:
    declare(chart, ("web", "^0.1", site.url))
    run(chart)
    declare(chart, ("web", "^1", site.url))
    with pytest.raises(KforgeError, match="the lock does not fit the dependencies"):
        update.build(str(chart), Options())
    assert there(chart) == ["web-0.1.7.tgz"]


def test_build_takes_a_lock_of_helm_2(site: Site, chart: Path) -> None:
    (chart / "Chart.yaml").write_text("apiVersion: v1\nname: top\nversion: 1.0.0\n")
    requirements = f"dependencies:\n- name: web\n  version: ^1\n  repository: {site.url}\n"
    (chart / "requirements.yaml").write_text(requirements)
    run(chart)
    found = lock.read(str(chart))
    assert found is not None
    entry = lock.locked("web", "^1", site.url)
    found.digest = lock.digest_of_helm_2([entry])
    (chart / "requirements.lock").write_text(lock.text(found))
    update.build(str(chart), Options())
    assert there(chart) == ["web-1.0.0.tgz"]


# ---- killed

WHOLE = (["web-0.0.1.tgz"], ["db-2.0.0.tgz", "web-1.0.0.tgz"])


def test_killed_at_any_moment_charts_is_whole(site: Site, chart: Path) -> None:
    """kill -9 after pauses that grow, until a run ends by itself; then nothing is left of the others."""
    declare(chart, ("web", "1", site.url), ("db", "2", site.url))
    command = [sys.executable, "-m", "kforge", "dependency", "update", str(chart)]
    seen: list[int] = []
    for moment in (0.03 * 1.2**number for number in range(50)):
        site.faults, site.pause = {"/db-2.0.0.tgz": ["slow"]}, 0.1
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            code = process.wait(moment)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            code = process.wait()
        seen.append(code)
        assert there(chart) in WHOLE
        if code == 0:
            break
    assert seen[0] == -signal.SIGKILL
    assert seen[-1] == 0
    assert there(chart) == WHOLE[1]
    assert sorted(path.name for path in chart.iterdir()) == ["Chart.lock", "Chart.yaml", "charts"]


def test_several_runs_at_a_time(site: Site, chart: Path) -> None:
    declare(chart, ("web", "1", site.url), ("db", "2", site.url))
    command = [sys.executable, "-m", "kforge", "dependency", "update", str(chart)]
    running = [subprocess.Popen(command, stderr=subprocess.DEVNULL) for _ in range(4)]
    assert [process.wait() for process in running] == [0] * 4
    assert there(chart) == WHOLE[1]
    assert sorted(path.name for path in chart.iterdir()) == ["Chart.lock", "Chart.yaml", "charts"]
