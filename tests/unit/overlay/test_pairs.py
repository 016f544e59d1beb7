"""Keys and values of generated resources; how files and literals are read is held in golden cases."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kforge.overlay.pairs import base64_text


@pytest.mark.parametrize(
    ("length", "lines"),
    [(0, [0]), (51, [68]), (52, [70, 2, 0]), (53, [70, 2, 0]), (104, [70, 70, 0]), (105, [70, 70, 0])],
)
def test_long_base64_is_broken_and_ends_with_a_break(length: int, lines: list[int]) -> None:
    assert [len(line) for line in base64_text(b"x" * length).split("\n")] == lines


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_base64_reads_back(data: bytes) -> None:
    assert base64.b64decode(base64_text(data)) == data
