"""`kforge lint`: exit codes, standard input, what goes where."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "arguments", "code"),
    [
        ("a: b\n", [], 0),
        ("country: NO\n", [], 1),
        ("time: 22:22\n", [], 0),
        ("time: 22:22\n", ["--strict"], 1),
        ("time: 22:22\n", ["--strict", "--ignore", "sexagesimal"], 0),
        ("country: NO\n", ["--select", "lossy-float,KF006"], 0),
        ("a: [\n", ["--select", "octal"], 1),
        ("country: NO # kforge: disable-line\n", [], 0),
    ],
)
def test_exit_codes(tmp_path: Path, kforge: Run, text: str, arguments: list[str], code: int) -> None:
    (tmp_path / "a.yaml").write_text(text)
    for paths in ([], ["."], ["a.yaml"]):
        outcome = kforge("lint", *arguments, *paths, cwd=tmp_path)
        assert (outcome.code, outcome.stderr) == (code, "")
        assert outcome.stdout


def test_standard_input(tmp_path: Path, kforge: Run) -> None:
    outcome = kforge("lint", "-", cwd=tmp_path, stdin="é: {a: NO}\n".encode())
    assert outcome.code == 1
    assert outcome.stdout.decode().startswith("<stdin>:1:8: error truthy-value: ")


def test_json_is_one_array_for_all_files(tmp_path: Path, kforge: Run) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("country: NO\n")
    outcome = kforge("lint", "--format", "json", cwd=tmp_path)
    assert [entry["file"] for entry in json.loads(outcome.stdout)] == ["a.yaml", "b.yaml"]
    assert outcome.code == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.yaml", "a.yaml"], "nowhere.yaml: no such file or folder"),
        (["--select", "trthy-value", "a.yaml"], "--select: there is no rule trthy-value"),
        (["--format", "xml"], "--format cannot be 'xml'"),
        (["--slect", "octal"], "unknown flag --slect"),
    ],
)
def test_a_wrong_command_line(tmp_path: Path, kforge: Run, arguments: list[str], message: str) -> None:
    (tmp_path / "a.yaml").write_text("country: NO\n")
    outcome = kforge("lint", *arguments, cwd=tmp_path)
    assert (outcome.code, outcome.stdout) == (2, b"")
    assert message in outcome.stderr


def test_a_name_that_is_not_utf8_comes_out_as_it_is(tmp_path: Path, kforge: Run) -> None:
    name = b"caf\xe9.yaml"
    (tmp_path / name.decode("utf-8", "surrogateescape")).write_text("country: NO\n")
    outcome = kforge("lint", cwd=tmp_path)
    assert outcome.stdout.startswith(name + b":1:10: error")


# ---- mending


def test_fix_reports_what_is_left(tmp_path: Path, kforge: Run) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("country: NO\nratio: 1.10\n")
    outcome = kforge("lint", "--fix", cwd=tmp_path)
    assert (outcome.code, outcome.stderr) == (0, "")
    assert path.read_text() == 'country: "NO"\nratio: 1.10\n'
    assert outcome.stdout.decode().endswith("1 file: 1 warning, 1 fixed\n")
    assert kforge("lint", "--fix", "--strict", cwd=tmp_path).code == 1


def test_select_and_ignore_hold_for_fixes(tmp_path: Path, kforge: Run) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("country: NO\non: 1\n")
    assert kforge("lint", "--fix", "--ignore", "truthy-value", cwd=tmp_path).code == 0
    assert path.read_text() == 'country: NO\n"on": 1\n'


def test_diff_shows_and_writes_nothing(tmp_path: Path, kforge: Run) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("country: NO\n")
    for arguments in (["--diff"], ["--diff", "--fix"]):
        outcome = kforge("lint", *arguments, "a.yaml", cwd=tmp_path)
        assert (outcome.code, outcome.stderr) == (1, "")
        assert outcome.stdout.decode().splitlines()[-2:] == ["-country: NO", '+country: "NO"']
    assert path.read_text() == "country: NO\n"
    path.write_text("ratio: 1.10\n")
    outcome = kforge("lint", "--diff", cwd=tmp_path)
    assert (outcome.code, outcome.stdout) == (0, b"")


def test_fix_cannot_write_standard_input(tmp_path: Path, kforge: Run) -> None:
    outcome = kforge("lint", "--fix", "-", cwd=tmp_path, stdin=b"a: NO\n")
    assert (outcome.code, outcome.stdout) == (2, b"")
    assert kforge("lint", "--diff", "-", cwd=tmp_path, stdin=b"a: NO\n").stdout.endswith(b'+a: "NO"\n')


@pytest.mark.parametrize(
    ("name", "start"),
    [("sarif", "{"), ("github", "::error "), ("junit", "<?xml "), ("json", "["), ("text", "a.")],
)
def test_formats(tmp_path: Path, kforge: Run, name: str, start: str) -> None:
    (tmp_path / "a.yaml").write_text("country: NO\n")
    outcome = kforge("lint", "--format", name, cwd=tmp_path)
    assert outcome.code == 1
    assert outcome.stdout.decode().startswith(start)
