"""The report for code scanning: SARIF 2.1.0, with the rules' manuals, places, fingerprints and fixes."""

import json
import os
from urllib.parse import quote

from kforge import __version__
from kforge.lint import manual
from kforge.lint.fingerprint import fingerprints, portable
from kforge.lint.rule import ERROR, INFO, WARNING
from kforge.lint.rules import RULES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.lint.rule import Edit, Finding, Rule
    from kforge.lint.runner import Result

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {ERROR: "error", WARNING: "warning", INFO: "note"}
ROOT = "%SRCROOT%"


def render(result: "Result") -> str:
    """The whole report: one run."""
    rules = {rule.code: number for number, rule in enumerate(RULES)}
    marks = fingerprints(result.findings)
    run = {
        "tool": {
            "driver": {"name": "kforge", "version": __version__, "rules": [_rule(rule) for rule in RULES]}
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(finding, rules[finding.code], mark)
            for finding, mark in zip(result.findings, marks, strict=True)
        ],
    }
    report = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: "Rule") -> "dict[str, object]":
    text = manual.text(rule)
    return {
        "id": rule.code,
        "name": rule.id,
        "shortDescription": {"text": f"{manual.summary(rule)}."},
        "help": {"text": text, "markdown": f"```text\n{text}```\n"},
    }


def _result(finding: "Finding", index: int, mark: str) -> "dict[str, object]":
    problem = finding.problem
    span = (problem.line, problem.column, problem.end_line, problem.end_column)
    place: dict[str, object] = {"artifactLocation": _artifact(finding.file)}
    if problem.line:
        place["region"] = _region(span)
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": LEVELS[problem.severity],
        "message": {"text": f"{problem.message} ({problem.hint})" if problem.hint else problem.message},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"kforge/v1": mark},
    }
    if problem.edit:
        result["fixes"] = [_fix(finding.file, problem.edit)]
    return result


def _artifact(file: str) -> "dict[str, object]":
    path = portable(file)
    if os.path.isabs(path):
        return {"uri": f"file://{quote(path)}"}
    return {"uri": quote(path, errors="surrogateescape"), "uriBaseId": ROOT}


def _region(span: "tuple[int, int, int, int]") -> "dict[str, object]":
    line, column, end_line, end_column = span
    region: dict[str, object] = {"startLine": line}
    if column:
        region["startColumn"] = column
        if (end_line, end_column) >= (line, column):
            region |= {"endLine": end_line, "endColumn": end_column}
    return region


def _fix(file: str, edit: "Edit") -> "dict[str, object]":
    replacement = {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}
    return {
        "description": {"text": "what --fix does"},
        "artifactChanges": [{"artifactLocation": _artifact(file), "replacements": [replacement]}],
    }
