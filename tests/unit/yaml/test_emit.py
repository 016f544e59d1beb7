"""The emitter against every string of the table, and its own rules of layout."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kforge.errors import YamlError
from kforge.yaml.emit import dump, dump_documents, key, scalar
from kforge.yaml.parse import parse_one
from kforge.yaml.scalars import GO, KUSTOMIZE

DATA = Path(__file__).parents[2] / "data"


def rows() -> list[dict[str, str]]:
    with (DATA / "quoting.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_the_table_is_whole() -> None:
    assert len(rows()) == 815


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["text_json"][:40])
def test_values(row: dict[str, str]) -> None:
    tree = {"spec": {"v0000": json.loads(row["text_json"])}}
    if row["kustomize_value"].startswith("error"):
        with pytest.raises(YamlError):
            dump(tree)
        return
    text = dump(tree).removeprefix("spec:\n  v0000: ").replace("\n  ", "\n")
    assert text.rstrip("\n") == json.loads(row["kustomize_value"]).rstrip("\n")


# kustomize drops every key "<<" when it reads; the emitter of kubectl and helm prints it.
DROPPED = "error: dropped from the output"


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["text_json"][:40])
def test_keys(row: dict[str, str]) -> None:
    tree = {"spec": {json.loads(row["text_json"]): "x"}}
    if row["kustomize_key"].startswith("error") and row["kustomize_key"] != DROPPED:
        with pytest.raises(YamlError):
            dump(tree)
        return
    text = dump(tree).removeprefix("spec:\n  ")
    if row["kustomize_key"] == DROPPED:
        assert text == "<<: x\n"
    elif row["style_key"].startswith("explicit-key"):
        assert text.removesuffix("  : x\n").replace("\n  ", "\n") == json.loads(row["kustomize_key"])
    else:
        assert text == json.loads(row["kustomize_key"]) + ": x\n"


NUMBERS = {
    -0.0: "0", 1.0: "1", 1.5: "1.5", 1e20: "1e+20", 1e19: "10000000000000000000", 1e21: "1e+21",
    1e-7: "1e-07", 1234567.5: "1.2345675e+06",
    2**63 - 1: "9223372036854775807", 2**64 - 1: "18446744073709551615",
    2**64: "1.8446744073709552e+19", -(2**63): "-9223372036854775808", -(2**63) - 1: "-9.223372036854776e+18",
    1234567890123456789.0: "1234567890123456800",
}  # fmt: skip


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers(number: float) -> None:
    assert scalar(number) == NUMBERS[number]


def test_scalars_and_keys_on_their_own() -> None:
    values = [None, True, False, "", "a", "yes", "a: b", "x\ny\n", "1" * 3 + " word" * 40]
    assert [scalar(value) for value in values] == [
        "null", "true", "false", '""', "a", '"yes"', "'a: b'", "|\n  x\n  y", "111" + " word" * 40,
    ]  # fmt: skip
    assert [key(text) for text in ("a", "on", "a: b", "x\ny")] == ["a", '"on"', "'a: b'", "? |-\n  x\n  y"]


TREE = {
    "b": [1, [2, {"x": "y", "a": None}], [], {}, {"k": [True]}],
    "a": {"z": {}, "y": []},
    "text": {"literal": "a\n b\n", "keep": "a\n\n", "strip": "a\nb", "indented": " a\nb", "empty": "\n"},
    "x\ny": {"list": [{"m\nn": ["v"]}]},
    "long" * 40: "v",
}


def test_layout() -> None:
    assert dump(TREE) == (
        'a:\n  "y": []\n  z: {}\n'
        'b:\n- 1\n- - 2\n  - a: null\n    x: "y"\n- []\n- {}\n- k:\n  - true\n'
        f"? {'long' * 40}\n: v\n"
        "text:\n  empty: |2+\n\n  indented: |2-\n     a\n    b\n  keep: |+\n    a\n\n"
        "  literal: |\n    a\n     b\n  strip: |-\n    a\n    b\n"
        "? |-\n  x\n  y\n: list:\n  - ? |-\n      m\n      n\n    : - v\n"
    )


def test_roots() -> None:
    assert [dump(tree) for tree in ({}, [], None, "a", [1, [2]], {"a": (1, 2)})] == [
        "{}\n", "[]\n", "null\n", "a\n", "- 1\n- - 2\n", "a:\n- 1\n- 2\n",
    ]  # fmt: skip


def test_order_is_kept_on_demand() -> None:
    assert dump({"b": 1, "a": {"d": 2, "c": 3}}, sort_keys=False) == "b: 1\na:\n  d: 2\n  c: 3\n"


def test_documents() -> None:
    assert dump_documents([{"a": 1}, {"b": 2}]) == "a: 1\n---\nb: 2\n"
    assert dump_documents([]) == ""


@pytest.mark.parametrize(
    "tree", [{"a": float("inf")}, [float("nan")], ["\x85--- a"], {"a": object()}, {1: "a"}, {"\x85": 1}]
)
def test_what_cannot_be_written_is_refused(tree: object) -> None:
    with pytest.raises(YamlError):
        dump(tree)


def test_bottomless_data_are_refused() -> None:
    tree: list[object] = []
    tree.append(tree)
    with pytest.raises(YamlError):
        dump(tree)


@pytest.mark.parametrize(
    ("length", "fits"), [("x" * 1022, True), ("x" * 1023, False), ("é" * 1022, True), ("<" * 171, False)]
)
def test_keys_too_long_for_the_tools_own_json(length: str, fits: bool) -> None:
    if fits:
        assert dump({length: 1}) == f"? {length}\n: 1\n"
    else:
        with pytest.raises(YamlError):
            dump({length: 1})


def test_subclasses_are_what_they_derive_from() -> None:
    class Text(str):
        pass

    class Mapping(dict[str, object]):
        pass

    assert dump(Mapping(a=Text("yes"), b=Mapping())) == 'a: "yes"\nb: {}\n'


# what the real tools' JSON changes, or what they refuse; NEL and keys like << have tests of their own
LOST = "\x7f\x85" + "".join(map(chr, range(0x80, 0xA0))) + "\ufffe\uffff\u2028\u2029\ufeff"
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=LOST), max_size=120)
wordy = st.lists(st.sampled_from(["a", "word", "yes", "1", "", "x: y", "#", "'", '"', "-", "é"]), max_size=40)
strings = st.one_of(texts, wordy.map(" ".join), wordy.map("\n".join))
keys = strings.filter(lambda text: text != "<<")
trees = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**63), 2**63 - 1), strings),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=4)),
    max_leaves=12,
)


@given(st.dictionaries(keys, trees, max_size=4))
def test_every_reader_gets_the_same_data_back(tree: dict[str, object]) -> None:
    text = dump(tree)
    assert parse_one(text, reading=GO) == tree
    assert parse_one(text, reading=KUSTOMIZE) == tree


@given(trees)
def test_a_dump_is_a_fixed_point(tree: object) -> None:
    text = dump(tree)
    assert dump(parse_one(text)) == text
