"""Strategic merge, one small merge at a time; the golden cases patches--* hold the whole to the real tool."""

from typing import Any

import pytest

from kforge.overlay.keyed_lists import Conflict
from kforge.overlay.strategic_merge import Merger, Texts
from kforge.schema.lookup import Schema
from kforge.yaml.parse import parse_one
from kforge.yaml.scalars import KUSTOMIZE

# kind K: `list` merges by name, `ports` by port and protocol, `words` by value, `inner` leads to such a list
SCHEMA = Schema(
    {
        "K": {
            "list": ("Item", ("name",)),
            "ports": ("", ("port", "protocol")),
            "words": ("", ()),
            "inner": ("Inner", None),
        },
        "Item": {"list": ("", ("name",))},
        "Inner": {"list": ("", ("name",))},
    },
    {("", "v1", "K"): "K"},
)
ID = {"apiVersion": "v1", "kind": "K"}


def read(text: str) -> dict[str, Any]:
    tree = parse_one(text, reading=KUSTOMIZE)
    assert isinstance(tree, dict)
    return tree


def merged(target: str, patch: str, *, settled: bool = False, texts: Texts | None = None) -> Any:
    result = Merger(SCHEMA, texts, settled=settled).merge({**ID, **read(target)}, {**ID, **read(patch)})
    return None if result is None else {key: value for key, value in result.items() if key not in ID}


CASES = [
    # maps
    ("{a: 1}", "{b: 2}", "{a: 1, b: 2}"),
    ("{a: 1}", "{a: 2}", "{a: 2}"),
    ("{a: 1}", "{a: null}", "{}"),
    ("{a: null}", "{b: 1}", "{a: null, b: 1}"),
    ("{a: null}", "{a: null}", "{}"),
    ("{a: null}", "{a: {b: 1, c: null}}", "{a: {b: 1}}"),
    ("{a: {b: 1}}", "{a: {}}", "{a: {b: 1}}"),
    ("{a: {b: 1}}", "{a: {b: null}}", "{a: {}}"),
    ("{a: {b: 1}}", "{a: {$patch: replace, c: 1}}", "{a: {c: 1}}"),
    ("{a: {b: 1}}", "{a: {$patch: delete}}", "{}"),
    ("{a: {b: 1}}", "{a: {$patch: merge, c: 1}}", "{a: {b: 1, c: 1}}"),
    ("{}", "{a: {$patch: other, b: {$patch: delete}}}", "{a: {$patch: other}}"),
    ("{a: {$patch: other}}", "{b: 1}", "{a: {$patch: other}, b: 1}"),
    # lists of which nothing is known
    ("{a: [1, 2]}", "{a: [3]}", "{a: [3]}"),
    ("{a: [1]}", "{a: [{$patch: delete}, {b: null}]}", "{a: [{$patch: delete}, {b: null}]}"),
    ("{a: [1]}", "{a: []}", "{a: []}"),
    ("{a: [1]}", "{a: null}", "{}"),
    # scalars by value
    ("{words: [a, b]}", "{words: [c, a]}", "{words: [c, a, b]}"),
    ("{words: [a, b]}", "{words: []}", "{words: [a, b]}"),
    ("{words: [a, b]}", "{words: [{$patch: replace}, c]}", "{words: [c]}"),
    ("{words: [a, a]}", "{b: 1}", "{words: [a], b: 1}"),
    ("{}", "{words: [a, b]}", "{words: [a, b]}"),
    # one key
    (
        "{list: [{name: a, x: 1}, {name: b}]}",
        "{list: [{name: b, y: 2}]}",
        "{list: [{name: b, y: 2}, {name: a, x: 1}]}",
    ),
    (
        "{list: [{name: a}]}",
        "{list: [{name: c}, {name: a, x: 1}, {name: d}]}",
        "{list: [{name: c}, {name: a, x: 1}, {name: d}]}",
    ),
    ("{list: [{name: a}, {name: b}]}", "{list: [{name: a, $patch: delete}]}", "{list: [{name: b}]}"),
    ("{list: [{name: a}]}", "{list: [{name: c, $patch: delete}]}", "{list: [{name: a}]}"),
    ("{list: [{name: a, x: 1}]}", "{list: [{name: a, $patch: replace, y: 1}]}", "{list: [{name: a, x: 1}]}"),
    ("{list: [{name: a}]}", "{list: [{$patch: delete}]}", "{}"),
    ("{list: [{name: a}]}", "{list: [{$patch: replace}, {name: b}]}", "{list: [{name: b}]}"),
    ("{list: [{name: a}]}", "{list: [{$patch: merge}, {name: b}]}", "{list: [{name: b}, {name: a}]}"),
    ("{}", "{list: [{name: a, x: null}, {name: b, $patch: delete}]}", "{list: [{name: a}]}"),
    ("{list: [{name: 1}]}", "{list: [{name: '1', x: 1}]}", "{list: [{name: '1', x: 1}]}"),
    (
        "{list: [{name: a, list: [{name: x}]}]}",
        "{list: [{name: a, list: [{name: y}]}]}",
        "{list: [{name: a, list: [{name: y}, {name: x}]}]}",
    ),
    (
        "{inner: {list: [{name: a}]}}",
        "{inner: {list: [{name: b}]}}",
        "{inner: {list: [{name: b}, {name: a}]}}",
    ),
    # several keys
    (
        "{ports: [{port: 1, protocol: T}, {port: 1, protocol: U}]}",
        "{ports: [{port: 1, protocol: U, n: 1}, {port: 2, protocol: T}]}",
        "{ports: [{port: 2, protocol: T}, {port: 1, protocol: T}, {port: 1, protocol: U, n: 1}]}",
    ),
    (
        "{ports: [{port: 1}, {port: 2}]}",
        "{ports: [{port: 2, n: 1}, {port: 3}]}",
        "{ports: [{port: 2, n: 1}, {port: 3}, {port: 1}]}",
    ),
    ("{ports: [{port: 1, protocol: T}]}", "{ports: [{port: 1, n: 1}]}", "{ports: [{port: 1, protocol: T}]}"),
    ("{ports: [{port: 1}]}", "{ports: [{port: 1, protocol: T, n: 1}]}", "{ports: [{port: 1}]}"),
    # odd lists
    ("{list: [{name: a}, {name: a, x: 1}]}", "{b: 1}", "{list: [{name: a, x: 1}], b: 1}"),
    (
        "{list: [{name: a}]}",
        "{list: [{name: b, x: 1}, {name: b, x: 2}]}",
        "{list: [{name: b, x: 1}, {name: a}]}",
    ),
    ("{list: [{name: a}]}", "{list: [{x: 1}]}", "{list: []}"),
    ("{list: [{}, {name: a}]}", "{b: 1}", "{list: [], b: 1}"),
    ("{list: []}", "{list: []}", "{list: []}"),
    # an object of a known kind where nothing is known
    (
        "{x: {apiVersion: v1, kind: K, list: [{name: a}]}}",
        "{x: {list: [{name: b}]}}",
        "{x: {apiVersion: v1, kind: K, list: [{name: b}, {name: a}]}}",
    ),
    (
        "{x: {list: [{name: a}]}}",
        "{x: {apiVersion: v1, kind: K, list: [{name: b}]}}",
        "{x: {apiVersion: v1, kind: K, list: [{name: b}, {name: a}]}}",
    ),
    # quotes
    ("{a: '1', b: x, c: 1}", "{a: 2, b: 2, c: '2'}", "{a: '2', b: 2, c: '2'}"),
    ("{a: 'true'}", "{a: false}", "{a: 'false'}"),
]


@pytest.mark.parametrize(("target", "patch", "result"), CASES)
def test_merge(target: str, patch: str, result: str) -> None:
    assert merged(target, patch) == read(result)


@pytest.mark.parametrize(("target", "patch", "result"), [case for case in CASES if "b: 1}" not in case[2]])
def test_a_settled_resource_merges_the_same(target: str, patch: str, result: str) -> None:
    assert merged(target, patch, settled=True) == read(result)


def test_a_settled_resource_is_left_alone_where_the_patch_is_silent() -> None:
    assert merged("{list: [{name: a}, {name: a}]}", "{b: 1}", settled=True) == {
        "list": [{"name": "a"}, {"name": "a"}],
        "b": 1,
    }


@pytest.mark.parametrize(
    ("target", "patch", "is_odd"),
    [
        ("{list: [{name: a}]}", "{list: [{name: b}]}", False),
        ("{list: [{name: a}, {name: a}]}", "{}", True),
        ("{list: [{name: a}]}", "{list: [{x: 1}]}", True),
        ("{}", "{list: [{name: a, list: [{}]}]}", True),
        ("{words: [a, a]}", "{}", True),
        ("{words: [a]}", "{words: [a]}", False),
        ("{ports: [{port: 1, protocol: T}]}", "{ports: [{port: 1}]}", True),
        ("{other: [1, 1, {}]}", "{}", False),
    ],
)
def test_odd_lists_are_told(target: str, patch: str, is_odd: bool) -> None:
    merger = Merger(SCHEMA)
    merger.merge({**ID, **read(target)}, {**ID, **read(patch)})
    assert merger.is_odd is is_odd


def test_the_whole_resource() -> None:
    assert merged("{a: 1}", "{$patch: delete}") is None
    assert merged("{a: 1}", "{$patch: replace, a: 2}") == {"a": 1}
    assert merged("{a: 1}", "{$patch: merge, a: 2}") == {"a": 2}


WRONG = [
    ("{a: 1}", "{a: {b: 1}}", "the patch has a mapping where the resource has a scalar", "a"),
    ("{a: 1}", "{a: [1]}", "the patch has a list where the resource has a scalar", "a"),
    ("{a: {b: 1}}", "{a: 1}", "the patch has a scalar where the resource has a mapping", "a"),
    ("{a: {b: {}}}", "{a: {b: []}}", "the patch has a list where the resource has a mapping", "b"),
    (
        "{list: [{name: a}]}",
        "{list: {name: a}}",
        "the patch has a mapping where the resource has a list",
        "list",
    ),
    ("{a: {}}", "{a: {$patch: drop}}", "unknown directive $patch: drop", "$patch"),
    ("{a: {}}", "{a: {$patch: null}}", "unknown directive $patch: null", "$patch"),
    ("{}", "{$patch: true}", "unknown directive $patch: true", "$patch"),
    ("{}", "{a: {b: {$patch: drop}}}", "unknown directive $patch: drop", "$patch"),
    ("{list: []}", "{list: [{$patch: drop}]}", "unknown directive $patch: drop", "$patch"),
    ("{}", "{$patch: replace, a: {$patch: drop}}", "unknown directive $patch: drop", "$patch"),
]


@pytest.mark.parametrize(("target", "patch", "message", "key"), WRONG)
def test_conflict(target: str, patch: str, message: str, key: str) -> None:
    with pytest.raises(Conflict) as raised:
        merged(target, patch)
    assert raised.value.message == message
    assert raised.value.key == key
    assert isinstance(raised.value.parent, dict)
    assert key in raised.value.parent


@pytest.mark.parametrize("target", ["{list: [s, {name: a}]}", "{list: [[], {name: a}]}", "{words: [{a: 1}]}"])
def test_conflict_inside_the_resource(target: str) -> None:
    with pytest.raises(Conflict, match=r"is merged here|are merged here"):
        merged(target, "{b: 1}")


def test_texts_decide_on_quotes() -> None:
    class Quoted(Texts):
        def is_quoted(self, parent: dict[str, object], key: str, value: str) -> bool:
            return parent[key] == value == "word"

        def source(self, parent: dict[str, object], key: str, value: object) -> str:
            return f"<{value}>" if parent[key] == value else "?"

    assert merged("{a: word, b: other}", "{a: 1, b: 1}", texts=Quoted()) == {"a": "<1>", "b": 1}


@pytest.mark.parametrize(
    ("value", "quoted"),
    [("1", True), ("true", True), ("", True), ("a\nb", True), ("a: b", True), ("a", False), ("no", False)],
)
def test_what_must_have_been_quoted(value: str, quoted: bool) -> None:
    assert Texts().is_quoted({}, "", value) is quoted
