"""Overlays that fetch: of one repository and one server kforge and kustomize print the same, or both fail."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .remotes import CONFIG_MAP, Server, repository, serving, write

pytestmark = pytest.mark.oracle

REPOSITORY = {
    "kustomization.yaml": "resources: [base]\n",
    "base/kustomization.yaml": (
        "namePrefix: r-\nresources: [a.yaml]\nconfigMapGenerator:\n- name: g\n  files: [f.txt]\n"
    ),
    "base/a.yaml": CONFIG_MAP.format(name="a"),
    "base/f.txt": "text\n",
    "over/kustomization.yaml": "nameSuffix: -o\nresources: [../base]\n",
    "part/kustomization.yaml": (
        "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\ncommonAnnotations: {c: d}\n"
    ),
    "file/kustomization.yaml": "resources: [../base/a.yaml]\n",
    "out/kustomization.yaml": "resources: [../../outside]\n",
    "transform/kustomization.yaml": "resources: [t.yaml]\n",
    "transform/t.yaml": (
        "apiVersion: builtin\nkind: PrefixTransformer\nmetadata: {name: t}\nprefix: t-\n"
        "fieldSpecs: [{path: metadata/name}]\n"
    ),
}
PAGES = {
    "/x/b.yaml": CONFIG_MAP.format(name="b"),
    "/c.yaml": CONFIG_MAP.format(name="c"),
    "/x/patch.yaml": CONFIG_MAP.format(name="c") + "  patched: 'yes'\n",
    "/x/json.yaml": "- op: add\n  path: /data/json\n  value: here\n",
    "/x/f.txt": "over http\n",
    "/x/env": "A=B\n",
    "/x/bad.yaml": "a: [\n",
    "/x/html": "<html>\n<head>: {\n",
    "/x/t.yaml": REPOSITORY["transform/t.yaml"],
}

# URL and REPO stand for the addresses of the server and the repository
GOOD = {
    "repository": "resources: ['REPO']",
    "folder": "resources: ['REPO//over']",
    "ref": "resources: ['REPO//over?ref=v1&timeout=60s&submodules=false']",
    "version": "resources: ['REPO//base?version=main']",
    "two": "resources: ['REPO//over', 'REPO//base']",
    "forced": "resources: ['git::REPO//base']",
    "component": "resources: ['URL/c.yaml']\ncomponents: ['REPO//part']",
    "origins": (
        "resources: ['REPO//over', REPO, 'URL/c.yaml', 'URL/x/b.yaml']\ncomponents: ['REPO//part']\n"
        "buildMetadata: [originAnnotations, transformerAnnotations]"
    ),
    "transformers": "resources: ['URL/c.yaml']\ntransformers: ['REPO//transform']",
    "transformer-file": "resources: ['URL/c.yaml']\ntransformers: ['URL/x/t.yaml']",
    "files": "resources: ['URL/c.yaml', 'URL/x/b.yaml']",
    "patch": "resources: ['URL/c.yaml']\npatches: [{path: 'URL/x/patch.yaml'}]",
    "json-patch": "resources: ['URL/c.yaml']\npatches: [{path: 'URL/x/json.yaml', target: {name: c}}]",
    "old-patch": "resources: ['URL/c.yaml']\npatchesStrategicMerge: ['URL/x/patch.yaml']",
    "generator": "configMapGenerator: [{name: g, files: [k=URL/x/f.txt], envs: [URL/x/env]}]",
}
BAD = {
    "ref": "resources: ['REPO//over?ref=v9']",
    "no-folder": "resources: ['REPO//nowhere']",
    "no-kustomization": "resources: ['REPO//base/f.txt']",
    "outside-file": "resources: ['REPO//file']",
    "outside-folder": "resources: ['REPO//out']",
    "path-leaves": "resources: ['REPO//../a']",
    "component-as-resource": "resources: ['REPO//part']",
    "page": "resources: ['URL/gone.yaml']",
    "page-or-repository": "resources: ['URL/x/gone.yaml']",
    "yaml": "resources: ['URL/x/bad.yaml']",
    "html": "resources: ['URL/x/html']",
    "patch": "resources: ['URL/c.yaml']\npatches: [{path: 'URL/x/gone.yaml'}]",
    "component-file": "resources: ['URL/c.yaml']\ncomponents: ['URL/x/b.yaml']",
}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as found:
        found.pages = {path: ([], text.encode()) for path, text in PAGES.items()}
        yield found


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> str:
    return repository(tmp_path_factory.mktemp("remote") / "repo", REPOSITORY)


def real(kubectl: str, *words: str, cwd: Path) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [kubectl, "kustomize", *words], cwd=cwd, capture_output=True, check=False, timeout=60
    )


def overlay(folder: Path, text: str, server: Server, source: str) -> None:
    write(folder, {"kustomization.yaml": text.replace("REPO", source).replace("URL", server.url) + "\n"})


@pytest.mark.parametrize("case", GOOD)
def test_the_same_bytes(
    case: str, tmp_path: Path, server: Server, source: str, kubectl: str, kforge: Callable[..., Any]
) -> None:
    overlay(tmp_path, GOOD[case], server, source)
    wanted = real(kubectl, ".", cwd=tmp_path)
    assert wanted.returncode == 0, wanted.stderr
    outcome = kforge("build", cwd=tmp_path)
    assert (outcome.code, outcome.stderr) == (0, "")
    assert outcome.stdout == wanted.stdout


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("restrictor", ["LoadRestrictionsRootOnly", "LoadRestrictionsNone"])
def test_both_fail(
    case: str,
    restrictor: str,
    tmp_path: Path,
    server: Server,
    source: str,
    kubectl: str,
    kforge: Callable[..., Any],
) -> None:
    overlay(tmp_path, BAD[case], server, source)
    words = [".", "--load-restrictor", restrictor]
    assert real(kubectl, *words, cwd=tmp_path).returncode == 1
    outcome = kforge("build", *words, cwd=tmp_path)
    assert (outcome.code, outcome.stdout) == (1, b"")
    assert "kustomization.yaml:" in outcome.stderr or case in ("yaml", "html", "component-as-resource")


@pytest.mark.parametrize("path", ["", "//over", "//over?ref=v1", "/base"])
def test_a_target_may_be_an_address(
    path: str, tmp_path: Path, source: str, kubectl: str, kforge: Callable[..., Any]
) -> None:
    wanted = real(kubectl, source + path, cwd=tmp_path)
    outcome = kforge("build", source + path, cwd=tmp_path)
    assert (outcome.code, outcome.stdout) == (wanted.returncode, wanted.stdout)
