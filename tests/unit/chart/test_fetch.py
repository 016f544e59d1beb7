"""Fetching a chart: by address, by name, from repositories; digests, cache, offline, who gets passwords."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kforge import cache
from kforge.chart import fetch as fetching
from kforge.chart.fetch import Fetched, Request, fetch, fetch_chart
from kforge.chart.helm_home import HelmHome
from kforge.chart.repositories import Repositories, Repository
from kforge.chart.repository import refresh
from kforge.errors import KforgeError
from kforge.network.access import Access
from tests.unit.network.servers import Site, serving

from .archives import index, packed, pages


@pytest.fixture(autouse=True)
def _own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CACHE_HOME", "HELM_CACHE_HOME", "HELM_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("KFORGE_HTTP_PAUSE", "0.001")


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site(pages(("web", "0.1.0"), ("web", "0.2.0"), ("db", "1.0.0-rc.1")))) as found:
        yield found


@pytest.fixture
def other() -> Iterator[Site]:
    with serving(Site()) as found:
        yield found


def named(url: str, **fields: object) -> HelmHome:
    """helm's files with one repository in them, `stable`, whose index was fetched."""
    home = HelmHome()
    known = Repositories(home.repository_config)
    known.put(Repository({"name": "stable", "url": url, **fields}))
    known.save()
    refresh(home, known.entries[0])
    return home


def said(reference: str, **options: object) -> str:
    with pytest.raises(KforgeError) as caught:
        fetch_chart(reference, **options)  # type: ignore[arg-type]
    return caught.value.render()


def seen(found: Fetched) -> tuple[str, str, str]:
    return found.name, found.version, found.filename


# ---- where it comes from


def test_by_repository_and_range(site: Site) -> None:
    found = fetch_chart("web", repo=site.url, version="<0.2")
    assert seen(found) == ("web", "0.1.0", "web-0.1.0.tgz")
    assert found.digest == cache.digest(found.data) == cache.digest(site.pages["/web-0.1.0.tgz"])
    assert Path(found.path).read_bytes() == found.data
    assert found.url == f"{site.url}/web-0.1.0.tgz"


def test_by_address(site: Site) -> None:
    assert fetch_chart(f"{site.url}/web-0.1.0.tgz").data == site.pages["/web-0.1.0.tgz"]


def test_by_the_name_of_a_repository(site: Site) -> None:
    named(site.url)
    site.asked.clear()
    assert seen(fetch_chart("stable/web")) == ("web", "0.2.0", "web-0.2.0.tgz")
    assert site.paths() == ["/web-0.2.0.tgz"]  # the index is the one that was fetched before


def test_prereleases_only_when_asked_for(site: Site) -> None:
    assert "db has prereleases only" in said("db", repo=site.url)
    assert fetch_chart("db", repo=site.url, version=fetching.DEVEL).version == "1.0.0-rc.1"


def test_what_is_remote() -> None:
    assert [fetching.is_remote(each) for each in ("a/b", "https://h/a", "oci://h/a")] == [True] * 3
    assert [fetching.is_remote(each) for each in ("a", "./a/b", "../a", "/a/b")] == [False] * 4


# ---- what goes wrong


def test_names_that_lead_nowhere(site: Site) -> None:
    assert "there is no repository called stable" in said("stable/web")
    assert "kforge repo add stable URL" in said("stable/web")
    named(site.url)
    assert "did you mean stable/web?" in said("stabel/web")
    assert "neither a folder, an archive nor a chart" in said("web")
    assert "there is no chart 'wb'" in said("stable/wb")
    Path(HelmHome().index("stable")).unlink()
    assert "kforge repo update stable" in said("stable/web")


def test_no_repository_there(site: Site) -> None:
    text = said("web", repo=f"{site.url}/elsewhere")
    assert f"{site.url}/elsewhere/index.yaml: the server says 404 Not Found" in text
    assert "is this the address of a chart repository?" in text
    assert "is no address of a chart repository" in said("web", repo="ftp://h")


def test_a_digest_that_is_wrong(site: Site) -> None:
    site.pages["/web-0.1.0.tgz"] = packed("web", "0.1.0", {"evil": "x"})
    text = said("web", repo=site.url, version="0.1.0")
    assert "web-0.1.0.tgz is not what the index promises: its sha256 is" in text
    assert not list(Path(cache.folder()).rglob(f"{cache.digest(site.pages['/web-0.1.0.tgz'])}*"))


def test_what_a_lock_demands(site: Site) -> None:
    request = Request("web", repo=site.url, version="0.1.0")
    request.digest = cache.digest(site.pages["/web-0.1.0.tgz"])
    assert fetch(request).version == "0.1.0"
    request.digest = "0" * 64
    with pytest.raises(KforgeError, match="is not what the lock names"):
        fetch(request)


def test_a_file_that_has_no_name(site: Site) -> None:
    data = packed("web", "0.1.0")
    site.pages["/index.yaml"] = index(("web", "0.1.0", data)).replace(b"web-0.1.0.tgz", b"files/%2e%2e")
    site.pages["/files/.."] = data
    assert "gives the archive no name" in said("web", repo=site.url)


@pytest.mark.parametrize("faults", [["cut"], [500, "reset"]])
def test_a_bad_connection(site: Site, faults: list[int | str]) -> None:
    site.faults = {"/index.yaml": list(faults), "/web-0.2.0.tgz": list(faults)}
    assert fetch_chart("web", repo=site.url).version == "0.2.0"


# ---- the cache


def test_an_index_that_did_not_change_is_not_sent_again(site: Site) -> None:
    for _ in range(2):
        fetch_chart("web", repo=site.url)
    assert site.paths() == ["/index.yaml", "/web-0.2.0.tgz", "/index.yaml"]
    assert "if-none-match" in site.asked[2].headers
    site.pages.update(pages(("web", "0.3.0")))
    assert fetch_chart("web", repo=site.url).version == "0.3.0"


def test_offline_what_was_fetched_is_there(site: Site) -> None:
    assert "is not in the cache, and the network is not used" in said("web", repo=site.url, offline=True)
    fetch_chart("web", repo=site.url)
    fetch_chart(f"{site.url}/web-0.1.0.tgz")
    site.asked.clear()
    assert fetch_chart("web", repo=site.url, offline=True).version == "0.2.0"
    assert fetch_chart(f"{site.url}/web-0.1.0.tgz", offline=True).data == site.pages["/web-0.1.0.tgz"]
    assert "web-0.2.0" not in said(f"{site.url}/web-9.tgz", offline=True)
    assert not site.asked


def test_a_version_that_is_here_needs_no_server(site: Site) -> None:
    fetch_chart("web", repo=site.url, version="0.1.0")
    site.asked.clear()
    request = Request("web", repo=site.url, version="0.1.0")
    request.trust_cache = True
    assert fetch(request).version == "0.1.0"
    assert not site.asked
    site.pages.update(pages(("web", "0.9.0")))
    request.version = "0.9.0"
    assert fetch(request).version == "0.9.0"
    request.version = "^0.9"
    fetch(request)
    assert site.paths()[-1] == "/index.yaml"  # a range may mean a newer one by now


def test_without_a_cache_charts_come_all_the_same(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "folder", lambda: "")
    found = fetch_chart("web", repo=site.url)
    assert (found.path, found.data) == ("", site.pages["/web-0.2.0.tgz"])


# ---- credentials


def test_private_charts_stay_private(site: Site) -> None:
    site.login = "u:p"
    access = Access("u", "p")
    assert fetch_chart("web", repo=site.url, access=access).version == "0.2.0"
    assert "401" in said("web", repo=site.url)
    assert "not in the cache" in said("web", repo=site.url, offline=True)
    assert "not in the cache" in said("web", repo=site.url, offline=True, access=Access("u", "q"))
    assert fetch_chart("web", repo=site.url, offline=True, access=access).version == "0.2.0"


@pytest.mark.parametrize(("everywhere", "user"), [(False, ""), (True, "u:p")])
def test_other_hosts_that_an_index_names(site: Site, other: Site, everywhere: bool, user: str) -> None:
    data = packed("web", "0.1.0")
    site.pages["/index.yaml"] = index(("web", "0.1.0", data), base=f"{other.url}/files/")
    other.pages["/files/web-0.1.0.tgz"] = data
    fetch_chart("web", repo=site.url, access=Access("u", "p", pass_credentials=everywhere))
    assert [site.asked[0].user, other.asked[0].user] == ["u:p", user]


def test_an_address_below_a_repository_uses_its_login(site: Site, other: Site) -> None:
    site.login = "u:p"
    named(site.url, username="u", password="p")
    assert fetch_chart(f"{site.url}/web-0.1.0.tgz").digest
    other.pages["/web-0.1.0.tgz"] = site.pages["/web-0.1.0.tgz"]
    fetch_chart(f"{other.url}/web-0.1.0.tgz")
    assert other.asked[0].user == ""


def test_an_address_that_an_index_lists_uses_its_repositorys_login(site: Site, other: Site) -> None:
    data = packed("web", "0.1.0")
    site.pages["/index.yaml"] = index(("web", "0.1.0", data), base=f"{other.url}/files/")
    other.pages["/files/web-0.1.0.tgz"] = data
    named(site.url, username="u", password="p", pass_credentials_all=True)
    fetch_chart(f"{other.url}/files/web-0.1.0.tgz")
    assert other.asked[0].user == "u:p"


def test_a_provenance_file(site: Site) -> None:
    request = Request("web", repo=site.url)
    request.provenance = True
    with pytest.raises(KforgeError, match=r"web-0.2.0.tgz.prov: the server says 404"):
        fetch(request)
    site.pages["/web-0.2.0.tgz.prov"] = b"signed"
    assert fetch(request).provenance == b"signed"
