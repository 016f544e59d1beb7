"""Whole texts, as the tables record what kubectl and kustomize make of them; the calls' own rules."""

import csv
import json
from pathlib import Path

import pytest

from kforge.errors import YamlError
from kforge.yaml.construct import construct
from kforge.yaml.emit import dump
from kforge.yaml.events import compose
from kforge.yaml.parse import Document, first_document, parse_documents, parse_one
from kforge.yaml.scalars import GO, KUSTOMIZE

from .documents import FILES

DATA = Path(__file__).parents[2] / "data"

# kubectl writes U+FFFD over a byte that is not UTF-8; helm and kustomize refuse it, and so does kforge.
STRICTER = {("latin-1 byte", GO)}


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def specs(text: str | bytes, reading: str) -> str:
    """The documents' `spec` as the table shows them, or ERR."""
    try:
        documents = parse_documents(text, reading=reading, duplicates="last" if reading == GO else "error")
    except YamlError:
        return "ERR"
    trees = [document.tree for document in documents if document.tree is not None]
    return " | ".join(json.dumps(tree["spec"], sort_keys=True) for tree in trees if isinstance(tree, dict))


def comparable(cell: str) -> object:
    """JSON texts as values: 1.0 is 1, and how many digits a huge number shows does not matter."""
    if cell.startswith("ERR"):
        return "ERR"
    return [json.loads(part, parse_int=lambda digits: int(float(digits))) for part in cell.split(" | ")]


def test_every_row_of_the_table_has_its_text() -> None:
    assert {row["name"] for row in table("documents.csv")} == set(FILES)


@pytest.mark.parametrize("reading", [GO, KUSTOMIZE])
@pytest.mark.parametrize("row", table("documents.csv"), ids=lambda row: row["name"])
def test_documents(row: dict[str, str], reading: str) -> None:
    got = comparable(specs(FILES[row["name"]], reading))
    cell = row["kubectl" if reading == GO else "kustomize"]
    assert got == ("ERR" if (row["name"], reading) in STRICTER else comparable(cell))


def value_text(row: dict[str, str]) -> str:
    return f"spec:\n  v: {json.loads(row['scalar_json'])}\n"


def key_document(row: dict[str, str]) -> str:
    return f"spec:\n  {json.loads(row['scalar_json'])}: KEYV\n"


def printed(cell: str) -> str:
    return json.loads(cell[5:]) if cell.startswith("json:") else cell


@pytest.mark.parametrize("row", table("scalars.csv"), ids=lambda row: row["scalar_json"])
def test_values_as_kustomize_prints_them(row: dict[str, str]) -> None:
    if row["kustomize_value"].startswith("error"):
        with pytest.raises(YamlError):
            parse_documents(value_text(row), reading=KUSTOMIZE)
        return
    tree = parse_one(value_text(row), reading=KUSTOMIZE)
    text = dump(tree).removeprefix("spec:\n  v:").removesuffix("\n")
    assert text.replace("\n  ", "\n").lstrip(" ") == printed(row["kustomize_value"])


@pytest.mark.parametrize("row", table("scalars.csv"), ids=lambda row: row["scalar_json"])
def test_keys_as_kubectl_reads_them(row: dict[str, str]) -> None:
    cell, text = row["kubectl_key"], json.loads(row["scalar_json"])
    if cell.startswith("error"):
        with pytest.raises(YamlError):
            parse_documents(key_document(row))
        return
    spec = parse_one(key_document(row))["spec"]
    if cell.startswith("other:"):
        assert not isinstance(spec, dict) or text not in spec
    else:
        assert spec == {text if cell == "str" else json.loads(cell[4:]): "KEYV"}


@pytest.mark.parametrize("row", table("scalars.csv"), ids=lambda row: row["scalar_json"])
def test_keys_as_kustomize_reads_them(row: dict[str, str]) -> None:
    cell = row["kustomize_key"]
    if cell.startswith("error"):
        with pytest.raises(YamlError):
            parse_documents(key_document(row), reading=KUSTOMIZE)
        return
    text = dump(parse_one(key_document(row), reading=KUSTOMIZE)).removeprefix("spec:").strip(" \n")
    if cell.startswith("other:"):
        assert f"{json.loads(row['scalar_json'])}: KEYV" not in text
    else:
        assert text == f"{printed(cell)}: KEYV"


def test_documents_are_counted_and_placed() -> None:
    text = "# first\n---\n# only this\n---\n\n  a: 1\n---\n---\n- b\n"
    found = [(document.line, document.tree) for document in parse_documents(text)]
    assert found == [(0, None), (6, {"a": 1}), (0, None), (9, ["b"])]


def test_the_full_parser_places_documents_in_the_whole_text() -> None:
    text = "a: 1\n---\n# c\nb: &x 2\nc: *x\n"
    assert [(document.line, document.tree) for document in parse_documents(text)] == [
        (1, {"a": 1}),
        (4, {"b": 2, "c": 2}),
    ]
    with pytest.raises(YamlError) as caught:
        parse_documents("a: 1\n---\n# c\nb: 2\nb: 3\n", "f.yaml")
    assert caught.value.render() == (
        "f.yaml:5:1: the key b is here twice: first in line 4, column 1\n"
        "  5 | b: 3\n"
        "    | ^\n"
        "  hint: keep one of them"
    )


def test_empty_texts() -> None:
    assert parse_documents("") == []
    assert parse_one("") is None
    assert parse_one("# nothing\n") is None
    assert [document.line for document in parse_documents("# nothing\n---\n")] == [0]
    assert repr(Document(None, 0)) == "Document(line=0, tree=None)"


def test_one_document_is_one() -> None:
    assert parse_one("---\n---\na: 1\n---\n") == {"a": 1}
    with pytest.raises(YamlError) as caught:
        parse_one("a: 1\n---\n\nb: 2\n", "f.yaml")
    assert str(caught.value.position) == "f.yaml:4"


def test_the_last_of_equal_keys_wins_on_demand() -> None:
    text = "a: 1\nb: 2\na: 3\nyes: 4\non: 5\n"
    assert parse_one(text, duplicates="last") == {"a": 3, "b": 2, "true": 5}
    with pytest.raises(YamlError):
        parse_one(text)
    with pytest.raises(YamlError):
        parse_one("yes: 4\non: 5\n")
    assert parse_one("yes: 4\non: 5\n", reading=KUSTOMIZE) == {"yes": 4, "on": 5}


def test_trees_share_nothing() -> None:
    tree = parse_one("a: &x {b: [1]}\nc: *x\nd: {<<: *x}\ne: []\nf: []\n")
    tree["a"]["b"].append(2)
    tree["e"].append(3)
    assert tree == {"a": {"b": [1, 2]}, "c": {"b": [1]}, "d": {"b": [1]}, "e": [3], "f": []}
    again = parse_one("e: []\n")
    assert again == {"e": []}


def test_separators() -> None:
    assert parse_one("--- {a: 1}\n", reading=KUSTOMIZE) == {"a": 1}
    for text in ("--- {a: 1}\n", "---a\n"):
        with pytest.raises(YamlError) as caught:
            parse_documents(text, "f.yaml")
        assert str(caught.value.position) == "f.yaml:1:4"
    with pytest.raises(YamlError):
        parse_documents("a: 1\n--- {a: 1}\n", reading=KUSTOMIZE)


def test_depth_is_bounded() -> None:
    for text in (
        "".join("  " * n + "a:\n" for n in range(600)),
        "- " * 600 + "x",
        "[" * 600 + "]" * 600,
        "{a: " * 600 + "1" + "}" * 600,
        "a: " + "&a [" * 10 + "]" * 10 + "\n" + "".join("  " * n + "- \n" for n in range(600)),
    ):
        with pytest.raises(YamlError):
            parse_documents(text)
    assert parse_one("[" * 300 + "]" * 300) is not None
    assert parse_one("".join("  " * n + "a:\n" for n in range(300))) is not None


def test_bytes() -> None:
    assert parse_one("\ufeffa: é\n".encode()) == {"a": "é"}
    assert parse_one("\ufeffa: é\n".encode("utf-16-be")) == {"a": "é"}
    with pytest.raises(YamlError) as caught:
        parse_one(b"a: 1\nb: \xff\n", "f.yaml")
    assert str(caught.value.position) == "f.yaml:2:4"


FIRST = [
    ("a: |+\n  x\n\n\n---\nb: 1\n", {"a": "x\n\n\n"}),
    ("a: |-\n  x\n\n---", {"a": "x"}),
    ("a: |-\n", {"a": ""}),
    ("a:\n  b: |\n\n\n", {"a": {"b": ""}}),
    ("a: >+\n\n\n", {"a": "\n\n"}),
    ("a: |+\n\n\n---\n", {"a": "\n\n"}),
    ("\na: 1\n---\n: - {", {"a": 1}),
    ("# one\n---\na: 1\n---", {"a": 1}),
    ("---\na: 1\n--- b\n", {"a": 1}),
    ("a: '---\n\n  b'\n---\nc", {"a": "---\nb"}),
]


@pytest.mark.parametrize(("text", "tree"), FIRST, ids=[repr(text) for text, _ in FIRST])
def test_the_first_document(text: str, tree: object) -> None:
    assert first_document(text) == tree
    composed = next(root for root in compose(text, only_first=True) if root)
    assert construct(composed, text, "", 1, GO, "last") == tree


@pytest.mark.parametrize(
    "text", ["a: 1\n---x\n", "a: 1\n---x", "a: 1\n------", "a: 1\n---\n\x00", "a: 1\nb---\n---"]
)
def test_what_follows_the_first_document_is_its_own_line(text: str) -> None:
    with pytest.raises(YamlError):
        first_document(text)
