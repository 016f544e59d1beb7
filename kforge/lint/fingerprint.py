"""What identifies a finding when lines move: file, rule, the text of its line, and which of several."""

from hashlib import sha256

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from kforge.lint.rule import Finding


def fingerprints(findings: "Iterable[Finding]", root: str = "") -> "list[str]":
    """One for each finding, in order; paths count from the folder `root` (default: the current one)."""
    seen: dict[str, int] = {}
    found = []
    for finding in findings:
        parts = (
            portable(finding.file, root),
            finding.code,
            " ".join(finding.source.split()),
            _marked(finding),
        )
        identity = "\0".join(parts)
        seen[identity] = seen.get(identity, 0) + 1
        data = f"{identity}\0{seen[identity]}".encode("utf-8", "surrogateescape")
        found.append(sha256(data).hexdigest()[:32])
    return found


def portable(file: str, root: str = "") -> str:
    """The path as every system writes it, from the folder `root` (default: the current one) if inside."""
    import os

    path = os.path.abspath(file) if root else os.path.normpath(file)
    here = (root or os.getcwd()).rstrip(os.sep) + os.sep
    return path.removeprefix(here).replace(os.sep, "/")


def _marked(finding: "Finding") -> str:
    """The text that is marked, when it is on one line."""
    problem = finding.problem
    if problem.end_line != problem.line:
        return ""
    return finding.source[max(problem.column - 1, 0) : max(problem.end_column - 1, 0)]
