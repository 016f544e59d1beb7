"""Errors point at what a user must fix, in characters, not bytes."""

import pytest

from kforge.errors import YamlError
from kforge.yaml.events import compose

CASES = {
    'a: "x\x01y"\n': (1, 6, "the control character '\\x01' is not allowed", 'a: "x\ufffdy"'),
    "é: b\né: \x80\n": (2, 4, "the control character '\\x80' is not allowed", "é: \ufffd"),
    'é: 1\na: "b\n---\nc: d\n': (2, 4, "this quote is never closed", 'a: "b'),
    "a: 'b\nc: d\n": (1, 4, "this quote is never closed", "a: 'b"),
    'a: "\\ud83d"\n': (1, 7, "found invalid Unicode character escape code", 'a: "\\ud83d"'),
    "a: b\n c: d\n": (2, 3, "mapping values are not allowed in this context", " c: d"),
}


@pytest.mark.parametrize("text", CASES)
def test_an_error_points_at_its_cause(text: str) -> None:
    with pytest.raises(YamlError) as caught:
        compose(text, "a.yaml")
    error = caught.value
    assert error.position is not None
    assert (error.position.line, error.position.column, error.message, error.source) == CASES[text]
