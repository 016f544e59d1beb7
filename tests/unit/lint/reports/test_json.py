"""The report for programs."""

import json

from kforge.lint.config import Config
from kforge.lint.reports.json import render
from kforge.lint.runner import Linter, Result


def report(text: str) -> object:
    result = Result()
    result.findings = Linter(Config()).lint(text.encode(), "a.yaml")
    return json.loads(render(result))


def test_no_findings_are_an_empty_array() -> None:
    assert report("a: b\n") == []


def test_a_finding_has_all_it_takes() -> None:
    assert report("é: NO\n") == [
        {
            "file": "a.yaml",
            "line": 1,
            "column": 4,
            "end_line": 1,
            "end_column": 6,
            "rule": "truthy-value",
            "code": "KF001",
            "severity": "error",
            "message": 'NO is a boolean to some readers: helm and kubectl read false, kustomize reads "NO"',
            "hint": 'write "NO", or false where a boolean is meant',
            "readings": {
                "helm": "false",
                "kubectl": "false",
                "kustomize": '"NO"',
                "pyyaml": "false",
                "yaml-1.2": '"NO"',
                "ruamel": '"NO"',
            },
            "fix": {"line": 1, "column": 4, "end_line": 1, "end_column": 6, "text": '"NO"'},
        }
    ]
