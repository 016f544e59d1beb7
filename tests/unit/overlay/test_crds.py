"""crds: what definitions of types say about their fields becomes field specs."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kforge.errors import KforgeError
from kforge.overlay.build import BuildOptions
from kforge.overlay.context import BuildContext
from kforge.overlay.crds import extend
from kforge.overlay.fields import EMPTY, FieldConfig
from kforge.overlay.kustomization import read
from kforge.overlay.load import Loader
from kforge.resource.ids import Gvk

Extend = Callable[[str], FieldConfig]

KIND = "kind: {}, apiVersion: {}, metadata: {}"


@pytest.fixture
def extended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Extend:
    """The field specs that the definitions in a file lead to."""
    monkeypatch.chdir(tmp_path)

    def extended(text: str) -> FieldConfig:
        (tmp_path / "types.yaml").write_text(text)
        context = BuildContext(read("crds: [types.yaml]", "k.yaml"), Loader(".", "."), EMPTY, BuildOptions())
        return extend(EMPTY, ["types.yaml"], context)

    return extended


def types(spec: str) -> str:
    bee = f"x.Bee: {{Schema: {{properties: {{{KIND}, spec: {{$ref: x.Spec}}}}}}}}\n"
    return f"{bee}x.Spec: {{Schema: {{properties: {{{spec}}}}}}}\n"


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        ("x-kubernetes-annotation", "commonAnnotations"),
        ("x-kubernetes-label-selector", "commonLabels"),
        ("x-kubernetes-identity", "namePrefix"),
    ],
)
def test_a_marked_property_joins_a_list(extended: Extend, mark: str, name: str) -> None:
    (spec,) = extended(types(f"field: {{{mark}: ''}}, other: {{{mark}: 5}}")).specs(name)
    assert (spec.kind, spec.path, spec.create) == ("Bee", "spec/field", False)


@pytest.mark.parametrize(("key", "path"), [("", "spec/ref/name"), ("title", "spec/ref/title")])
def test_a_reference_names_its_target(extended: Extend, key: str, path: str) -> None:
    more = f", x-kubernetes-object-ref-name-key: {key}" if key else ""
    marks = f"x-kubernetes-object-ref-api-version: v1, x-kubernetes-object-ref-kind: Secret{more}"
    ((target, spec),) = extended(types(f"ref: {{{marks}}}")).references
    assert (target, spec.kind, spec.path) == (Gvk("", "v1", "Secret"), "Bee", path)


def test_half_a_reference_is_none(extended: Extend) -> None:
    assert not extended(types("ref: {x-kubernetes-object-ref-api-version: v1}")).references


def test_a_type_that_is_no_kind_is_looked_at_only_inside_one(extended: Extend) -> None:
    text = "x.Spec: {Schema: {properties: {kind: {}, metadata: {}, a: {x-kubernetes-annotation: ''}}}}\n"
    assert extended(text).is_plain


def test_json_and_either_spelling_of_schema(extended: Extend) -> None:
    mark = {"x-kubernetes-annotation": ""}
    properties = {"kind": {}, "apiVersion": {}, "metadata": {}, "a": mark}
    text = json.dumps({"Bee": {"schema": {"properties": properties}}})
    assert [spec.path for spec in extended(text).specs("commonAnnotations")] == ["a"]


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("[a]\n", "the file must be a mapping", "types.yaml:1:1"),
        ("a: 5\n", "a must be a mapping", "types.yaml:1:4"),
        ("a:\n  Schema: {properties: [x]}\n", "a.Schema.properties must be a mapping", "types.yaml:2:24"),
        (types("inner: {$ref: x.Spec}"), "x.Bee contains itself, by way of x.Spec", "types.yaml:1:1"),
        ("{a", "this is not JSON", "types.yaml:1:2"),
    ],
)
def test_errors_point_into_the_file(extended: Extend, text: str, message: str, place: str) -> None:
    with pytest.raises(KforgeError, match=message) as caught:
        extended(text)
    assert str(caught.value.position) == place
