"""Comments that silence rules: on their own line, on the next one, or from there to the end.

    port: 0080  # kforge: disable-line=leading-zero-decimal
    # kforge: disable-next-line=octal,KF005
    # kforge: disable=truthy-value        … until …    # kforge: enable=truthy-value

Without `=` all rules are meant. Rules go by name or code. yamllint's comments count for the rules it shares
(YAMLLINT_RULES), and for all where they name none: `# yamllint disable-line rule:truthy`, `disable`,
`enable`, and `disable-file` in the first line.
"""

from kforge.patterns import MULTILINE, compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kforge.lint.rule import Finding

MARK = "kforge:"
YAMLLINT = "yamllint"
_COMMENT = compiled(
    r"(?:^|(?<=[ \t]))#[ \t]*kforge:[ \t]*(?P<what>disable-line|disable-next-line|disable|enable)"
    r"(?:[ \t]*=[ \t]*(?P<rules>[\w-]+(?:[ \t]*,[ \t]*[\w-]+)*))?[ \t]*(?:\r?$|#)",
    MULTILINE,
)
_THEIRS = compiled(
    r"(?P<before>^[ \t]*|(?<=[ \t]))#[ \t]*yamllint[ \t]+(?P<what>disable-file|disable-line|disable|enable)"
    r"(?P<rules>(?:[ \t]+rule:[\w-]+)*)[ \t]*\r?$",
    MULTILINE,
)
ALL = "*"

# rules of yamllint: ours that mean the same
YAMLLINT_RULES = {
    "truthy": ("truthy-value", "truthy-key"),
    "octal-values": ("octal",),
    "float-values": ("lossy-float", "exponent-float", "inf-nan"),
    "empty-values": ("nullish",),
    "key-duplicates": ("duplicate-key",),
    "anchors": ("anchor-alias", "unused-anchor"),
    "trailing-spaces": ("trailing-space",),
    "new-line-at-end-of-file": ("final-newline",),
    "new-lines": ("crlf",),
    "indentation": ("indentation",),
}


class Silence:
    """Which rules are silent on which lines of one file."""

    __slots__ = ("_blocks", "_lines", "_whole_file")

    def __init__(self, text: str) -> None:
        self._lines: dict[int, set[str]] = {}
        self._blocks: list[tuple[int, bool, set[str]]] = []
        self._whole_file = False
        line, counted = 1, 0
        for match in _COMMENT.finditer(text):
            line += text.count("\n", counted, match.start())
            counted = match.start()
            rules = {word.strip() for word in (match["rules"] or ALL).split(",")}
            self._take(match["what"], line + (match["what"] == "disable-next-line"), rules)
        for what, line, rules in _theirs(text) if YAMLLINT in text else ():
            self._take(what, line, rules)
        self._blocks.sort(key=lambda block: block[0])

    def _take(self, what: str, line: int, rules: "set[str]") -> None:
        if what == "disable-file":
            self._whole_file = True
        elif what in ("disable", "enable"):
            self._blocks.append((line, what == "disable", rules))
        else:
            self._lines.setdefault(line, set()).update(rules)

    def covers(self, finding: "Finding") -> bool:
        """Whether a comment silences the finding."""
        names = {finding.rule, finding.code, ALL}
        if self._whole_file or not names.isdisjoint(self._lines.get(finding.line, ())):
            return True
        silent = False
        for line, disables, rules in self._blocks:
            if line <= finding.line and not names.isdisjoint(rules):
                silent = disables
        return silent


def _theirs(text: str) -> "Iterator[tuple[str, int, set[str]]]":
    """yamllint's comments: what they do, for which line, and to which of our rules."""
    for match in _THEIRS.finditer(text):
        what, line = match["what"], text.count("\n", 0, match.start()) + 1
        named = [word.removeprefix("rule:") for word in match["rules"].split()]
        rules = {rule for name in named for rule in YAMLLINT_RULES.get(name, ())} if named else {ALL}
        if what == "disable-file" and (line > 1 or named):
            continue
        alone = match.start() == text.rfind("\n", 0, match.start()) + 1
        if what == "disable-line" and alone:  # alone on its line it means the next one
            line += 1
        yield what, line, rules


def named_rules(text: str) -> "Iterator[tuple[str, int]]":
    """The rules that our comments name, and where in the text."""
    for match in _COMMENT.finditer(text):
        start = match.start("rules")
        for word in (match["rules"] or "").split(","):
            yield word.strip(), start + len(word) - len(word.lstrip())
            start += len(word) + 1


def heard(findings: "Iterable[Finding]", text: str) -> "list[Finding]":
    """The findings that no comment in `text` silences."""
    if MARK not in text and YAMLLINT not in text:
        return list(findings)
    silence = Silence(text)
    return [finding for finding in findings if not silence.covers(finding)]
