"""Every line of the output knows the template line it came from."""

import pytest

from kforge.jinja.environment import TemplateSet

SOURCES = {
    "web/templates/_labels.yaml.j2": (
        "{% macro labels(app) %}\n"  # 1
        "app: {{ app }}\n"  # 2
        "list: {{ values.list }}\n"  # 3
        "{{ more() }}\n"  # 4
        "{% endmacro %}\n"
        "{% macro more() %}\n"
        "more: 1\n"  # 7
        "{% endmacro %}\n"
    ),
    "web/templates/_part.yaml.j2": "part:\n{% for i in values.list %}\n- {{ i }}\n{% endfor %}\nend: 1\n",
    "web/templates/t.yaml.j2": (
        "kind: A\n"  # 1
        "metadata:\n"  # 2
        "  {# nothing #}\n"
        "  labels: {{ labels('w') }}\n"  # 4
        "spec:\n"  # 5
        "  {% include '_part.yaml.j2' %}\n"  # 6
        "  text: {{ values.text }}\n"  # 7
        "  {% if true %}\n"
        "  yes: {{ values.map }}\n"  # 9
        "  {% endif %}\n"
        "  {{ values.map }}\n"  # 11
        "  last: |\n"  # 12
        "    a\n"  # 13
        "    {{ values.text }}\n"  # 14
        "    b\n"  # 15
    ),
    "web/templates/NOTES.txt.j2": "Hello\n{% for i in values.list %}\n- {{ i }}\n{% endfor %}\n{{ labels('w') }}\nend\n",  # noqa: E501
    "web/templates/_base.yaml.j2": "kind: B\n{% block body %}\nx: 1\n{% endblock %}\nz: 1\n",
    "web/templates/child.yaml.j2": "{% extends '_base.yaml.j2' %}\n{% block body %}\na: 1\n{{ super() }}\n{% endblock %}\n",  # noqa: E501
    "web/templates/empty.yaml.j2": "{% if false %}\na\n{% endif %}\n",
    "web/templates/dropped.yaml.j2": "a: 1\n{{ none }}\nb:\n  c: 1\n  {{ {} }}\n  d: 2\n",
}  # fmt: skip
VALUES = {"list": [1, 2], "text": "one\ntwo", "map": {"k": 1, "l": 2}}

EXPECTED = {
    "t": """\
kind: A                 t 1
metadata:               t 2
  labels:               t 4
    app: w              _labels 2
    list:               _labels 3
    - 1                 _labels 3
    - 2                 _labels 3
    more: 1             _labels 7
spec:                   t 5
  part:                 _part 1
  - 1                   _part 3
  - 2                   _part 3
  end: 1                _part 5
  text: |-              t 7
    one                 t 7
    two                 t 7
  yes:                  t 9
    k: 1                t 9
    l: 2                t 9
  k: 1                  t 11
  l: 2                  t 11
  last: |               t 12
    a                   t 13
    one                 t 14
    two                 t 14
    b                   t 15
""",
    "NOTES": """\
Hello                   NOTES 1
- 1                     NOTES 3
- 2                     NOTES 3
app: w                  _labels 2
list: [1, 2]            _labels 3
more: 1                 _labels 7
end                     NOTES 6
""",
    "child": """\
kind: B                 _base 1
a: 1                    child 3
x: 1                    _base 3
z: 1                    _base 5
""",
    "dropped": """\
a: 1                    dropped 1
b:                      dropped 3
  c: 1                  dropped 4
  d: 2                  dropped 6
""",
}


@pytest.mark.parametrize("name", EXPECTED)
def test_lines_know_their_origin(name: str) -> None:
    full = next(source for source in SOURCES if source.startswith(f"web/templates/{name}."))
    rendered = TemplateSet(SOURCES).render(full, {"values": VALUES})
    table = ""
    for number, line in enumerate(rendered.text.splitlines(), 1):
        position = rendered.position(number)
        short = position.file.rpartition("/")[2].partition(".")[0]
        table += f"{line:24}{short} {position.line}\n"
    assert table == EXPECTED[name]


def test_a_line_beyond_the_output_is_the_nearest() -> None:
    rendered = TemplateSet(SOURCES).render("web/templates/child.yaml.j2", {"values": VALUES})
    assert rendered.position(0).line == 1
    assert rendered.position(999).line == 5


def test_no_output_is_the_first_line() -> None:
    rendered = TemplateSet(SOURCES).render("web/templates/empty.yaml.j2", {"values": VALUES})
    assert rendered.text == ""
    assert str(rendered.position(1)) == "web/templates/empty.yaml.j2:1"


def test_looking_back_changes_nothing() -> None:
    templates = TemplateSet(SOURCES)
    first = templates.render("web/templates/t.yaml.j2", {"values": VALUES})
    first.position(3)
    assert templates.render("web/templates/t.yaml.j2", {"values": VALUES}).text == first.text
