"""Comments that silence rules."""

import pytest

from kforge.lint.config import Config
from kforge.lint.runner import Linter

LINTER = Linter(Config(ignore=["crlf", "final-newline", "trailing-space", "indentation"]))


def lines(text: str) -> list[int]:
    return [finding.line for finding in LINTER.lint(text.encode(), "a.yaml")]


@pytest.mark.parametrize(
    "comment",
    [
        "# kforge: disable-line",
        "# kforge: disable-line=truthy-value",
        "#kforge:disable-line=KF001",
        "# kforge: disable-line = lossy-float , truthy-value",
        "# kforge: disable-line=truthy-value # because",
    ],
)
def test_a_line(comment: str) -> None:
    assert lines(f"a: NO {comment}\nb: NO\n") == [2]
    assert lines(f"a: NO {comment}\r\nb: NO\r\n") == [2]


@pytest.mark.parametrize(
    "comment",
    [
        "# kforge: disable-line=octal",
        "# kforge: disable-lines",
        "# kforge: disable-line=",
        "# kforge disable-line",
        "#kforge: disable-line truthy-value",
        "# kforge: disable-next-line",
    ],
)
def test_what_silences_nothing_here(comment: str) -> None:
    assert lines(f"a: NO {comment}\n") == [1]


def test_a_mark_in_quotes_is_no_comment() -> None:
    assert lines('a: {b: NO, c: "# kforge: disable-line"}\n') == [1]


def test_the_next_line() -> None:
    assert lines("# kforge: disable-next-line=truthy-value\na: NO\nb: NO\n") == [3]
    assert lines("x:\n  # kforge: disable-next-line\n  a: NO\n") == []


def test_comments_on_neighbouring_lines_are_all_heard() -> None:
    following = "# kforge: disable-next-line\n"
    assert lines(f"a: NO # kforge: disable-line\n{following}b: NO\n{following}c: NO\n") == []


def test_blocks_end_where_they_are_enabled() -> None:
    text = "a: NO\n# kforge: disable=truthy-value\nb: NO\n# kforge: enable=truthy-value\nc: NO\n"
    assert lines(text) == [1, 5]


def test_a_block_may_be_enabled_for_one_rule() -> None:
    text = "# kforge: disable\na: NO\nb: 1.10\n# kforge: enable=lossy-float\nc: NO\nd: 1.10\n"
    assert lines(text) == [6]


def test_an_error_of_syntax_can_be_silenced_too() -> None:
    assert lines("a: [ # kforge: disable-line\n") != [1]
    assert lines("# kforge: disable=yaml-syntax\na: [\n") == []
