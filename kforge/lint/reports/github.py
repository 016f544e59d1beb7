"""The report for GitHub Actions: a workflow command for each finding, which becomes an annotation."""

from kforge.lint.fingerprint import portable
from kforge.lint.rule import ERROR, INFO, WARNING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.lint.rule import Finding
    from kforge.lint.runner import Result

COMMANDS = {ERROR: "error", WARNING: "warning", INFO: "notice"}
IN_TEXT = {"%": "%25", "\r": "%0D", "\n": "%0A"}
IN_PROPERTY = {**IN_TEXT, ":": "%3A", ",": "%2C"}


def render(result: "Result") -> str:
    """A line for each finding."""
    return "".join(f"{_command(finding)}\n" for finding in result.findings)


def _command(finding: "Finding") -> str:
    problem = finding.problem
    properties = {"file": portable(finding.file)}
    if problem.line:
        properties["line"] = str(problem.line)
        if problem.end_line > problem.line:
            properties["endLine"] = str(problem.end_line)
        elif problem.column:  # GitHub takes columns within one line only; its end is inclusive
            properties["col"] = str(problem.column)
            properties["endColumn"] = str(max(problem.end_column - 1, problem.column))
    properties["title"] = f"{finding.rule} ({finding.code})"
    shown = ",".join(f"{name}={_escaped(value, IN_PROPERTY)}" for name, value in properties.items())
    text = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    return f"::{COMMANDS[problem.severity]} {shown}::{_escaped(text, IN_TEXT)}"


def _escaped(text: str, table: "dict[str, str]") -> str:
    return "".join(table.get(char, char) for char in text)
