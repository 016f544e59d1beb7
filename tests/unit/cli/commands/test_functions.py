"""`kforge functions`."""

from collections.abc import Callable
from typing import Any

Run = Callable[..., Any]


def test_the_table_and_a_page(kforge: Run) -> None:
    table = kforge("functions")
    assert table.code == 0
    assert b"\n  trunc " in table.stdout
    page = kforge("functions", "trunc", "to_yaml")
    assert page.stdout.startswith(b"trunc int string\n")
    assert b"\ntoYaml any\n" in page.stdout


def test_a_misspelt_name(kforge: Run) -> None:
    outcome = kforge("functions", "trnc")
    assert (outcome.code, outcome.stdout) == (2, b"")
    assert "did you mean trunc?" in outcome.stderr
