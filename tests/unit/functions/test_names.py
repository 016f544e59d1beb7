"""The table of names against the decorators, and what loading a function imports."""

import subprocess
import sys
from pathlib import Path

import pytest

from kforge.functions.names import FAMILIES, NAMES, family_of, load


def test_there_are_251_names_each_in_one_family() -> None:
    every = [name for names in FAMILIES.values() for name in names.split()]
    assert len(every) == len(set(every)) == len(NAMES) == 251


def test_family_of() -> None:
    assert family_of("trimSuffix") == "strings"
    assert family_of("env") == ""


def test_load() -> None:
    function = load("mustPush")
    assert function.name == "mustPush"
    assert function.call is load("append").call
    with pytest.raises(KeyError):
        load("env")


def test_a_family_is_imported_when_it_is_called_for() -> None:
    code = (
        "import sys\n"
        "from kforge.functions.names import load\n"
        "load('default'); load('quote'); load('dict')\n"
        "print(*sorted(name for name in sys.modules if name.startswith('kforge.functions.')))\n"
        "print(*({'re', 're2', 'typing', 'inspect', 'unicodedata', 'decimal'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    first, second = done.stdout.splitlines()
    assert [name.rpartition(".")[2] for name in first.split()] == [
        "dicts",
        "flow",
        "limits",
        "names",
        "registry",
        "strings",
    ]
    assert second == ""
