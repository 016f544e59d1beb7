"""Limits: charts are untrusted."""

import pytest

from kforge.functions.registry import FunctionError
from kforge.functions.strings import indent, nindent, repeat, replace


def test_texts_do_not_grow_without_limit() -> None:
    for grow in (
        lambda: repeat(1 << 40, "a"),
        lambda: indent(1 << 30, "a"),
        lambda: nindent(1 << 20, "\n" * 1000),
        lambda: replace("a", "b" * 100_000, "a" * 100_000),
        lambda: replace("", "b" * 100_000, "a" * 100_000),
    ):
        with pytest.raises(FunctionError, match=r"^a text of more than 256 MiB is too long$"):
            grow()


def test_large_texts_within_the_limit() -> None:
    assert len(replace("a", "bb", "a" * 1_000_000)) == 2_000_000
    assert indent(200, "a") == " " * 200 + "a"
