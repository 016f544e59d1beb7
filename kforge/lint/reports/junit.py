"""The report for CI servers: JUnit XML, a test case for each finding, a failure unless it is information."""

from xml.sax.saxutils import escape, quoteattr

from kforge.lint.rule import ERROR, INFO
from kforge.patterns import compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.lint.rule import Finding
    from kforge.lint.runner import Result

_NO_XML = compiled("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(result: "Result") -> str:
    """The whole report; one passed test case when there are no findings."""
    cases = [_case(finding) for finding in result.findings] or [
        '    <testcase classname="kforge lint" name="no findings"/>\n'
    ]
    failures = sum(finding.severity != INFO for finding in result.findings)
    counts = f'tests="{len(cases)}" failures="{failures}" errors="0"'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<testsuites {counts}>\n"
        f'  <testsuite name="kforge lint" {counts}>\n{"".join(cases)}  </testsuite>\n'
        "</testsuites>\n"
    )


def _case(finding: "Finding") -> str:
    place = ":".join(str(part) for part in (finding.file, finding.line, finding.column) if part)
    name = f"{finding.rule} ({finding.code}) {finding.line}:{finding.column}"
    text = _text(f"{place}: {finding.severity}: {finding.message}\n{finding.source}\n{finding.problem.hint}")
    if finding.severity == INFO:
        inside = f"      <system-out>{escape(text.rstrip())}</system-out>\n"
    else:
        kind = "error" if finding.severity == ERROR else "warning"
        message = quoteattr(_text(finding.message))
        inside = f'      <failure type="{kind}" message={message}>{escape(text.rstrip())}</failure>\n'
    head = f"classname={quoteattr(_text(finding.file))} name={quoteattr(name)}"
    return f"    <testcase {head}>\n{inside}    </testcase>\n"


def _text(text: str) -> str:
    """The text without what XML cannot hold."""
    return _NO_XML.sub("\ufffd", text)
