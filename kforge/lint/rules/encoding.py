"""encoding (KF030): a file that is not UTF-8.

What: a byte that is no UTF-8, or a file in UTF-16.
Why: kubectl silently replaces the byte (é becomes U+FFFD); helm, kustomize and PyYAML fail. UTF-16 is
refused by `helm -f` and taken by kubectl. Control characters are an error of syntax.

Bad with escapes:
    name: caf\\xe9

Good:
    name: café
"""

from kforge.lint.rule import ERROR, Problem, Rule

RULE = Rule("KF030", "encoding")

MARKS = (b"\xff\xfe", b"\xfe\xff")


@RULE.raw
def check(data: bytes) -> "list[Problem]":
    """Called with the bytes of a file that could not be read as UTF-8."""
    if data.startswith(MARKS):
        message = "the file is UTF-16: helm fails on it as values, kubectl and kustomize read it"
        return [Problem(ERROR, message, (1, 1, 1, 1), hint="save the file as UTF-8")]
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        before = data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")
        column = len(before) + 1
        message = f"byte 0x{data[error.start]:02x} is not UTF-8: kubectl replaces it, helm and kustomize fail"
        return [Problem(ERROR, message, (line, column, line, column + 1), hint="save the file as UTF-8")]
    return []
