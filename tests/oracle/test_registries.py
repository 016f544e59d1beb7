"""Charts in real registries: what helm pushes kforge pulls and the reverse, with the same digests."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.conftest import Run

from .conftest import LOGIN, Registry

pytestmark = pytest.mark.oracle
Helm = Callable[..., "CompletedProcess[str]"]

CHART = """\
apiVersion: v2
name: {name}
version: {version}
description: one & two <three>
home: https://example.com/<a>&b
keywords: [a, "ü"]
sources: [https://s1, https://s2]
maintainers:
- {{name: A, email: a@x}}
- {{name: B}}
- {{email: c@x, url: https://c}}
annotations:
  foo: bar
  org.opencontainers.image.title: never
  org.opencontainers.image.licenses: MIT
kubeVersion: ">=1.20"
deprecated: true
dependencies:
- {{name: web, version: 1.x, repository: "https://h/a?b&c", tags: [x], condition: web.on, alias: other}}
"""
SUBCHART = "apiVersion: v2\nname: web\nversion: 1.0.0\n"


def package(real_helm: Helm, folder: Path, name: str, version: str, text: str = "") -> str:
    """A chart as helm packs it."""
    chart = folder / "source" / name
    (chart / "charts" / "web").mkdir(parents=True, exist_ok=True)
    (chart / "charts" / "web" / "Chart.yaml").write_text(SUBCHART)
    (chart / "Chart.yaml").write_text((text or CHART).format(name=name, version=version))
    done = real_helm("package", str(chart), "-d", str(folder))
    assert done.returncode == 0, done.stderr
    return str(folder / f"{name}-{version}.tgz")


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu"])
def test_a_push_is_helms_push(
    real_helm: Helm,
    kforge: Run,
    registry: Registry,
    tmp_path: Path,
    zone: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Output and digest are the same: config, layers and annotations are, byte for byte."""
    import time

    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        for name, version, signed in (("full", "1.2.3", False), ("plus", "0.1.0-rc.1+build.7", True)):
            archive = package(real_helm, tmp_path, name, version)
            if signed:
                Path(f"{archive}.prov").write_text("a signature")
            place = f"oci://{registry.host}/both/{zone.lower()}"
            theirs = real_helm("push", archive, place, *registry.options)
            ours = kforge("push", archive, place, *registry.options)
            assert (theirs.returncode, ours.code) == (0, 0), theirs.stderr + ours.stderr
            assert ours.stdout.decode() == theirs.stdout
    finally:
        monkeypatch.undo()
        time.tzset()


def test_pulls_in_both_directions(real_helm: Helm, kforge: Run, registry: Registry, tmp_path: Path) -> None:
    place = f"oci://{registry.host}/directions"
    for version in ("0.1.0", "0.2.0", "1.0.0-rc.1", "1.0.0+b.1"):
        archive = package(real_helm, tmp_path, "web", version, SUBCHART.replace("1.0.0", "{version}"))
        pusher = real_helm if "0.1" in version else kforge
        pusher("push", archive, place, *registry.options)
    digest = kforge("pull", f"{place}/web", "--version", "0.1.0", *registry.options, cwd=tmp_path)
    exact = digest.stdout.decode().split("Digest: ")[1].split()[0]
    for number, words in enumerate(
        (
            [f"{place}/web"],
            [f"{place}/web", "--version", "~0.1"],
            [f"{place}/web:0.2.0"],
            [f"{place}/web", "--devel"],
            [f"{place}/web", "--version", "1.0.0-rc.1"],
            [f"{place}/web@{exact}"],
            [f"{place}/web:0.1.0@{exact}"],
            [f"{place}/web:0.2.0@{exact}"],
            [f"{place}/web", "--version", "9.9.9"],
            [f"{place}/web", "--version", ">9"],
            [f"{place}/web:0.2.0", "--version", "0.1.0"],
            [f"{place}/absent"],
        )
    ):
        folders = [tmp_path / f"{number}-{who}" for who in ("helm", "kforge")]
        for folder in folders:
            folder.mkdir()
        theirs = real_helm("pull", *words, *registry.options, cwd=folders[0])
        ours = kforge("pull", *words, *registry.options, cwd=folders[1])
        assert ours.code == theirs.returncode, (words, theirs.stderr, ours.stderr)
        if not ours.code:
            assert ours.stdout.decode() == theirs.stdout, words
        found = [{path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders]
        assert found[0] == found[1], words


def test_logins_in_both_directions(
    real_helm: Helm, kforge: Run, private_registry: Registry, tmp_path: Path
) -> None:
    host, options = private_registry.host, private_registry.options
    archive = package(real_helm, tmp_path, "web", "1.0.0", SUBCHART)
    place, (name, password) = f"oci://{host}/private", LOGIN
    file = Path(os.environ["XDG_CONFIG_HOME"]) / "helm" / "registry" / "config.json"

    refused = kforge("push", archive, place, *options)
    assert refused.code == 1
    assert f"kforge registry login {host}" in refused.stderr
    wrong = kforge("registry", "login", host, "-u", name, "--password-stdin", *options, stdin=b"wrong")
    assert (wrong.code, wrong.stdout, file.exists()) == (1, b"", False)

    login = kforge(
        "registry", "login", host, "-u", name, "--password-stdin", *options, stdin=f"{password}\n".encode()
    )
    assert (login.code, login.stdout) == (0, b"Login Succeeded\n")
    ours = file.read_bytes()
    assert real_helm("push", archive, place, *options).returncode == 0
    assert kforge("registry", "logout", host).stdout.decode() == f"Removing login credentials for {host}\n"
    assert real_helm("pull", f"{place}/web", *options, cwd=tmp_path).returncode == 1

    theirs = real_helm("registry", "login", host, "-u", name, "--password-stdin", *options, stdin=password)
    assert theirs.stdout == "Login Succeeded\n", theirs.stderr
    assert file.read_bytes() == ours
    for option in (options, ["--insecure-skip-tls-verify"]):
        assert kforge("pull", f"{place}/web", *option, cwd=tmp_path).code == 0
    assert real_helm("registry", "logout", host).returncode == 0
    assert json.loads(file.read_text()) == {"auths": {}}
    assert kforge("pull", f"{place}/web", *options, cwd=tmp_path).code == 1

    given = ["--username", name, "--password", password]
    assert kforge("pull", f"{place}/web", *options, *given, cwd=tmp_path).code == 0
    docker = tmp_path / "home" / ".docker"
    docker.mkdir()
    (docker / "config.json").write_bytes(ours)
    assert kforge("pull", f"{place}/web", *options, cwd=tmp_path).code == 0


def test_tls_without_a_login(real_helm: Helm, kforge: Run, tls_registry: Registry, tmp_path: Path) -> None:
    archive = package(real_helm, tmp_path, "web", "1.0.0", SUBCHART)
    place, options = f"oci://{tls_registry.host}/open", tls_registry.options
    for wrong, reason in (([], "its certificate is not trusted"), (["--plain-http"], "400 Bad Request")):
        refused = kforge("push", archive, place, *wrong)
        assert (refused.code, refused.stdout) == (1, b"")
        assert reason in refused.stderr
        assert real_helm("push", archive, place, *wrong).returncode == 1
    ours = kforge("push", archive, place, *options)
    assert (ours.code, ours.stdout.decode()) == (0, real_helm("push", archive, place, *options).stdout)
    for option in (options, ["--insecure-skip-tls-verify"]):
        pulled = kforge("pull", f"{place}/web", *option, cwd=tmp_path)
        assert pulled.stdout.decode() == real_helm("pull", f"{place}/web", *option, cwd=tmp_path).stdout


def test_a_login_without_tls(real_helm: Helm, kforge: Run, login_registry: Registry, tmp_path: Path) -> None:
    archive = package(real_helm, tmp_path, "web", "1.0.0", SUBCHART)
    host, (name, password) = login_registry.host, LOGIN
    place, login = f"oci://{host}/closed", ["registry", "login", host, "-u", name, "--password-stdin"]
    refused = kforge("push", archive, place, "--plain-http")
    assert (refused.code, f"kforge registry login {host}" in refused.stderr) == (1, True)
    secure = kforge(*login, stdin=password.encode())
    assert (secure.code, "--plain-http" in secure.stderr) == (1, True)
    assert kforge(*login, "--plain-http", stdin=password.encode()).code == 0
    assert real_helm("push", archive, place, "--plain-http").returncode == 0
    assert kforge("registry", "logout", host).code == 0
    assert real_helm(*login, "--plain-http", stdin=password).returncode == 0
    assert kforge("pull", f"{place}/web", "--plain-http", cwd=tmp_path).code == 0
    assert real_helm("registry", "logout", host).returncode == 0
    assert kforge("pull", f"{place}/web", "--plain-http", cwd=tmp_path).code == 1


def test_a_large_chart_twice(real_helm: Helm, kforge: Run, registry: Registry, tmp_path: Path) -> None:
    """The second time the registry says that it has the layer."""
    noise = tmp_path / "source" / "large" / "files"
    noise.mkdir(parents=True)
    for number in range(3):
        (noise / f"{number}.bin").write_bytes(os.urandom(3_000_000))
    archive = package(real_helm, tmp_path, "large", "1.0.0", "apiVersion: v2\nname: large\nversion: 1.0.0\n")
    place = f"oci://{registry.host}/large"
    first, second = (kforge("push", archive, place, *registry.options) for _ in range(2))
    assert (first.code, second.code) == (0, 0), first.stderr + second.stderr
    assert first.stdout == second.stdout
    assert kforge("pull", f"{place}/large", *registry.options, cwd=tmp_path / "source").code == 0
    assert (tmp_path / "source" / "large-1.0.0.tgz").read_bytes() == Path(archive).read_bytes()


def test_an_unknown_authority(kforge: Run, private_registry: Registry, tmp_path: Path) -> None:
    done = kforge("pull", f"oci://{private_registry.host}/private/web", cwd=tmp_path)
    assert done.code == 1
    assert "its certificate is not trusted" in done.stderr


def test_what_is_private_is_not_handed_to_others(
    real_helm: Helm, kforge: Run, private_registry: Registry, tmp_path: Path
) -> None:
    host, options = private_registry.host, private_registry.options
    given = ["--username", LOGIN[0], "--password", LOGIN[1]]
    archive = package(real_helm, tmp_path, "secret", "1.0.0", SUBCHART.replace("web", "{name}"))
    assert kforge("push", archive, f"oci://{host}/private", *options, *given).code == 0
    pull = ("pull", f"oci://{host}/private/secret", *options)
    assert kforge(*pull, *given, cwd=tmp_path).code == 0
    assert kforge(*pull, cwd=tmp_path).code == 1
