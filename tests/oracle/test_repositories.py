"""Named repositories: files and output are helm's, byte for byte, and each reads what the other wrote."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.conftest import Run
from tests.unit.chart.archives import index, packed
from tests.unit.network.servers import Site, serving

pytestmark = pytest.mark.oracle
Helm = Callable[..., "CompletedProcess[str]"]

LONG = "a description that is longer than the fifty columns it may have, ünd wíde 漢字漢字 letters"
CHARTS = [
    ("web", "0.1.0", {"description": "serves pages", "appVersion": "1.16.0", "keywords": ["nginx", "http"]}),
    ("web", "0.10.0", {"description": LONG, "appVersion": "v2"}),
    ("web", "1.0.0-rc.1", {"description": "in development"}),
    ("db", "2.0.0", {"description": "keeps nginx's things\nin two lines", "appVersion": "<1>"}),
    ("db", "2.1.0+b2", {}),
    ("nginx-extra", "3.1.4", {"description": "宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽"}),
    ("only-pre", "0.0.1-alpha", {"keywords": ["NGINX"]}),
]


def pages() -> dict[str, bytes]:
    entries: dict[str, list[bytes]] = {}
    for name, version, more in CHARTS:
        data = packed(name, version, **more)
        part = index((name, version, data), **more).split(b"\n  - ", 1)[1].split(b"\ngenerated", 1)[0]
        entries.setdefault(name, []).append(b"  - " + part)
    text = b"apiVersion: v1\nentries:\n"
    for name in sorted(entries):
        text += f"  {name}:\n".encode() + b"\n".join(entries[name]) + b"\n"
    return {"/index.yaml": text + b'generated: "2026-01-01T00:00:00Z"\n'}


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site(pages())) as found:
        yield found


def files() -> dict[str, str]:
    """What lies in helm's folders, but for locks."""
    found = {}
    for kind in ("CONFIG", "CACHE"):
        root = Path(os.environ[f"XDG_{kind}_HOME"]) / "helm"
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix != ".lock":
                text = path.read_text()
                found[str(path.relative_to(root))] = (
                    "".join(sorted(text)) if "charts.txt" in path.name else text
                )
    return found


def same(helm: Helm, kforge: Run, *words: str) -> str:
    """Both print the same and fail for the same lines; what they print."""
    theirs, ours = helm(*words), kforge(*words)
    assert (ours.code == 0) == (theirs.returncode == 0), (words, ours.stderr, theirs.stderr)
    assert ours.stdout.decode() == theirs.stdout, words
    return theirs.stdout


def test_names_and_files(real_helm: Helm, kforge: Run, site: Site) -> None:
    assert kforge("repo", "list").stderr == "no repositories to show\n"
    same(real_helm, kforge, "repo", "list")
    same(real_helm, kforge, "repo", "list", "-o", "json")
    for words in (
        ("repo", "add", "one", site.url),
        (
            "repo",
            "add",
            "two",
            f"{site.url}/",
            "--username",
            "u",
            "--password",
            "p<&>ü",
            "--pass-credentials",
        ),
    ):
        theirs = real_helm(*words)
        written = files()
        assert theirs.returncode == 0, theirs.stderr
        assert real_helm("repo", "remove", words[2]).returncode == 0
        ours = kforge(*words)
        assert (ours.code, ours.stdout.decode()) == (0, theirs.stdout)
        assert files() == written
    mode = (Path(os.environ["XDG_CONFIG_HOME"]) / "helm" / "repositories.yaml").stat().st_mode
    assert mode & 0o777 == 0o600
    for words in (
        ("repo", "list"),
        ("repo", "ls", "--no-headers"),
        ("repo", "list", "-o", "json"),
        ("repo", "list", "-o", "yaml"),
        ("repo", "add", "one", site.url),
        ("repo", "add", "one", f"{site.url}/other"),
        ("repo", "add", "a/b", site.url),
        ("repo", "add", "bad", f"{site.url}/nothing/here"),
        ("repo", "add", "gone", "https://kubernetes-charts.storage.googleapis.com"),
        ("repo", "update", "absent"),
        ("repo", "update", "one"),
        ("repo", "remove", "absent"),
    ):
        same(real_helm, kforge, *words)
    before = files()
    assert kforge("repo", "remove", "one", "two").code == 0
    assert [name for name in files() if name != "repositories.yaml"] == []
    assert real_helm("repo", "add", "one", site.url).returncode == 0
    assert (
        kforge("repo", "list").stdout == f"NAME\tURL{' ' * (len(site.url) - 3)}\none \t{site.url}\n".encode()
    )
    assert set(before) > set(files())


def test_searching(real_helm: Helm, kforge: Run, site: Site) -> None:
    assert same(real_helm, kforge, "search", "repo") == ""
    for name in ("one", "two"):
        assert kforge("repo", "add", name, site.url).code == 0
    for words in (
        (),
        ("nginx",),
        ("NGINX",),
        ("web",),
        ("keeps", "nginx"),
        ("one/web",),
        ("nothing-at-all",),
        ("-l",),
        ("web", "-l"),
        ("web", "--versions", "--devel"),
        ("--devel",),
        ("web", "--version", "<0.5"),
        ("web", "--version", "!!"),
        ("-r", "^we?b"),
        ("--regexp", "n(g|x)i.*x", "-l"),
        ("-r", "("),
        ("--max-col-width", "10"),
        ("--max-col-width", "0"),
        ("nothing-at-all", "--fail-on-no-result"),
        ("-o", "json"),
        ("nginx", "-o", "yaml"),
        ("nothing-at-all", "-o", "json"),
        ("nothing-at-all", "-o", "yaml"),
    ):
        same(real_helm, kforge, "search", "repo", *words)


def test_pulls(real_helm: Helm, kforge: Run, site: Site, tmp_path: Path) -> None:
    """The same file under the same name; unpacked, the same files."""
    for name, version, more in CHARTS:
        site.pages[f"/{name}-{version}.tgz"] = packed(name, version, {"templates/a.yaml": "a: b\n"}, **more)
    site.pages["/index.yaml"] = index(
        *[(name, version, site.pages[f"/{name}-{version}.tgz"]) for name, version, _ in CHARTS]
    )
    assert kforge("repo", "add", "one", site.url).code == 0
    for number, words in enumerate(
        (
            ("one/web",),
            ("one/web", "--version", "~0.1"),
            ("one/web", "one/db"),
            ("web", "--repo", site.url, "--devel"),
            (f"{site.url}/db-2.1.0+b2.tgz",),
            ("one/web", "--untar"),
            ("one/web", "--untar", "--untardir", "sub"),
            ("one/absent",),
            ("one/web", "--version", "^7"),
            ("absent/web",),
            ("one/web", "-d", "absent"),
        )
    ):
        folders = [tmp_path / f"{number}-{who}" for who in ("helm", "kforge")]
        for folder in folders:
            folder.mkdir()
        theirs = real_helm("pull", *words, cwd=folders[0])
        ours = kforge("pull", *words, cwd=folders[1])
        assert ours.code == theirs.returncode, (words, ours.stderr, theirs.stderr)
        found = [
            {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
            for folder in folders
        ]
        assert found[0] == found[1], words
