"""Every filter, test and function, by example."""

from collections.abc import Callable

import pytest

from kforge.errors import TemplateError
from kforge.jinja.filters import FILTERS, FUNCTIONS, TESTS, camel_case

Render = Callable[..., str]

VALUES = {
    "map": {"b": 2, "a": {"x": 1}},
    "list": [3, 1, 2, 3],
    "words": ["b", "A"],
    "text": "Hello World",
    "no": "NO",
    "lines": "a\nb\n",
    "people": [{"name": "Ann", "age": 31}, {"name": "Bob", "age": 25}],
    "yaml": "a: 1\nb: [no, 0x10]\n",
    "json": '{"a": [1, "x"]}',
    "greeting": "{{ release }}!",
    "nothing": None,
}

EXAMPLES = {
    # guards and choices
    "missing | default(1)": 1,
    "nothing | default(1)": 1,
    "missing | d(1)": 1,
    "no | required('x')": "NO",
    "['', 0, 'a'] | first | coalesce('z')": "z",
    "coalesce(missing, nothing, '', 'z')": "z",
    "coalesce('', 0)": None,
    "true | ternary('a', 'b')": "a",
    "ternary('a', 'b', false)": "b",
    "'' | empty": True,
    "missing | empty": True,
    "0 | empty": True,
    "'a' | empty": False,
    # kinds
    "5 | string": "5",
    "true | string": "true",
    "nothing | string": "null",
    "5 | toString": "5",
    "'12' | int": 12,
    "3.9 | int": 3,
    "'x' | int": 0,
    "'1.5' | float": 1.5,
    "'yes' | bool": True,
    "'off' | bool": False,
    "0 | bool": False,
    "-3 | abs": 3,
    "2.55 | round(1)": 2.5,
    "2.1 | round(0, 'ceil')": 3,
    "'ab' | list": ["a", "b"],
    "map | attr('b')": 2,
    "map | kind_of": "object",
    "list | kindOf": "array",
    "1 | kind_of": "number",
    "true | kind_of": "boolean",
    "no | kind_of": "string",
    "nothing | kind_of": "null",
    "missing | kind_of": "undefined",
    # YAML and JSON
    "map | to_yaml": {"a": {"x": 1}, "b": 2},
    "map | toYaml | string": "a:\n  x: 1\nb: 2",
    "toYaml(map) | string": "a:\n  x: 1\nb: 2",
    "yaml | from_yaml": {"a": 1, "b": [False, 16]},
    "yaml | fromYaml | get('a')": 1,
    "map | to_json | string": '{"a":{"x":1},"b":2}',
    "map | tojson | string": '{"a":{"x":1},"b":2}',
    "map | toJson | string": '{"a":{"x":1},"b":2}',
    "['<é>', 1.0, nothing, true] | to_json | string": '["<é>",1,null,true]',
    "map | to_json(indent=1) | string": '{\n "a": {\n  "x": 1\n },\n "b": 2\n}',
    "map | toPrettyJson | string": '{\n  "a": {\n    "x": 1\n  },\n  "b": 2\n}',
    "map | to_raw_json | string": '{"a":{"x":1},"b":2}',
    "json | from_json": {"a": [1, "x"]},
    "json | fromJson | get('a')": [1, "x"],
    # text
    "text | upper": "HELLO WORLD",
    "text | lower": "hello world",
    "text | capitalize": "Hello world",
    "'foo bar' | title": "Foo Bar",
    "' a ' | trim": "a",
    "'xxaxx' | trim('x')": "a",
    "'xxaxx' | trim_all('x')": "a",
    "'xxaxx' | trimall('x')": "a",
    "'-a-' | trim_prefix('-')": "a-",
    "'-a-' | trim_suffix('-')": "-a",
    "trimSuffix('-', '-a-')": "-a",
    "text | trunc(5)": "Hello",
    "text | trunc(-5)": "World",
    "trunc(5, text)": "Hello",
    "'a long text' | truncate(8, true, '~', 0)": "a long ~",
    "text | replace('o', '0')": "Hell0 W0rld",
    "replace('o', '0', text)": "Hell0 W0rld",
    "text | contains('lo W')": True,
    "contains('lo W', text)": True,
    "text | has_prefix('He')": True,
    "hasPrefix('He', text)": True,
    "text | hasSuffix('ld')": True,
    "no | quote": "NO",
    "80 | quote": "80",
    "no | squote": "NO",
    "no | quote | string": '"NO"',
    "no | squote | string": "'NO'",
    "'it\\'s' | squote | string": "'it''s'",
    "lines | squote | string": '"a\\nb\\n"',
    "no | raw": False,
    "'a\\nb' | indent(2) | string": "a\n  b",
    "'a\\nb' | nindent(2) | string": "\n  a\n  b",
    "nindent(2, 'a\\nb') | string": "\n  a\n  b",
    "'a,b' | split(',')": ["a", "b"],
    "'a b' | split": ["a", "b"],
    "splitList(',', 'a,b')": ["a", "b"],
    "lines | lines": ["a", "b"],
    "'ab' | repeat(2)": "abab",
    "repeat(2, 'ab')": "abab",
    "'a' | center(3)": " a ",
    "text | wordcount": 2,
    "'a b c' | wordwrap(3)": "a b\nc",
    "'%s-%d' | format('a', 1)": "a-1",
    "'%(x)s' | format(x=1)": "1",
    "'hello' | b64enc": "aGVsbG8=",
    "'hello' | b64encode": "aGVsbG8=",
    "'aGVsbG8=' | b64dec": "hello",
    "'aGVsbG8=' | b64decode": "hello",
    "'é' | b64enc | b64dec": "é",
    "'hello' | sha256sum": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
    "'hello' | sha1sum": "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d",
    "'a b&/' | urlencode": "a%20b%26/",
    "1500 | filesizeformat": "1.5 kB",
    # lists
    "list | each": [3, 1, 2, 3],
    "map | each": [{"x": 1}, 2],
    "nothing | each": [],
    "2 | each": [0, 1],
    "map | entries": [["a", {"x": 1}], ["b", 2]],
    "words | entries": [[0, "b"], [1, "A"]],
    "missing | entries": [],
    "without(list, 3, 1)": [2],
    "list | join('-')": "3-1-2-3",
    "join('-', list)": "3-1-2-3",
    "people | join(',', attribute='name')": "Ann,Bob",
    "list | sort": [1, 2, 3, 3],
    "people | sort(attribute='age') | map(attribute='name')": ["Bob", "Ann"],
    "list | sort_alpha": ["1", "2", "3", "3"],
    "list | unique": [3, 1, 2],
    "list | uniq": [3, 1, 2],
    "[1, true, 1.0, '1'] | uniq": [1, True, 1.0, "1"],
    "['a', 'A'] | unique": ["a"],
    "['a', 'A'] | uniq": ["a", "A"],
    "list | length": 4,
    "list | count": 4,
    "list | len": 4,
    "list | first": 3,
    "list | last": 3,
    "list | rest": [1, 2, 3],
    "list | initial": [3, 1, 2],
    "list | reverse": [3, 2, 1, 3],
    "'abc' | reverse": "cba",
    "list | append(4)": [3, 1, 2, 3, 4],
    "append(list, 4)": [3, 1, 2, 3, 4],
    "list | prepend(4)": [4, 3, 1, 2, 3],
    "[1] | concat([2], [3])": [1, 2, 3],
    "list | has(2)": True,
    "has(2, list)": True,
    "list | without(3, 1)": [2],
    "[0, 1, '', nothing] | compact": [1],
    "[1, 2, 3] | batch(2)": [[1, 2], [3]],
    "[1, 2, 3] | slice(2)": [[1, 2], [3]],
    "list | max": 3,
    "list | min": 1,
    "list | sum": 9,
    "people | sum(attribute='age')": 56,
    "people | groupby('age') | map('first')": [25, 31],
    "words | map('lower')": ["b", "a"],
    "list | select('gt', 1)": [3, 2, 3],
    "list | reject('gt', 1)": [1],
    "people | selectattr('age', 'gt', 30) | map(attribute='name')": ["Ann"],
    "people | rejectattr('age', 'gt', 30) | map(attribute='name')": ["Bob"],
    # mappings
    "map | keys": ["b", "a"],
    "map | values | last": {"x": 1},
    "map | items | first": ["b", 2],
    "map | dictsort | first": ["a", {"x": 1}],
    "map | get('b')": 2,
    "map | get('c')": None,
    "map | get('c', 7)": 7,
    "map | has_key('b')": True,
    "hasKey(map, 'z')": False,
    "map | pick('b', 'z')": {"b": 2},
    "map | omit('b')": {"a": {"x": 1}},
    "map | merge({'b': 9, 'a': {'y': 2}})": {"b": 2, "a": {"x": 1, "y": 2}},
    "merge(map, {'c': 1}) | keys": ["b", "a", "c"],
    "map | merge_overwrite({'b': 9})": {"b": 9, "a": {"x": 1}},
    "mergeOverwrite({'a': 1}, {'a': 2}, {'a': 3})": {"a": 3},
    "map | set('b', 3) | get('b')": 3,
    "'b' | pluck(map, {}, {'b': 1})": [2, 1],
    "map | dig('a', 'x', 0)": 1,
    "map | dig('a', 'y', 'z', 0)": 0,
    "missing | dig('a', 0)": 0,
    "dig('a', 'x', 0, map)": 1,
    # templates
    "greeting | tpl": "rel!",
    "tpl(greeting)": "rel!",
    # functions only
    "range(3)": [0, 1, 2],
    "range(1, 6, 2)": [1, 3, 5],
    "dict('a', 1, 'b', 2)": {"a": 1, "b": 2},
    "dict(map, c=3) | length": 3,
    "list": [3, 1, 2, 3],
    "namespace(a=1).a": 1,
    "cycler(1, 2).next()": 1,
    "joiner('-')()": "",
}  # fmt: skip

TEST_EXAMPLES = {
    "no is defined": True,
    "missing is undefined": True,
    "nothing is none": True,
    "nothing is null": True,
    "true is boolean": True,
    "1 is boolean": False,
    "true is true": True,
    "1 is true": False,
    "false is false": True,
    "no is string": True,
    "1.5 is number": True,
    "true is number": False,
    "1 is integer": True,
    "true is integer": False,
    "1.5 is float": True,
    "map is mapping": True,
    "list is iterable": True,
    "list is sequence": True,
    "map is sequence": False,
    "'' is empty": True,
    "3 is odd": True,
    "4 is even": True,
    "9 is divisibleby 3": True,
    "range is callable": True,
    "'a' is lower": True,
    "'A' is upper": True,
    "map is sameas map": True,
    "3 is in list": True,
    "'upper' is filter": True,
    "'odd' is test": True,
    "text is contains 'World'": True,
    "1 is eq 1": True,
    "1 is equalto 1": True,
    "1 is == 1": None,
    "1 is ne 2": True,
    "2 is gt 1": True,
    "2 is greaterthan 1": True,
    "2 is ge 2": True,
    "1 is lt 2": True,
    "1 is lessthan 2": True,
    "2 is le 2": True,
}  # fmt: skip

# operators, which only select() and its like can name
SYMBOLS = {"==", "!=", ">", ">=", "<", "<="}


@pytest.mark.parametrize("expression", EXAMPLES)
def test_filters_and_functions(expression: str, render: Render) -> None:
    from kforge.yaml.parse import parse_one

    text = render(f"x: {{{{ {expression} }}}}\n", release="rel", **VALUES)
    tree = parse_one(text)
    expected = EXAMPLES[expression]
    assert isinstance(tree, dict)
    assert tree["x"] == expected
    assert isinstance(tree["x"], bool) == isinstance(expected, bool)


@pytest.mark.parametrize(
    "expression", [one for one, expected in TEST_EXAMPLES.items() if expected is not None]
)
def test_tests(expression: str, render: Render) -> None:
    expected = str(TEST_EXAMPLES[expression]).lower()
    assert render(f"{{{{ {expression} }}}}", **VALUES) == expected


def test_every_filter_has_an_example() -> None:
    shown = "\n".join(EXAMPLES)
    functions = {id(FILTERS[name]) for name in FILTERS if f"| {name}" in shown or f"{name}(" in shown}
    missing = [name for name, function in FILTERS.items() if id(function) not in functions and name != "fail"]
    assert not missing


def test_every_test_has_an_example() -> None:
    shown = "\n".join(TEST_EXAMPLES)
    assert {name for name in TESTS if f" is {name}" not in shown} <= SYMBOLS


def test_helm_s_spelling_is_known() -> None:
    assert camel_case("to_pretty_json") == "toPrettyJson"
    for name in (
        "toYaml",
        "fromYaml",
        "hasKey",
        "trimSuffix",
        "b64enc",
        "hasPrefix",
        "kindOf",
        "mergeOverwrite",
    ):
        assert name in FILTERS
        assert name in FUNCTIONS


@pytest.mark.parametrize("symbol", sorted(SYMBOLS))
def test_operators_as_tests(symbol: str, render: Render) -> None:
    expected = {"==": "- 2", "!=": "- 1\n- 3", ">": "- 3", ">=": "- 2\n- 3", "<": "- 1", "<=": "- 1\n- 2"}
    assert render(f"{{{{ [1, 2, 3] | select('{symbol}', 2) }}}}").strip() == expected[symbol]


def test_filters_keep_the_values_of_macros(render: Render) -> None:
    """trim, indent and nindent move text; what stands in it keeps its type."""
    template = (
        "{% macro m() %}\nno: {{ no }}\nlist: {{ words }}\n{% endmacro %}\n"
        "a: {{ m() | trim }}\nb:\n  {{ m() | trim | indent(2) }}\nc:{{ m() | trim | nindent(4) }}\n"
    )
    block = 'no: "NO"\nlist:\n- b\n- A\n'
    expected = "a:\n" + indented(block, 2) + "b:\n" + indented(block, 2) + "c:\n" + indented(block, 4)
    assert render(template, **VALUES) == expected


def indented(text: str, width: int) -> str:
    return "".join(" " * width + line for line in text.splitlines(keepends=True))


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("fail('stop')", "stop"),
        ("'x' | fail", "x"),
        ("nothing | required('set it')", "set it"),
        ("'' | required('set it')", "set it"),
        ("missing | required", "missing is not defined"),
        ("map | upper", "a mapping is not text"),
        ("5 | keys", "an integer is not a mapping"),
        ("5 | join", "an integer is not a list"),
        ("5 | length", "an integer has no length"),
        ("[] | first", "the list is empty and has no first item"),
        ("[] | max", "the list is empty and has no greatest item"),
        ("map | dictsort(by='z')", 'dictsort sorts by "key" or by "value"'),
        ("'maybe' | bool", "a string is neither true nor false"),
        ("'a' | abs", "a string is not a number"),
        ("1.5 | round(method='up')", 'the method must be "common", "ceil" or "floor"'),
        ("dict('a')", "a string is not a mapping"),
        ("dict('a', 1, 'b')", "dict() takes keys and values in turn"),
        ("'a' | truncate(1, leeway=0, end='...')", None),
        ("'abcdef' | truncate(1, leeway=0)", "the length must be at least 3"),
        ("dig('a')", "dig needs keys and a default"),
        ("'%s' | format(1, x=2)", "format takes values or named values, not both"),
        ("'a' is divisibleby 2", "a string is not an integer"),
        ("4 is divisibleby 0", "division by zero"),
        ("words | map('nope')", "there is no filter nope"),
        ("words | select('nope')", "there is no test nope"),
        ("cycler()", "cycler() needs values"),
    ],
)
def test_what_they_refuse(expression: str, message: str | None, render: Render) -> None:
    if message is None:
        render(f"{{{{ {expression} }}}}", **VALUES)
        return
    with pytest.raises(TemplateError) as caught:
        render(f"{{{{ {expression} }}}}", **VALUES)
    assert caught.value.message.startswith(message)
