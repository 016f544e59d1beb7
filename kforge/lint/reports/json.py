"""The report for programs: one JSON array with an object for each finding."""

import json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.lint.rule import Edit, Finding
    from kforge.lint.runner import Result


def render(result: "Result") -> str:
    """The whole report; `[]` when there are no findings."""
    return json.dumps([_object(finding) for finding in result.findings], ensure_ascii=False, indent=2) + "\n"


def _object(finding: "Finding") -> "dict[str, object]":
    """Lines and columns count from 1 (0: the whole file or line), the end is behind the last character."""
    problem = finding.problem
    return {
        "file": finding.file,
        "line": problem.line,
        "column": problem.column,
        "end_line": problem.end_line,
        "end_column": problem.end_column,
        "rule": finding.rule,
        "code": finding.code,
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint,
        "readings": dict(problem.readings),
        "fix": _fix(problem.edit),
    }


def _fix(edit: "Edit | None") -> "dict[str, object] | None":
    """What --fix would put in place of which span."""
    if edit is None:
        return None
    line, column, end_line, end_column = edit.span
    return {
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "text": edit.text,
    }
