"""Rendered text to manifests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kforge.errors import KforgeError, Position
from kforge.render.engines import StaticText
from kforge.render.manifests import ORDER, Manifest, Reader, order, split


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ("", []),
        ("\n \n", []),
        ("a: 1\n", [(1, "a: 1\n")]),
        ("\n\n  a: 1\n", [(3, "a: 1\n")]),
        ("a: 1\n---\nb: 2\n", [(1, "a: 1\n"), (3, "b: 2\n")]),
        ("---\na: 1\n---\n", [(2, "a: 1\n")]),
        ("---\n---\n\n---\n# c\n", [(5, "# c\n")]),
        ("---kind: A\n", [(1, "kind: A\n")]),
        ("---   kind: A\n--- # c\nkind: B", [(1, "kind: A\n"), (2, "# c\nkind: B")]),
        ("----\n", [(1, "-\n")]),
        ("a: |\n  ---\nb: 1\n", [(1, "a: |\n  ---\nb: 1\n")]),
        ("a: 1\r\n---\r\nb: 2\r\n", [(1, "a: 1\r\n"), (3, "b: 2\r\n")]),
        ("\xa0\v\fa: 1", [(1, "a: 1")]),
        ("\x1ca: 1", [(1, "\x1ca: 1")]),  # white space to Python, not to Go
        ("------\n", [(1, "---\n")]),
    ],
)
def test_split(text: str, documents: list[tuple[int, str]]) -> None:
    assert split(text) == documents


@given(st.text(alphabet="-a \n", max_size=40))
def test_every_document_stands_where_split_says(text: str) -> None:
    lines = text.split("\n")
    for line, document in split(text):
        first = document.split("\n")[0]
        assert lines[line - 1].endswith(first)


def test_documents_come_in_the_order_of_their_kinds() -> None:
    def manifest(kind: str, name: str) -> Manifest:
        result = Manifest("c/templates/a.yaml", "", Position, 1)  # type: ignore[arg-type]
        result.kind, result.name = kind, name
        return result

    given_kinds = ["Zebra", "Ingress", "", "Apple", "Namespace", "Zebra", "Ingress"]
    found = order(manifest(kind, str(number)) for number, kind in enumerate(given_kinds))
    assert [(one.kind, one.name) for one in found] == [
        ("Namespace", "4"),
        ("Ingress", "1"),
        ("Ingress", "6"),
        ("", "2"),
        ("Apple", "3"),
        ("Zebra", "0"),
        ("Zebra", "5"),
    ]
    assert len(ORDER) == 38


def read(text: str) -> Reader:
    warnings: list[str] = []
    lines = text.split("\n")
    reader = Reader(warnings.append, lambda position: lines[position.line - 1])
    reader.add("c/templates/a.yaml", StaticText(text, "c/templates/a.yaml"))
    reader.warnings = warnings  # type: ignore[attr-defined]
    return reader


def hook(events: str) -> str:
    return f"kind: Job\nmetadata:\n  name: x\n  annotations: {{helm.sh/hook: {events}}}\n"


@pytest.mark.parametrize(
    ("events", "found"),
    [
        ("pre-install", ["pre-install"]),
        ("'pre-install, Post-Delete '", ["pre-install", "post-delete"]),
        ("test-success", ["test"]),
        ("test", ["test"]),
    ],
)
def test_hooks(events: str, found: list[str]) -> None:
    (manifest,) = read(hook(events)).manifests
    assert (manifest.kind, manifest.name, manifest.events) == ("Job", "x", found)
    assert manifest.is_hook
    assert manifest.is_test is ("test" in found)


@pytest.mark.parametrize("events", ["crd-install", "''", "null", "'pre-install,nope'"])
def test_unknown_hooks_are_left_out_with_a_warning(events: str) -> None:
    reader = read(hook(events))
    assert reader.manifests == []
    (warning,) = reader.warnings  # type: ignore[attr-defined]
    assert warning.startswith("c/templates/a.yaml:1: Job x is left out: there is no hook ")


def test_a_plain_manifest_and_its_lines() -> None:
    reader = read("# one\n---\n\nkind: A\nmetadata: {name: 7, annotations: {a: 1}}\n")
    comment, manifest = reader.manifests
    assert (comment.kind, comment.text) == ("", "# one\n")
    assert (manifest.kind, manifest.name, manifest.is_hook) == ("A", "7", False)
    assert str(manifest.position(1)) == "c/templates/a.yaml:4"
    assert manifest.document().startswith("---\n# Source: c/templates/a.yaml\nkind: A\n")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (
            "\n\n- a\n",
            "c/templates/a.yaml:3:1: not a manifest: the document must be a mapping, not a list\n"
            "  3 | - a\n    | ^",
        ),
        (
            "kind: A\nmetadata:\n  annotations:\n    b: [1]\n",
            "c/templates/a.yaml:4:8: not a manifest: metadata.annotations.b must be a string, not a list\n"
            "  4 |     b: [1]\n    |        ^",
        ),
    ],
)
def test_what_is_no_manifest(text: str, error: str) -> None:
    (found,) = read(text).errors
    assert found.render() == error


def test_a_yaml_mistake_is_told_at_its_line() -> None:
    (error,) = read("kind: A\n---\nkind: B\n  x: 1\n").errors
    assert error.message.startswith("not a manifest: ")
    assert (str(error.position), error.source) == ("c/templates/a.yaml:4:3", "  x: 1")


def test_one_error_for_each_template() -> None:
    reader = read("- a\n---\n- b\n")
    assert len(reader.errors) == 1
    assert isinstance(reader.errors[0], KforgeError)
