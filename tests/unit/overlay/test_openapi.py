"""openapi: which schema a build of several overlays goes by."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kforge.errors import OverlayError
from kforge.overlay.build import build, build_each

Write = Callable[[dict[str, str]], None]

THING = "apiVersion: shop.example.org/v1\nkind: Thing\nmetadata: {name: t}\nspec: {list: [{name: a, v: 1}]}\n"
SCHEMA = """\
{"definitions": {"Thing": {
  "x-kubernetes-group-version-kind": [{"group": "shop.example.org", "version": "v1", "kind": "Thing"}],
  "properties": {"spec": {"properties": {"list": {
    "type": "array", "x-kubernetes-patch-strategy": "merge", "x-kubernetes-patch-merge-key": "name"}}}}}},
 "paths": {"/things": {"get": {"x-kubernetes-group-version-kind":
    {"group": "shop.example.org", "version": "v1", "kind": "Thing"}}}}}
"""
PATCH = """\
patches:
- patch: |-
    apiVersion: shop.example.org/v1
    kind: Thing
    metadata: {name: t}
    spec: {list: [{name: b, v: 2}]}
"""
FILES = {
    "with/kustomization.yaml": f"resources: [../base]\nopenapi: {{path: s.json}}\nnamespace: live\n{PATCH}",
    "with/s.json": SCHEMA,
    "without/kustomization.yaml": f"resources: [../base]\nnamespace: live\n{PATCH}",
    "base/kustomization.yaml": "resources: [t.yaml]\n",
    "base/t.yaml": THING,
}


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    monkeypatch.chdir(tmp_path)

    def write(files: dict[str, str]) -> None:
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)

    return write


def facts(tree: dict[str, Any]) -> tuple[list[str], str | None]:
    """The names in the list, and the namespace."""
    return [item["name"] for item in tree["spec"]["list"]], tree["metadata"].get("namespace")


WITH, WITHOUT = (["b", "a"], None), (["b"], "live")


def test_a_schema_merges_lists_and_knows_kinds_without_namespace(write: Write) -> None:
    write(FILES)
    assert facts(next(iter(build("with"))).tree) == WITH
    assert facts(next(iter(build("without"))).tree) == WITHOUT


@pytest.mark.parametrize("order", [["with", "without"], ["without", "with"], ["with", "without", "with"]])
def test_overlays_built_in_one_run_do_not_share_a_schema(write: Write, order: list[str]) -> None:
    write(FILES)
    found = [facts(next(iter(resources)).tree) for resources in build_each(order)]
    assert found == [{"with": WITH, "without": WITHOUT}[name] for name in order]


def test_a_base_handed_out_a_second_time_brings_its_schema_along(write: Write) -> None:
    write(
        {
            "own/kustomization.yaml": "resources: [t.yaml]\nopenapi: {path: s.json}\n",
            "own/t.yaml": THING,
            "own/s.json": SCHEMA,
            "a/kustomization.yaml": f"resources: [../own]\n{PATCH}",
            "b/kustomization.yaml": f"resources: [../own]\n{PATCH}",
        }
    )
    assert [facts(next(iter(one)).tree)[0] for one in build_each(["a", "b"])] == [["b", "a"], ["b", "a"]]


@pytest.mark.parametrize(
    ("config", "message", "place"),
    [
        ("{path: no.json}", "no.json: no such file", "1:17"),
        ("{version: v1.30.0}", "the schema of Kubernetes v1.30.0 is not built in", "1:20"),
        ("{path: s.json, version: v1.21.2}", "either a path or a version", "1:25"),
    ],
)
def test_errors_point_at_the_field(write: Write, config: str, message: str, place: str) -> None:
    write({"kustomization.yaml": f"openapi: {config}\nresources: []\n", "s.json": SCHEMA})
    with pytest.raises(OverlayError, match=message) as caught:
        build(".")
    assert str(caught.value.position) == f"kustomization.yaml:{place}"


@pytest.mark.parametrize("config", ["{}", "{version: v1.21.2}", "{version: ''}", "{other: x}"])
def test_what_asks_for_nothing_else_changes_nothing(write: Write, config: str) -> None:
    write({"kustomization.yaml": f"openapi: {config}\nresources: [t.yaml]\n{PATCH}", "t.yaml": THING})
    assert facts(next(iter(build("."))).tree) == (["b"], None)


def test_a_broken_schema_is_an_error_when_it_is_asked(write: Write) -> None:
    write({"kustomization.yaml": "openapi: {path: s.json}\nresources: [t.yaml]\n", "s.json": "{"})
    write({"t.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n"})
    assert len(build(".")) == 1
    write({"t.yaml": THING})
    with pytest.raises(Exception, match="this is not JSON"):
        build(".")
