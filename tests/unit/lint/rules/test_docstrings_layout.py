"""The rules about layout, where their manuals' examples are too few."""

import pytest

from kforge.lint.config import Config
from kforge.lint.runner import Linter

LINTER = Linter(Config())


def found(text: str, file: str = "a.yaml") -> list[tuple[int, int, str, str]]:
    return [(one.line, one.column, one.rule, one.severity) for one in LINTER.lint(text.encode(), file)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: b \nc: d\t\n", [(1, 5, "info"), (2, 5, "info")]),
        ("a: |\n  b \n", [(2, 4, "warning")]),
        ("a: >-\n  b\n   \n  c \nd: e \n", [(3, 1, "info"), (4, 4, "warning"), (5, 5, "info")]),
        ("a: | \n  b\n", [(1, 5, "info")]),
    ],
)
def test_blanks_at_the_end_of_lines(text: str, places: list[tuple[int, int, str]]) -> None:
    assert [
        (line, column, bad) for line, column, rule, bad in found(text) if rule == "trailing-space"
    ] == places


def test_ends_of_lines() -> None:
    assert found("a: b\r\nc: d\r\n") == [(1, 0, "crlf", "info")]
    (one,) = LINTER.lint(b"a: b\nc: d\r\n", "a.yaml")
    assert (one.line, one.message) == (2, "1 of 2 lines end in CR LF, the others in LF")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a:\n   b: c\n", [2]),
        ("a:\n b:\n  c: d\n", [2, 3]),
        ("a:\n    b: c\nd:\n- e\nf:\n  - g: h\n    i: j\n", []),
        ("- - a\n- b:\n   c: d\n", [3]),
        ("-  a: b\n   c: d\n", []),
        ("a:\n   [b]\n", []),
        ("a: |\n   b\n", []),
        ("a: &x\n   b: *y\n", []),
    ],
)
def test_odd_indentation(text: str, lines: list[int]) -> None:
    assert [line for line, _, rule, _ in found(text) if rule == "indentation"] == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("# license\n---\na: b\n", []),
        ("---\na: b\n---\n", [3]),
        ("---\na: b\n---", [3]),
        ("---\n---\na: b\n", [1]),
        ("a: b\n--- \n\n---\nc: d\n", [2]),
        ("a: b\n---\n# rendered nothing\n---\nc: d\n", []),
        ("a: |\n  ---\n  ---\n", []),
    ],
)
def test_empty_documents(text: str, lines: list[int]) -> None:
    assert [line for line, _, rule, _ in found(text) if rule == "empty-document"] == lines


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a: &x b\nc: *x\n", 0),
        ("a: &x b\n", 1),
        ("a: &x b\n---\nc: &x d\ne: *x\n", 1),
        ("a: &x b\nc: &x d\ne: *x\n", 1),
        ("a: &x {b: &y c}\nd: [*x]\n", 1),
    ],
)
def test_unused_anchors(text: str, count: int) -> None:
    assert [rule for _, _, rule, _ in found(text)].count("unused-anchor") == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("password: |\n  x\n", 1),
        ("token: >\n  x\n", 1),
        ("DB_PASSWORD: |\n  x\n", 1),
        ("password: |-\n  x\n", 0),
        ("password: |\n  x\n  y\n", 0),
        ("password: |\n\n", 0),
        ("tls.key: |\n  x\n", 0),
        ("a: >\n  b\n    c\n  d\n", 1),
        ("a: >\n  b\n  c\n", 0),
        ("a: >+\n  b\n\n", 1),
        ("a: |\n  b", 1),
        ("a:\n- |\n  b", 1),
        ("a: |-\n  b", 0),
        ("a: | # c\n  b", 1),
        ("a: |+\n  b", 1),
        ("a: |\n  b\nc: d", 0),
    ],
)
def test_blocks(text: str, count: int) -> None:
    assert [rule for _, _, rule, _ in found(text)].count("block-scalar") == count


def test_helm_alone_reads_values() -> None:
    assert found("a: >\n  b\n    c\n", "values.yaml") == []
