"""Which files are patches."""

from pathlib import Path

import pytest

from kforge.lint.config import Config
from kforge.lint.patches import is_patch
from kforge.lint.project import run

KUSTOMIZATION = """\
resources: [web.yaml]
patches:
- path: bits/replicas.yaml
- patch: "a: b"
patchesStrategicMerge: [old.yaml]
patchesJson6902: [{path: json.yaml}]
"""


@pytest.mark.parametrize(
    ("file", "patch"),
    [
        ("web.yaml", False),
        ("bits/replicas.yaml", True),
        ("bits/other.yaml", False),
        ("old.yaml", True),
        ("json.yaml", True),
        ("web-patch.yaml", True),
        ("patches/a.yaml", True),
        ("a/b/c/d/e/web.yaml", False),
    ],
)
def test_by_name_and_by_what_a_kustomization_says(tmp_path: Path, file: str, patch: bool) -> None:
    folder = tmp_path / "x" / "y" / "z" / "overlay"
    folder.mkdir(parents=True)
    (folder / "kustomization.yaml").write_text(KUSTOMIZATION)
    assert is_patch(str(folder / file), {}) is patch


def test_kustomizations_of_the_run_name_patches_anywhere(tmp_path: Path) -> None:
    for name in ("overlay", "shared"):
        (tmp_path / name).mkdir()
    (tmp_path / "overlay" / "kustomization.yaml").write_text("patches: [{path: ../shared/web.yaml}]\n")
    web = tmp_path / "shared" / "web.yaml"
    web.write_text("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replicas: 1}\n")
    assert run([str(tmp_path)], Config()).findings == []
    assert [found.rule for found in run([str(web)], Config()).findings] == ["missing-required"]


def test_a_kustomization_is_read_once_and_may_be_broken(tmp_path: Path) -> None:
    folder = tmp_path / "x" / "y" / "z" / "overlay"
    folder.mkdir(parents=True)
    (folder / "kustomization.yaml").write_text("patches: [\n")
    known: dict[str, set[str]] = {}
    assert not is_patch(str(folder / "web.yaml"), known)
    (folder / "kustomization.yaml").write_text("patches: [{path: web.yaml}]\n")
    assert not is_patch(str(folder / "web.yaml"), known)
    assert is_patch(str(folder / "web.yaml"), {})
