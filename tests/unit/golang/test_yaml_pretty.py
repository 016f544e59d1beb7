import pytest

from kforge.functions.registry import NilMap
from kforge.golang.certificates import Certificate
from kforge.golang.duration import Duration
from kforge.golang.time import zero
from kforge.golang.yaml_pretty import yaml_pretty


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"a": [1, {"b": 2, "c": [3]}]}, "a:\n  - 1\n  - b: 2\n    c:\n      - 3"),
        ([[1, [2]], {"a": {"b": "c"}}], "- - 1\n  - - 2\n- a:\n    b: c"),
        ({"a": {}, "b": []}, "a: {}\nb: []"),
        ("word " * 30 + "x", "word " * 30 + "x"),
        ("a\n\tb", "|-\n  a\n  \tb"),
        ({"k": "a\nb\n"}, "k: |\n  a\n  b"),
        ("a\tb", '"a\\tb"'),
        ("\x7f\x85", '"\\x7F\\N"'),
        (1e6, "1e+06"),
        (float("nan"), ".nan"),
        (float("-inf"), "-.inf"),
        (None, "null"),
        (True, "true"),
        (5, "5"),
        (Duration(90 * 10**9), "1m30s"),
        (zero(), '"0001-01-01T00:00:00Z"'),
        (Certificate("c", "k"), "cert: c\nkey: k"),
        (b"ab", "- 97\n- 98"),
        (NilMap(), "{}"),
        ({"a\nb": [1]}, "? |-\n  a\n  b\n: - 1"),
        ({"k" * 129: {"a": 1}}, f"? {'k' * 129}\n: a: 1"),
        ({"a10": 1, "a9": 2, "9a": 3, "9-": 4}, "9a: 3\n9-: 4\na9: 2\na10: 1"),
    ],
)
def test_a_value(value: object, text: str) -> None:
    assert yaml_pretty(value) == text


def test_a_value_that_holds_itself_gives_nothing() -> None:
    value: list[object] = []
    value.append(value)
    assert yaml_pretty(value) == ""
