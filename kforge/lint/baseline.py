"""A baseline: the findings an old repository has, which are not reported until somebody touches them.

A JSON file of fingerprints (fingerprint.py) with the path and rule of each for people; paths count from the
file's folder. A finding whose line changes is a new one, a line that only moves is not.
"""

import json
import os

from kforge.errors import LintConfigError, Position
from kforge.files import read_text, write_whole
from kforge.lint.fingerprint import fingerprints, portable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.lint.runner import Result

VERSION = 1
DEFAULT = ".kforge-lint-baseline.json"


def write(result: "Result", path: str) -> int:
    """Write all findings of the run to `path`, sorted; how many there are. Raises FileError."""
    marks = fingerprints(result.findings, _folder(path))
    entries = [
        {"file": portable(finding.file, _folder(path)), "rule": finding.rule, "fingerprint": mark}
        for finding, mark in zip(result.findings, marks, strict=True)
    ]
    entries.sort(key=lambda entry: tuple(entry.values()))
    lines = ",\n".join(f"    {json.dumps(entry, ensure_ascii=False)}" for entry in entries)
    body = f"[\n{lines}\n  ]" if entries else "[]"
    text = f'{{\n  "version": {VERSION},\n  "findings": {body}\n}}\n'
    write_whole(path, text.encode("utf-8", "surrogateescape"))
    return len(entries)


def leave_out(result: "Result", path: str) -> None:
    """Take the findings that the baseline holds out of the result. Raises FileError and LintConfigError."""
    known = _read(path)
    marks = fingerprints(result.findings, _folder(path))
    left = [finding for finding, mark in zip(result.findings, marks, strict=True) if mark not in known]
    result.known = len(result.findings) - len(left)
    result.findings = left


def _read(path: str) -> "set[str]":
    try:
        tree = json.loads(read_text(path))
    except ValueError as error:
        line, column = getattr(error, "lineno", 0), getattr(error, "colno", 0)
        place = Position(path, line, column)
        raise LintConfigError("a baseline is JSON, and this is not", place, hint=_again(path)) from None
    entries = tree.get("findings") if isinstance(tree, dict) and tree.get("version") == VERSION else None
    marks = [entry.get("fingerprint") for entry in entries or () if isinstance(entry, dict)]
    if not isinstance(entries, list) or len(marks) != len(entries) or not all(map(_is_text, marks)):
        raise LintConfigError(f"this is no baseline of version {VERSION}", Position(path), hint=_again(path))
    return {str(mark) for mark in marks}


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _folder(path: str) -> str:
    return os.path.dirname(os.path.abspath(path))


def _again(path: str) -> str:
    return f"write it again: kforge lint --baseline {path} --write-baseline"
