"""What templates learn about a cluster that is not there."""

import subprocess
from pathlib import Path

import pytest

from kforge.errors import UsageError
from kforge.render.capabilities import API_VERSIONS, HELM_VERSION, KUBE_VERSION, KubeVersion, api_versions


@pytest.mark.parametrize(
    ("text", "version", "plain", "numbers"),
    [
        ("1.20", "v1.20", "v1.20", ("1", "20")),
        ("v1.20", "v1.20", "v1.20", ("1", "20")),
        ("1.33.4-gke.1245000", "v1.33.4-gke.1245000", "v1.33.4", ("1", "33")),
        ("v1.33.4+k3s1", "v1.33.4+k3s1", "v1.33.4", ("1", "33")),
        ("1.2.3.4", "v1.2.3.4", "v1.2.3.4", ("1", "2")),
        ("1.02", "v1.02", "v1.2", ("1", "2")),
        ("1.20-", "v1.20-", "v1.20", ("1", "20")),
        ("1.2.x", "v1.2.x", "v1.2", ("1", "2")),
        (" 1.20", "v 1.20", "v1.20", ("1", "20")),
        ("0.9", "v0.9", "v0.9", ("0", "9")),
    ],
)
def test_kubernetes_versions(text: str, version: str, plain: str, numbers: tuple[str, str]) -> None:
    found = KubeVersion(text)
    assert (found.version, found.plain, (found.major, found.minor)) == (version, plain, numbers)


@pytest.mark.parametrize("text", ["", "1", "v", "abc", "01.2", "-1.2", "1.-2", ".1.2", "v.1"])
def test_what_is_no_kubernetes_version(text: str) -> None:
    with pytest.raises(UsageError, match="is not a Kubernetes version"):
        KubeVersion(text)


def test_api_versions_know_what_was_added() -> None:
    found = api_versions(["example.com/v1"])
    assert ("apps/v1" in found, found.has("example.com/v1"), found.Has("example.com/v2")) == (
        True,
        True,
        False,
    )
    assert len(found) == len(API_VERSIONS) + 1


@pytest.mark.oracle
def test_helm_says_the_same(helm: str, tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "Chart.yaml").write_text("apiVersion: v2\nname: c\nversion: 0.1.0\n")
    (tmp_path / "templates/a.yaml").write_text(
        "# {{ .Capabilities.KubeVersion.Version }} {{ .Capabilities.HelmVersion.Version }}\n"
        '# {{ join " " .Capabilities.APIVersions }}\n'
    )
    printed = subprocess.run(
        [helm, "template", str(tmp_path)], capture_output=True, text=True, check=True
    ).stdout
    assert printed.splitlines()[2:] == [
        f"# {KUBE_VERSION} {HELM_VERSION['version']}",
        f"# {' '.join(API_VERSIONS)}",
    ]
