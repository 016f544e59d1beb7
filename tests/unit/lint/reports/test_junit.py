"""The report for CI servers."""

from xml.etree import ElementTree

from kforge.lint.reports.junit import render
from kforge.lint.rule import Finding, Problem
from kforge.lint.runner import Result


def report(*findings: tuple[str, str, str]) -> ElementTree.Element:
    result = Result()
    result.findings = [
        Finding(file, "KF001", "truthy-value", Problem(severity, message, (2, 3, 2, 5), hint="h"), "<a>: NO")
        for file, severity, message in findings
    ]
    return ElementTree.fromstring(render(result))


def test_nothing_found_is_one_case_that_passes() -> None:
    root = report()
    assert (root.tag, root.attrib) == ("testsuites", {"tests": "1", "failures": "0", "errors": "0"})
    assert [list(case) for case in root.iter("testcase")] == [[]]


def test_errors_and_warnings_fail_and_information_does_not() -> None:
    root = report(("a.yaml", "error", "e"), ("a.yaml", "warning", "w"), ("b.yaml", "info", "i"))
    (suite,) = root
    assert suite.attrib == {"name": "kforge lint", "tests": "3", "failures": "2", "errors": "0"}
    assert [case.get("classname") for case in suite] == ["a.yaml", "a.yaml", "b.yaml"]
    assert {case.get("name") for case in suite} == {"truthy-value (KF001) 2:3"}
    assert [(part.tag, part.get("type"), part.get("message")) for case in suite for part in case] == [
        ("failure", "error", "e"),
        ("failure", "warning", "w"),
        ("system-out", None, None),
    ]
    assert suite[0][0].text == "a.yaml:2:3: error: e\n<a>: NO\nh"


def test_any_text_is_xml() -> None:
    root = report(("<a>&\"'\x1b.yaml", "error", '"<&>\x00\ud800'))
    (failure,) = root.iter("failure")
    assert failure.get("message") == '"<&>\ufffd\ufffd'
    assert root[0][0].get("classname") == "<a>&\"'\ufffd.yaml"
