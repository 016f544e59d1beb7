"""Dependencies: the same locks as the real helm, accepted in both directions, and the same list."""

import gzip
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.conftest import Run
from tests.unit.chart.archives import packed, pages
from tests.unit.network.servers import Site, serving

from .conftest import Registry

pytestmark = pytest.mark.oracle
Helm = Callable[..., "CompletedProcess[str]"]

CHARTS = [("web", "0.1.0"), ("web", "0.1.5"), ("web", "1.0.0+b1"), ("web", "1.1.0-rc.1"), ("db", "2.0.0")]

# dependencies by what they show; {url} is a repository, {oci} a registry with the same charts
WANTED = {
    "ranges": """\
- {name: web, version: ~0.1.0, repository: "{url}"}
- {name: web, version: ">=0.1", repository: "{url}", alias: other}
- {name: db, version: "*", repository: "{url}/"}
""",
    "every field": """\
- name: web
  version: 0.1.x || 2
  repository: "@stable"
  condition: web.enabled,global.web
  tags: [a, "b<c>&d"]
  enabled: true
  import-values:
  - {child: x.y, parent: z}
  - data
- {name: db, version: ^2, repository: "alias:stable"}
""",
    "registry": """\
- {name: web, version: ^0, repository: "{oci}"}
- {name: db, version: 2.0.0, repository: "{oci}"}
""",
    "own": """\
- {name: own, version: ">=0.4"}
- {name: beside, version: 0.x.x, repository: "file://../beside"}
""",
    "numbers": """\
- {name: web, version: 0.1, repository: "{url}"}
- {name: db, version: 2, repository: "{url}"}
""",
    "prerelease": '- {name: web, version: ">1.0.0-0", repository: "{url}"}\n',
    "no such range": '- {name: web, version: ">9", repository: "{url}"}\n',
    "no such chart": '- {name: absent, version: "1", repository: "{url}"}\n',
    "no such repository": '- {name: web, version: "1", repository: "@absent"}\n',
    "no repository": '- {name: web, version: "1", repository: "stable"}\n',
    "no range": '- {name: web, version: "one", repository: "{url}"}\n',
    "no version": '- {name: web, repository: "{url}"}\n',
    "no version, own": "- {name: own}\n",
    "own, wrong version": '- {name: own, version: "2"}\n',
    "beside, wrong version": '- {name: beside, version: "2", repository: "file://../beside"}\n',
    "beside, absent": '- {name: beside, version: "0", repository: "file://../absent"}\n',
    "beside, by another name": '- {name: other, version: "0.x", repository: "file://../beside/"}\n',
    "slash at the end": '- {name: web, version: ^0, repository: "{oci}/"}\n',
    "not in the registry": '- {name: absent, version: ^0, repository: "{oci}"}\n',
    "no version in the registry": '- {name: web, version: ">9", repository: "{oci}"}\n',
    "exact, absent in the registry": '- {name: web, version: 9.9.9, repository: "{oci}"}\n',
    "empty": "- {}\n",
    "twice": """\
- {name: web, version: 0.1.5, repository: "{url}"}
- {name: web, version: 0.1.5, repository: "{url}", alias: other}
- {name: db, version: 2.0.0, repository: "{oci}"}
- {name: db, version: 2.0.0, repository: "{oci}", alias: db-two}
""",
    "same name": """\
- {name: web, version: 0.1.5, repository: "{url}"}
- {name: web, version: 0.1.0, repository: "{url}"}
""",
    "none": "",
}


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site(pages(*CHARTS))) as found:
        yield found


@pytest.fixture
def place(kforge: Run, registry: Registry, site: Site, real_helm: Helm, tmp_path: Path) -> str:
    """A folder of a registry with the same charts."""
    found = f"oci://{registry.host}/dependencies"
    for name, version in CHARTS:
        archive = tmp_path / f"{name}-{version}.tgz"
        archive.write_bytes(site.pages[f"/{name}-{version}.tgz"])
        assert kforge("push", str(archive), found, "--plain-http").code == 0
    assert real_helm("repo", "add", "stable", site.url).returncode == 0
    return found


def chart(folder: Path, dependencies: str, version: str = "v2") -> Path:
    """A chart that wants these dependencies, with a chart `own` in charts/ and one `beside` it."""
    top = folder / "top"
    (top / "charts" / "own").mkdir(parents=True)
    (top / "charts" / "own" / "Chart.yaml").write_text("apiVersion: v2\nname: own\nversion: 0.5.0\n")
    (top / "charts" / "web-0.0.1.tgz").write_bytes(packed("web", "0.0.1"))
    (folder / "beside" / "templates").mkdir(parents=True)
    (folder / "beside" / "Chart.yaml").write_text("apiVersion: v2\nname: beside\nversion: 0.3.0\n")
    (folder / "beside" / "templates" / "a.yaml").write_text("a: b\n")
    text = f"apiVersion: {version}\nname: top\nversion: 1.0.0\n"
    listed = f"dependencies:\n{dependencies}" if dependencies else ""
    (top / "Chart.yaml").write_text(text + (listed if version == "v2" else ""))
    if version == "v1":
        (top / "requirements.yaml").write_text(listed)
    return top


def state(top: Path) -> dict[str, bytes]:
    """The files of a chart, archives unpacked; the time in a lock is none of its matters."""
    found = {}
    for path in sorted(top.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            if path.suffix == ".lock":
                data = data.partition(b"generated:")[0]
            if path.suffix == ".tgz":  # Go packs the same bytes a little differently
                data = gzip.decompress(data)
            found[str(path.relative_to(top))] = data
    return found


@pytest.mark.parametrize("version", ["v2", "v1"])
def test_updates_and_builds_in_both_directions(
    real_helm: Helm,
    kforge: Run,
    site: Site,
    place: str,
    tmp_path: Path,
    version: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")  # for the archive of what lies beside
    for what, wanted in WANTED.items():
        text = wanted.replace("{url}", site.url).replace("{oci}", place)
        ours, theirs = (
            chart(tmp_path / f"{version} {what} {who}", text, version) for who in ("kforge", "helm")
        )
        done = real_helm("dependency", "update", str(theirs), "--plain-http")
        got = kforge("dependency", "update", str(ours), "--plain-http")
        assert (got.code == 0) == (done.returncode == 0), (what, got.stderr, done.stdout, done.stderr)
        assert got.stdout == b""
        assert state(ours) == state(theirs), what
        if done.returncode or not wanted:
            continue
        for folder, build in ((ours, real_helm), (theirs, kforge)):  # each by the other's lock
            before = state(folder)
            for archive in (folder / "charts").glob("*.tgz"):
                archive.unlink()
            built = build("dependency", "build", str(folder), "--plain-http")
            assert not getattr(built, "code", 0), (what, built)
            assert not getattr(built, "returncode", 0), (what, built)
            assert state(folder) == before, what


def test_a_lock_that_does_not_fit(
    real_helm: Helm, kforge: Run, site: Site, place: str, tmp_path: Path
) -> None:
    top = chart(tmp_path, f'- {{name: web, version: ^0, repository: "{site.url}"}}\n')
    assert kforge("dependency", "update", str(top)).code == 0
    (top / "Chart.yaml").write_text((top / "Chart.yaml").read_text().replace("^0", "^1"))
    assert real_helm("dependency", "build", str(top)).returncode == 1
    done = kforge("dependency", "build", str(top))
    assert done.code == 1
    assert "kforge dependency update" in done.stderr


def test_build_needs_no_name_for_a_repository(
    kforge: Run, site: Site, real_helm: Helm, tmp_path: Path
) -> None:
    top = chart(tmp_path, f'- {{name: web, version: ^0, repository: "{site.url}"}}\n')
    assert kforge("dependency", "update", str(top)).code == 0
    assert real_helm("dependency", "build", str(top)).returncode == 1  # it wants `helm repo add` first
    shutil.rmtree(top / "charts")
    assert kforge("dependency", "build", str(top)).code == 0
    assert (top / "charts" / "web-0.1.5.tgz").exists()


def test_lists(real_helm: Helm, kforge: Run, tmp_path: Path) -> None:
    """The same bytes in every state of charts/."""
    wanted = "".join(
        f'- {{name: "{name}", version: "{version}", repository: "https://charts.example.com/{"x" * 80}"}}\n'
        for name, version in (
            ("ok", "^1"),
            ("exact", "1.0.0"),
            ("wrong", "^2"),
            ("bad-range", "one"),
            ("missing", "1"),
            ("misnamed", "1"),
            ("unpacked", "1"),
            ("unpacked-wrong", "2"),
            ("twice", "*"),
            ("twice-but-one", "1"),
        )
    )
    top = chart(tmp_path, wanted)
    charts = {
        "ok-1.2.0": ("ok", "1.2.0"),
        "exact-1.0.0": ("exact", "1.0.0"),
        "wrong-1.0.0": ("wrong", "1.0.0"),
        "bad-range-1.0.0": ("bad-range", "1.0.0"),
        "misnamed-1.0.0": ("other", "1.0.0"),
        "twice-1.0.0": ("twice", "1.0.0"),
        "twice-1.1.0": ("twice", "1.1.0"),
        "twice-but-one-1.0.0": ("twice-but-one", "1.0.0"),
        "twice-but-one-more-1.0.0": ("twice-but-one-more", "1.0.0"),
        "stranger-1.0.0": ("stranger", "1.0.0"),
    }
    for file, (name, version) in charts.items():
        (top / "charts" / f"{file}.tgz").write_bytes(packed(name, version))
    for name in ("unpacked", "unpacked-wrong"):
        (top / "charts" / name).mkdir()
        (top / "charts" / name / "Chart.yaml").write_text(f"apiVersion: v2\nname: {name}\nversion: 1.0.0\n")
    none = chart(tmp_path / "none", "")
    for words in (
        ("list", str(top)),
        ("ls", str(top), "--max-col-width", "20"),
        ("list", str(top), "--max-col-width", "0"),
        ("list", os.path.relpath(top) + "/"),
        ("list", str(none)),
        ("list", str(tmp_path / "absent")),
        ("list", str(top / "charts" / "ok-1.2.0.tgz")),
    ):
        theirs, ours = real_helm("dependency", *words), kforge("dependency", *words)
        assert (ours.code == 0) == (theirs.returncode == 0), (words, theirs.stderr)
        assert ours.stdout.decode() == theirs.stdout
    for folder in (top, none):
        theirs = real_helm("dependency", "list", cwd=folder)
        assert kforge("dependency", "list", cwd=folder).stdout.decode() == theirs.stdout
