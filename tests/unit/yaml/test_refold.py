"""What kustomize's second reading makes of folded text (each seen on kustomize 5.8.1)."""

import pytest

from kforge.yaml.refold import refolded, stays_block

SEEN = {
    "a b\n": "a b\n",
    "a b\nc\n": "a b\nc\n",
    "a\n\nb": "a\n\nb",
    # further indentation
    "x\n  y\nz\n": "x\n\n  y\nz\n",
    "x\n\n  y": "x\n\n\n  y",
    # blank lines kept at the end
    "a\n\n": "a\n\n\n",
    "a\nb\n\n\n": "a\nb\n\n\n\n",
    " a\n\n": " a\n\n",
    # a text that starts with a space
    " a\nb\nc\n": " a\nb c\n",
    " a\nb\n\nc": " a\nb\nc",
    "\n a\nb\nc": "\n a\nb c",
    "\na\n b": "\na\n\n b",
    # printed in quotes: nothing changes
    "a \n  b\n": "a \n  b\n",
    "a\n  b ": "a\n  b ",
    "a\n  \U0001f600\n": "a\n  \U0001f600\n",
}


@pytest.mark.parametrize("text", SEEN)
def test_refolded(text: str) -> None:
    assert refolded(text) == SEEN[text]


def test_what_stays_a_block() -> None:
    kept = ["a\nb\n", "\ta", "é\n"]
    quoted = ["a \nb", "a ", "a\x85b", "\ufeffa", "a\x01"]
    assert [stays_block(text) for text in kept + quoted] == [True] * 3 + [False] * 5
