"""One resource, and the ordered set of them."""

import pytest

from kforge.errors import OverlayError, Position
from kforge.resource.ids import Gvk, ResId
from kforge.resource.resource import Origin, Resource, ResourceSet, copy_tree, scalar_text

TEXT = """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: 1.10
  labels:
    version: 1.20
data:
  a: 010
"""


def config_map(name: str = "conf", namespace: str = "", **fields: object) -> Resource:
    metadata = {"name": name, "namespace": namespace} if namespace else {"name": name}
    return Resource({"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, **fields})


def read() -> Resource:
    tree: dict[str, object] = {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": 1.1, "labels": {"version": 1.2}},
        "data": {"a": 8, "b": None},
    }
    return Resource(tree, Origin("a.yaml", 0, 1, TEXT))


def test_words_are_spelled_as_in_the_file() -> None:
    resource = read()
    assert resource.name == "1.10"
    assert resource.strings("labels") == {"version": "1.20"}
    assert resource.pairs("data") == {"a": "010", "b": ""}


def test_a_value_that_is_not_the_files_any_more_is_spelled_by_itself() -> None:
    resource = read()
    resource.map_of("metadata", "labels")["version"] = 1.5
    assert resource.strings("labels") == {"version": "1.5"}


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "null"), (True, "true"), (3, "3"), (1.5, "1.5"), ("x", "x"), ([1], ""), ({}, "")],
)
def test_scalars_as_text(value: object, text: str) -> None:
    assert scalar_text(value) == text


def test_history_keeps_what_an_id_was() -> None:
    resource = config_map("conf")
    first = resource.id
    assert resource.original_id == first
    resource.remember()
    resource.set_name("x-conf")
    resource.set_namespace("east")
    assert resource.id == ResId(Gvk("", "v1", "ConfigMap"), "x-conf", "east")
    assert resource.original_id.key == first.key
    assert resource.previous_ids == [ResId(first.gvk, "conf", "default")]
    resource.set_namespace("")
    assert "namespace" not in resource.map_of("metadata")


def test_a_copy_shares_nothing() -> None:
    resource = config_map(data={"a": "b"})
    resource.remember()
    resource.prefixes.append("x-")
    twin = resource.copy()
    twin.map_of("data")["a"] = "c"
    twin.prefixes.append("y-")
    twin.history.clear()
    assert resource.tree["data"] == {"a": "b"}
    assert resource.prefixes == ["x-"]
    assert len(resource.history) == 1


def test_copied_trees_are_equal_and_apart() -> None:
    tree: dict[str, object] = {"a": [{"b": "ü"}], "c": None}
    copy = copy_tree(tree)
    assert copy == tree
    assert copy["a"] is not tree["a"]


def test_tied_fields_follow_each_other() -> None:
    resource = config_map(spec={"a": {"x": "1"}, "b": {"x": "1"}, "c": {"x": "1"}})
    resource.ties.append((("spec", "a", "x"), ("spec", "b", "x")))
    resource.follow(("spec", "a", "x"), "2")
    assert resource.tree["spec"] == {"a": {"x": "2"}, "b": {"x": "2"}, "c": {"x": "1"}}


def test_a_tied_field_that_is_gone_stays_gone() -> None:
    resource = config_map(spec={"a": {"x": "1"}, "b": {}})
    resource.ties.append((("spec", "a", "x"), ("spec", "b", "x"), ("gone", "x")))
    resource.follow(("spec", "a", "x"), "2")
    assert resource.tree["spec"] == {"a": {"x": "2"}, "b": {}}


def test_of_a_patch_the_last_tied_field_counts() -> None:
    resource = config_map(spec={"a": {"x": "1"}, "b": {"x": "1"}})
    resource.ties.append((("spec", "b", "x"), ("spec", "a", "x")))
    resource.follow_patch({"spec": {"a": {"x": "of-a"}, "b": {"x": "of-b"}}})
    assert resource.tree["spec"] == {"a": {"x": "of-b"}, "b": {"x": "of-b"}}


def test_errors_point_into_the_file() -> None:
    error = read().origin.error("no", "metadata", "labels", "version", hint="why")
    assert error.position == Position("a.yaml", 6, 14)
    assert error.source == "    version: 1.20"
    assert error.hint == "why"


def test_errors_about_rendered_text_point_where_it_came_from() -> None:
    resource = read()
    resource.origin.placed = lambda line: Position("template.yaml.j2", line + 100)
    assert resource.origin.error("no", "data").position == Position("template.yaml.j2", 108)


class TestResourceSet:
    def test_the_order_is_that_of_adding(self) -> None:
        first, second = config_map("z"), config_map("a")
        assert list(ResourceSet([first, second])) == [first, second]

    def test_an_id_can_be_there_once(self) -> None:
        resources = ResourceSet([config_map("conf")])
        with pytest.raises(OverlayError, match="ConfigMap conf in default is there twice"):
            resources.append(config_map("conf", "default"))
        resources.append(config_map("conf", "east"))

    def test_by_id_and_any_id(self) -> None:
        resource = config_map("conf")
        resources = ResourceSet([resource])
        former = resource.id
        assert resources.by_any_id(former) == [resource]
        resource.remember()
        resource.set_name("x")
        resources.reindex()
        assert resources.by_id(former) == []
        assert resources.by_any_id(former) == [resource]
        assert resources.by_id(resource.id) == [resource]

    def test_indexes_keep_up_with_additions(self) -> None:
        resources = ResourceSet()
        assert resources.of_kind("ConfigMap") == []
        assert resources.by_any_id(config_map().id) == []
        resource = config_map()
        resources.append(resource)
        assert resources.of_kind("ConfigMap") == [resource]
        assert resources.by_any_id(resource.id) == [resource]

    def test_indexes_keep_up_with_replacements(self) -> None:
        old, other, new = config_map(), config_map("b"), config_map()
        resources = ResourceSet([old, other])
        for ask in (resources.by_id, resources.by_any_id):
            assert ask(old.id) == [old]
        assert resources.of_kind("ConfigMap") == [old, other]
        resources.replace(old, new)
        assert list(resources) == [new, other]
        assert resources.by_id(new.id) == resources.by_any_id(new.id) == [new]
        assert resources.of_kind("ConfigMap") == [new, other]

    def test_remove_keep_and_reorder(self) -> None:
        a, b, c = config_map("a"), config_map("b"), config_map("c")
        resources = ResourceSet([a, b, c])
        resources.remove(b)
        assert list(resources) == [a, c]
        assert b not in resources
        resources.reorder([c, a])
        assert list(resources) == [c, a]
        resources.keep(lambda resource: resource is a)
        assert list(resources) == [a]
        assert len(resources) == 1

    def test_walking_is_safe_while_the_set_changes(self) -> None:
        resources = ResourceSet([config_map("a"), config_map("b")])
        for resource in resources:
            resources.remove(resource)
        assert len(resources) == 0

    def test_duplicates_are_found_after_renaming(self) -> None:
        a, b = config_map("a"), config_map("b")
        resources = ResourceSet([a, b])
        assert resources.duplicate() is None
        b.set_name("a")
        resources.reindex()
        assert resources.duplicate() == (a, b)


class TestAbsorb:
    @staticmethod
    def generated(behavior: str = "", **data: str) -> Resource:
        resource = config_map(data=dict(data))
        resource.behavior = behavior
        resource.needs_hash = True
        return resource

    def test_what_is_new_is_added(self) -> None:
        resources = ResourceSet()
        resources.absorb(self.generated("create", a="b"))
        assert len(resources) == 1

    @pytest.mark.parametrize("behavior", ["merge", "replace"])
    def test_a_change_needs_something_to_change(self, behavior: str) -> None:
        with pytest.raises(OverlayError, match=f"there is no ConfigMap conf to {behavior}"):
            ResourceSet().absorb(self.generated(behavior))

    @pytest.mark.parametrize("behavior", ["", "create", "unknown"])
    def test_what_is_there_is_not_created_again(self, behavior: str) -> None:
        resources = ResourceSet([config_map()])
        with pytest.raises(OverlayError, match="is there already"):
            resources.absorb(self.generated(behavior))

    def test_merge_lays_data_and_metadata_over_the_old(self) -> None:
        old = self.generated(a="old", b="old")
        old.map_of("metadata")["labels"] = {"l": "old", "k": 1}
        old.prefixes.append("x-")
        resources = ResourceSet([old])
        new = self.generated("merge", b="new", c="new")
        new.map_of("metadata")["labels"] = {"l": "new"}
        resources.absorb(new)
        assert list(resources) == [new]
        assert new.tree["data"] == {"a": "old", "b": "new", "c": "new"}
        assert new.map_of("metadata")["labels"] == {"l": "new", "k": "1"}
        assert new.prefixes == ["x-"]
        assert new.needs_hash

    def test_replace_keeps_identity_and_metadata_only(self) -> None:
        old = self.generated(a="old")
        old.map_of("metadata")["annotations"] = {"n": "old"}
        resources = ResourceSet([old])
        new = self.generated("replace", b="new")
        resources.absorb(new)
        assert new.tree["data"] == {"b": "new"}
        assert new.map_of("metadata")["annotations"] == {"n": "old"}

    def test_a_hash_is_wanted_only_when_both_want_it(self) -> None:
        plain = config_map()
        resources = ResourceSet([plain])
        new = self.generated("merge", a="b")
        resources.absorb(new)
        assert not new.needs_hash

    def test_the_old_one_is_found_by_a_former_name(self) -> None:
        old = config_map()
        old.remember()
        old.set_name("x-conf")
        resources = ResourceSet([old])
        new = self.generated("merge", a="b")
        resources.absorb(new)
        assert new.name == "x-conf"

    def test_several_cannot_be_meant(self) -> None:
        first, second = config_map("one"), config_map("two")
        for resource in (first, second):
            resource.history.append(("conf", "default", "ConfigMap"))
        with pytest.raises(OverlayError, match="could merge several"):
            ResourceSet([first, second]).absorb(self.generated("merge"))
