"""The report for GitHub Actions."""

from kforge.lint.reports.github import render
from kforge.lint.rule import Finding, Problem
from kforge.lint.runner import Result


def report(
    span: tuple[int, int, int, int],
    severity: str = "error",
    message: str = "m",
    hint: str = "",
    file: str = "a",
) -> str:
    result = Result()
    result.findings = [Finding(file, "KF001", "truthy-value", Problem(severity, message, span, hint=hint))]
    return render(result)


def test_nothing_found_says_nothing() -> None:
    assert render(Result()) == ""


def test_the_end_is_inclusive() -> None:
    title = "title=truthy-value (KF001)"
    assert report((3, 4, 3, 6)) == f"::error file=a,line=3,col=4,endColumn=5,{title}::m\n"
    assert report((3, 4, 3, 4)) == f"::error file=a,line=3,col=4,endColumn=4,{title}::m\n"
    assert report((3, 4, 5, 1)) == f"::error file=a,line=3,endLine=5,{title}::m\n"
    assert report((3, 0, 3, 0)) == f"::error file=a,line=3,{title}::m\n"
    assert report((0, 0, 0, 0)) == f"::error file=a,{title}::m\n"


def test_severities() -> None:
    names = [report((1, 1, 1, 2), severity).split()[0] for severity in ("error", "warning", "info")]
    assert names == ["::error", "::warning", "::notice"]


def test_escapes() -> None:
    text = report((0, 0, 0, 0), message="50%: a,b::c\r\n", hint="h", file="a,b:c%.yaml")
    assert text == "::error file=a%2Cb%3Ac%25.yaml,title=truthy-value (KF001)::50%25: a,b::c%0D%0A%0Ah\n"
