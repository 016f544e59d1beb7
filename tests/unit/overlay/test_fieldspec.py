"""Field specs and the walker along their paths."""

import pytest

from kforge.errors import OverlayError
from kforge.overlay.fieldspec import MAPPING, NOTHING, SCALAR, FieldSpec, merge_specs, split_path, visit
from kforge.resource.ids import Gvk
from kforge.resource.resource import FieldPath, Resource, Tree, copy_tree


@pytest.mark.parametrize(
    ("path", "segments"),
    [
        ("a", ("a",)),
        ("a/b/c", ("a", "b", "c")),
        ("/a/b", ("a", "b")),
        (r"a/x.io\/y/b", ("a", "x.io/y", "b")),
        (r"a\/b\/c", ("a/b/c",)),
        ("", ("",)),
    ],
)
def test_paths_are_split_at_slashes(path: str, segments: tuple[str, ...]) -> None:
    assert split_path(path) == segments


def walk(tree: Tree, spec: FieldSpec, make: int = NOTHING) -> tuple[list[FieldPath], Tree]:
    resource = Resource(copy_tree(tree))
    found: list[FieldPath] = []
    visit(resource, spec, lambda holder, key, path: found.append(path), make)
    return found, resource.tree


def test_lists_on_the_way_are_entered() -> None:
    tree: Tree = {"a": [{"b": {"c": 1}}, {"b": [{"c": 2}, {"d": 3}]}, {"x": 1}, None]}
    found, after = walk(tree, FieldSpec("a/b/c"))
    assert found == [("a", 0, "b", "c"), ("a", 1, "b", 0, "c")]
    assert after == tree


def test_what_is_missing_is_made_on_demand_only() -> None:
    assert walk({}, FieldSpec("a/b")) == ([], {})
    assert walk({}, FieldSpec("a/b"), MAPPING) == ([], {})
    assert walk({}, FieldSpec("a/b", create=True)) == ([], {})
    assert walk({}, FieldSpec("a/b", create=True), MAPPING) == ([("a", "b")], {"a": {"b": {}}})
    assert walk({}, FieldSpec("a/b", create=True), SCALAR) == ([("a", "b")], {"a": {"b": None}})


def test_a_promised_list_is_never_made_but_a_null_becomes_one() -> None:
    spec = FieldSpec("a[]/b", create=True)
    assert walk({}, spec, SCALAR) == ([], {})
    assert walk({"a": None}, spec, SCALAR) == ([], {"a": []})
    assert walk({"a": None}, spec) == ([], {"a": []})
    assert walk({"a": [{}]}, spec, SCALAR) == ([("a", 0, "b")], {"a": [{"b": None}]})


def test_nulls_on_the_way() -> None:
    assert walk({"a": None}, FieldSpec("a/b")) == ([], {"a": None})
    assert walk({"a": None}, FieldSpec("a")) == ([("a",)], {"a": None})
    assert walk({"a": None}, FieldSpec("a/b", create=True), MAPPING) == ([("a", "b")], {"a": {"b": {}}})


def test_the_leaf_may_be_anything() -> None:
    for value in (1, "x", [1], {"b": 1}):
        assert walk({"a": value}, FieldSpec("a"))[0] == [("a",)]


def test_a_scalar_on_the_way_is_an_error() -> None:
    with pytest.raises(OverlayError, match=r"a/b/c of .* leads through 5"):
        walk({"a": {"b": 5}}, FieldSpec("a/b/c"))


@pytest.mark.parametrize(
    ("spec", "applies"),
    [
        (FieldSpec("x"), True),
        (FieldSpec("x", "Deployment"), True),
        (FieldSpec("x", "Deployment", group="apps", version="v1"), True),
        (FieldSpec("x", "Pod"), False),
        (FieldSpec("x", group="batch"), False),
        (FieldSpec("x", version="v2"), False),
    ],
)
def test_a_spec_is_for_kinds(spec: FieldSpec, applies: bool) -> None:
    assert spec.applies_to(Gvk("apps", "v1", "Deployment")) is applies


class TestMerging:
    def test_what_is_covered_is_left_out(self) -> None:
        narrow = FieldSpec("a", "Pod")
        # kustomize asks whether the one that is there would be selected by the new one
        assert merge_specs([narrow], [FieldSpec("a")]) == [narrow]
        assert len(merge_specs([FieldSpec("a")], [narrow])) == 2

    def test_another_path_is_another_spec(self) -> None:
        assert len(merge_specs([FieldSpec("a")], [FieldSpec("b")])) == 2

    def test_contradictions_are_errors(self) -> None:
        with pytest.raises(OverlayError, match="create"):
            merge_specs([FieldSpec("a", create=True)], [FieldSpec("a")])
