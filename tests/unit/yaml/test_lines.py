"""The line reader agrees with the full parser, or hands over."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kforge.errors import YamlError
from kforge.yaml.handover import Unusual
from kforge.yaml.lines import read
from kforge.yaml.parse import full, parse_one
from kforge.yaml.scalars import GO, KUSTOMIZE

from .yaml_texts import Writer

ORDINARY = """\
# a comment
apiVersion: v1

kind: Foo
metadata:
  name: "web"   # why not
  labels: {app: web, "tier": 'front', ports: [80, yes]}
  annotations: {}
spec:
- name: a
  args: []
  list:
  - x
  -   w: 1
      z:
  text: |
    line

      more
  folded: >-
    one
    two

    three
  last: it's & that # c
- plain text
  going on

  and on # end
-
  k: "tab\\tline\\n \\"q\\" \\\\"
- 'it''s'
-
    deep:
        deeper: 1
- http://a:80/b?c=d#e
- ~
"""
TREE = {
    "apiVersion": "v1",
    "kind": "Foo",
    "metadata": {
        "name": "web",
        "labels": {"app": "web", "tier": "front", "ports": [80, True]},
        "annotations": {},
    },
    "spec": [
        {
            "name": "a",
            "args": [],
            "list": ["x", {"w": 1, "z": None}],
            "text": "line\n\n  more\n",
            "folded": "one two\nthree",
            "last": "it's & that",
        },
        "plain text going on\nand on",
        {"k": 'tab\tline\n "q" \\'},
        "it's",
        {"deep": {"deeper": 1}},
        "http://a:80/b?c=d#e",
        None,
    ],
}


def by_lines(text: str, reading: str) -> object:
    tree, _ = read(text, reading)
    return tree


def by_the_full_parser(text: str, reading: str) -> object:
    return [document.tree for document in full(text, "", 1, reading, "error")]


def test_the_ordinary() -> None:
    assert read(ORDINARY, GO) == (TREE, 1)
    TREE["metadata"]["labels"]["ports"][1] = "yes"  # type: ignore[index]
    assert read(ORDINARY, KUSTOMIZE) == (TREE, 1)


def test_nothing() -> None:
    assert read("", GO) == (None, -1)
    assert read("\n# only\n\n", GO) == (None, -1)


UNUSUAL = [
    "a: &x 1\n", "a: *x\n", "a: !t 1\n", "a: [1,\n 2]\n", "a: 'x\n  y'\n", "? a\n: b\n", "- - a\n",
    "a: 1\na: 2\n", "a:\t1\n", "a: b\n\tc\n", "a: 1\rb: 2\n", "a: \ufeff\n", "a: x\u2028y\n", "a: x\x85y\n",
    "a: \x01\n", "a: |\n  \x01\n", "a: |\n  x\u2028y\n", "a: |\n  x\ry\n", "a: |2\n  x\n", "a: |\n  x",
    "a: >+\n  x\n\n", "a: >\n  x\n   y\n", "a: |\n    \n  x\n", "a: |\n\tx\n", "a: |\n  x\n\ty\n",
    "a: |\n  \tx\n",
    "a: \"\\x41\"\n", '"a\\n": 1\n', "a : 1\n", "a: .inf\n", "<<: {a: 1}\n", '"<<": 1\n', "~: 1\n", "...\n",
    "--- a\n", "a: b: c\n", "a: 1\n b: 2\n", "a:\n  b: 1\n c: 2\n", "- a\nb: 1\n", "a: 1\n- b\n", "a: - b\n",
    "a: @b\n", "a: b # c\n  d\n", "a: b\n# c\n  d\n", "a: |\n  x\n y\n", "a: [a b: c]\n", "a: [x, , y]\n",
    "a: {b: , c: 1}\n", "a: {b: 1, b: 2}\n", "a: {b:1}\n", "a: [\"x\"y]\n", "a: [b: c]\n", "a: {b, c}\n",
    "a: [}\n", "a: [1]]\n", "a: {b: [}\n", "k" * 1001 + ": 1\n", "a: x: \n", "%YAML 1.1\n",
]  # fmt: skip


@pytest.mark.parametrize("text", UNUSUAL)
@pytest.mark.parametrize("reading", [GO, KUSTOMIZE])
def test_the_unusual_is_handed_over(text: str, reading: str) -> None:
    with pytest.raises(Unusual):
        read(text, reading)


@pytest.mark.parametrize(
    "text", ["1: a\n", "true: a\n", "2001-12-14: a\n", "1.5: a\n", "{1: a}\n", "a: {1: b}\n"]
)
def test_keys_kustomize_refuses_are_handed_over(text: str) -> None:
    with pytest.raises(Unusual):
        read(text, KUSTOMIZE)


def test_collections_are_made_anew_from_remembered_lines() -> None:
    text = "a: []\nb: {c: [1]}\n"
    first, second = by_lines(text, GO), by_lines(text, GO)
    assert first == second == {"a": [], "b": {"c": [1]}}
    first["a"].append(1)  # type: ignore[index]
    first["b"]["c"].append(2)  # type: ignore[index]
    assert second == by_lines(text, GO) == {"a": [], "b": {"c": [1]}}


def test_readings_do_not_share_what_they_remember() -> None:
    assert (by_lines("a: yes\n", GO), by_lines("a: yes\n", KUSTOMIZE)) == ({"a": True}, {"a": "yes"})
    assert (by_lines("yes: 1\n", KUSTOMIZE), by_lines("yes: 1\n", GO)) == ({"yes": 1}, {"true": 1})


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([0.0, 0.1, 0.5, 1.0]), st.sampled_from([GO, KUSTOMIZE]))
def test_both_parsers_agree_on_texts_as_people_write_them(seed: int, oddity: float, reading: str) -> None:
    text = "spec:\n" + Writer(seed, oddity).body()
    try:
        tree = by_lines(text, reading)
    except Unusual:
        return
    assert by_the_full_parser(text, reading) == [tree]


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32))
def test_the_ordinary_is_not_handed_over(seed: int) -> None:
    text = "spec:\n" + Writer(seed, 0.0).body()
    assert by_the_full_parser(text, GO) == [by_lines(text, GO)]


PIECES = [
    "a", "b", " ", "  ", "\n", "\n  ", "\n    ", ":", ": ", "- ", "-", '"', "'", "[", "]", "{", "}",
    ", ", ",", "?", "? ", "#", " #", "|", ">", "|\n", "&a", "*a", "!", "%", "@", "\\", "\\n", "\t", "~",
    "1", "---", "...", "<<", "\r", "é", "=", '"a"', "'b'", "a: ", "b: ", "key: ", "[a, b]", "{a: b}",
    ">-\n    ", "|+\n", "\n\n", "\n  - ", "\n  k: ", "\n  # c", "\x85", "\u2028", "\ufeff", "\x01",
]  # fmt: skip


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.sampled_from([GO, KUSTOMIZE]))
def test_both_parsers_agree_on_any_text(text: str, reading: str) -> None:
    text = f"k: {text}\n"
    try:
        tree = by_lines(text, reading)
    except Unusual:
        return
    assert by_the_full_parser(text, reading) == [tree]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    for reading in (GO, KUSTOMIZE):
        line = 0
        try:
            parse_one(text, "f.yaml", reading=reading)
        except YamlError as error:
            line = error.position.line if error.position else -1
        assert 0 <= line <= sum(map(text.count, "\n\r\x85\u2028")) + 1
