"""`kforge search repo` on indexes of several repositories. The same bytes as helm's are in tests/oracle."""

from pathlib import Path

import pytest

from kforge.chart.helm_home import HelmHome
from kforge.chart.repositories import Repositories, Repository
from tests.conftest import Run
from tests.unit.chart.archives import index


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HELM_CACHE_HOME", "HELM_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    home = HelmHome()
    known = Repositories(home.repository_config)
    for name in ("one", "two", "never"):
        known.put(Repository({"name": name, "url": f"https://{name}.example.com"}))
    known.save()
    charts = [("web", "0.1.0", b""), ("web", "0.2.0", b""), ("web", "1.0.0-rc.1", b""), ("db", "2.0.0", b"")]
    Path(home.repository_cache).mkdir(parents=True)
    Path(home.index("one")).write_bytes(index(*charts, description="serves pages"))
    Path(home.index("two")).write_bytes(index(*charts[-1:], description="is no web"))


def found(kforge: Run, *words: str) -> list[str]:
    done = kforge("search", "repo", *words)
    assert done.code == 0, done.stderr
    assert "the repository never cannot be searched" in done.stderr
    return [" ".join(line.split()[:2]) for line in done.stdout.decode().splitlines()[1:]]


def test_what_is_found_and_in_which_order(kforge: Run) -> None:
    assert found(kforge) == ["one/db 2.0.0", "one/web 0.2.0", "two/db 2.0.0"]
    assert found(kforge, "web") == ["one/web 0.2.0", "two/db 2.0.0"]  # a name counts before a description
    assert found(kforge, "web", "-l") == ["one/web 0.2.0", "one/web 0.1.0", "two/db 2.0.0"]
    assert found(kforge, "web", "--devel") == ["one/web 1.0.0-rc.1", "two/db 2.0.0"]
    assert found(kforge, "web", "--version", "0.1.x") == ["one/web 0.1.0"]
    assert found(kforge, "-r", "^(web|x)") == ["one/web 0.2.0"]


def test_nothing_is_found(kforge: Run) -> None:
    assert kforge("search", "repo", "cache").stdout == b"No results found\n"
    assert kforge("search", "repo", "cache", "-o", "json").stdout == b"[]\n"
    done = kforge("search", "repo", "cache", "--fail-on-no-result")
    assert (done.code, done.stdout) == (1, b"")


def test_wrong_lines(kforge: Run) -> None:
    assert kforge("search", "repo", "-r", "(").code == 2
    assert kforge("search", "repo", "--max-col-width", "x").code == 2
    assert kforge("search", "repo", "-o", "xml").code == 2
    assert kforge("search", "repo", "--version", "!!").code == 1
