"""The field replacements, through whole builds; the paths and values have tests of their own."""

from pathlib import Path

import pytest

from kforge.errors import OverlayError
from kforge.overlay.build import BuildOptions, build, build_text
from kforge.yaml.parse import parse_one
from kforge.yaml.scalars import KUSTOMIZE

RESOURCES = """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  port: "8080"
  conf.json: '{"big": 12345678901234567890, "half": 0.5, "whole": 2.0, "id": "old"}'
---
apiVersion: shop.example.org/v1
kind: Thing
metadata:
  name: thing
  annotations:
    known: "1"
spec:
  ratio: 1.50
  names:
  - one
"""

# (source, path that is made or replaced, what stands there then)
WRITTEN = [
    ("{kind: Thing, fieldPath: spec.ratio}", "metadata.annotations.made", "1.50"),
    ("{kind: Thing, fieldPath: spec.ratio}", "metadata.annotations.known", "1.50"),
    ("{kind: Thing, fieldPath: spec.ratio}", "spec.made", 1.5),
    ("{kind: ConfigMap, fieldPath: data.port}", "spec.made", 8080),
    ("{kind: ConfigMap, fieldPath: data.port}", "spec.names.0", "8080"),
    ("{kind: ConfigMap, fieldPath: data.port}", "spec.names.1", 8080),
    ("{kind: ConfigMap, fieldPath: data.port}", "spec.names.[=two]", 8080),
    ("{kind: ConfigMap, fieldPath: data.port}", "spec.names.[=one]", "8080"),
]


def overlay(folder: Path, replacements: str, rest: str = "") -> Path:
    (folder / "all.yaml").write_text(RESOURCES)
    (folder / "kustomization.yaml").write_text(f"resources: [all.yaml]\n{rest}replacements:\n{replacements}")
    return folder


def at(tree: object, path: str) -> object:
    for part in path.split("."):
        if isinstance(tree, list):
            tree = tree[int(part) if part.isdigit() else 0 if part == "[=one]" else 1]
        else:
            assert isinstance(tree, dict)
            tree = tree[part]
    return tree


@pytest.mark.parametrize(("source", "path", "value"), WRITTEN)
def test_the_type_of_what_is_written(tmp_path: Path, source: str, path: str, value: object) -> None:
    target = f"{{select: {{kind: Thing}}, fieldPaths: ['{path}'], options: {{create: true}}}}"
    built = build(str(overlay(tmp_path, f"- {{source: {source}, targets: [{target}]}}\n")))
    found = at(next(iter(built.of_kind("Thing"))).tree, path)
    assert (found, type(found)) == (value, type(value))


def test_numbers_in_json_keep_their_digits(tmp_path: Path) -> None:
    target = "{select: {kind: ConfigMap}, fieldPaths: ['data.[conf.json].id']}"
    text = build_text([str(overlay(tmp_path, f"- {{sourceValue: new, targets: [{target}]}}\n"))])
    tree = parse_one(text.split("---\n")[0], reading=KUSTOMIZE)
    assert at(tree, "data") == {
        "port": "8080",
        "conf.json": '{"big":12345678901234567890,"half":0.5,"id":"new","whole":2}',
    }


def test_a_replaced_name_is_no_former_name(tmp_path: Path) -> None:
    entries = (
        "- {sourceValue: other, targets: [{select: {kind: Thing}}]}\n"
        "- {sourceValue: lost, targets: [{select: {name: thing}, fieldPaths: [spec.ratio]}]}\n"
    )
    (thing,) = build(str(overlay(tmp_path, entries))).of_kind("Thing")
    assert (thing.name, thing.previous_ids) == ("other", [])
    assert at(thing.tree, "spec.ratio") == 1.5


def test_former_names_select(tmp_path: Path) -> None:
    entries = "- {sourceValue: '2.5', targets: [{select: {name: thing}, fieldPaths: [spec.ratio]}]}\n"
    (thing,) = build(str(overlay(tmp_path, entries, "namePrefix: a-\n"))).of_kind("Thing")
    assert at(thing.tree, "spec.ratio") == 2.5


def test_strict_wants_every_target_to_select_something(tmp_path: Path) -> None:
    folder = overlay(tmp_path, "- {sourceValue: x, targets: [{select: {kind: Thong}}]}\n")
    assert build_text([str(folder)])
    with pytest.raises(OverlayError) as failure:
        build_text([str(folder)], BuildOptions(strict=True))
    assert "did you mean" in failure.value.hint


def test_an_error_in_a_file_points_there(tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text(
        "sourceValue: x\ntargets:\n- select: {kind: Thing}\n  fieldPaths: [nowhere]\n"
    )
    with pytest.raises(OverlayError) as failure:
        build(str(overlay(tmp_path, "- path: r.yaml\n")))
    position = failure.value.position
    assert position is not None
    assert (Path(position.file).name, position.line) == ("r.yaml", 4)
