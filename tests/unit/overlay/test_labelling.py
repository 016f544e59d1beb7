"""Setting labels and annotations, and what is tied together by it."""

import pytest

from kforge.errors import OverlayError
from kforge.overlay.fieldspec import FieldSpec
from kforge.overlay.labelling import set_pairs
from kforge.resource.resource import Resource, ResourceSet

SPECS = [
    FieldSpec("metadata/labels", create=True),
    FieldSpec("spec/labels", create=True),
    FieldSpec("spec/items/labels"),
]


def labelled(spec: dict[str, object], pairs: dict[str, str]) -> Resource:
    resource = Resource({"apiVersion": "v1", "kind": "X", "metadata": {"name": "x"}, "spec": spec})
    set_pairs(ResourceSet([resource]), pairs, SPECS)
    return resource


def test_pairs_are_set_everywhere_the_specs_lead() -> None:
    resource = labelled({"items": [{"labels": {"a": "b"}}, {}]}, {"x": "1"})
    assert resource.map_of("metadata")["labels"] == {"x": "1"}
    assert resource.tree["spec"] == {"labels": {"x": "1"}, "items": [{"labels": {"a": "b", "x": "1"}}, {}]}


def test_what_is_added_together_is_tied() -> None:
    resource = labelled({"items": [{"labels": {}}], "labels": {"x": "own"}}, {"x": "1"})
    assert resource.ties == [(("metadata", "labels", "x"), ("spec", "items", 0, "labels", "x"))]


def test_a_label_in_one_place_is_tied_to_nothing() -> None:
    resource = Resource({"apiVersion": "v1", "kind": "X", "metadata": {"name": "x"}})
    set_pairs(ResourceSet([resource]), {"x": "1"}, SPECS[:1])
    assert resource.ties == []


def test_setting_one_again_sets_those_tied_to_it() -> None:
    resource = labelled({}, {"x": "1"})
    set_pairs(ResourceSet([resource]), {"x": "2"}, SPECS[:1])
    assert resource.tree["spec"] == {"labels": {"x": "2"}}


@pytest.mark.parametrize("labels", [["a"], "text", 5])
def test_labels_must_be_a_mapping(labels: object) -> None:
    with pytest.raises(OverlayError, match="spec/labels of X x is no mapping"):
        labelled({"labels": labels}, {"x": "1"})


@pytest.mark.parametrize("key", ["1", "1.5", "true", "null", "2024-01-02"])
def test_a_new_key_must_read_as_a_string(key: str) -> None:
    with pytest.raises(OverlayError, match="cannot be written"):
        labelled({}, {key: "x"})
    there = labelled({"labels": {key: "old"}}, {})
    set_pairs(ResourceSet([there]), {key: "new"}, SPECS[1:2])
    assert there.tree["spec"] == {"labels": {key: "new"}}
