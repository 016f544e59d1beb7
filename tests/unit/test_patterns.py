"""Patterns come out of the store as `re` would make them, whatever has become of the store."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kforge import patterns

ROOT = Path(__file__).parents[2]

SAMPLES = [
    ("a+b", 0),
    (r"(?P<word>\w+)-(\d)?", patterns.ASCII),
    ("^.$", patterns.MULTILINE | patterns.DOTALL),
    ("[^\n -~\xa0-\ud7ff\ue000-\ufffd]", 0),
    (r"(?<=x)(?!y)(a|b|)*?\1{2,3}", re.IGNORECASE.value),
]


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty store of this test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    forget(monkeypatch)
    return tmp_path / "kforge" / "patterns"


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_known", None)
    monkeypatch.setattr(patterns, "_changed", False)


@pytest.mark.parametrize(("pattern", "flags"), SAMPLES)
def test_the_same_as_re(pattern: str, flags: int, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = re.compile(pattern, flags)
    assert patterns.compiled(pattern, flags) == wanted
    patterns.save()
    forget(monkeypatch)
    monkeypatch.setattr(patterns, "_translate", None)
    again = patterns.compiled(pattern, flags)
    assert again == wanted
    assert (again.groups, again.groupindex, again.flags) == (wanted.groups, wanted.groupindex, wanted.flags)


def test_what_two_runs_needed_is_kept_together(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    patterns.compiled("a")
    patterns.save()
    forget(monkeypatch)
    patterns.compiled("b")
    patterns.save()
    forget(monkeypatch)
    monkeypatch.setattr(patterns, "_translate", None)
    assert patterns.compiled("a").match("a")
    assert patterns.compiled("b").match("b")
    assert len(list(store.iterdir())) == 1


def test_commands_keep_their_own(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for command in ("build", "lint"):
        forget(monkeypatch)
        monkeypatch.setattr(patterns, "command", command)
        patterns.compiled(command)
        patterns.save()
    assert sorted(path.name.partition("-")[0] for path in store.iterdir()) == ["build", "lint"]
    assert [key[0] for key in patterns._read()] == ["lint"]


@pytest.mark.parametrize("harm", ["cut", "flip", "empty", "other"])
def test_a_damaged_store_is_made_anew(store: Path, harm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    patterns.compiled("ab")
    patterns.save()
    (file,) = store.iterdir()
    data = bytearray(file.read_bytes())
    if harm == "flip":
        data[len(data) // 2] ^= 1
    file.write_bytes({"cut": data[:-3], "flip": data, "empty": b"", "other": b"x" * 100}[harm])
    forget(monkeypatch)
    assert patterns.compiled("ab") == re.compile("ab")
    patterns.save()
    forget(monkeypatch)
    monkeypatch.setattr(patterns, "_translate", None)
    assert patterns.compiled("ab") == re.compile("ab")


def test_numbers_that_are_none_of_a_pattern_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_known", {("ab", 0): (32, b"abcdabcd", 0, {}, (None,))})
    assert patterns.compiled("ab") == re.compile("ab")


def test_a_place_that_cannot_be_written_costs_time_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert patterns.compiled("ab") == re.compile("ab")
    patterns.save()


def test_a_relative_place_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "cache")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert patterns._path().startswith(str(tmp_path / "home" / ".cache"))


def test_another_python_goes_to_re(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_translate", lambda pattern, flags: None)
    assert patterns.compiled("ab") == re.compile("ab")
    monkeypatch.setattr(patterns, "_VERSION", "")
    assert patterns.compiled("ab") == re.compile("ab")


def test_a_pattern_that_is_none_is_the_error_of_re() -> None:
    with pytest.raises(re.error):
        patterns.compiled("(")


def test_a_second_process_does_without_re(store: Path) -> None:
    # -S: what is installed in editable mode loads re itself
    code = (
        "import sys\n"
        "from kforge import patterns\n"
        "found = patterns.compiled('(a)|b').match('a')\n"
        "patterns.save()\n"
        "print(found[1], 're' in sys.modules)\n"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        for _ in range(2)
    ]
    assert runs == ["a True\n", "a False\n"]
