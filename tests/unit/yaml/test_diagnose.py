"""Errors point at what a user must fix, in characters, not bytes, and say how."""

import pytest

from kforge.errors import YamlError
from kforge.yaml.events import compose
from kforge.yaml.parse import parse_documents

# text: line, column, message, words of the hint
CASES = {
    'a: "x\x01y"\n': (1, 6, "the control character '\\x01' is not allowed", ""),
    "é: b\né: \x80\n": (2, 4, "the control character '\\x80' is not allowed", ""),
    'é: 1\na: "b\n---\nc: d\n': (2, 4, "this quote is never closed", ""),
    "a: 'b\nc: d\n": (1, 4, "this quote is never closed", ""),
    'a: "\\ud83d"\n': (1, 7, "found invalid Unicode character escape code", ""),
    # colons
    "a: b: c\n": (1, 5, "a colon and a space inside a plain value", "quote"),
    "a: !foo b: c\n": (1, 10, "a colon and a space inside a plain value", "quote"),
    "a: b\n c: d\n": (2, 2, "this line is indented below one that has a value already", "same indentation"),
    "- a\n b: 1\n": (2, 2, "this line is indented below one that has a value already", "same indentation"),
    "a: 1\nb:2\nc: 3\n": (2, 2, "no space after the colon", "write b: and a space"),
    "a:1\nb: 2\n": (1, 2, "no space after the colon", "write a: and a space"),
    "- a\n-b\n- c\n": (2, 1, "no space after the dash", "a space"),
    "a: 1\nb\nc: 2\n": (2, 1, "no colon follows this text", "key: value"),
    "a\nb: 1\n": (1, 1, "no colon follows this text", "key: value"),
    "a: |\n x\ny\n": (3, 1, "no colon follows this text", "indented deeper"),
    # indentation
    "a:\n  b: 1\n c: 2\n": (3, 2, "the indentation of this line fits none of the lines above", "column 1"),
    "a: 1\n- b\n": (2, 1, "a list's entry among the keys of a mapping", "line 1 has keys in column 1"),
    "- a\nb: 1\n": (2, 1, "this is no entry of the list around it", "column 1"),
    "a:\n\tb: 1\n": (2, 1, "a tab in the indentation", "spaces"),
    "a: b\n\tc\n": (2, 1, "a tab in the indentation", "spaces"),
    "a: >\n\tx\n": (2, 1, "a tab in the indentation", "spaces"),
    "a: x # c\n  y\n": (2, 3, "text goes on after a comment", "quote the value"),
    # brackets
    "a: [b, c\nd: 1\n": (1, 4, "this [ is never closed", "]"),
    "a: {b: 1\nc: 2\n": (1, 4, "this { is never closed", "}"),
    "a: [b, {c: 1},\n": (1, 4, "this [ is never closed", "]"),
    "a: {b: [1], c:\n": (1, 4, "this { is never closed", "}"),
    'a: ["b" c]\n': (1, 9, "a comma or ] is missing before this", "quote"),
    "a: [b,,c]\n": (1, 7, ", where a value should stand", "empty value"),
    "a: ]\n": (1, 4, "] where a value should stand", "quote"),
    "{{- if x }}\na: 1\n": (1, 3, "- where a value should stand", "template"),
    # quotes and starts of values
    "a: 'it's'\n": (1, 8, "text after the closing quote", "'it''s'"),
    'a: "b" c\n': (1, 8, "text after the closing quote", "quote all of it"),
    'a: "C:\\dir"\n': (1, 7, "\\d is no escape", "single quotes"),
    'a: "\\xg"\n': (1, 7, "this escape lacks hexadecimal digits", "single quotes"),
    "a: @b\n": (1, 4, "a plain value cannot start with @", "quote"),
    "a: %b\n": (1, 4, "a plain value cannot start with %", "quote"),
    "a: *\n": (1, 4, "a value that starts with * names an anchor, and no name follows", "quote"),
    "a: - b\n": (1, 4, "a list cannot start on the line of its key", "next line"),
    "a: |x\n": (1, 5, "text on the line of |", "next line"),
    "a: !!\n": (1, 4, "did not find expected tag URI", "starts with !"),
    # anchors, documents
    "a: &name 1\nb: *nane\n": (2, 4, "unknown anchor nane", "did you mean *name?"),
    "a: *\u00e9\n": (1, 4, "a value that starts with * names an anchor, and no name follows", "quote"),
    "a: &a [*a]\n": (1, 8, "anchor a contains itself", ""),
    "a: 1\n...\nb: 2\n": (3, 1, "text after the end of a document", "---"),
    "# c\n%YAML 1.1\n---\na: 1\n": (2, 1, "a directive is not allowed in manifests", "delete"),
    "%TAG ! x\n---\na: 1\n": (1, 1, "a directive is not allowed in manifests", "delete"),
    "%YAML 9.9\n---\na: 1\n": (1, 1, "a directive is not allowed in manifests", "delete"),
}


@pytest.mark.parametrize("text", CASES)
def test_an_error_points_at_its_cause(text: str) -> None:
    with pytest.raises(YamlError) as caught:
        compose(text, "a.yaml")
    error = caught.value
    assert error.position is not None
    line, column, message, hint = CASES[text]
    assert (error.position.line, error.position.column, error.message) == (line, column, message)
    assert hint in error.hint
    assert error.source == text.split("\n")[line - 1].replace("\x01", "\ufffd").replace("\x80", "\ufffd")


@pytest.mark.parametrize("text", CASES)
def test_the_parser_says_the_same_with_lines_of_the_whole_text(text: str) -> None:
    with pytest.raises(YamlError) as caught:
        parse_documents("x: y\n---\n" + text, "a.yaml")
    error = caught.value
    assert error.position is not None
    line, column, message, _ = CASES[text]
    assert (error.position.line, error.position.column, error.message) == (line + 2, column, message)


def test_lines_are_counted_as_the_parser_counts_them() -> None:
    with pytest.raises(YamlError) as caught:
        compose("a: 1\rb: 2\x85c: @\n", "a.yaml")
    assert str(caught.value.position) == "a.yaml:3:4"
    assert caught.value.source == "c: @"


def test_a_constructed_error_shows_its_line() -> None:
    with pytest.raises(YamlError) as caught:
        parse_documents("x: y\n---\na: 1\rb: .inf\n", "a.yaml")
    assert str(caught.value.position) == "a.yaml:4:4"
    assert caught.value.source == "b: .inf"
