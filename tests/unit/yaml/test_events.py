"""The node graph: kinds, styles and places."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kforge.errors import YamlError
from kforge.yaml.events import MAX_DEPTH, Node, compose

from .yaml_texts import Writer


def root(text: str) -> Node:
    node = compose(text)[0]
    assert node is not None
    return node


def test_places_and_styles() -> None:
    text = "a: 'b'\nlist:\n- \"x\"\n- |\n  lit\n- >-\n  fold\n- [1, {k: v}]\n"
    keys = {name.value: value for name, value in root(text).pairs}
    assert (keys["a"].style, keys["a"].line, keys["a"].column, keys["a"].end_column) == ("single", 1, 4, 7)
    styles = [(node.kind, node.style, node.line, node.column) for node in keys["list"].items]
    assert styles == [
        ("scalar", "double", 3, 3),
        ("scalar", "literal", 4, 3),
        ("scalar", "folded", 6, 3),
        ("sequence", "flow", 8, 3),
    ]
    flow = keys["list"].items[3]
    assert (flow.end_line, flow.end_column) == (8, 14)
    assert flow.items[1].pairs[0][1].value == "v"
    assert repr(flow) == "Node(sequence, flow, 8:3-8:14, '')"


def test_anchors_tags_and_aliases() -> None:
    first, second, third = (value for _, value in root("a: &x !!str 1\nb: *x\nc: !foo [2]\n").pairs)
    assert (first.anchor, first.tag, first.alias) == ("x", "tag:yaml.org,2002:str", "")
    assert (second.alias, second.target, second.value, second.line, second.column) == ("x", first, "1", 2, 4)
    assert second.tag == first.tag
    assert third.tag == "!foo"


def test_documents() -> None:
    roots = compose("# c\n---\n---\na: 1\n---\n~\n--- ''\n")
    assert [node and (node.kind, node.value) for node in roots] == [
        None,
        ("mapping", ""),
        ("scalar", "~"),
        ("scalar", ""),
    ]
    assert compose("") == []
    assert compose("# only a comment\n") == []


def test_a_walk_goes_in_source_order_and_enters_no_alias() -> None:
    text = "a: &x [1, {b: 2}]\nc: *x\nd: 3\n"
    found = [node.value or node.alias or node.kind for node in root(text).walk()]
    assert found == ["mapping", "a", "sequence", "1", "mapping", "b", "2", "c", "x", "d", "3"]


def test_lines_start_where_the_caller_says() -> None:
    node = compose("a: 1\nb: 2\n", "f.yaml", 10)[0]
    assert node is not None
    assert [name.line for name, _ in node.pairs] == [10, 11]
    with pytest.raises(YamlError) as caught:
        compose("a: 1\nb: [\n", "f.yaml", 10)
    assert str(caught.value.position) == "f.yaml:11:4"


def test_depth() -> None:
    assert root("[" * MAX_DEPTH + "]" * MAX_DEPTH).kind == "sequence"
    with pytest.raises(YamlError) as caught:
        compose("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))
    assert caught.value.message == "nested more than 400 levels deep"
    with pytest.raises(YamlError):
        compose("[" * 100_000)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32))
def test_every_plain_scalar_stands_where_it_says(seed: int) -> None:
    text = "spec:\n" + Writer(seed, 0.7).body()
    lines = text.split("\n")
    try:
        roots = compose(text)
    except YamlError:
        return
    for node in (node for top in roots if top for node in top.walk()):
        bare = node.style == "plain" and not (node.tag or node.anchor or node.alias)
        if bare and node.line == node.end_line:
            assert lines[node.line - 1][node.column - 1 : node.end_column - 1] == node.value
