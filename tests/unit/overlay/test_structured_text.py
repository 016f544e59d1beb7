"""Writing into a text that is JSON or YAML itself."""

from typing import Any

import pytest

from kforge.overlay.replacement_path import PathError, look_up, split
from kforge.overlay.replacing import Value
from kforge.overlay.structured_text import go_json, replace_in


def replaced(text: str, path: str, data: Any = "new", *, create: bool = False) -> str:
    place = look_up({"f": text}, ["f"])
    assert place is not None
    value = Value(data, "" if isinstance(data, dict | list) else str(data))
    assert replace_in(place, split(path), value, create=create)
    result = place.value
    assert isinstance(result, str)
    return result


JSON = [
    ('{"b": 1, "a": "x"}', "a", "new", '{"a":"new","b":1}'),
    ('{"a": 1}', "a", 2, '{"a":2}'),
    ('{"a": 1}', "a", "word", '{"a": 1}'),
    ('{"a": {"b": [1, 2]}}', "a.b.*", 3, '{"a":{"b":[3,3]}}'),
    ('{"a": [1]}', "a", {"x": "y"}, '{"a":{"x":"y"}}'),
    ('[{"a": "<&>"}, 2.50]', "1", 3, '[{"a":"\\u003c\\u0026\\u003e"},3]'),
    ('{\n  "a": "x",\n  "b": {}\n}\n', "a", "new", '{\n  "a": "new",\n  "b": {}\n}'),
    ('{"a": "x",\n"b": 1}', "a", "new", '{"a":"new","b":1}'),
]


@pytest.mark.parametrize(("text", "path", "data", "result"), JSON)
def test_json(text: str, path: str, data: object, result: str) -> None:
    assert replaced(text, path, data) == result


YAML = [
    ("a: x\nb: 1\n", "a", "new", "a: new\nb: 1"),
    ("a: x\n", "a", 8080, 'a: "8080"'),
    ("a: 5\n", "a", 8080, "a: 8080"),
    ("a: 5\n", "a", "word", "a: !!int word"),
    ("a: true\n", "a", "no", "a: !!bool no"),
    ('a: "q"\n', "a", "new", 'a: "new"'),
    ("a: 'q'\n", "a", "it's", "a: 'it''s'"),
    ("a: q\n", "a", "yes", "a: yes"),
    ("a: q\n", "a", "a: b", "a: 'a: b'"),
    ("a: |\n  x\n", "a", "z", "a: |-\n  z"),
    ("a: [1]\n", "a", 5, "a: 5"),
    ("a:\n  - b:   c\n    d: e\n", "a.0.d", "new", "a:\n- b: c\n  d: new"),
    ("- - p\n  - q\n- {x: 1,  y: [1,2]}\n", "0.1", "new", "- - p\n  - new\n- {x: 1, y: [1, 2]}"),
    (
        "# head\n\n# more\na: x # side\n\nb: y\n# foot\n",
        "a",
        "new",
        "# head\n\n# more\na: new # side\nb: y\n# foot",
    ),
    (
        "a:\n  # in a\n  b: x\n  # behind b\nc: d\n",
        "a.b",
        "new",
        "a:\n  # in a\n  b: new\n  # behind b\nc: d",
    ),
    ("a: x\n\n# end\n", "a", "new", "a: new\n\n# end"),
    ("a: &m {x: 1}\nb: *m\nc: z\n", "c", "new", "a: &m {x: 1}\nb: *m\nc: new"),
    ('a: x\n"k": !!str 5\n', "a", "new", 'a: new\n"k": !!str 5'),
    ("a: x\nb: |+\n  t\n\nc: >\n  f\n", "a", "new", "a: new\nb: |+\n  t\n\nc: >\n  f"),
    ("a: x\n---\nb: y\n", "a", "new", "a: new"),
    ("a: x\nb: ~\nc:\nd: {}\ne: ''\n", "a", "new", "a: new\nb: ~\nc:\nd: {}\ne: ''"),
]


@pytest.mark.parametrize(("text", "path", "data", "result"), YAML)
def test_yaml(text: str, path: str, data: object, result: str) -> None:
    assert replaced(text, path, data) == result


MADE = [
    ("a:\n  b: 1\n", "a.c", "v", "a:\n  b: 1\n  c: v"),
    ("a: {}\n", "a.b", "v", "a: {b: v}"),
    ("a: []\n", "a.0", "v", "a: [v]"),
    ("a: 1\n", "n", 8080, "a: 1\nn: 8080"),
    ("a: 1\n", "n.x.0.y", "v", "a: 1\nn:\n  x:\n  - y: v"),
    ("a: 1\n", "n", {"x": "1", "y": 2}, 'a: 1\nn:\n  x: "1"\n  y: 2'),
    ('{"a": 1}', "b.c", 5, '{"a":1,"b":{"c":5}}'),
]


@pytest.mark.parametrize(("text", "path", "data", "result"), MADE)
def test_create(text: str, path: str, data: object, result: str) -> None:
    assert replaced(text, path, data, create=True) == result


@pytest.mark.parametrize(
    ("text", "path"),
    [("word", "a"), ('{"a": 1}', "b"), ("a: 1", "a.b"), ("a: [", "a"), ("", "a"), ("a: 1", "*")],
)
def test_leads_nowhere(text: str, path: str) -> None:
    with pytest.raises(PathError):
        replaced(text, path)


def test_what_is_no_text_is_left() -> None:
    place = look_up({"f": 5}, ["f"])
    assert place is not None
    assert not replace_in(place, ["a"], Value("x", "x"), create=True)
    assert place.value == 5


def test_go_json() -> None:
    tree = {"b": [], "a": {"x": None, "é": 1e21}, "c": 2.0}
    assert go_json(tree, indented=False) == '{"a":{"x":null,"é":1e+21},"b":[],"c":2}'
