"""crlf (KF035): lines that end as on Windows.

What: a file with lines that end in carriage return and line feed; one finding per file.
Why: all tools read it, but scripts in ConfigMaps that are written elsewhere do not run with a carriage return
at the end of `#!/bin/sh`, and diffs with other files show every line. Only information.

Bad with escapes:
    a: b\\r
    c: d\\r

Good:
    a: b
"""

from kforge.lint.rule import INFO, Problem, Rule

RULE = Rule("KF035", "crlf")


@RULE.text
def check(text: str) -> "list[Problem]":
    count = text.count("\r\n")
    if not count:
        return []
    lines = text.count("\n")
    what = (
        "lines end in CR LF" if count == lines else f"{count} of {lines} lines end in CR LF, the others in LF"
    )
    line = text.count("\n", 0, text.index("\r\n")) + 1
    return [Problem(INFO, what, (line, 0, line, 0), hint="in .gitattributes: *.yaml text eol=lf")]
