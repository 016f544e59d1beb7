"""Whatever data stands wherever in a template: every reader of the rendered YAML gets the same data back."""

import math

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from kforge.errors import TemplateError
from kforge.jinja.environment import TemplateSet
from kforge.jinja.flow import UNSAFE
from kforge.yaml.parse import parse_one
from kforge.yaml.scalars import GO, KUSTOMIZE

# strings that some reader takes for something else, or that could end what they stand in
TRICKY = [
    "NO", "y", "off", "null", "~", "true", "1.10", "0755", "0o17", "22:22", "1e3", "1_000", "0x1F", ".inf",
    "-.5", "+", "-", "2001-01-01", "=", "<<", ":a", "a:", "-a", "*a", "&a", "!a", "%a", "@a", "`a", "a,b",
    "[a]", "{a}", "#c", "|", "", ">", "|", "?", ":", ",", ".", "..", "...", "---", "{{", "}}", "{%", "%}",
    "{#", "#}", "\\", "'", '"', "''", '""', "", " ", " x", "x ", "\tx", "x\t", "a: b", "a #b", "# c", "- a",
    "a\nb", "a\n", "a\n\n", "\n", "\na", "\n a", " a\nb", "a\n b\n  c", "a\n\n\nb\n", "a \nb", "\ta\nb",
    "a\r\nb", "a\rb", "\x00", "\x07", "\x7f", "\x85", "a\x85b", "\u2028", "a\u2029b", "\ufeff", "\ufeffa",
    "\ufffe", "\ue000", "\ue000\ue001", "é", "🎉", "a:\n  b: c\n", '\'\n"', "---\na", "...", "word " * 30,
    "long" * 60,
]  # fmt: skip
texts = st.one_of(
    st.sampled_from(TRICKY),
    st.text(st.sampled_from("ab01 \n\t:#-,'\"\\[]{}&*!|>%@`~?."), max_size=12),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
)
# longer keys need `? `, and kustomize takes `<<` for a merge however it is quoted
keys = texts.filter(lambda text: len(text) < 100 and text != "<<")
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    texts,
)
data = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=3)),
    max_leaves=6,
)


def same(left: object, right: object) -> bool:
    """Equal, types included; a float may come back as the integer it equals."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    numbers = (int, float)
    if type(left) in numbers and type(right) in numbers:
        return left == right or (isinstance(left, float) and math.isclose(left, right, rel_tol=1e-15))  # type: ignore[arg-type]
    return type(left) is type(right) and left == right


def plain(tree: object) -> object:
    """What ruamel reads, as plain data."""
    if isinstance(tree, dict):
        return {plain(key): plain(item) for key, item in tree.items()}
    if isinstance(tree, list):
        return [plain(item) for item in tree]
    for kind in (str, int, float):
        if isinstance(tree, kind) and not isinstance(tree, bool):
            return kind(tree)
    return tree


def render(template: str, **values: object) -> str:
    sources = {"c/templates/t.yaml.j2": template, "c/templates/_inc.yaml.j2": "a: {{ x }}\nb:\n  - {{ x }}\n"}
    return TemplateSet(sources).render("c/templates/t.yaml.j2", values).text


def readings(text: str) -> list[object]:
    ruamel = YAML(typ="safe", pure=True)
    return [parse_one(text, reading=GO), parse_one(text, reading=KUSTOMIZE), plain(ruamel.load(text))]


def check(template: str, expected: object, **values: object) -> None:
    text = render(template, **values)
    for tree in readings(text):
        assert same(expected, tree), f"{text!r} is read as {tree!r}"


# a template, and what must be read from it when x is the value
PLACES = {
    "value": ("k: {{ x }}\nt: 1\n", lambda x: {"k": x, "t": 1}),
    "value before a comment": ("k: {{ x }}  # why\nt: 1\n", lambda x: {"k": x, "t": 1}),
    "value at the end": ("t: 1\nk: {{ x }}", lambda x: {"t": 1, "k": x}),
    "deep value": (
        "a:\n  b:\n    k: {{ x }}\n    t: 1\n  c: 2\n",
        lambda x: {"a": {"b": {"k": x, "t": 1}, "c": 2}},
    ),
    "item": ("- {{ x }}\n- 1\n", lambda x: [x, 1]),
    "item before a comment": ("- {{ x }} # why\n- 1\n", lambda x: [x, 1]),
    "items below a key": (
        "a:\n- {{ x }}\n- k: {{ x }}\n  t: 1\nb:\n  -   {{ x }}\n  - 2\n",
        lambda x: {"a": [x, {"k": x, "t": 1}], "b": [x, 2]},
    ),
    "item of an item": ("- - {{ x }}\n  - 1\n- 2\n", lambda x: [[x, 1], 2]),
    "first and last key of an item": (
        "- k: {{ x }}\n  t: 1\n- t: 2\n  k: {{ x }}\n",
        lambda x: [{"k": x, "t": 1}, {"t": 2, "k": x}],
    ),
    "flow item": ("k: [{{ x }}, 1, {{ x }}]\nt: 1\n", lambda x: {"k": [x, 1, x], "t": 1}),
    "flow value": ("k: {a: {{ x }}, b: [{{ x }}], c: 1}\n", lambda x: {"k": {"a": x, "b": [x], "c": 1}}),
    "flow over lines": ("k: {a: {{ x }},  # why\n    b: {{ x }}}\n", lambda x: {"k": {"a": x, "b": x}}),
    "own line": ("k:\n  {{ x }}\nt: 1\n", lambda x: {"k": x, "t": 1}),
    "own line before a comment": ("k:\n    {{ x }}  # why\nt: 1\n", lambda x: {"k": x, "t": 1}),
    "own line at the end": ("t: 1\nk:\n  {{ x }}", lambda x: {"t": 1, "k": x}),
    "document": ("{{ x }}\n", lambda x: x),
    "document after its marker": ("--- {{ x }}\n", lambda x: x),
    "document below its marker": ("---\n{{ x }}\n...\n", lambda x: x),
    "anchored": ("k: &a {{ x }}\nt: 1\n", lambda x: {"k": x, "t": 1}),
    "anchored item": ("- &a {{ x }}\n- 1\n", lambda x: [x, 1]),
    "explicit key": ("? k\n: {{ x }}\n", lambda x: {"k": x}),
    "quoted key": ("\"k\": {{ x }}\n'l': {{ x }}\n", lambda x: {"k": x, "l": x}),
    "for": ("k:\n{% for i in [x, x] %}\n- {{ i }}\n{% endfor %}\nt: 1\n", lambda x: {"k": [x, x], "t": 1}),
    "for over a mapping": (
        "{% for key, item in {'a': x, 'b': x}.items() %}\n{{ key }}: {{ item }}\n{% endfor %}\n",
        lambda x: {"a": x, "b": x},
    ),
    "if": ("k:\n  {% if true %}\n  a: {{ x }}\n  {% endif %}\n  b: 1\n", lambda x: {"k": {"a": x, "b": 1}}),
    "if on the line": ("k: {% if true %}{{ x }}{% endif %}\nt: 1\n", lambda x: {"k": x, "t": 1}),
    "trimmed": ("k:\n{%- if true %} {{ x }}\n{%- endif %}\nt: 1\n", lambda x: {"k": x, "t": 1}),
    "trimmed expression": (
        "k:\n   {{- ' ' | raw }}{{ x -}}\n\n{{ '\n' | raw }}t: 1\n",
        lambda x: {"k": x, "t": 1},
    ),
    "set": ("{% set y = x %}\nk: {{ y }}\n", lambda x: {"k": x}),
    "set block": ("{% set y %}{{ x }}{% endset %}\nk: {{ y }}\n", lambda x: {"k": x}),
    "set block of lines": (
        "{% set y %}\n  a: {{ x }}\n  b: 1\n{% endset %}\nk: {{ y }}\nl:\n- {{ y }}\n",
        lambda x: {"k": {"a": x, "b": 1}, "l": [{"a": x, "b": 1}]},
    ),
    "macro": (
        "{% macro m(v) %}{{ v }}{% endmacro %}\nk: {{ m(x) }}\nl: [{{ m(x) }}]\nm:\n- {{ m(x) }}\n",
        lambda x: {"k": x, "l": [x], "m": [x]},
    ),
    "macro of lines": (
        "{% macro m(v) %}\na: {{ v }}\nb:\n- {{ v }}\n{% endmacro %}\n"
        "k: {{ m(x) }}\nl:\n    {{ m(x) }}\nm:\n- {{ m(x) }}\n- u:\n    {{ m(x) }}\n    c: 1\n",
        lambda x: {
            "k": {"a": x, "b": [x]},
            "l": {"a": x, "b": [x]},
            "m": [{"a": x, "b": [x]}, {"u": {"a": x, "b": [x], "c": 1}}],
        },
    ),
    "macro in a macro": (
        "{% macro m(v) %}\na: {{ v }}\n{% endmacro %}\n"
        "{% macro o(v) %}\nb: {{ m(v) }}\nc: {{ v }}\n{% endmacro %}\n"
        "k: {{ o(x) }}\n",
        lambda x: {"k": {"b": {"a": x}, "c": x}},
    ),
    "call": (
        "{% macro m() %}\na: {{ caller() }}\nb: 1\n{% endmacro %}\n"
        "k:\n  {% call m() %}{{ x }}{% endcall %}\n\nt: 1\n",
        lambda x: {"k": {"a": x, "b": 1}, "t": 1},
    ),
    "call of lines": (
        "{% macro m() %}\na: {{ caller() }}\nb: 1\n{% endmacro %}\n"
        "k:\n    {% call m() %}\n    c: {{ x }}\n    {% endcall %}\nt: 1\n",
        lambda x: {"k": {"a": {"c": x}, "b": 1}, "t": 1},
    ),
    "include": (
        "k:\n  {% include '_inc.yaml.j2' %}\n  c: 1\nl:\n- {% include '_inc.yaml.j2' %}\n\nm: 1\n",
        lambda x: {"k": {"a": x, "b": [x], "c": 1}, "l": [{"a": x, "b": [x]}], "m": 1},
    ),
    "sorted by to_yaml": ("k: {{ [x] | to_yaml }}\n", lambda x: {"k": [x]}),
    "sorted by to_json": ("k: {{ x | to_json }}\nl: [{{ x | to_json }}]\n", lambda x: {"k": x, "l": [x]}),
}


@pytest.mark.parametrize("place", PLACES)
@given(x=data)
@settings(max_examples=60, deadline=None)
def test_data_come_back(place: str, x: object) -> None:
    template, expected = PLACES[place]
    check(template, expected(x), x=x)


# the same for a text x within other text
TEXTS = {
    "double quotes": ('k: "a {{ x }} b"\nl: "{{ x }}"\nt: 1\n', lambda x: {"k": f"a {x} b", "l": x, "t": 1}),
    "single quotes": ("k: 'a {{ x }} b'\nl: '{{ x }}'\nt: 1\n", lambda x: {"k": f"a {x} b", "l": x, "t": 1}),
    "single quotes beside quotes": ("k: 'it''s \\n \" {{ x }}'\n", lambda x: {"k": f"it's \\n \" {x}"}),
    "double quotes over lines": ('k: "a\n  {{ x }}\n  b"\nt: 1\n', lambda x: {"k": f"a {x} b", "t": 1}),
    "single quotes over lines": ("k: 'a\n  {{ x }}\n  b'\nt: 1\n", lambda x: {"k": f"a {x} b", "t": 1}),
    "quotes in flow": ("k: [\"{{ x }}\", '{{ x }}']\n", lambda x: {"k": [x, x]}),
    "quoted key": ('"a{{ x }}": 1\n', lambda x: {f"a{x}": 1}),
    "two texts": ("k: {{ x }}:{{ x }}\nt: 1\n", lambda x: {"k": f"{x}:{x}", "t": 1}),
    "text before": ("k: a{{ x }}\n", lambda x: {"k": f"a{x}"}),
    "text behind": ("- {{ x }}b # why\n- 1\n", lambda x: [f"{x}b", 1]),
    "number before": ("k: 1.{{ x }}\n", lambda x: {"k": f"1.{x}"}),
    "text in flow": ("k: [a{{ x }}, {{ x }}:{{ x }}]\n", lambda x: {"k": [f"a{x}", f"{x}:{x}"]}),
    "own line": ("k:\n  {{ x }}{{ x }}\nt: 1\n", lambda x: {"k": x + x, "t": 1}),
    "text of macros": (
        "{% macro m(v) %}p-{{ v }}{% endmacro %}\nk: {{ m(x) }}\nl: {{ m(x) }}-{{ x }}\nm: '{{ m(x) }}'\n",
        lambda x: {"k": f"p-{x}", "l": f"p-{x}-{x}", "m": f"p-{x}"},
    ),
    "comment": ("k: 1 # {{ x }}\n# {{ x }}\n  # a {{ x }} b\nt: 2\n", lambda x: {"k": 1, "t": 2}),
    "key": ("{{ x }}: 1\nt: 2\n", lambda x: {x: 1, "t": 2}),
    "deep key": ("a:\n  - {{ x }}: {{ x }}\n    t: 1\n", lambda x: {"a": [{x: x, "t": 1}]}),
    "key with text": ("a/{{ x }}: 1\n", lambda x: {f"a/{x}": 1}),
    "flow key": ("k: { {{ x }}: 1, b: 2}\n", lambda x: {"k": {x: 1, "b": 2}}),
    "quote": ("k: {{ x | quote }}\nl: {{ x | squote }}\n", lambda x: {"k": x, "l": x}),
}


@pytest.mark.parametrize("place", TEXTS)
@given(x=texts.filter(lambda text: len(text) < 100 and text not in ("<<", "t", "b")))
@settings(max_examples=100, deadline=None)
def test_text_comes_back(place: str, x: str) -> None:
    template, expected = TEXTS[place]
    if not x and place in ("own line", "double quotes over lines", "single quotes over lines"):
        return  # nothing is left of the line
    check(template, expected(x), x=x)


BLOCKS = {
    "alone": ("k: |\n  {{ x }}\n  end\nt: 1\n", lambda x: {"k": f"{x}\nend\n", "t": 1}),
    "second line": ("k: |-\n  begin\n  {{ x }}\n  end\nt: 1\n", lambda x: {"k": f"begin\n{x}\nend", "t": 1}),
    "in a line": ("k: |\n  a {{ x }} b\nt: 1\n", lambda x: {"k": f"a {x} b\n", "t": 1}),
    "first in a line": ("- |+\n    {{ x }} b\n- 1\n", lambda x: [f"{x} b\n", 1]),
    "with an indicator": ("k: |2\n  {{ x }}\n  end\n", lambda x: {"k": f"{x}\nend\n"}),
    "of the document": ("|\n  {{ x }}\n  end\n", lambda x: f"{x}\nend\n"),
    "through a macro": (
        "{% macro m(v) %}<{{ v }}>{% endmacro %}\nk: |\n  {{ m(x) }}\n  end\n",
        lambda x: {"k": f"<{x}>\nend\n"},
    ),
}


@pytest.mark.parametrize("place", BLOCKS)
@given(x=texts)
@settings(max_examples=100, deadline=None)
def test_text_in_a_block_scalar_comes_back_or_is_refused(place: str, x: str) -> None:
    template, expected = BLOCKS[place]
    if (
        x.startswith("\t")
        and not UNSAFE.search(x)
        and place in ("alone", "first in a line", "with an indicator", "of the document")
    ):
        with pytest.raises(TemplateError, match="cannot begin with a tab"):
            render(template, x=x)
    elif UNSAFE.search(x):
        with pytest.raises(TemplateError, match="which a block scalar cannot carry"):
            render(template, x=x)
    else:
        check(template, expected(x), x=x)


@given(
    x=st.one_of(st.lists(data, min_size=1, max_size=3), st.dictionaries(keys, data, min_size=1, max_size=3))
)
@settings(max_examples=60, deadline=None)
@example(x={"a": "x\n\n"})
def test_a_collection_in_a_block_scalar_is_yaml_itself(x: object) -> None:
    outer = parse_one(render("k: |\n  {{ x }}\nt: 1\n", x=x))
    assert isinstance(outer, dict)
    assert outer["t"] == 1
    assert same(x, parse_one(outer["k"]))


@given(x=data, first=st.dictionaries(st.sampled_from("abc"), scalars), last=st.lists(scalars, max_size=2))
@settings(max_examples=60, deadline=None)
def test_a_mapping_on_its_own_line_joins_those_around_it(
    x: object, first: dict[str, object], last: object
) -> None:
    template = "k:\n  z: {{ x }}\n  {{ first }}\n  x: {{ last }}\n"
    check(template, {"k": {"z": x, **first, "x": last}}, x=x, first=first, last=last)


@given(numbers=st.lists(scalars, max_size=3), x=data)
@settings(max_examples=60, deadline=None)
def test_a_list_on_its_own_line_joins_those_around_it(numbers: list[object], x: object) -> None:
    check("k:\n- {{ x }}\n{{ numbers }}\n- 1\n", {"k": [x, *numbers, 1]}, x=x, numbers=numbers)


@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="{}\r"), max_size=30), x=data)
@settings(max_examples=100, deadline=None)
def test_the_author_s_text_is_never_changed(text: str, x: object) -> None:
    marked = render(f"# {{% raw %}}{text}.{{% endraw %}}\n---\nk: {{{{ x }}}}\n", x=x)
    assert marked.startswith(f"# {text}.\n---\nk:")


@given(x=st.dictionaries(keys, data, min_size=1))
@settings(max_examples=60, deadline=None)
def test_mappings_keep_the_order_of_their_keys(x: dict[str, object]) -> None:
    tree = parse_one(render("k: {{ x }}\nl: [{{ x }}]\n", x=x))
    assert isinstance(tree, dict)
    assert list(tree["k"]) == list(x)
    assert list(tree["l"][0]) == list(x)
