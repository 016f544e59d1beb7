"""kforge lock, and the builds that are held to it: charts, bases and files together."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.unit.chart.archives import pages
from tests.unit.network.servers import Site, serving
from tests.unit.overlay import remotes

CONFIG_MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("KFORGE_HTTP_PAUSE", "0.001")
    charts = pages(("web", "1.0.0"), files={"templates/a.yaml": CONFIG_MAP, "values.yaml": ""})
    with serving(Site(charts)) as found:
        found.pages["/file.yaml"] = remotes.CONFIG_MAP.format(name="file").encode()
        yield found


@pytest.fixture
def overlay(site: Site, tmp_path: Path) -> Path:
    """An overlay whose base, one folder beside it, fetches a chart; it fetches a repository and a file."""
    files = {
        "base/kustomization.yaml": "resources: [a.yaml]\n",
        "base/a.yaml": remotes.CONFIG_MAP.format(name="git"),
    }
    address = remotes.repository(tmp_path / "repository", files)
    remotes.write(
        tmp_path,
        {
            "base/kustomization.yaml": f"helmCharts:\n- {{name: web, repo: '{site.url}', version: ^1}}\n",
            "prod/kustomization.yaml": (
                f"resources:\n- ../base\n- {address}//base?ref=v1\n- {site.url}/file.yaml\n"
            ),
        },
    )
    return tmp_path


def test_everything_is_locked_and_built_offline(
    overlay: Path, site: Site, kforge: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = kforge("lock", "prod", cwd=overlay)
    assert (outcome.code, outcome.stdout, outcome.stderr) == (0, b"", "wrote prod/kforge.lock\n")
    lock = (overlay / "prod" / "kforge.lock").read_text()
    assert f"- name: web\n  repository: {site.url}\n  wanted: ^1\n  version: 1.0.0\n  digest: sha256:" in lock
    assert f"- repository: file://{overlay}/repository\n  ref: v1\n  commit: " in lock
    assert f"- url: {site.url}/file.yaml\n  digest: sha256:" in lock
    plain = kforge("build", "prod", cwd=overlay)
    assert plain.code == 0, plain.stderr
    assert [name in plain.stdout for name in (b"release-name", b"name: git", b"name: file")] == [True] * 3
    asked = len(site.asked)
    for options in (["--locked"], ["--offline"], ["--locked", "--offline"]):
        outcome = kforge("build", "prod", *options, cwd=overlay)
        assert (outcome.code, outcome.stderr) == (0, ""), options
        assert outcome.stdout == plain.stdout
    assert len(site.asked) == asked
    assert kforge("lock", "prod", cwd=overlay).code == 0
    assert (overlay / "prod" / "kforge.lock").read_text() == lock


def test_what_is_not_in_the_lock_is_not_fetched(
    overlay: Path, site: Site, kforge: Callable[..., Any]
) -> None:
    kforge("lock", "prod", cwd=overlay)
    base = overlay / "base" / "kustomization.yaml"
    base.write_text(base.read_text().replace("^1", "~1"))
    outcome = kforge("build", "--locked", "prod", cwd=overlay)
    assert (outcome.code, outcome.stdout) == (1, b"")
    assert f"the chart web ~1 of {site.url} is not in kforge.lock" in outcome.stderr
    assert outcome.stderr.startswith("base/kustomization.yaml:2:")


def test_each_overlay_has_a_lock_of_its_own(overlay: Path, kforge: Callable[..., Any]) -> None:
    kforge("lock", "prod", cwd=overlay)
    outcome = kforge("build", "--locked", "prod", "base", cwd=overlay)
    assert outcome.code == 1
    assert outcome.stdout.count(b"kind: ConfigMap") == 3
    assert outcome.stderr == (
        "base/kforge.lock: there is no lock\n  in overlay base\n  hint: kforge lock base writes it\n"
    )


def test_a_build_that_fails_writes_no_lock(overlay: Path, kforge: Callable[..., Any]) -> None:
    (overlay / "base" / "kustomization.yaml").write_text("resources: [nowhere.yaml]\n")
    outcome = kforge("lock", "prod", cwd=overlay)
    assert outcome.code == 1
    assert not (overlay / "prod" / "kforge.lock").exists()


def test_a_local_overlay_has_an_empty_lock(tmp_path: Path, kforge: Callable[..., Any]) -> None:
    (tmp_path / "kustomization.yaml").write_text("resources: []\n")
    assert kforge("lock", cwd=tmp_path).stderr == "wrote ./kforge.lock\n"
    assert kforge("build", "--locked", "--offline", cwd=tmp_path).code == 0
