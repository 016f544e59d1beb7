"""configurations: files of field specs over the defaults, and where their errors point."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kforge.errors import KforgeError
from kforge.overlay.build import BuildOptions
from kforge.overlay.configurations import LISTS, extend
from kforge.overlay.context import BuildContext
from kforge.overlay.fields import DEFAULTS, FieldConfig
from kforge.overlay.kustomization import read
from kforge.overlay.load import Loader
from kforge.resource.ids import Gvk

Extend = Callable[..., FieldConfig]


@pytest.fixture
def extended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Extend:
    """The defaults with the field specs of these texts over them, in files a.yaml, b.yaml, …"""
    monkeypatch.chdir(tmp_path)

    def extended(*texts: str) -> FieldConfig:
        names = [f"{letter}.yaml" for letter, _ in zip("abc", texts, strict=False)]
        for name, text in zip(names, texts, strict=True):
            (tmp_path / name).write_text(text)
        kustomization = read(f"configurations: {names}\n", "kustomization.yaml")
        context = BuildContext(kustomization, Loader(".", "."), DEFAULTS, BuildOptions())
        return extend(DEFAULTS, names, context)

    return extended


@pytest.mark.parametrize("name", LISTS)
def test_every_list_takes_more_specs(extended: Extend, name: str) -> None:
    fields = extended(f"{name}: [{{path: a/b, kind: Thing, group: g, version: v, create: true}}]\n")
    spec = next(spec for spec in fields.specs(name) if spec.kind == "Thing")
    assert (spec.path, spec.group, spec.version, spec.create) == ("a/b", "g", "v", True)


def test_references_name_their_target_and_the_fields(extended: Extend) -> None:
    fields = extended(
        "nameReference:\n"
        "- {group: g, version: v, kind: Target, fieldSpecs: [{path: a, kind: X}, {path: b}]}\n"
    )
    found = [spec.path for target, spec in fields.references if target == Gvk("g", "v", "Target")]
    assert found == ["a", "b"]


def test_what_the_defaults_have_is_not_added(extended: Extend) -> None:
    fields = extended("commonLabels: [{path: metadata/labels, create: true}]\n")
    assert len(fields.specs("commonLabels")) == len(DEFAULTS.specs("commonLabels"))


def test_files_without_anything_change_nothing(extended: Extend) -> None:
    for texts in (["# nothing\n"], ["images:\n"], []):
        assert [spec.path for spec in extended(*texts).specs("images")] == [
            spec.path for spec in DEFAULTS.specs("images")
        ]


@pytest.mark.parametrize(
    ("texts", "message", "place"),
    [
        (["imagess: []\n"], "unknown field imagess", "a.yaml:1:1"),
        (["images: [{pth: a}]\n"], "unknown field pth in images", "a.yaml:1:11"),
        (["images: {path: a}\n"], "images must be a list", "a.yaml:1:9"),
        (["images: []\nimages: []\n"], "images is here twice", "a.yaml:2:1"),
        (["- a\n"], "must be a mapping", "a.yaml:1:1"),
        (
            ["commonLabels:\n- {path: x}\n- {path: metadata/labels}\n"],
            "create: false, and one before it true",
            "a.yaml:3:3",
        ),
        (
            ["images: [{path: x}]\n", "images:\n- {path: y}\n- {path: x, create: true}\n"],
            "create: true, and one before it false",
            "b.yaml:3:3",
        ),
        (
            [
                "nameReference:\n- {kind: ConfigMap, version: v1, fieldSpecs:\n"
                "  [{path: spec/volumes/configMap/name, kind: Pod, version: v1, create: true}]}\n"
            ],
            "create: true, and one before it false",
            "a.yaml:3:4",
        ),
    ],
)
def test_errors_point_into_the_file(extended: Extend, texts: list[str], message: str, place: str) -> None:
    with pytest.raises(KforgeError, match=message) as caught:
        extended(*texts)
    assert str(caught.value.position) == place
