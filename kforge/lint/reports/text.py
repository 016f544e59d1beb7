"""The report for people: position, severity, rule, message, the line with a caret, what to do, a summary."""

from kforge.lint.rule import SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.lint.rule import Finding
    from kforge.lint.runner import Result

WIDEST = 100  # characters of a source line that are shown


def render(result: "Result") -> str:
    """The whole report."""
    return "".join(f"{text}\n" for text in [*map(_finding, result.findings), _summary(result)])


def _finding(finding: "Finding") -> str:
    place = ":".join(str(part) for part in (finding.file, finding.line, finding.column) if part)
    lines = [f"{place}: {finding.severity} {finding.rule}: {finding.message}", *_excerpt(finding)]
    if finding.problem.hint:
        lines.append(f"  hint: {finding.problem.hint}")
    return "\n".join(lines)


def _excerpt(finding: "Finding") -> "list[str]":
    """The source line and, below it, carets under what is meant; a long line is cut around that."""
    if not finding.source.strip():
        return []
    start = max(finding.column - 1, 0)
    cut = max(0, start - WIDEST // 2) if len(finding.source) > WIDEST else 0
    shown = finding.source[cut : cut + WIDEST]
    gutter = f"  {finding.line} | "
    lines = [gutter + shown]
    if finding.column:
        problem = finding.problem
        end = problem.end_column - 1 if problem.end_line == problem.line else start + 1
        marked = shown[start - cut : max(end, start + 1) - cut]
        pad = "".join("\t" if char == "\t" else " " * _width(char) for char in shown[: start - cut])
        lines.append(f"{' ' * (len(gutter) - 2)}| {pad}{'^' * max(1, sum(map(_width, marked)))}")
    return lines


def _width(char: str) -> int:
    """How many cells of a terminal a character takes."""
    if char.isascii():
        return 1
    from unicodedata import combining, east_asian_width

    if combining(char):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def _summary(result: "Result") -> str:
    counts = [_number(count, f"{kind}") for kind in SEVERITIES if (count := result.count(kind))]
    found = ", ".join(counts) or "no findings"
    if result.fixed:
        found += f", {result.fixed} fixed"
    if result.known:
        found += f", {result.known} in the baseline"
    notes = [
        f"{_number(count, 'template')} {what}"
        for count, what in ((result.rendered, "rendered"), (result.templates, "left out"))
        if count
    ]
    told = f" ({', '.join(notes)})" if notes else ""
    return f"{_number(result.files, 'file')}: {found}{told}"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' if count != 1 and noun != 'info' else ''}"
