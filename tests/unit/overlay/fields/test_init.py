"""Field specs in force: the defaults, and how kustomize merges what comes on top."""

import pytest

from kforge.overlay.fields import DEFAULTS, EMPTY, FieldConfig, default_references
from kforge.overlay.fieldspec import FieldSpec, SpecConflict
from kforge.resource.ids import Gvk
from kforge.resource.order import gvk_order

LISTS = (
    "namePrefix",
    "nameSuffix",
    "namespace",
    "commonLabels",
    "labels",
    "templateLabels",
    "commonAnnotations",
    "varReference",
    "images",
    "replicas",
)


def bare(name: str, *specs: FieldSpec) -> FieldConfig:
    return FieldConfig({name: list(specs)}, bare=True)


def shown(fields: FieldConfig, name: str) -> list[tuple[str, str]]:
    return [(spec.kind, spec.path) for spec in fields.specs(name)]


def test_defaults_are_merged_without_work() -> None:
    assert EMPTY.merged(EMPTY) is EMPTY
    for fields in (EMPTY, DEFAULTS):
        assert fields.merged(DEFAULTS) is DEFAULTS
        assert DEFAULTS.merged(fields) is DEFAULTS


@pytest.mark.parametrize("name", LISTS)
def test_no_default_list_contradicts_itself_or_loses_a_spec_when_it_is_merged(name: str) -> None:
    own = bare(name, FieldSpec("some/new/path", "Thing"))
    once = DEFAULTS.merged(own)
    assert len(once.specs(name)) == len(DEFAULTS.specs(name)) + 1
    assert shown(once.merged(DEFAULTS), name) == shown(once, name)
    assert shown(EMPTY.merged(once), name) == shown(once, name)


def test_references_come_in_the_order_kustomize_sorts_them() -> None:
    targets = list(dict.fromkeys(target for target, _ in default_references()))
    assert targets == sorted(targets, key=gvk_order)


def test_a_narrow_spec_ousts_the_wide_default_in_the_second_merge() -> None:
    once = DEFAULTS.merged(bare("namePrefix", FieldSpec("metadata/name", "Thing")))
    assert shown(once, "namePrefix") == [("Thing", "metadata/name"), ("", "metadata/name")]
    assert shown(EMPTY.merged(once), "namePrefix") == [("Thing", "metadata/name")]


def test_a_contradiction_names_the_later_spec() -> None:
    later = FieldSpec("metadata/labels", create=False)
    with pytest.raises(SpecConflict, match="create: false, and one before it true") as caught:
        DEFAULTS.merged(bare("commonLabels", later))
    assert caught.value.spec is later


def test_lists_nobody_touched_stay_the_defaults() -> None:
    fields = DEFAULTS.merged(bare("images", FieldSpec("spec/image")))
    assert fields.specs("replicas") is not DEFAULTS.specs("images")
    assert shown(fields, "replicas") == shown(DEFAULTS, "replicas")
    assert EMPTY.specs("replicas") == []


def test_references_of_a_known_target_join_those_it_has() -> None:
    target = Gvk("", "v1", "ConfigMap")
    mine = FieldSpec("spec/conf", "Thing")
    fields = DEFAULTS.merged(FieldConfig(references=[(target, mine)], bare=True))
    of_target = [spec for found, spec in fields.references if found == target]
    assert of_target[-1] is mine
    assert len(fields.references) == len(DEFAULTS.references) + 1


def test_references_of_a_new_target_take_their_place_by_kind() -> None:
    target = Gvk("", "", "Aardvark")
    fields = DEFAULTS.merged(FieldConfig(references=[(target, FieldSpec("a", "Thing"))], bare=True))
    targets = list(dict.fromkeys(found for found, _ in fields.references))
    assert targets == sorted(targets, key=gvk_order)
    assert targets.index(target) not in (0, len(targets) - 1)
