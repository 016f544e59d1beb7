"""Mending: what is changed, what is left, and that nothing else reads otherwise."""

import os
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kforge.errors import UsageError
from kforge.lint import fix
from kforge.lint.config import Config
from kforge.lint.fix import apply, mend
from kforge.lint.readings import of_value
from kforge.lint.rule import Edit
from kforge.lint.runner import Linter
from kforge.yaml.events import Node, compose

LINTER = Linter(Config())
MANIFEST = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"


def fixed(text: str, file: str = "a.yaml") -> str:
    return mend(text, file, LINTER.lint(text.encode(), file), LINTER)[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("country: NO\n", 'country: "NO"\n'),
        ("a: y # why\n", 'a: "y" # why\n'),
        ("enabled: yes\n", "enabled: true\n"),
        ("hostNetwork:   Off\n", "hostNetwork:   false\n"),
        ("a: True\n", "a: true\n"),
        ("labels: {a: True}\n", 'labels: {a: "True"}\n'),
        ("on: push\n", '"on": push\n'),
        ("? y\n: 1\n", '? "y"\n: 1\n'),
        ("tag: 1.10\n", 'tag: "1.10"\n'),
        ("labels:\n  v: 0x1F\n  w: 010\n  x: +1\n", 'labels:\n  v: "0x1F"\n  w: "010"\n  x: "+1"\n'),
        ("zip: 08080\n", 'zip: "08080"\n'),
        ("ports: [22:22]\n", 'ports: ["22:22"]\n'),
        ("sha: 685e230\n", 'sha: "685e230"\n'),
        ("when: 2001-12-14 21:59:43\n", 'when: "2001-12-14 21:59:43"\n'),
        ("a: =\n", 'a: "="\n'),
        ("a: x\ty\n", 'a: "x\\ty"\n'),
        ('a: x\t"\\y\n', 'a: "x\\t\\"\\\\y"\n'),
        ("name: .inf\n", 'name: ".inf"\n'),
        ("010: a\n", '"010": a\n'),
        ("image: {tag: 12345678901234567890}\n", 'image: {tag: "12345678901234567890"}\n'),
        ("--- {a: b}\n", "---\n{a: b}\n"),
        ("--- [NO, 1]\r\n", '---\r\n["NO", 1]\r\n'),
        ("yes: 1\non: 2\n", '"yes": 1\n"on": 2\n'),
        ("é: [日本, NO, 😀: NO]", 'é: [日本, "NO", 😀: "NO"]\n'),
        ("a: ._5\n", 'a: "._5"\n'),
    ],
)
def test_it_mends(before: str, after: str) -> None:
    assert fixed(before) == after
    assert fixed(after) == after


@pytest.mark.parametrize(
    "text",
    [
        "ratio: 1.10\n",  # a number may be meant
        "limit: 1e3\n",
        "mode: 0644\n",
        "a: 1_000\n",
        "account: 12345678901234567890\n",
        "labels: {a: ~}\n",
        "null: a\n",
        "~: a\n",
        "a: .inf\n",
        '"on": 1\non: 2\n',  # the file would hold one key twice
        "a: &x NO\nenabled: *x\n",  # what is used elsewhere too
        "a: [\nb: NO\n",  # nobody reads it
        "a: !!bool NO\n",
        "a: NO # kforge: disable-line\n",
        "a: 2001-12-14\n  21:59:43\n",
        "a: NO\rb: NO\n",  # lines to YAML, not to an editor
    ],
)
def test_it_leaves_what_it_would_have_to_guess(text: str) -> None:
    assert fixed(text) == text


def test_values_are_mended_where_their_names_tell() -> None:
    text = "a: no\nenabled: no\ncountry: NO\nb: False\n"
    assert fixed(text, "values.yaml") == 'a: no\nenabled: false\ncountry: "NO"\nb: false\n'


def test_a_custom_resource_is_mended_where_its_names_tell() -> None:
    text = "apiVersion: example.com/v1\nkind: A\nmetadata: {labels: {x: no}}\nspec: {z: no, suspend: no}\n"
    assert fixed(text) == text.replace("x: no", 'x: "no"').replace("suspend: no", "suspend: false")
    text = text.replace("example.com", "storage.k8s.io")
    assert '{z: "no", suspend: false}' in fixed(text)


def test_a_port_of_a_manifest_is_no_text() -> None:
    text = f"{MANIFEST}spec: {{port: 08080}}\ndata: {{port: 08080}}\n"
    assert fixed(text) == f'{MANIFEST}spec: {{port: 08080}}\ndata: {{port: "08080"}}\n'


def test_a_refusal_is_told() -> None:
    text = '"on": 1\non: 2\n'
    _, left, count = mend(text, "a.yaml", LINTER.lint(text.encode(), "a.yaml"), LINTER)
    assert count == 0
    assert [finding.problem.hint for finding in left] == [f'write "on" ({fix.REFUSED})']


def test_one_edit_that_cannot_be_proven_keeps_no_other_back() -> None:
    text = 'a: NO\nb: {"on": 1, on: 2}\nc: NO\n'
    assert fixed(text) == 'a: "NO"\nb: {"on": 1, on: 2}\nc: "NO"\n'


def test_an_edit_that_changes_more_is_refused() -> None:
    text = "a: b\nc: NO\n"
    findings = LINTER.lint(text.encode(), "a.yaml")
    for span, put in (
        ((1, 4, 1, 5), '"x"'),
        ((1, 1, 2, 6), "a: 1"),
        ((1, 4, 1, 5), "1"),
        ((2, 4, 2, 6), '"no"'),
    ):
        findings[0].problem.edit = Edit(span, put)
        assert mend(text, "a.yaml", findings, LINTER)[2] == 0, put


def test_apply_keeps_the_line_endings() -> None:
    assert apply("a: b\r\nc: d\r\n", [Edit((1, 3, 1, 4), "\n  "), Edit((2, 4, 2, 5), "e")]) == (
        "a:\r\n  b\r\nc: e\r\n"
    )


# ---- files


def test_a_run_writes_whole_files_and_counts(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfa: NO\r\n")
    (tmp_path / "b.yaml").write_bytes(b"a: 1.10\n")
    (tmp_path / "link.yaml").symlink_to("real.txt")
    (tmp_path / "real.txt").write_text("a: NO\n")
    (tmp_path / "real.txt").chmod(0o640)
    result = fix.run([str(tmp_path)], Config(), write=True)
    assert (tmp_path / "a.yaml").read_bytes() == b'\xef\xbb\xbfa: "NO"\r\n'
    assert (tmp_path / "b.yaml").read_bytes() == b"a: 1.10\n"
    assert (tmp_path / "real.txt").read_text() == 'a: "NO"\n'
    assert (tmp_path / "real.txt").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "link.yaml").is_symlink()
    assert (result.fixed, result.files, [finding.rule for finding in result.findings]) == (
        2,
        3,
        ["crlf", "lossy-float"],
    )
    assert sorted(os.listdir(tmp_path)) == ["a.yaml", "b.yaml", "link.yaml", "real.txt"]


def test_a_file_without_findings_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: b\n")
    os.utime(path, (1, 1))
    fix.run([str(path)], Config(), write=True)
    assert path.stat().st_mtime == 1


def test_a_diff_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text("x: z\na: NO")
    result = fix.run(["a.yaml"], Config(ignore=["final-newline"]), write=False)
    assert Path("a.yaml").read_text() == "x: z\na: NO"
    assert result.diff() == (
        "--- a/a.yaml\n+++ b/a.yaml\n@@ -1,2 +1,2 @@\n x: z\n-a: NO\n\\ No newline at end of file\n"
        '+a: "NO"\n\\ No newline at end of file\n'
    )


def test_what_is_not_utf8_and_templates_are_left(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"a: NO\nb: \xe9\n")
    (tmp_path / "b.yaml.j2").write_bytes(b"a: NO\n")
    result = fix.run([str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml.j2")], Config(), write=True)
    assert result.changed == []
    assert [finding.file for finding in result.findings if finding.file.endswith("j2")] != []
    assert (tmp_path / "a.yaml").read_bytes() == b"a: NO\nb: \xe9\n"
    assert (tmp_path / "b.yaml.j2").read_bytes() == b"a: NO\n"


def test_standard_input_cannot_be_written() -> None:
    with pytest.raises(UsageError, match="standard input"):
        fix.run(["-"], Config(), write=True)


# ---- any document

# fmt: off
TRAPS = [
    "NO", "y", "Off", "True", "TRUE", "1.10", "1.0", ".5", "0644", "0o14",
    "08080", "010", "22:22", "190:20:30", "685e230", "1e3", "12e345", "0x1F", "0b11", "1_000",
    "+1", "-0", "2001-12-14", "2024-02-30", "~", "null", "Null", ".inf", ".nan", "=",
    "12345678901234567890", "9007199254740993", "._5",
]
# fmt: on
HARMLESS = ["a", "x y", "true", "1", "1.5", "it's", "a#b", '"NO"', "'y'", '"a\\tb"', "é", "-x", "*a", "v1.10"]
KEYS = ["a", "country", "enabled", "tag", "labels", "data", "env", "value", "ports", '"on"', *TRAPS]
INDENT = "  "


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A document with traps in any place: block and flow, comments, an anchor, several documents."""
    lines: list[str] = draw(st.sampled_from([[], ["apiVersion: v1", "kind: ConfigMap"], ["a0: &a NO"]]))
    lines = list(lines)
    anchored = bool(lines) and lines[0].startswith("a0")
    used: set[str] = set()
    for number in range(draw(st.integers(1, 8))):
        key = draw(st.sampled_from(KEYS))
        key = f"{key}{number}" if key in used or key in ("a",) else key
        used.add(key)
        lines += _entry(draw, key, anchored=anchored)
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    return newline.join(lines) + newline * draw(st.booleans())


def _value(draw: st.DrawFn, *, anchored: bool) -> str:
    value = draw(st.sampled_from([*TRAPS, *HARMLESS]))
    return "a" if value == "*a" and not anchored else value


def _entry(draw: st.DrawFn, key: str, *, anchored: bool) -> list[str]:
    value, other = _value(draw, anchored=anchored), _value(draw, anchored=anchored)
    inner = draw(st.sampled_from(["country", "b", "enabled", "image"]))
    comment = draw(st.sampled_from(["", " # NO", "   #  yes: no"]))
    return draw(
        st.sampled_from(
            [
                [f"{key}: {value}{comment}"],
                [f"{key}:", f"{INDENT}{inner}: {value}{comment}", f"{INDENT}z: {other}"],
                [f"{key}:{comment}", f"- {value}", f"- {inner}: {other}"],
                [f"{key}: [{value} , {other}]{comment}"],
                [f"{key}: {{{inner}: {value}, z: [{other}]}}{comment}"],
                [f"{key}: |", f"{INDENT}a: {value}", f"{INDENT}on: {other}"],
                [f"{key}: >-{comment}", f"{INDENT}{value}"],
                [f"# {key}: {value}", f"{key}: {other}"],
            ]
        )
    )


def nodes(text: str) -> list[Node]:
    return [node for root in compose(text) if root for node in root.walk()]


@settings(max_examples=150, deadline=None)
@given(documents())
@example('"on": 1\non: NO\n')
def test_any_document_is_mended_and_nothing_else_changes(text: str) -> None:
    findings = LINTER.lint(text.encode(), "a.yaml")
    after, left, count = mend(text, "a.yaml", findings, LINTER)
    assert fixed(after) == after
    assert count or after == text
    refused = [finding for finding in left if fix.REFUSED in finding.problem.hint]
    again = LINTER.lint(after.encode(), "a.yaml")
    assert sum(finding.problem.edit is not None for finding in again) == len(refused)
    if any(finding.rule == "yaml-syntax" for finding in findings):
        assert after == text
        return
    old, new = nodes(text), nodes(after)
    assert len(old) == len(new)
    for one, other in zip(old, new, strict=True):
        mended = one.style == "plain" and (other.style != "plain" or other.value != one.value)
        assert (one.kind, one.tag, one.anchor, one.alias) == (
            other.kind,
            other.tag,
            other.anchor,
            other.alias,
        )
        if not mended:
            assert (one.style, one.value) == (other.style, other.value)
        elif other.style == "plain":
            assert other.value == of_value(one.value).by_reader["kubectl"]
        else:
            assert other.value == one.value
    assert [line.partition(" #")[2] for line in text.rstrip("\r\n").split("\n")] == [
        line.partition(" #")[2] for line in after.rstrip("\r\n").split("\n")
    ]


# ---- layout


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: b  \n", "a: b\n"),
        ("a: NO \t\r\nb: c \r\n", 'a: "NO"\r\nb: c\r\n'),
        ("a: b", "a: b\n"),
        ("a: b\r\nc: d", "a: b\r\nc: d\r\n"),
        ("a: |- \n  b\n", "a: |-\n  b\n"),
        ('a: "b \n  c"\n', 'a: "b\n  c"\n'),
        ("a: b \n  c\n", "a: b\n  c\n"),
        ("a: |-\n  b", "a: |-\n  b\n"),
        ("# c \n   \n", "# c\n\n"),
    ],
)
def test_it_tidies(before: str, after: str) -> None:
    assert fixed(before) == after
    assert fixed(after) == after


@pytest.mark.parametrize(
    "text",
    [
        "a: |\n  b \n  c\n",  # part of the text
        "a: |\n  b\n   \n  c\n",
        "a: |\n  b",  # kustomize would read one character more
        "a: &x b\n",
        "a:\n   b: c\n",
        "a: b\n---\n---\nc: d\n",
        "password: |\n  x\n",
        "a: [ \n",
    ],
)
def test_it_leaves_layout_that_means_something(text: str) -> None:
    assert fixed(text) == text
