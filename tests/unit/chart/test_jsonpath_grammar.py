"""The nodes a JSONPath template is read into."""

import pytest

from kforge.chart.jsonpath_grammar import ALL, DEEP, EXISTS, FIELD, FILTER, LIST, SLICE, TEXT, parse


@pytest.mark.parametrize(
    ("template", "nodes"),
    [
        ("", []),
        ("a b", [(TEXT, "a b")]),
        ("a{}b", [(TEXT, "a"), (LIST, []), (TEXT, "b")]),
        ("{.a.*}", [(LIST, [(FIELD, "a"), (ALL, None)])]),
        ("{..a}", [(LIST, [(DEEP, None), (FIELD, "a")])]),
        ("{..[0]}", [(LIST, [(DEEP, None), (SLICE, (0, 1, None, True))])]),
        ("{[1:]}", [(LIST, [(SLICE, (1, None, None, False))])]),
        ("{[:2]}", [(LIST, [(SLICE, (None, 2, None, False))])]),
        ("{[*]}", [(LIST, [(SLICE, (None, None, None, False))])]),
        ("{['a.b']}", [(LIST, [(FIELD, "a"), (FIELD, "b")])]),
        ("{.a\\.b}", [(LIST, [(FIELD, "a.b")])]),
        ("{[?(@.a)]}", [(LIST, [(FILTER, ([(FIELD, "a")], EXISTS, []))])]),
        ("{[?(@.a==')')]}", [(LIST, [(FILTER, ([(FIELD, "a")], "==", [(TEXT, ")")]))])]),
    ],
)
def test_nodes(template: str, nodes: list[object]) -> None:
    assert parse(template) == nodes
