"""Which overlays are below a folder, and what many targets share."""

from pathlib import Path

import pytest

from kforge.errors import OverlayError
from kforge.overlay.build import BuildOptions
from kforge.overlay.targets import build_targets, discover


def kustomization(folder: Path, text: str, name: str = "kustomization.yaml") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)


def found(root: Path) -> list[str]:
    return [str(Path(path).relative_to(root)) for path in discover(str(root))]


def test_what_another_uses_is_no_overlay(tmp_path: Path) -> None:
    kustomization(tmp_path / "base", "resources: [a.yaml]\n")
    kustomization(tmp_path / "old", "resources: [a.yaml]\n", "Kustomization")
    kustomization(tmp_path / "parts" / "one", "kind: Component\n")
    kustomization(tmp_path / "parts" / "spare", "kind: Component\n")
    kustomization(tmp_path / "z", "resources: [../base]\ncomponents: [../parts/one]\n", "kustomization.yml")
    kustomization(tmp_path / "a", "Bases: [../old/]\n")
    assert found(tmp_path) == ["a", "z"]


def test_the_folder_itself_may_be_one(tmp_path: Path) -> None:
    kustomization(tmp_path, "resources: [base, other.yaml]\n")
    kustomization(tmp_path / "base", "resources: [a.yaml]\n")
    assert found(tmp_path) == ["."]


def test_hidden_folders_are_passed_over_and_links_not_followed(tmp_path: Path) -> None:
    kustomization(tmp_path / "root" / "a", "resources: []\n")
    kustomization(tmp_path / "root" / ".cache", "resources: []\n")
    kustomization(tmp_path / "out", "resources: []\n")
    (tmp_path / "root" / "link").symlink_to(tmp_path / "out")
    assert found(tmp_path / "root") == ["a"]


def test_a_circle_is_not_lost(tmp_path: Path) -> None:
    kustomization(tmp_path / "a", "resources: [../b]\n")
    kustomization(tmp_path / "b", "resources: [../a]\n")
    assert found(tmp_path) == ["a", "b"]


def test_what_cannot_be_read_is_built_to_say_so(tmp_path: Path) -> None:
    kustomization(tmp_path / "a", "resources: [\n")
    kustomization(tmp_path / "b", "- a\n")
    assert found(tmp_path) == ["a", "b"]


@pytest.mark.parametrize("name", ["", "nowhere"])
def test_none_is_an_error(name: str, tmp_path: Path) -> None:
    with pytest.raises(OverlayError):
        discover(str(tmp_path / name))


def test_a_base_that_fails_fails_in_each_overlay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kustomization(tmp_path / "base", "resources: [missing.yaml]\n")
    for name in ("a", "b"):
        kustomization(tmp_path / name, "resources: [../base]\n")
    monkeypatch.chdir(tmp_path)
    errors = [str(target.error) for target in build_targets(["a", "b"], BuildOptions())]
    assert ["in overlay a > base base" in errors[0], "in overlay b > base base" in errors[1]] == [True, True]
