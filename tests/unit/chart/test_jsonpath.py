"""JSONPath templates: kubectl's ways, and each line held to the real helm."""

import subprocess
from pathlib import Path

import pytest

from kforge.chart.jsonpath import NotFound, render
from kforge.chart.load import load
from kforge.errors import UsageError

VALUES = """\
a: 1
b: [1, 2.5, {c: 3}]
m: {"q r": true}
big: 12345678
f: 1.50
s: "a<b"
l:
- {"n": a, i: [1, 2], k: 1}
- {"n": b, i: [], k: 2}
- {"n": c, k: 3}
tiny: 0.0000001234
nums: [1e-7, 1e20, 1e21, 123456789012345678, 0.1, 100000, 1e6, 1e-10]
u: "é&"
nothing: null
"""

# well-formed templates, and what they print; "" with a NotFound where kubectl would fail
PRINTED = {
    "{.a}": "1",
    "{.b}": '[1,2.5,{"c":3}]',
    "text {.a} t": "text 1 t",
    "{.b[2].c}": "3",
    "{.b[*]}": '1 2.5 {"c":3}',
    '{range .b[*]}[{@}]{"\\n"}{end}': '[1]\n[2.5]\n[{"c":3}]\n',
    "{..c}": "3",
    "{.m['q r']}": None,  # the blank ends the name, in kubectl too
    "{.b[0:2]}": "1 2.5",
    "{.b[-1:]}": '{"c":3}',
    "{.b[-1]}": '{"c":3}',
    "{.b[::2]}": '1 {"c":3}',
    ".a": ".a",
    "{.big}": "1.2345678e+07",
    "{.f}": "1.5",
    "{.s}": "a<b",
    "{.b[2]}{$.a}{@.s}": '{"c":3}1a<b',
    "{.nothing}": "null",
    "{.nothing.x}": None,
    "{a}": None,
    "{.a}{.nope}": None,
    "{.b[9]}": None,
    '{"x"}': "x",
    "{'it''s'}": "s",  # of several things in an action the last one counts
    "{.}": None,
    "{.m\\.x}": None,
    "{.b.c}": None,
    "{.a[0]}": None,
    "{3}{true}{-1.5}": "3true-1.5",
    "{end}": None,
    "{range .nope}x{end}": None,
    "{range .l[1].i[*]}{.}{end}": None,
    "{range .l[*]}{.n}{range .k}<{@}>{end};{end}z": "a<1>;b<2>;c<3>;z",
    '{.l[?(@.n=="a")].i}': "[1,2]",
    "{.l[?(@.i)].n}": "a b",
    "{.l[?(@.k>1.5)].n}": "b c",
    "{.l[?(@.k<=2.0)].n}": "a b",
    "{.l[?(@.k>1)].n}": None,  # a float64 and an int
    "{.l[?(@.n!='a')].n}": "b c",
    "{.l[?(@.n=!'a')].n}": None,
    "{.a[?(@.n=='a')].n}": None,
    "{.l[*]['n','k']}": "a b c 1 2 3",
    "{.l[0,1].n}": "a b",
    "{.l[1:0]}": None,
    "{.l[0:1:0]}": None,
    "{.l[1:1]}": "",
    "{..n}": "a b c",
    '{"a\\tb\\x41\\u00e9\\101"}': "a\tbAéA",
    "{.tiny}": "1.234e-07",
    "{.nums}": "[1e-7,100000000000000000000,1e+21,123456789012345680,0.1,100000,1000000,1e-10]",
    "{.u}": "é&",
    "{.m.*}": "true",
    "{.l.*.n}": "a b c",
    "{.s.*}": "97 60 98",
    "{.l[*].n}": "a b c",
    "{range .l[*]}{.n}": None,  # goes on after the last round, at the root
}
WRONG = {
    "{.a": "an action is not closed",
    "{.a\n}": "an action is not closed",
    "{.l[?(@.n=~'a')]}": "~ has no meaning in an action",
    "{#}": "# has no meaning in an action",
    "{1.2.3}": "1.2.3 is not a number",
    "{.l[a]}": "[a] is no index",
    "{.l[--1]}": "[--1] is no index",
    "{.l[0}": "[ is not closed",
    "{.l[a,b]}": "[a] is no index",
    "{.....n}": ".. follows ..",
    '{.l[?(@.n=="a"}': "[?( is not closed",
    '{.l[?(@.n=="a")}': "after the ) of a filter stands a ]",
    '{"x}': "a quote is not closed",
    '{"\\q"}': "\\q is no escape",
    '{"\\x4"}': "\\x is no escape",
}


@pytest.fixture
def chart(tmp_path: Path) -> str:
    (tmp_path / "Chart.yaml").write_text("apiVersion: v2\nname: c\nversion: 1.0.0\n")
    (tmp_path / "values.yaml").write_text(VALUES)
    return str(tmp_path)


def printed(template: str, data: object) -> str | None:
    try:
        return render(template, data)
    except NotFound:
        return None


@pytest.mark.parametrize("template", PRINTED)
def test_what_a_template_prints(template: str, chart: str) -> None:
    assert printed(template, load(chart).values) == PRINTED[template]


@pytest.mark.parametrize("template", WRONG)
def test_what_is_no_template(template: str) -> None:
    with pytest.raises(UsageError) as caught:
        render(template, {})
    assert caught.value.message == f"--jsonpath {template}: {WRONG[template]}"


@pytest.mark.oracle
def test_helm_prints_the_same(helm: str, chart: str) -> None:
    """All in few runs: what succeeds is joined, with a separator that no template prints."""

    def real(template: str) -> tuple[int, str]:
        command = [helm, "show", "values", chart, "--jsonpath", template]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    good = [template for template, text in PRINTED.items() if text is not None and "range" not in template]
    assert real("|".join(good)) == (0, "|".join(str(PRINTED[template]) for template in good))
    ranges = [template for template, text in PRINTED.items() if text is not None and "range" in template]
    for template in ranges:
        assert real(template) == (0, PRINTED[template]), template
    for template, text in PRINTED.items():
        if text is None:
            assert real(template) == (0, ""), template
    for template in WRONG:
        assert real(template) == (1, ""), template
