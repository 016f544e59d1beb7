"""The report for people."""

from kforge.lint.reports.text import render
from kforge.lint.rule import Finding, Problem
from kforge.lint.runner import Result


def report(*findings: Finding, files: int = 1, templates: int = 0) -> str:
    result = Result()
    result.findings = list(findings)
    result.files, result.left_out = files, {str(number) for number in range(templates)}
    return render(result)


def finding(span: tuple[int, int, int, int], source: str, severity: str = "error", hint: str = "") -> Finding:
    return Finding("a.yaml", "KF001", "truthy-value", Problem(severity, "message", span, hint=hint), source)


def test_the_carets_stand_under_what_is_meant() -> None:
    assert report(finding((3, 4, 3, 6), "a: NO", hint="quote it")) == (
        "a.yaml:3:4: error truthy-value: message\n"
        "  3 | a: NO\n"
        "    |    ^^\n"
        "  hint: quote it\n"
        "1 file: 1 error\n"
    )


def test_wide_letters_and_tabs_keep_the_caret_in_place() -> None:
    assert report(finding((1, 7, 1, 9), "日本\tx: NO")).splitlines()[2] == "    |     \t   ^^"
    assert report(finding((1, 4, 1, 5), "e\u0301: x")).splitlines()[2] == "    |   ^"


def test_a_span_of_several_lines_is_marked_at_its_start() -> None:
    assert report(finding((1, 4, 3, 2), "a: {b:")).splitlines()[2] == "    |    ^"


def test_a_finding_without_a_place() -> None:
    assert report(finding((0, 0, 0, 0), "")).splitlines()[0] == "a.yaml: error truthy-value: message"


def test_a_long_line_is_cut_around_the_place() -> None:
    lines = report(finding((1, 304, 1, 306), "x" * 303 + "NO" + "y" * 300)).splitlines()
    assert len(lines[1]) < 120
    at = lines[2].index("^")
    assert lines[1][at : at + 2] == "NO"
    start = report(finding((1, 4, 1, 6), "a: NO" + "y" * 300)).splitlines()
    assert start[1].startswith("  1 | a: NO")


def test_the_summary_counts() -> None:
    assert report(files=0) == "0 files: no findings\n"
    some = [finding((1, 1, 1, 2), "a", kind) for kind in ("error", "warning", "warning", "info", "info")]
    assert report(*some, files=2, templates=1).splitlines()[-1] == (
        "2 files: 1 error, 2 warnings, 2 info (1 template left out)"
    )
