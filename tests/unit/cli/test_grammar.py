"""The grammar of Go's flags: form by form, against click reading the same table, and against helm."""

import re
import subprocess
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kforge.cli.grammar import parse, split_list
from kforge.cli.group import command
from kforge.cli.options import ARRAY, BUILD, FLAG, LIST, TEMPLATE, Verb
from kforge.cli.verbs import every
from kforge.errors import UsageError

EVERY = list(every())


def read(verb: Verb, line: str) -> tuple[dict[str, object], tuple[str, ...]]:
    """The options that are not at their defaults, and the operands."""
    arguments = parse(verb, line.split())
    found: dict[str, object] = {}
    for name, option in verb.by_name.items():
        if option.kind in (ARRAY, LIST):
            if arguments.many(name):
                found[name] = list(arguments.many(name))
        elif arguments.text(name) != option.default:
            found[name] = arguments.text(name)
    return found, arguments.operands


@pytest.mark.parametrize(
    ("line", "options", "operands"),
    [
        ("", {}, ()),
        ("a b", {}, ("a", "b")),
        ("--output=x a", {"output": "x"}, ("a",)),
        ("a --output x b", {"output": "x"}, ("a", "b")),
        ("-o x", {"output": "x"}, ()),
        ("-ox", {"output": "x"}, ()),
        ("-o=x", {"output": "x"}, ()),
        ("-o=", {"output": "="}, ()),  # pflag: too short for a value after the sign
        ("--output= a", {}, ("a",)),
        ("-o -x", {"output": "-x"}, ()),
        ("--output -- a", {"output": "--"}, ("a",)),
        ("-o x -o y", {"output": "y"}, ()),
        ("- a", {}, ("-", "a")),
        ("a -- -o --output", {}, ("a", "-o", "--output")),
        ("--helm-debug a", {"helm-debug": "true"}, ("a",)),
        ("--helm-debug=false --helm-debug=T", {"helm-debug": "true"}, ()),
        ("--helm-debug --helm-debug=0", {"helm-debug": "false"}, ()),
        ("-e A=1 -eB=2 --env C,D", {"env": ["A=1", "B=2", "C,D"]}, ()),
        ("-h -o x", {"help": "true", "output": "x"}, ()),
    ],
)
def test_forms(line: str, options: dict[str, object], operands: tuple[str, ...]) -> None:
    assert read(BUILD, line) == (options, operands)


@pytest.mark.parametrize(
    ("line", "options"),
    [
        ("c -gn x", {"generate-name": "true", "namespace": "x"}),
        ("c -gnx", {"generate-name": "true", "namespace": "x"}),
        ("c -g=false", {"generate-name": "false"}),
        ("c -f a,b -f c", {"values": ["a", "b", "c"]}),
        ('c -f "a,b",c', {"values": ["a,b", "c"]}),
        ("c --set a=1,b=2 --set c=3", {"set": ["a=1,b=2", "c=3"]}),
        ("c --dry-run", {"dry-run": "unset"}),
        ("c --wait --timeout 1s", {"wait": "watcher", "timeout": "1s"}),
        ("c --verify=false", {"verify": "false"}),
    ],
)
def test_forms_of_template(line: str, options: dict[str, object]) -> None:
    assert read(TEMPLATE, line) == (options, ("c",))


@pytest.mark.parametrize(
    ("verb", "line", "message", "hint"),
    [
        (BUILD, "--outptu x", "unknown flag --outptu", "did you mean --output?"),
        (BUILD, "--out x", "unknown flag --out", "did you mean --output?"),
        (BUILD, "--xyzzy", "unknown flag --xyzzy", "see kforge build --help"),
        (BUILD, "-x", "unknown flag -x", "see kforge build --help"),
        (BUILD, "-xo", "unknown flag -x in -xo", "see kforge build --help"),
        (BUILD, "---", "unknown flag ---", "see kforge build --help"),
        (BUILD, "-o", "-o needs a value: PATH", ""),
        (BUILD, "a --output", "--output needs a value: PATH", ""),
        (BUILD, "--helm-debug=yes", "--helm-debug is a flag: 'yes' is neither true nor false", ""),
        (
            BUILD,
            "--load-restrictor=none",
            "--load-restrictor cannot be 'none'",
            "it is one of LoadRestrictionsRootOnly, LoadRestrictionsNone",
        ),
        (TEMPLATE, "", "kforge template needs [NAME] CHART", "see kforge template --help"),
        (
            TEMPLATE,
            "a b c d",
            "kforge template takes [NAME] CHART and no more: c, d",
            "see kforge template --help",
        ),
        (TEMPLATE, "c --kube-context x", "--kube-context is refused: kforge never talks to a cluster", ""),
        (TEMPLATE, 'c -f "a', "-f: a quote is not closed, or text follows it", 'write "a,b",c'),
        (TEMPLATE, 'c -f a"b', '-f: a quote stands inside a"b', 'write "a,b",c'),
    ],
)
def test_a_wrong_line_says_what_is_wrong(verb: Verb, line: str, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(verb, line.split())
    assert (caught.value.message, caught.value.hint) == (message, hint)
    assert caught.value.exit_code == 2


def test_help_asks_for_no_operands() -> None:
    assert parse(TEMPLATE, ["--help"]).flag("help")


@pytest.mark.parametrize(
    ("text", "fields"),
    [("", []), ("a", ["a"]), ("a,", ["a", ""]), (",", ["", ""]), ('"a""b",c', ['a"b', "c"]), ('""', [""])],
)
def test_a_list_is_a_line_of_csv(text: str, fields: list[str]) -> None:
    assert split_list(text, "-f") == fields


@pytest.mark.parametrize("text", ['"a', '"a"b', '"a""', 'a"', 'x,"'])
def test_a_list_with_a_stray_quote_is_an_error(text: str) -> None:
    with pytest.raises(UsageError):
        split_list(text, "-f")


# ---- click reads the same table the same way, in the forms that click knows

WORDS = st.sampled_from(["a", "b=c", "1", "-", "x,y", "LoadRestrictionsNone", "json", "none", "é"])


@st.composite
def vectors(draw: st.DrawFn) -> tuple[Verb, list[str]]:
    verb = draw(st.sampled_from([verb for verb in EVERY if verb.operands]))
    visible = [option for option in verb.by_name.values() if not option.no_effect and not option.refused]
    words: list[str] = []
    for _ in range(draw(st.integers(0, 6))):
        option, value = draw(st.sampled_from(visible)), draw(WORDS)
        long, letter = f"--{option.name}", f"-{option.short or '?'}"
        if option.kind == FLAG:
            forms = [[long], [letter], [letter + letter[1:]]]
        else:
            forms = [[f"{long}={value}"], [long, value], [letter, value], [letter + value], [long]]
        forms += [[value], ["--"], [f"--{option.name}x"], [f"--{option.name[:-1]}"]]
        words += draw(st.sampled_from(forms))
    return verb, words


@given(vectors())
def test_click_agrees(drawn: tuple[Verb, list[str]]) -> None:
    verb, words = drawn
    try:
        context = command(verb).make_context(verb.name, list(words))
    except click.UsageError:
        with pytest.raises(UsageError):
            parse(verb, words)
        return
    params = context.params
    operands = tuple(params.pop("operands", ()))
    if not params["help"] and not verb.fewest <= len(operands) <= verb.most:
        return
    ours = parse(verb, words)
    assert ours.operands == operands
    for name, value in params.items():
        option = verb.by_name[name.replace("_", "-")]
        if option.kind == FLAG:
            assert ours.flag(option.name) == value
        elif option.kind == LIST:
            assert ours.many(option.name) == tuple(field for each in value for field in each.split(","))
        elif option.kind == ARRAY:
            assert ours.many(option.name) == value
        else:
            assert ours.text(option.name) == (value or "")


def test_click_declares_what_the_table_says() -> None:
    for verb in EVERY:
        declared = {param.opts[0]: param for param in command(verb).params if isinstance(param, click.Option)}
        shown = [option for option in verb.by_name.values() if not option.no_effect and not option.refused]
        assert set(declared) == {f"--{option.name}" for option in shown}
        for option in shown:
            param = declared[f"--{option.name}"]
            assert param.is_flag == (option.kind == FLAG)
            assert param.multiple == (option.kind in (ARRAY, LIST))
            assert param.opts[1:] == ([f"-{option.short}"] if option.short else [])


# ---- the real helm reads the same words the same way

TWIN = """\
kind: Seen
name: {{ .Release.Name }}
namespace: {{ .Release.Namespace }}
upgrade: {{ .Release.IsUpgrade }}
set: {{ .Values | toJson }}
"""


LINES = """
c
r c
c -n x
c -nx
c -n=x
c -n=
c --namespace=x
c --namespace x
c --namespace=
-n x r c
r -n x c
r c -n x -n y
c -n --
c -n -x
c -- -n x
c -n
c --namespace
c --nam x
c --is-upgrade
c --is-upgrade=true
c --is-upgrade=false
c --is-upgrade=1
c --is-upgrade=T
c --is-upgrade=yes
c --is-upgrade=
c --is-upgrade true
c --is-upgrade --is-upgrade=f
c --set a=1 --set b=2
c --set a=1,b=2
c --set=a=1
c --set
-- r c
r -- c
-- c --is-upgrade
c -f v,w
c -f v -f w
c -fv
c -f "v","w"
c -f "v"x
c -f v"
c -f v,
c -f=v
c -vf v
r c --dry-run -n x
r c --dry-run client
r c --wait -n x
r c --wait=watcher
r s c
(nothing)
--
c --
r - c
c ---x
c --=x
c -
c --xyz
c -z
c -gz
c --skip-crds=0 -n x
c -an x
c -a x,y -n z
c -l a=b,c=d
r c -g=false
r c -g
--name-template x c
r c --name-template x
"""


@pytest.mark.oracle
@pytest.mark.parametrize("line", LINES.strip().splitlines())
def test_helm_agrees(line: str, helm: str, tmp_path: Path) -> None:
    (tmp_path / "c" / "templates").mkdir(parents=True)
    (tmp_path / "c" / "Chart.yaml").write_text("apiVersion: v2\nname: c\nversion: 0.1.0\n")
    (tmp_path / "c" / "templates" / "seen.yaml").write_text(TWIN)
    (tmp_path / "v").write_text("v: 1\n")
    (tmp_path / "w").write_text("w: 1\n")
    words = line.replace("(nothing)", "").split()
    command_line = [helm, "template", *words]
    quiet = {"stdin": subprocess.DEVNULL, "capture_output": True, "text": True, "timeout": 60}
    real = subprocess.run(command_line, cwd=tmp_path, check=False, **quiet)  # type: ignore[call-overload]
    try:
        ours = parse(TEMPLATE, words)
    except UsageError:
        assert real.returncode != 0
        return
    if ours.operands[-1:] != ("c",) or " -g" in f" {line}" or "name-template" in line:
        return  # what is wrong is no matter of grammar; commands/test_template.py
    if any(not (tmp_path / name).is_file() for name in ours.many("values")):
        assert real.returncode != 0
        return
    assert real.returncode == 0, real.stderr
    seen = dict(re.findall(r"^(\w+): (.*)$", real.stdout, re.M))
    assert seen["name"] == (ours.operands[0] if len(ours.operands) == 2 else "release-name")
    assert seen["namespace"] == (ours.text("namespace") or "default")
    assert seen["upgrade"] == ("true" if ours.flag("is-upgrade") else "false")
    assert ("v" in seen["set"]) == ("v" in ours.many("values"))
    assert ("w" in seen["set"]) == ("w" in ours.many("values"))
