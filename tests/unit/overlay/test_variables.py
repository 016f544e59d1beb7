"""vars: references in text, the values they stand for, what they must not be."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kforge.errors import OverlayError
from kforge.overlay.build import build
from kforge.overlay.variables import Variable, together

Build = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """The trees of an overlay with these files, all of them by their names."""
    monkeypatch.chdir(tmp_path)

    def built(**files: str) -> list[dict[str, Any]]:
        for name, text in files.items():
            (tmp_path / f"{name}.yaml").write_text(text)
        return [resource.tree for resource in build(".")]

    return built


CONFIG = """\
apiVersion: v1
kind: ConfigMap
metadata: {name: facts}
data: {word: tea, number: 8, float: 1.50, big: 1e30, flag: true, nothing: null, map: {a: b}}
"""


def var(name: str, path: str, target: str = "facts") -> str:
    reference = f"objref: {{apiVersion: v1, kind: ConfigMap, name: {target}}}"
    return f"- {{name: {name}, {reference}, fieldref: {{fieldPath: {path}}}}}\n"


def args(built: Build, path: str, *texts: str) -> list[object]:
    pod = (
        f"apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec: {{containers: [{{args: {list(texts)}}}]}}\n"
    )
    kustomization = f"resources: [config.yaml, pod.yaml]\nvars:\n{var('X', path)}"
    trees = built(kustomization=kustomization, config=CONFIG, pod=pod)
    found: list[object] = trees[1]["spec"]["containers"][0]["args"]
    return found


@pytest.mark.parametrize(
    ("path", "alone", "inside"),
    [
        ("data.word", "tea", "a-tea-b"),
        ("data.number", 8, "a-8-b"),
        ("data.float", 1.5, "a-1.5-b"),
        ("data.big", 1e30, "a-1e+30-b"),
        ("data.flag", True, "a-true-b"),
        ("data.nothing", "null", "a-null-b"),
        ("data.map", "$(X)", "a-$(X)-b"),
    ],
)
def test_a_value_keeps_its_type_where_it_stands_alone(
    built: Build, path: str, alone: object, inside: str
) -> None:
    found = args(built, path, "$(X)", "a-$(X)-b")
    assert found == [alone, inside]
    assert type(found[0]) is type(alone)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("$(X)$(X)", "teatea"),
        ("$$(X)", "$(X)"),
        ("$$$(X)", "$tea"),
        ("$", "$"),
        ("$$", "$"),
        ("a$", "a$"),
        ("$X", "$X"),
        ("$ (X)", "$ (X)"),
        ("$(X", "$(X"),
        ("$(Y)", "$(Y)"),
        ("$()", "$()"),
        ("$($(X))", "$($(X))"),
        ("$(X) ", "tea "),
    ],
)
def test_references_in_text(built: Build, text: str, filled: str) -> None:
    assert args(built, "data.word", text) == [filled]


def test_a_list_with_anything_but_strings_is_refused(built: Build) -> None:
    with pytest.raises(OverlayError, match="every item must be a string"):
        built(
            kustomization=f"resources: [config.yaml, pod.yaml]\nvars:\n{var('X', 'data.word')}",
            config=CONFIG,
            pod="apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{args: [a, 5]}]}\n",
        )


@pytest.mark.parametrize(
    ("variables", "message", "line"),
    [
        (var("X", "data.nope"), "facts has no data.nope", 3),
        (var("X", "data.word.deeper"), "has no value", 3),
        (var("X", "data.word", "nobody"), "refers to nothing", 3),
        (var("X", "data.word") + var("X", "data.word"), "is there twice", 4),
    ],
)
def test_errors_point_at_the_var(built: Build, variables: str, message: str, line: int) -> None:
    with pytest.raises(OverlayError, match=message) as caught:
        built(kustomization=f"resources: [config.yaml]\nvars:\n{variables}", config=CONFIG)
    assert caught.value.position
    assert (caught.value.position.file, caught.value.position.line) == ("kustomization.yaml", line)


def test_two_objects_in_two_namespaces_are_ambiguous_until_one_is_named(built: Build) -> None:
    config = CONFIG.replace("name: facts", "name: facts, namespace: east")
    files = {"config": CONFIG, "other": config}
    start = "resources: [config.yaml, other.yaml]\nvars:\n"
    with pytest.raises(OverlayError, match="may refer to ConfigMap facts, ConfigMap facts in east"):
        built(kustomization=start + var("X", "data.word"), **files)
    named = var("X", "data.word").replace("name: facts", "name: facts, namespace: default")
    assert len(built(kustomization=start + named, **files)) == 2


def test_a_label_that_was_added_in_two_places_is_filled_in_in_both(built: Build) -> None:
    deployment = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w}\nspec: {template: {}}\n"
    found = built(
        kustomization="resources: [config.yaml, pod.yaml]\ncommonLabels: {x: $(X)}\nvars:\n"
        + var("X", "data.word"),
        config=CONFIG,
        pod=deployment,
    )[1]
    assert found["metadata"]["labels"] == {"x": "tea"}
    assert found["spec"]["template"]["metadata"]["labels"] == {"x": "tea"}
    assert found["spec"]["selector"]["matchLabels"] == {"x": "tea"}


@pytest.mark.parametrize(
    ("reference", "gvk"),
    [
        ({"apiVersion": "apps/v1", "kind": "D"}, ("apps", "v1", "D")),
        ({"apiVersion": "v1", "kind": "D"}, ("", "v1", "D")),
        ({"group": "apps", "version": "v1", "kind": "D"}, ("apps", "v1", "D")),
        ({"group": "apps", "apiVersion": "v1"}, ("apps", "v1", "")),
        ({"group": "old", "apiVersion": "apps/v1"}, ("apps", "v1", "")),
        ({"group": "old", "version": "v2", "apiVersion": "a/b/c"}, ("old", "v2", "")),
    ],
)
def test_the_kind_a_var_refers_to(reference: dict[str, str], gvk: tuple[str, str, str]) -> None:
    variable = Variable({"name": "X", "objref": reference}, None, 0)  # type: ignore[arg-type]
    assert variable.gvk == gvk
    assert variable.path == "metadata.name"


def test_variables_of_two_bases_come_together() -> None:
    one, other = (Variable({"name": name}, None, 0) for name in "ab")  # type: ignore[arg-type]
    assert list(together({"a": one}, {"b": other})) == ["a", "b"]
