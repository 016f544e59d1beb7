import pytest

from kforge.golang.byte_text import from_bytes, to_bytes


@pytest.mark.parametrize("text", ["", "abc", "é", "日本\udcff", "\udce2\udc82"])
def test_each_byte_is_a_character(text: str) -> None:
    data = to_bytes(text)
    assert data.encode("latin-1") == text.encode("utf-8", "surrogateescape")
    assert from_bytes(data) == text
