"""Comments that silence rules: on their own line, on the next one, or from there to the end.

    port: 0080  # kforge: disable-line=leading-zero-decimal
    # kforge: disable-next-line=octal,KF005
    # kforge: disable=truthy-value        … until …    # kforge: enable=truthy-value

Without `=` all rules are meant. Rules go by name or code.
"""

from kforge.patterns import MULTILINE, compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from kforge.lint.rule import Finding

MARK = "kforge:"
_COMMENT = compiled(
    r"(?:^|(?<=[ \t]))#[ \t]*kforge:[ \t]*(?P<what>disable-line|disable-next-line|disable|enable)"
    r"(?:[ \t]*=[ \t]*(?P<rules>[\w-]+(?:[ \t]*,[ \t]*[\w-]+)*))?[ \t]*(?:\r?$|#)",
    MULTILINE,
)
ALL = "*"


class Silence:
    """Which rules are silent on which lines of one file."""

    __slots__ = ("_blocks", "_lines")

    def __init__(self, text: str) -> None:
        self._lines: dict[int, set[str]] = {}
        self._blocks: list[tuple[int, bool, set[str]]] = []
        for match in _COMMENT.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            rules = {word.strip() for word in (match["rules"] or ALL).split(",")}
            if match["what"] in ("disable", "enable"):
                self._blocks.append((line, match["what"] == "disable", rules))
            else:
                line += match["what"] == "disable-next-line"
                self._lines.setdefault(line, set()).update(rules)

    def covers(self, finding: "Finding") -> bool:
        """Whether a comment silences the finding."""
        names = {finding.rule, finding.code, ALL}
        if not names.isdisjoint(self._lines.get(finding.line, ())):
            return True
        silent = False
        for line, disables, rules in self._blocks:
            if line <= finding.line and not names.isdisjoint(rules):
                silent = disables
        return silent


def heard(findings: "Iterable[Finding]", text: str) -> "list[Finding]":
    """The findings that no comment in `text` silences."""
    if MARK not in text:
        return list(findings)
    silence = Silence(text)
    return [finding for finding in findings if not silence.covers(finding)]
