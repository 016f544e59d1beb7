"""The rules against what the real tools read: every row of scalars.csv, as a value and as a key."""

import csv
import json
from pathlib import Path

import pytest

from kforge.lint.config import Config
from kforge.lint.rule import Finding
from kforge.lint.runner import Linter

TABLE = Path(__file__).parents[2] / "data" / "scalars.csv"

MANIFEST = "apiVersion: example.com/v1\nkind: Example\nmetadata:\n  name: a\nspec:\n"

# what kubectl itself fails on, but no YAML parser does: a rule must find it
INFINITE = "inf-nan"
# rows whose text is no plain scalar, so that its own words are not what a reader sees as the key
NOT_A_KEY = {"not-plain-text", "not-a-scalar", "parse-error"}


class Row:
    def __init__(self, cells: dict[str, str]) -> None:
        self.cells = cells
        self.text: str = json.loads(cells["scalar_json"])
        self.verdict = cells["verdict"]

    def must_be_flagged_as_value(self) -> bool:
        lossy_or_differs = "lossy" in self.verdict or self.verdict.endswith("differs")
        return lossy_or_differs or (self.cells["category"] == INFINITE and self.verdict == "parse-error")

    def must_not_be_flagged_as_value(self) -> bool:
        return self.verdict == "string" or self.verdict.endswith("-lossless")

    def changes_as_key(self) -> bool:
        """Whether kubectl or kustomize see another key than the text, or fail."""
        if self.text.startswith("#") or (self.verdict in NOT_A_KEY and self.cells["category"] != INFINITE):
            return False
        kustomize = self.cells["kustomize_key"]
        if kustomize.startswith("json:"):
            kustomize = kustomize[5:]
        try:
            printed = json.loads(kustomize) if kustomize.startswith('"') else kustomize
        except json.JSONDecodeError:  # an escape that YAML knows and JSON does not
            printed = kustomize.strip('"').replace("\\x61", "a").replace("\\uFEFF", "\ufeff")
            printed = printed.replace("\\U0001F600", "😀")
        if printed[:1] == "'":
            printed = printed[1:-1].replace("''", "'")
        return self.cells["kubectl_key"] != "str" or printed != self.text


with TABLE.open(encoding="utf-8", newline="") as stream:
    ROWS = [Row(cells) for cells in csv.DictReader(stream)]

LINTER = Linter(Config())


def lint(text: str) -> list[Finding]:
    return LINTER.lint((MANIFEST + text).encode(), "deploy.yaml")


def named(rows: list[Row]) -> list[object]:
    return [pytest.param(row, id=row.cells["scalar_json"]) for row in rows]


def test_the_table_is_whole() -> None:
    flagged = [row for row in ROWS if row.must_be_flagged_as_value()]
    quiet = [row for row in ROWS if row.must_not_be_flagged_as_value()]
    assert (len(ROWS), len(flagged), len(quiet)) == (665, 242 + 12, 267 + 59)


@pytest.mark.parametrize("row", named([row for row in ROWS if row.must_be_flagged_as_value()]))
def test_a_value_that_tools_change_or_disagree_on_is_found(row: Row) -> None:
    found = lint(f"  v: {row.text}\n")
    assert [(finding.line, finding.column) for finding in found] == [(6, 6)]


@pytest.mark.parametrize("row", named([row for row in ROWS if row.must_not_be_flagged_as_value()]))
def test_a_value_that_all_read_alike_is_no_finding(row: Row) -> None:
    assert lint(f"  v: {row.text}\n") == []


@pytest.mark.parametrize("row", named([row for row in ROWS if row.changes_as_key()]))
def test_a_key_that_tools_change_or_refuse_is_found(row: Row) -> None:
    found = lint(f"  {row.text}: KEYV\n")
    assert [finding for finding in found if finding.severity == "error"]


@pytest.mark.parametrize(
    "row", named([row for row in ROWS if row.verdict == "string" and not row.changes_as_key()])
)
def test_a_key_that_is_a_string_is_no_finding(row: Row) -> None:
    assert lint(f"  {row.text}: KEYV\n") == []
