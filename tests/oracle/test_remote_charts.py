"""Charts that are fetched and rendered in one go, and signatures on the way: the same output as helm's."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.conftest import Run
from tests.unit.chart.archives import definition, index, packed
from tests.unit.network.servers import Site, serving

from .conftest import Registry

pytestmark = pytest.mark.oracle
Helm = Callable[..., "CompletedProcess[str]"]
TEMPLATE = {"templates/a.yaml": "a: {{ .Chart.Name }}-{{ .Chart.Version }}\n"}
CHARTS = [("web", "0.1.0"), ("web", "0.2.0"), ("web", "1.0.0-rc.1")]


@pytest.fixture
def site() -> Iterator[Site]:
    data = [(name, version, packed(name, version, TEMPLATE)) for name, version in CHARTS]
    pages = {f"/{name}-{version}.tgz": content for name, version, content in data}
    with serving(Site({"/index.yaml": index(*data), **pages})) as found:
        yield found


def test_rendering_what_is_fetched(
    real_helm: Helm, kforge: Run, registry: Registry, site: Site, tmp_path: Path
) -> None:
    place = f"oci://{registry.host}/rendered"
    for name, version in CHARTS:
        archive = tmp_path / f"{name}-{version}.tgz"
        archive.write_bytes(site.pages[f"/{name}-{version}.tgz"])
        assert kforge("push", str(archive), place, "--plain-http").code == 0
    assert kforge("repo", "add", "one", site.url).code == 0
    for words in (
        ["one/web"],
        ["x", "one/web", "--version", "0.1.x"],
        ["one/web", "--devel"],
        ["one/absent"],
        ["absent/web"],
        ["web"],
        ["web", "--repo", site.url],
        ["web", "--repo", site.url, "--version", "0.1.0"],
        ["web", "--repo", site.url, "--version", "9"],
        [f"{site.url}/web-0.1.0.tgz"],
        [f"{place}/web", "--plain-http"],
        [f"{place}/web", "--plain-http", "--version", "^0.1.0"],
        [f"{place}/web:0.1.0", "--plain-http"],
        [f"{place}/web"],
    ):
        theirs, ours = real_helm("template", *words), kforge("template", *words)
        assert ours.code == theirs.returncode, (words, ours.stderr, theirs.stderr)
        assert ours.stdout.decode() == theirs.stdout, words


def test_dependencies_that_are_missing(real_helm: Helm, kforge: Run, site: Site, tmp_path: Path) -> None:
    both = []
    for who in ("kforge", "helm"):
        top = tmp_path / who / "top"
        (top / "templates").mkdir(parents=True)
        (top / "templates" / "a.yaml").write_text("top: yes\n")
        wanted = [{"name": "web", "version": "^0.1", "repository": site.url}]
        (top / "Chart.yaml").write_text(definition("top", "1.0.0", dependencies=wanted))
        both.append(str(top))
    ours, theirs = both
    assert (kforge("template", ours).code, real_helm("template", theirs).returncode) == (1, 1)
    got = kforge("template", ours, "--dependency-update")
    done = real_helm("template", theirs, "--dependency-update")
    assert (got.code, done.returncode) == (0, 0), got.stderr + done.stderr
    assert got.stdout.decode() == done.stdout[done.stdout.index("---\n") :]  # helm reports on stdout, too
    site.asked.clear()
    assert kforge("template", ours, "--dependency-update").stdout == got.stdout
    assert not site.asked  # nothing is missing any more


def test_signatures(
    real_helm: Helm,
    kforge: Run,
    registry: Registry,
    site: Site,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """helm signs; kforge checks what it fetches, and takes nothing whose signature does not hold."""
    public, secret = keyrings(tmp_path, monkeypatch)
    (tmp_path / "web" / "templates").mkdir(parents=True)
    (tmp_path / "web" / "Chart.yaml").write_text(definition("web", "0.5.0"))
    sign = ("--sign", "--key", "tester", "--keyring", secret, "-d", str(tmp_path))
    done = real_helm("package", str(tmp_path / "web"), *sign)
    assert done.returncode == 0, done.stderr
    data = (tmp_path / "web-0.5.0.tgz").read_bytes()
    provenance = (tmp_path / "web-0.5.0.tgz.prov").read_bytes()
    site.pages = {
        "/web-0.5.0.tgz": data,
        "/web-0.5.0.tgz.prov": provenance,
        "/index.yaml": index(("web", "0.5.0", data)),
    }
    assert kforge("repo", "add", "one", site.url).code == 0
    place = f"oci://{registry.host}/signed"
    assert kforge("push", str(tmp_path / "web-0.5.0.tgz"), place, "--plain-http").code == 0
    top = tmp_path / "top"
    top.mkdir()
    wanted = [{"name": "web", "version": "0.5.0", "repository": site.url}]
    (top / "Chart.yaml").write_text(definition("top", "1.0.0", dependencies=wanted))
    check = ("--verify", "--keyring", public)
    folders = [tmp_path / "helm", tmp_path / "kforge"]
    for folder in folders:
        folder.mkdir()
    for words in (("one/web",), (f"{place}/web", "--plain-http"), ("one/web", "--untar")):
        theirs = real_helm("pull", *words, *check, cwd=folders[0])
        ours = kforge("pull", *words, *check, cwd=folders[1])
        assert (ours.code, theirs.returncode) == (0, 0), (words, ours.stderr, theirs.stderr)
        said_once = dict.fromkeys(theirs.stdout.splitlines())  # helm pulls the signature apart, and says so
        assert ours.stdout.decode().splitlines() == list(said_once), words
    assert names(folders[1]) == names(folders[0])
    assert kforge("template", "one/web", *check).code == 0
    assert kforge("dependency", "update", str(top), *check).code == 0

    site.pages["/web-0.5.0.tgz.prov"] = provenance.replace(b"version: 0.5.0", b"version: 0.5.1")
    for path in (top / "charts").iterdir():
        path.unlink()
    for words in (
        ("pull", "one/web", *check),
        ("template", "one/web", *check),
        ("dependency", "update", str(top), *check),
    ):
        assert kforge(*words, cwd=folders[1]).code == 1, words
    assert not list((top / "charts").iterdir())
    assert kforge("pull", "one/web", "--prov", "-d", str(top)).code == 0
    assert (top / "web-0.5.0.tgz.prov").exists()


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def keyrings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """The files of a public and a secret key for `tester`, made by gpg."""
    import subprocess

    home = folder / "gpg"
    home.mkdir(mode=0o700)
    gpg = [
        "gpg",
        "--homedir",
        str(home),
        "--batch",
        "--quiet",
        "--pinentry-mode",
        "loopback",
        "--passphrase",
        "",
    ]
    make = [*gpg, "--quick-generate-key", "tester <tester@example.com>", "rsa2048", "sign", "never"]
    subprocess.run(make, check=True, capture_output=True, env={**os.environ, "GNUPGHOME": str(home)})
    for kind in ("export", "export-secret-keys"):
        data = subprocess.run([*gpg, f"--{kind}"], check=True, capture_output=True).stdout
        (folder / kind).write_bytes(data)
    subprocess.run(["gpgconf", "--homedir", str(home), "--kill", "all"], check=False)
    return str(folder / "export"), str(folder / "export-secret-keys")
