"""What a document is, and where a string belongs."""

import pytest

from kforge.lint.documents import Document, Place, describe, is_data, is_label, wants_string

MANIFEST = {"apiVersion": "v1", "kind": "ConfigMap"}


@pytest.mark.parametrize(
    ("file", "fields", "kind"),
    [
        ("deploy.yaml", MANIFEST, "manifest"),
        ("values.yaml", {"a": "b"}, "values"),
        ("values.yaml", None, "values"),
        ("ci/prod-values.yml", {}, "values"),
        ("charts/a/values.prod.yaml", {}, "values"),
        ("values-dev.yaml", MANIFEST, "manifest"),
        ("my_values.yaml", {}, "values"),
        ("evaluesx.yaml", {}, "other"),
        ("kustomization.yaml", {}, "kustomization"),
        ("overlays\\dev\\kustomization.yml", {}, "kustomization"),
        ("a.yaml", {"apiVersion": "kustomize.config.k8s.io/v1beta1", "kind": "Component"}, "kustomization"),
        ("a.yaml", {"kind": "x"}, "other"),
        ("<stdin>", None, "other"),
    ],
)
def test_kinds(file: str, fields: dict[str, str] | None, kind: str) -> None:
    assert describe(file, fields).kind == kind


def test_a_json_patch() -> None:
    assert describe("patch.yaml", None, operations=True).kind == "json-patch"


def place(*path: str | None) -> Place:
    found = Place(None, None)
    for key in path:
        found = Place(found, key)
    return found


STRINGS = [
    ("metadata", "labels", "a"),
    ("spec", "selector", "matchLabels", "a"),
    ("metadata", "annotations", "a"),
    ("commonLabels", "a"),
    ("stringData", "a"),
    ("data", "a"),
    ("spec", "containers", None, "env", None, "value"),
    ("extraEnvVars", None, "value"),
    ("env", "FOO"),
    ("args", None),
    ("spec", "containers", None, "command", None),
    ("image", "tag"),
    ("images", None, "newTag"),
    ("appVersion",),
    ("metadata", "name"),
]
OTHERS = [
    ("spec", "replicas"),
    ("labels",),
    ("ports", None),
    ("spec", "template", "data", "a"),
    ("spec", None, "value"),
    ("x", "data", "a"),
]


@pytest.mark.parametrize("path", STRINGS)
def test_a_string_belongs_here(path: tuple[str | None, ...]) -> None:
    assert wants_string(Document("manifest", "ConfigMap"), place(*path))


@pytest.mark.parametrize("path", OTHERS)
def test_anything_may_stand_here(path: tuple[str | None, ...]) -> None:
    assert not wants_string(Document("manifest", "ConfigMap"), place(*path))


def test_data_is_a_config_maps_or_secrets() -> None:
    assert is_data(Document("manifest", "Secret"), place("data", "a"))
    assert not is_data(Document("manifest", "Example"), place("data", "a"))
    assert not is_data(Document("values"), place("data", "a"))


def test_labels() -> None:
    assert is_label(place("metadata", "labels", "a"))
    assert not is_label(place("metadata", "annotations", "a"))
    assert not is_label(place("labels", None))
