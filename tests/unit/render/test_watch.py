"""Values that note how they are read."""

from typing import Any

from kforge.functions.names import load
from kforge.golang.kinds import type_name
from kforge.render.go_values import share
from kforge.render.watch import Watch, watched


def call(name: str, *arguments: Any) -> Any:
    return load(name).call(*arguments)


def values(watch: Watch) -> Any:
    return watched({"a": {"b": 1.0, "c": {"d": "x"}}, "l": [1.0, {"m": 2.0}], "s": "t"}, watch)


def test_single_values() -> None:
    watch = Watch()
    assert values(watch)["a"]["b"] == 1.0
    assert watch.read == {("a",), ("a", "b")}
    assert watch.floats == {("a", "b"): 1.0}
    values(watch)["a"].get("c")
    assert ("a", "c", "d") not in watch.read


def test_whole_maps_and_lists() -> None:
    watch = Watch()
    call("toYaml", values(watch)["a"])
    assert {("a", "b"), ("a", "c", "d")} <= watch.read
    watch = Watch()
    values(watch)["l"]
    assert watch.read == {("l",), ("l", 0), ("l", 1)}
    values(watch)["l"][1].values()
    assert ("l", 1, "m") in watch.read


def test_what_is_not_there() -> None:
    watch = Watch()
    found = values(watch)
    assert found.get("none", "-") == "-"
    assert found["a"].get("nope") is None
    assert call("hasKey", found, "asked") is False
    assert list(watch.missing) == [("none",), ("a", "nope")]


def test_it_stays_what_it_was() -> None:
    watch = Watch()
    found = values(watch)
    assert (type_name(found), type_name(found["a"])) == ("common.Values", "map[string]interface {}")
    assert share(found, "a") is found["a"]
    inner: dict[str, Any] = {"x": 1.0}
    shared = watched({"a": inner, "b": inner}, watch)
    assert shared["a"] is shared["b"]
    copy = call("deepCopy", found["a"])
    assert copy == {"b": 1.0, "c": {"d": "x"}}
    assert type(copy) is dict
