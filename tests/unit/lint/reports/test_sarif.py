"""The report for code scanning, held to the schema of SARIF 2.1.0."""

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from kforge.lint.config import Config
from kforge.lint.reports.sarif import render
from kforge.lint.rule import Finding, Problem
from kforge.lint.rules import RULES
from kforge.lint.runner import Linter, Result

GOLDEN = Path(__file__).parents[3] / "golden" / "lint"
CASES = sorted(case for case in GOLDEN.iterdir() if (case / "input").is_dir())
SCHEMA = Path(__file__).parents[3] / "data" / "sarif-schema-2.1.0.json"
TEXT = "country: NO\ntag: 1.10\nratio: 1.0\n"


def report(text: str, file: str = "a.yaml", *more: Finding) -> dict[str, Any]:
    result = Result()
    result.findings = [*Linter(Config()).lint(text.encode(), file), *more]
    parsed: dict[str, Any] = json.loads(render(result))
    return parsed


def wrong(log: dict[str, Any]) -> list[str]:
    """What the schema of SARIF says against a report."""
    validator = jsonschema_rs.validator_for(json.loads(SCHEMA.read_text()))
    return [f"{list(error.instance_path)}: {error.message}" for error in validator.iter_errors(log)]


def test_the_schema_is_one() -> None:
    log = report(TEXT)
    assert wrong(log) == []
    log["runs"][0]["results"][0]["level"] = "bad"
    assert len(wrong(log)) == 1


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_report_keeps_to_the_schema(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(case / "input")
    result = Result()
    for path in sorted(Path().rglob("*.y*ml")):
        result.findings += Linter(Config()).lint(path.read_bytes(), str(path))
    assert wrong(json.loads(render(result))) == []


def test_a_report_about_odd_names_and_whole_files_keeps_to_the_schema() -> None:
    whole = Finding("a b#é.yaml", "KF030", "encoding", Problem("error", "m", (0, 0, 0, 0)))
    line = Finding("<stdin>", "KF030", "encoding", Problem("info", "m", (3, 0, 3, 0), hint="h"))
    assert wrong(report(TEXT, "../x/a.yaml", whole, line)) == []


def test_the_frame() -> None:
    log = report("a: b\n")
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["results"] == []
    assert run["columnKind"] == "unicodeCodePoints"
    driver = run["tool"]["driver"]
    assert driver["name"] == "kforge"
    assert [(rule["id"], rule["name"]) for rule in driver["rules"]] == [
        (rule.code, rule.id) for rule in RULES
    ]


def test_every_rule_has_help() -> None:
    for rule in report("a: b\n")["runs"][0]["tool"]["driver"]["rules"]:
        assert set(rule) == {"id", "name", "shortDescription", "help"}
        assert rule["help"]["text"].startswith(f"{rule['name']} ({rule['id']}): ")
        assert "Bad" in rule["help"]["text"]
        assert set(rule["help"]) == {"text", "markdown"}
        assert rule["shortDescription"]["text"].endswith(".")


def test_a_result() -> None:
    first = report(TEXT)["runs"][0]["results"][0]
    mark = first.pop("partialFingerprints")
    assert list(mark) == ["kforge/v1"]
    assert len(mark["kforge/v1"]) == 32
    place = {"uri": "a.yaml", "uriBaseId": "%SRCROOT%"}
    region = {"startLine": 1, "startColumn": 10, "endLine": 1, "endColumn": 12}
    assert first == {
        "ruleId": "KF001",
        "ruleIndex": 1,
        "level": "error",
        "message": {
            "text": 'NO is a boolean to some readers: helm and kubectl read false, kustomize reads "NO" '
            '(write "NO", or false where a boolean is meant)'
        },
        "locations": [{"physicalLocation": {"artifactLocation": place, "region": region}}],
        "fixes": [
            {
                "description": {"text": "what --fix does"},
                "artifactChanges": [
                    {
                        "artifactLocation": place,
                        "replacements": [{"deletedRegion": region, "insertedContent": {"text": '"NO"'}}],
                    }
                ],
            }
        ],
    }


def test_levels_rules_and_fixes() -> None:
    run = report(
        TEXT, "a.yaml", Finding("a.yaml", "KF036", "document-marker", Problem("info", "m", (1, 0, 1, 0)))
    )
    results = run["runs"][0]["results"]
    assert [result["level"] for result in results] == ["error", "error", "warning", "note"]
    assert ["fixes" in result for result in results] == [True, True, False, False]
    assert all(RULES[result["ruleIndex"]].code == result["ruleId"] for result in results)
    assert results[-1]["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}


def test_a_finding_about_the_whole_file_has_no_region() -> None:
    one = Finding("a.yaml", "KF030", "encoding", Problem("error", "m", (0, 0, 0, 0)))
    place = report("", "a.yaml", one)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert "region" not in place


@pytest.mark.parametrize(
    ("file", "shown"),
    [("./b/../a b#é.yaml", "a%20b%23%C3%A9.yaml"), ("<stdin>", "%3Cstdin%3E"), ("a\udce9.yaml", "a%E9.yaml")],
)
def test_a_path_becomes_a_uri(file: str, shown: str) -> None:
    location = report("a: NO\n", file)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {"uri": shown, "uriBaseId": "%SRCROOT%"}


def test_a_path_elsewhere_is_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    for file, uri in (
        (tmp_path / "in" / "a.yaml", {"uri": "a.yaml", "uriBaseId": "%SRCROOT%"}),
        (tmp_path / "a.yaml", {"uri": f"file://{tmp_path}/a.yaml"}),
    ):
        location = report("a: NO\n", str(file))["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
        assert location["artifactLocation"] == uri
