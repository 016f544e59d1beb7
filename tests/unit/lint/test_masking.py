"""Jinja templates with their tags masked: lines and columns stay."""

import pytest

from kforge.lint.masking import MASK, mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("a: {{ b }}\n", f"a: {MASK * 7}\n"),
        ("{% if a %}\nb: NO\n{% endif %}\n", f"{' ' * 10}\nb: NO\n{' ' * 11}\n"),
        ("a: b {# c\nd #}\n", f"a: b {' ' * 4}\n{' ' * 4}\n"),
        ("a: {{ b\n }}c\n", f"a: {MASK * 4}\n{MASK * 3}c\n"),
        ("{% raw %}{{ x }}{% endraw %}!\n", f"{' ' * 28}!\n"),
        ("plain: text\n", "plain: text\n"),
        ("a: {{ open\n", "a: {{ open\n"),
    ],
)
def test_masks(text: str, masked: str) -> None:
    assert mask(text) == masked
    assert [len(line) for line in masked.split("\n")] == [len(line) for line in text.split("\n")]
