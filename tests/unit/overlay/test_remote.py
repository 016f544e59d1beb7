"""What an overlay fetches: from the network once, then from the cache; offline, locked, and recorded."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kforge import cache
from kforge.errors import FileError, KforgeError, OverlayError
from kforge.overlay import fetching, git_url, remote
from kforge.overlay.lock_file import Lock
from kforge.overlay.remote import Rules, Wanted
from tests.unit.chart.archives import index, packed, pages
from tests.unit.network.servers import Site, serving
from tests.unit.overlay import remotes

MISSING = "is not in the cache, and the network is not used"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("KFORGE_HTTP_PAUSE", "0.001")
    monkeypatch.setattr(fetching, "PAUSE", 0.001)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site(pages(("web", "1.0.0"), ("web", "1.1.0")))) as found:
        yield found


def locked(part: str, key: tuple[str, ...], found: tuple[str, ...]) -> Rules:
    lock = Lock("kforge.lock")
    lock.put(part, key, found)
    return Rules(lock=lock)


# ---- files


def test_a_file_is_asked_for_every_time_and_kept_for_offline(site: Site) -> None:
    site.pages["/a.yaml"] = b"1"
    assert remote.file(f"{site.url}/a.yaml", Rules()) == b"1"
    site.pages["/a.yaml"] = b"2"
    assert remote.file(f"{site.url}/a.yaml", Rules()) == b"2"
    asked = len(site.asked)
    assert remote.file(f"{site.url}/a.yaml", Rules(offline=True)) == b"2"
    assert len(site.asked) == asked


def test_a_file_that_was_never_fetched(site: Site) -> None:
    with pytest.raises(FileError, match=MISSING) as caught:
        remote.file(f"{site.url}/a.yaml", Rules(offline=True))
    assert caught.value.hint == "run once without --offline"
    assert not site.asked


def test_a_file_is_held_to_the_lock(site: Site) -> None:
    url = f"{site.url}/a.yaml"
    site.pages["/a.yaml"] = b"1"
    rules = locked("files", (url,), (f"sha256:{cache.digest(b'1')}",))
    assert remote.file(url, rules) == b"1"
    site.pages["/a.yaml"] = b"2"
    assert remote.file(url, rules) == b"1", "what the lock names is in the cache"
    cache.prune()
    with pytest.raises(
        FileError, match=r"is not what the lock names: it is sha256:.*, not sha256:"
    ) as caught:
        remote.file(url, rules)
    assert caught.value.hint == "if the change is meant, write the lock anew: kforge lock"
    with pytest.raises(OverlayError, match=r"is not in kforge\.lock"):
        remote.file(f"{site.url}/b.yaml", rules)


def test_what_a_password_opens_is_not_kept(site: Site) -> None:
    site.pages["/a.yaml"], site.login = b"1", "ann:secret"
    url = site.url.replace("://", "://ann:secret@") + "/a.yaml"
    record = Lock("x")
    assert remote.file(url, Rules(record=record)) == b"1"
    assert "secret" not in record.text()
    with pytest.raises(FileError, match=MISSING) as caught:
        remote.file(url, Rules(offline=True))
    assert "secret" not in caught.value.message


# ---- repositories


def address(text: str) -> git_url.GitUrl:
    url = git_url.parse(text)
    assert url
    return url


def commit_of(folder: Path, ref: str = "HEAD") -> str:
    done = subprocess.run(["git", "rev-parse", ref], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    remotes.repository(tmp_path / "repository", {"base/a.yaml": "1\n", "run.sh": "echo\n"})
    (tmp_path / "repository" / "run.sh").chmod(0o755)
    (tmp_path / "repository" / "link").symlink_to("base/a.yaml")
    remotes.commit(tmp_path / "repository", "v2")
    return tmp_path / "repository"


def test_a_repository_is_kept_for_offline(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = address(f"file://{repository}//base?ref=v2")
    first = Path(remote.clone(url, Rules()))
    monkeypatch.setattr(fetching, "clone", forbidden)
    again = Path(remote.clone(url, Rules(offline=True)))
    assert again != first
    assert (again / "base" / "a.yaml").read_text() == "1\n"
    assert (again / "run.sh").stat().st_mode & 0o111
    assert (again / "link").readlink() == Path("base/a.yaml")
    assert not (again / ".git").exists()


def forbidden(*_: object) -> str:
    raise AssertionError("the network is used")


def test_a_commit_cannot_change(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remotes.git(repository, "config", "uploadpack.allowAnySHA1InWant", "true")
    url = address(f"file://{repository}?ref={commit_of(repository, 'v1')}")
    remote.clone(url, Rules())
    monkeypatch.setattr(fetching, "clone", forbidden)
    assert (Path(remote.clone(url, Rules())) / "base" / "a.yaml").exists()


def test_a_branch_is_asked_for_every_time(repository: Path) -> None:
    url = address(f"file://{repository}?ref=main")
    remote.clone(url, Rules())
    remotes.write(repository, {"base/a.yaml": "2\n"})
    remotes.commit(repository, "v3")
    assert (Path(remote.clone(url, Rules())) / "base" / "a.yaml").read_text() == "2\n"
    assert (Path(remote.clone(url, Rules(offline=True))) / "base" / "a.yaml").read_text() == "2\n"


@pytest.mark.parametrize("query", ["", "?ref=v1"])
def test_a_repository_that_was_never_fetched(query: str, repository: Path) -> None:
    with pytest.raises(FileError, match=MISSING):
        remote.clone(address(f"file://{repository}{query}"), Rules(offline=True))


def test_a_branch_that_moved_is_still_built_as_locked(repository: Path) -> None:
    remotes.git(repository, "config", "uploadpack.allowAnySHA1InWant", "true")
    url = address(f"file://{repository}?ref=main")
    rules = locked("bases", (url.repository, "main"), (commit_of(repository),))
    remotes.write(repository, {"base/a.yaml": "2\n"})
    remotes.commit(repository, "v3")
    assert (Path(remote.clone(url, rules)) / "base" / "a.yaml").read_text() == "1\n"


def test_a_tag_that_moved_away_is_an_error(repository: Path, home: Path) -> None:
    url = address(f"file://{repository}?ref=v2")
    wanted = "0" * 40
    with pytest.raises(FileError, match=f"at v2 is not what the lock names: it is .*, not {wanted}"):
        remote.clone(url, locked("bases", (url.repository, "v2"), (wanted,)))
    assert not list(home.glob("kforge-*"))
    with pytest.raises(OverlayError, match=r"is not in kforge\.lock"):
        remote.clone(url, locked("bases", (url.repository, "v1"), (wanted,)))


def test_a_damaged_copy_is_fetched_again(repository: Path, home: Path) -> None:
    remotes.git(repository, "config", "uploadpack.allowAnySHA1InWant", "true")
    url = address(f"file://{repository}?ref={commit_of(repository)}")
    remote.clone(url, Rules())
    for path in (home / "xdg_cache_home").rglob("*.tgz"):
        path.write_bytes(b"damaged")
    assert (Path(remote.clone(url, Rules())) / "base" / "a.yaml").exists()


def test_a_large_repository_is_not_kept(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "MAX_TREE", 10)
    url = address(f"file://{repository}?ref=v1")
    remote.clone(url, Rules())
    with pytest.raises(FileError, match=MISSING):
        remote.clone(url, Rules(offline=True))


# ---- charts


def wanted(site: Site, version: str, **more: Any) -> Wanted:
    return Wanted("web", site.url, version, **{"devel": False, "config_home": "", **more})


def version(found: Any) -> str:
    return str(found.metadata.version)


def test_a_chart_of_an_exact_version_is_fetched_once(site: Site) -> None:
    assert version(remote.chart(wanted(site, "1.0.0"), Rules())) == "1.0.0"
    asked = len(site.asked)
    found = remote.chart(wanted(site, "1.0.0"), Rules())
    assert found.shown == f"{site.url}/web-1.0.0.tgz"
    assert len(site.asked) == asked


def test_a_range_is_asked_for_every_time(site: Site) -> None:
    assert version(remote.chart(wanted(site, "^1"), Rules())) == "1.1.0"
    site.pages.update(pages(("web", "1.0.0"), ("web", "1.2.0")))
    assert version(remote.chart(wanted(site, "^1"), Rules())) == "1.2.0"
    assert version(remote.chart(wanted(site, "^1"), Rules(offline=True))) == "1.2.0"


def test_prereleases_only_when_they_are_wished(site: Site) -> None:
    site.pages.update(pages(("web", "1.0.0"), ("web", "2.0.0-rc.1")))
    assert version(remote.chart(wanted(site, ""), Rules())) == "1.0.0"
    assert version(remote.chart(wanted(site, "", devel=True), Rules())) == "2.0.0-rc.1"


def test_a_chart_that_was_never_fetched(site: Site) -> None:
    with pytest.raises(KforgeError, match=MISSING):
        remote.chart(wanted(site, "1.0.0"), Rules(offline=True))
    assert not site.asked


def test_a_chart_is_held_to_the_lock(site: Site) -> None:
    key = ("web", site.url, "^1")
    digest = cache.digest(site.pages["/web-1.0.0.tgz"])
    rules = locked("charts", key, ("1.0.0", f"sha256:{digest}"))
    assert version(remote.chart(wanted(site, "^1"), rules)) == "1.0.0"
    asked = len(site.asked)
    assert version(remote.chart(wanted(site, "^1"), rules)) == "1.0.0"
    assert len(site.asked) == asked, "what the lock names is in the cache"
    other = packed("web", "1.0.0", {"values.yaml": "a: 1\n"})
    site.pages.update({"/web-1.0.0.tgz": other, "/index.yaml": index(("web", "1.0.0", other))})
    cache.prune()
    with pytest.raises(KforgeError, match="is not what the lock names"):
        remote.chart(wanted(site, "^1"), rules)


def test_what_is_fetched_is_written_down(site: Site) -> None:
    record = Lock("kforge.lock")
    remote.chart(wanted(site, "1.0.0"), Rules())
    asked = len(site.asked)
    remote.chart(wanted(site, "1.0.0"), Rules(record=record))
    assert len(site.asked) > asked, "a lock is written from what there is now"
    digest = cache.digest(site.pages["/web-1.0.0.tgz"])
    assert record.entries["charts"] == {("web", site.url, "1.0.0"): ("1.0.0", f"sha256:{digest}")}
    remote.chart(wanted(site, "", devel=True), Rules(record=record))
    assert ("web", site.url, ">0.0.0-0") in record.entries["charts"]


@pytest.mark.parametrize("home_of", ["", "own"])
def test_a_private_repository_is_entered_with_helms_login(home_of: str, site: Site, home: Path) -> None:
    site.login = "ann:secret"
    with pytest.raises(KforgeError, match="401"):
        remote.chart(wanted(site, "1.0.0"), Rules())
    config = home / "own" if home_of else home / "xdg_config_home" / "helm"
    entry = f"- {{name: here, url: '{site.url}/', username: ann, password: secret}}\n"
    remotes.write(config, {"repositories.yaml": f"apiVersion: ''\nrepositories:\n{entry}"})
    found = remote.chart(wanted(site, "1.0.0", config_home=str(config) if home_of else ""), Rules())
    assert version(found) == "1.0.0"


def test_all_builds_of_a_run_share_a_chart(site: Site, tmp_path: Path, kforge: Callable[..., Any]) -> None:
    text = f"helmCharts:\n- {{name: web, repo: '{site.url}', version: ^1}}\n"
    site.pages.update(
        pages(("web", "1.0.0"), files={"templates/a.yaml": CONFIG_MAP, "values.yaml": "a: b\n"})
    )
    for name in ("a", "b"):
        remotes.write(tmp_path, {f"{name}/kustomization.yaml": text})
    outcome = kforge("build", "a", "b", cwd=tmp_path)
    assert outcome.code == 0, outcome.stderr
    assert outcome.stdout.count(b"name: release-name") == 2
    assert sorted(site.paths()) == ["/index.yaml", "/web-1.0.0.tgz"]


CONFIG_MAP = (
    "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\ndata: {a: {{ .Values.a }}}\n"
)


def test_no_hint_names_an_option_that_build_has_not(
    site: Site, tmp_path: Path, kforge: Callable[..., Any]
) -> None:
    place = site.url.replace("http://", "oci://")
    (tmp_path / "kustomization.yaml").write_text(
        f"helmCharts:\n- {{name: web, version: 1.0.0, repo: '{place}/c'}}\n"
    )
    done = kforge("build", cwd=tmp_path)
    assert (done.code, done.stdout) == (1, b"")
    assert "the server does not speak TLS" in done.stderr
    assert "hint: charts of an overlay come from registries that speak TLS" in done.stderr


def test_a_local_build_loads_none_of_this(tmp_path: Path) -> None:
    (tmp_path / "kustomization.yaml").write_text("resources: []\n")
    code = f"import sys, kforge.__main__ as k; k.main(['build', {str(tmp_path)!r}]); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "kforge.overlay.load" in loaded
    assert not loaded & {
        "kforge.overlay.remote",
        "kforge.overlay.lock_file",
        "kforge.overlay.fetching",
        "urllib3",
    }
