"""Values files: documents, layers, errors with their place."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from kforge.chart.values import merge, parse, read_files
from kforge.errors import FileError, KforgeError, ValuesError


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("", {}),
        ("# nothing\n", {}),
        ("null\n", {}),
        ("a: 1\n", {"a": 1}),
        ("a: {b: 1, c: 2}\n---\na: {c: null, d: 3}\n", {"a": {"b": 1, "c": None, "d": 3}}),
        ("---\na: 1\n---\n---\nb: 2\n---\n", {"a": 1, "b": 2}),
        ("a: 1\n--- # comment\nb: 2\n", {"a": 1, "b": 2}),
        ("a: 1\n---#\nb: 2\n", {"a": 1, "b": 2}),
        ("a: 1\r\n---\r\nb: 2\r\n", {"a": 1, "b": 2}),
        ("a: [1]\n---\na: [2]\n", {"a": [2]}),
        ("a: {b: 1}\n---\na: x\n", {"a": "x"}),
        ("a: x\n---\na: {b: 1}\n", {"a": {"b": 1}}),
        ("on: x\nn: 012\n", {"true": "x", "false": 10}),  # as Go reads keys and values
        ("a: 1\na: 2\n", {"a": 2}),
        ("a: '---'\nb: |\n  ---\n", {"a": "---", "b": "---\n"}),
    ],
)
def test_parse(text: str, values: dict[str, object]) -> None:
    assert parse(text, "v.yaml") == values


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("- a\n", "v.yaml:1: values must be a mapping, not a list\n  1 | - a"),
        ("a: 1\n---\n\ntext\n", "v.yaml:4: values must be a mapping, not a string\n  4 | text"),
        (
            "a: 1\n--- b: 2\n",
            "v.yaml:2:4: nothing but a comment may follow --- in a values file\n  2 | --- b: 2\n    |    ^",
        ),
    ],
)
def test_errors_show_the_place(text: str, error: str) -> None:
    with pytest.raises(ValuesError) as caught:
        parse(text, "v.yaml")
    assert caught.value.render() == error


@pytest.mark.parametrize(
    ("text", "line"), [("a: [\n", 1), ("a: 1\n---\nb: {\n", 3), ("a: 1\n---\nb: 1\n---\n\nc: ]\n", 6)]
)
def test_a_mistake_is_found_in_the_line_of_the_whole_file(text: str, line: int) -> None:
    with pytest.raises(KforgeError) as caught:
        parse(text, "v.yaml")
    assert caught.value.position
    assert (caught.value.position.file, caught.value.position.line) == ("v.yaml", line)


def test_merge_leaves_both_layers_as_they_were() -> None:
    base: dict[str, object] = {"a": {"b": 1}, "c": 1}
    over: dict[str, object] = {"a": {"d": None}, "c": None}
    assert merge(base, over) == {"a": {"b": 1, "d": None}, "c": None}
    assert (base, over) == ({"a": {"b": 1}, "c": 1}, {"a": {"d": None}, "c": None})


def test_files_are_read_in_order_and_stdin_among_them(write: Callable[[Any], Path]) -> None:
    folder = write({"a.yaml": "x: 1\nw: {a: 1}\n", "b.yaml": "w: {b: 2}\nz: 3\n"})
    stdin = io.TextIOWrapper(io.BytesIO(b"x: 2\nz: 1\n"))
    with mock.patch.object(sys, "stdin", stdin):
        found = read_files([str(folder / "a.yaml"), "-", str(folder / "b.yaml")])
    assert found == {"x": 2, "w": {"a": 1, "b": 2}, "z": 3}


def test_stdin_is_named_in_errors() -> None:
    stdin = io.TextIOWrapper(io.BytesIO(b"- x\n"))
    with mock.patch.object(sys, "stdin", stdin), pytest.raises(ValuesError) as caught:
        read_files(["-"])
    assert str(caught.value.position) == "<stdin>:1"


def test_what_cannot_be_read() -> None:
    with pytest.raises(FileError) as caught:
        read_files(["missing.yaml"])
    assert caught.value.render() == "missing.yaml: no such file or directory"
    with pytest.raises(ValuesError, match="this version reads values from disk only"):
        read_files(["https://example.com/values.yaml"])
