"""helmCharts whose charts are fetched: kforge and kustomize with the real helm print the same bytes."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kforge.chart.package import save
from tests.conftest import Run
from tests.oracle.conftest import LOGIN, Registry
from tests.unit.chart.archives import pages
from tests.unit.network.servers import Site, serving
from tests.unit.overlay.remotes import write

Helm = Callable[..., "subprocess.CompletedProcess[str]"]

TEMPLATE = """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-{{ .Chart.Version }}
  namespace: {{ .Release.Namespace }}
data:
  a: {{ .Values.a | quote }}
  list: {{ .Values.list | toJson | quote }}
  gone: {{ .Values.gone | default "gone" | quote }}
  big: {{ .Values.big | quote }}
  api: {{ .Capabilities.APIVersions.Has "x/v1" | quote }}
"""
FILES = {
    "templates/a.yaml": TEMPLATE,
    "crds/crd.yaml": "apiVersion: x/v1\nkind: CustomResourceDefinition\nmetadata: {name: c}\n",
    "values.yaml": "# defaults\na: 1.10\nlist: [1, no]\ngone: x\nbig: 12345678\nmap: {x: 1, y: 2}\n",
}
# what stands beside name and repo, and the options of the command line
ENTRIES = {
    "exact": ("version: 1.0.0", []),
    "range": ("version: ^1, releaseName: rel, namespace: ns", []),
    "newest": ("includeCRDs: true", []),
    "devel": ("devel: true", []),
    "inline": ("version: 1.0.0, valuesInline: {a: no, list: [3], gone: null, map: {z: 1}}", []),
    "replaced": ("valuesInline: {a: on, list: []}, valuesMerge: replace", []),
    "merged": ("valuesInline: {a: 2, list: [3], map: {x: 9, z: 1}}, valuesMerge: merge", []),
    "more files": ("additionalValuesFiles: [more.yaml], valuesInline: {a: 7}", []),
    "own file": ("valuesFile: more.yaml", []),
    "options": ("apiVersions: [x/v1]", ["--helm-kube-version", "1.30"]),
}


@pytest.fixture
def site() -> Iterator[Site]:
    charts = [("web", "1.0.0"), ("web", "1.2.0"), ("web", "2.0.0-rc.1")]
    with serving(Site(pages(*charts, files=FILES))) as found:
        yield found


def overlay(folder: Path, entries: list[str]) -> None:
    lines = "".join(f"- {{{entry}}}\n" for entry in entries)
    write(
        folder,
        {
            "kustomization.yaml": f"namePrefix: p-\nhelmCharts:\n{lines}",
            "more.yaml": "a: m\nlist: [x]\ngone: ~\n",
        },
    )


def kustomized(folder: Path, helm: str, *options: str) -> "subprocess.CompletedProcess[str]":
    command = [
        str(Path(helm).with_name("kubectl")),
        "kustomize",
        "--enable-helm",
        "--helm-command",
        helm,
        *options,
        ".",
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.oracle
def test_charts_of_a_repository(site: Site, helm: str, real_helm: Helm, kforge: Run, tmp_path: Path) -> None:
    for name, (more, options) in ENTRIES.items():
        folder = tmp_path / name
        overlay(folder, [f"name: web, repo: '{site.url}', {more}"])
        ours = kforge("build", *options, cwd=folder)
        assert sorted(path.name for path in folder.iterdir()) == ["kustomization.yaml", "more.yaml"]
        theirs = kustomized(folder, helm, *options)
        assert theirs.returncode == 0, theirs.stderr
        assert (ours.code, ours.stdout.decode()) == (0, theirs.stdout), (name, ours.stderr)


@pytest.mark.oracle
@pytest.mark.parametrize(
    "entry",
    ["name: nope", "name: web, version: 9.9.9", "name: web, version: ^9", "name: web, version: 'x y'"],
)
def test_what_cannot_be_fetched(
    entry: str, site: Site, helm: str, real_helm: Helm, kforge: Run, tmp_path: Path
) -> None:
    overlay(tmp_path / "o", [f"{entry}, repo: '{site.url}'"])
    ours = kforge("build", cwd=tmp_path / "o")
    assert kustomized(tmp_path / "o", helm).returncode != 0
    assert (ours.code, ours.stdout) == (1, b"")
    assert ours.stderr.startswith("kustomization.yaml:3:")


@pytest.mark.oracle
def test_a_chart_of_a_private_registry(
    private_registry: Registry,
    real_helm: Helm,
    kforge: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What helm packed and pushed, with the login that helm wrote; kustomize itself would not find that."""
    name, password = LOGIN
    host = private_registry.host
    monkeypatch.setenv("SSL_CERT_FILE", private_registry.ca)
    write(tmp_path / "chart", {"Chart.yaml": "apiVersion: v2\nname: web\nversion: 1.0.0+x\n", **FILES})
    archive = save(str(tmp_path / "chart"), str(tmp_path))
    login = real_helm("registry", "login", host, "--username", name, "--password-stdin", stdin=password)
    assert login.returncode == 0, login.stderr
    pushed = real_helm("push", archive, f"oci://{host}/charts")
    assert pushed.returncode == 0, pushed.stderr
    overlay(
        tmp_path / "o", [f"name: web, repo: 'oci://{host}/charts', version: 1.0.0+x, valuesInline: {{a: 3}}"]
    )
    first = kforge("build", cwd=tmp_path / "o")
    assert first.code == 0, first.stderr
    (tmp_path / "values.yaml").write_text("a: 3\n")
    rendered = real_helm("template", "web", archive, "-f", str(tmp_path / "values.yaml"))
    assert 'a: "3"' in first.stdout.decode()
    assert 'a: "3"' in rendered.stdout
    assert kforge("lock", cwd=tmp_path / "o").code == 0
    lock = (tmp_path / "o" / "kforge.lock").read_text()
    assert f"repository: oci://{host}/charts\n  wanted: 1.0.0+x\n  version: 1.0.0+x\n" in lock
    for options in (["--offline"], ["--locked"], ["--locked", "--offline"]):
        assert kforge("build", *options, cwd=tmp_path / "o").stdout == first.stdout, options
    os.unlink(tmp_path / "home" / "config" / "helm" / "registry" / "config.json")
    denied = kforge("build", "--offline", cwd=tmp_path / "o")
    assert denied.code == 1, "who has no login gets nothing from the cache either"
