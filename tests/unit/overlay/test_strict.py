"""--strict: keys, bare scalars, and errors of a base that several overlays share."""

from pathlib import Path

import pytest

from kforge.errors import ErrorGroup, KforgeError
from kforge.overlay.build import BuildOptions, build
from kforge.overlay.kustomization import Kustomization
from kforge.overlay.load import parse_resources
from kforge.overlay.strict import check_keys, check_strings
from kforge.overlay.targets import build_targets


def keys(text: str) -> list[str]:
    return [f"{error.position}: {error.message}" for error in check_keys(Kustomization({}, "k", text))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("resources: [a]\n", []),
        ("", []),
        ("RESOURCES: [a]\n", ["k:1:1: resources is spelled RESOURCES"]),
        ("images: []\nImages: []\n", ["k:2:1: images is here twice, and only the last counts"]),
        ("images:\n- newtag: a\n", ["k:2:3: newTag is spelled newtag"]),
        ("patches:\n- target: {Kind: A}\n", ["k:2:12: kind is spelled Kind"]),
        ("commonLabels:\n  A: b\n  a: b\n", []),
        ("commonLabels:\n  a: b\n  a: b\n", ["k:3:3: a is here twice, and only the last counts"]),
    ],
)
def test_keys(text: str, wanted: list[str]) -> None:
    assert keys(text) == wanted


def strings(text: str) -> list[str]:
    return [f"{error.position}: {error.message}" for error in check_strings(parse_resources(text, "r"))]


def resource(rest: str, kind: str = "Pod", version: str = "v1") -> str:
    return f"apiVersion: {version}\nkind: {kind}\nmetadata:\n  name: a\n{rest}"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (resource("data:\n  a: '1'\n  b: no\n  c: null\n", "ConfigMap"), []),
        (
            resource("data:\n  a: 1\n", "ConfigMap"),
            ["r:6:6: data.a must be a string, not the number 1"],
        ),
        (resource("data:\n  a: 1\n", "Other", "example.com/v1"), []),
        (
            resource("rules:\n- nodeSelector: {a: true}\n", "B", "x.k8s.io/v1"),
            ["r:6:21: rules[0].nodeSelector.a must be a string, not the boolean true"],
        ),
        (resource("spec:\n  containers:\n  - env:\n    - name: A\n      valueFrom: {a: {b: 1}}\n"), []),
        (
            resource("spec:\n  containers:\n  - command: [1.5]\n"),
            ["r:7:15: spec.containers[0].command[0] must be a string, not the number 1.5"],
        ),
    ],
)
def test_strings(text: str, wanted: list[str]) -> None:
    assert strings(text) == wanted


def test_each_overlay_says_what_its_base_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in (
        ("base", "Resources: []\n"),
        ("middle", "resources: [../base]\n"),
        ("a", "resources: [../middle, ../base]\n"),
        ("b", "resources: [../base, missing.yaml]\n"),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "kustomization.yaml").write_text(text)
    monkeypatch.chdir(tmp_path)
    first, second = (target.error for target in build_targets(["a", "b"], BuildOptions(strict=True)))
    assert isinstance(first, KforgeError)
    assert isinstance(second, ErrorGroup)
    assert first.chain == ("overlay a", "base middle", "base base")
    assert [error.chain for error in second.errors] == [("overlay b", "base base"), ("overlay b",)]


def test_without_it_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "kustomization.yaml").write_text("Resources: []\nimages: [{name: a}]\n")
    assert list(build(str(tmp_path))) == []
    with pytest.raises(ErrorGroup):
        build(str(tmp_path), BuildOptions(strict=True))
