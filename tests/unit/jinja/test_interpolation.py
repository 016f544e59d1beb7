"""What values look like where they stand: the readable half of test_interpolation_properties.py."""

import textwrap
from collections.abc import Callable

import pytest

from kforge.errors import TemplateError

VALUES = {
    "no": "NO",
    "version": "1.10",
    "port": 80,
    "on": True,
    "nothing": None,
    "text": "one\ntwo\n",
    "image": {"repository": "nginx", "tag": "1.10"},
    "hosts": ["a.example", "no"],
    "empty": {},
    "nobody": [],
    "deep": {"zone": {"b": 1, "a": [{"c": "d"}]}},
}

CASES = {
    "strings that a reader would take for something else are quoted": (
        "a: {{ no }}\nb: {{ version }}\nc: {{ 'x' }}\n",
        'a: "NO"\nb: "1.10"\nc: x\n',
    ),
    "other scalars keep their type": (
        "a: {{ port }}\nb: {{ on }}\nc: {{ nothing }}\nd: {{ port + 0.5 }}\n",
        "a: 80\nb: true\nc: null\nd: 80.5\n",
    ),
    "several expressions make one text": (
        "image: {{ image.repository }}:{{ image.tag }}\nport: {{ 22 }}:{{ 22 }}\n",
        'image: nginx:1.10\nport: "22:22"\n',
    ),
    "a mapping goes below its key, in its own order": (
        "image: {{ image }}\nnext: 1\n",
        'image:\n  repository: nginx\n  tag: "1.10"\nnext: 1\n',
    ),
    "a list goes below its key": ("hosts: {{ hosts }}\n", 'hosts:\n- a.example\n- "no"\n'),
    "a deep key": (
        "spec:\n  template:\n  - image: {{ image }}\n    hosts: {{ hosts }}\n",
        "spec:\n  template:\n  - image:\n      repository: nginx\n      tag: \"1.10\"\n"
        '    hosts:\n    - a.example\n    - "no"\n',
    ),
    "after a dash": (
        "- {{ image }}\n- {{ hosts }}\n- {{ no }}\n",
        '- repository: nginx\n  tag: "1.10"\n- - a.example\n  - "no"\n- "NO"\n',
    ),
    "empty collections": ("a: {{ empty }}\nb: {{ nobody }}\n- {{ empty }}\n", "a: {}\nb: []\n- {}\n"),
    "on a line of its own": (
        "metadata:\n  labels:\n    app: web\n    {{ image }}\n    last: 1\n",
        "metadata:\n  labels:\n    app: web\n    repository: nginx\n    tag: \"1.10\"\n    last: 1\n",
    ),
    "nothing among others on a line of its own": (
        "a:\n  b: 1\n  {{ empty }}\n  {{ nothing }}\n  {{ '' }}\n",
        "a:\n  b: 1\n",
    ),
    "nothing alone on a line of its own": (
        "a:\n  {{ empty }}\nb:\n  {{ nobody }}\nc:\n  {{ nothing }}\n",
        "a:\n  {}\nb:\n  []\nc:\n  null\n",
    ),
    "a text of several lines": (
        "a: {{ text }}\nb:\n- {{ text }}\n",
        "a: |\n  one\n  two\nb:\n- |\n  one\n  two\n",
    ),
    "a comment stays on its line": (
        "a: {{ port }}  # the port\nb: {{ image }}  # {{ port }}\nc: {{ text }} # t\n",
        "a: 80  # the port\nb:  # 80\n  repository: nginx\n  tag: \"1.10\"\nc: | # t\n  one\n  two\n",
    ),
    "in flow collections": (
        "a: [{{ no }}, {{ image }}, {{ port }}]\nb: {x: {{ hosts }}}\n",
        'a: ["NO", {repository: nginx, tag: "1.10"}, 80]\nb: {x: [a.example, "no"]}\n',
    ),
    "keys": ("{{ no }}: 1\n{{ port }}: 2\na/{{ port }}: 3\n", '"NO": 1\n80: 2\na/80: 3\n'),
    "in quotes": (
        "a: \"x {{ 'say \"hi\"' }} {{ no }}\"\nb: 'it {{ \"isn't\" }}'\nc: '{{ text }}'\n",
        "a: \"x say \\\"hi\\\" NO\"\nb: 'it isn''t'\nc: \"one\\ntwo\\n\"\n",
    ),
    "in a block scalar": (
        "a: |\n  no {{ no }}\n  {{ text }}\n  on {{ on }}\n",
        "a: |\n  no NO\n  one\n  two\n\n  on true\n",
    ),
    "a mapping in a block scalar is YAML": (
        "data:\n  config.yaml: |\n    image:\n      {{ image }}\n    port: {{ port }}\n",
        "data:\n  config.yaml: |\n    image:\n      repository: nginx\n      tag: \"1.10\"\n    port: 80\n",
    ),
    "in a comment": (
        "# {{ text }}\na: 1 # {{ image }}\n",
        '# one\n# two\n# \na: 1 # {"repository": "nginx", "tag": "1.10"}\n',
    ),
    "raw": ("a: {{ no | raw }}\n{{ 'b: 1\n' | raw }}", "a: NO\nb: 1\n"),
    "helm's habits": (
        "a:\n  {{- image | to_yaml | nindent(2) }}\nb: {{ no | quote }}\n"
        "c: {{ hosts | to_json }}\nd: {{ image | to_yaml }}\n",
        'a:\n  repository: nginx\n  tag: "1.10"\nb: "NO"\n'
        'c: ["a.example","no"]\nd:\n  repository: nginx\n  tag: "1.10"\n',
    ),
    "indent": ("a: |\n  {{ text | indent(2) }}\nb: 1\n", "a: |\n  one\n  two\n\nb: 1\n"),
    "json in quotes": ("a: '{{ hosts | to_json }}'\n", "a: '[\"a.example\",\"no\"]'\n"),
    "a template that is JSON": (
        '{"kind": "List", "items": [{{ image }}, {"port": {{ port }}, "no": {{ no }}}]}\n',
        '{"kind": "List", "items": [{repository: nginx, tag: "1.10"}, {"port": 80, "no": "NO"}]}\n',
    ),
    "anchors and tags": (
        "a: &x {{ image }}\nb: !!str {{ port }}\n",
        'a: &x\n  repository: nginx\n  tag: "1.10"\nb: !!str 80\n',
    ),
    "quotes that are no quotes": (
        "a: it's {{ no }}\nb: \"x\"\nc: {{ no }}\nd: say\n  'hello {{ no }}\n",
        "a: it's NO\nb: \"x\"\nc: \"NO\"\nd: say\n  'hello NO\n",
    ),
    "brackets that are no collections": ("a: x[0]{{ no }}\nb: {{ no }}\n", 'a: x[0]NO\nb: "NO"\n'),
    "Windows line ends": (
        "a: {{ no }}\r\nb: {{ image }}\r\n",
        'a: "NO"\nb:\n  repository: nginx\n  tag: "1.10"\n',
    ),
    "ranges and views": (
        "a: {{ range(2) }}\nb: {{ image.keys() }}\nc: {{ image.items() | list }}\nd: {{ (1, 2) }}\n",
        "a:\n- 0\n- 1\nb:\n- repository\n- tag\n"
        "c:\n- - repository\n  - nginx\n- - tag\n  - \"1.10\"\nd:\n- 1\n- 2\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_it_reads(case: str, render: Callable[..., str]) -> None:
    template, expected = CASES[case]
    assert render(template, **VALUES) == expected


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{{ image }}: 1\n", "a mapping or list cannot be a key"),
        ("a: |\n  {{ bell }}\n", "the text holds U+0007, which a block scalar cannot carry"),
        ('a: "\\{{ no }}"\n', "the backslash before this expression would change its text"),
        ("a: text\n  goes on {{ colon }}\n", "this text would end the scalar it stands in"),
        ("a:\n  b: 1\n  {{ no }}\n", "a string stands where keys or items are expected"),
        ("a:\n  {{ port }}\n  b:\n    c: 1\n", "an integer stands where keys or items are expected"),
        ("a: {{ huge }}\n", "the integer is too large for YAML: it has more than 64 bits"),
        ("a: {{ infinite }}\n", "YAML for Kubernetes has no infinity and no NaN"),
        ("{% set m %}\nx: 1\ny: 2\n{% endset %}\na: [{{ m }}]\n", "a block of YAML cannot stand in { } or [ ]"),  # noqa: E501
        ("{{ 'k' * 1001 }}: 1\n", "a key of more than 1000 characters cannot be written"),
    ],
)  # fmt: skip
def test_what_cannot_stand_there_is_refused_at_its_place(
    template: str, message: str, render: Callable[..., str]
) -> None:
    values = {**VALUES, "bell": "\x07", "colon": "a: b", "huge": 2**64, "infinite": float("inf")}
    with pytest.raises(TemplateError) as caught:
        render(template, **values)
    error = caught.value
    assert error.message == message
    assert error.position is not None
    assert error.source[error.position.column - 1 :].startswith(error.source[error.source.index("{{") + 3 :])


def test_values_may_hold_any_character_that_stands_for_holes(render: Callable[..., str]) -> None:
    text = "".join(map(chr, range(0xE000, 0xE003)))
    assert render(f"a{text}: {{{{ x }}}}\nb: {{{{ y }}}}\n", x=text, y="NO") == f'a{text}: {text}\nb: "NO"\n'


def test_notes_are_text(render: Callable[..., str]) -> None:
    template = textwrap.dedent("""\
        {% for host in hosts %}
        - http://{{ host }}: {{ no }} {{ on }}
        {% endfor %}
        {{ image }}
          {{ text }}
        """)
    expected = (
        '- http://a.example: NO true\n- http://no: NO true\nrepository: nginx\ntag: "1.10"\n  one\n  two\n\n'
    )
    assert render(template, name="web/templates/NOTES.txt.j2", **VALUES) == expected
    assert render(template, name="web/templates/NOTES.txt", **VALUES) == expected
