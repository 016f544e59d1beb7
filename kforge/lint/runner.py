"""One run: files in, findings out."""

from kforge.errors import Position, YamlError
from kforge.lint import files
from kforge.lint.config import SYNTAX, Config
from kforge.lint.knowledge import Knowledge
from kforge.lint.rule import ERROR, WARNING
from kforge.lint.scan import Scan
from kforge.lint.suppress import MARK, heard
from kforge.lint.walk import Dispatch, Walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from kforge.lint.rule import Finding
    from kforge.yaml.events import Node

TEMPLATE_HINT = "lint what it renders to; a name that ends in .j2 keeps it out"
LAYOUT = ("indentation", "trailing-space", "final-newline", "crlf", "empty-document")  # told once it is YAML
TYPED = ("type-mismatch", "kustomization-typed")
MOST_BROKEN = 20  # documents of one file that are reported as broken


class Result:
    """What a run found and mended, how many files it read, and how many it left out: templates.

    `strict_files` are those whose own configuration is strict, `known` counts what the baseline holds.
    """

    __slots__ = ("files", "findings", "fixed", "known", "strict", "strict_files", "templates")

    def __init__(self, *, strict: bool = False) -> None:
        self.findings: list[Finding] = []
        self.files = 0
        self.templates = 0
        self.fixed = 0
        self.known = 0
        self.strict_files: set[str] = set()
        self.strict = strict

    def count(self, severity: str) -> int:
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def failed(self) -> bool:
        """Whether there are errors, or, in a strict run, warnings."""
        if self.count(ERROR):
            return True
        warned = (finding.file for finding in self.findings if finding.severity == WARNING)
        return any(self.strict or file in self.strict_files for file in warned)


class Linter:
    """Lints texts with one set of rules; what can be prepared is prepared once."""

    __slots__ = ("dispatch", "knowledge", "scan", "severities", "strict")

    def __init__(self, config: Config, *, strict: bool = False, knowledge: "Knowledge | None" = None) -> None:
        self.dispatch = Dispatch(config.rules)
        self.knowledge = knowledge or Knowledge()
        self.scan = Scan(self.dispatch, self.knowledge)
        self.severities = config.severities
        self.strict = strict  # the files' own configuration is

    def lint(self, data: bytes, file: str) -> "list[Finding]":
        """The findings in a file's bytes, by position. `file` also tells what it is (values.yaml)."""
        text, clean = files.decode(data)
        return self._lint(data, text, clean, file)

    def _lint(self, data: bytes, text: str, clean: bool, file: str) -> "list[Finding]":
        if clean and MARK not in text and self.scan.is_clean(text, file):
            return []
        walk = Walk(file, self.dispatch, self.knowledge)
        if not clean:
            walk.raw(data)
        walk.text(text)
        for root in _documents(text, file, walk):
            walk.document(root)
        if any(finding.rule == SYNTAX for finding in walk.findings):
            walk.findings = [finding for finding in walk.findings if finding.rule not in LAYOUT]
        walk.findings = _once(walk.findings)
        lines = text.split("\n")
        for finding in walk.findings:
            finding.problem.severity = self.severities.get(finding.rule, finding.severity)
            finding.source = lines[finding.line - 1].rstrip("\r") if 0 < finding.line <= len(lines) else ""
        return sorted(heard(walk.findings, text), key=lambda finding: (finding.line, finding.column))

    def lint_read(self, path: str, data: bytes, result: Result) -> "list[Finding] | None":
        """The findings in a file that was read, which is counted; None when it is a template."""
        text, clean = files.decode(data)
        if files.is_template(path, text):
            result.templates += 1
            return None
        result.files += 1
        name = files.STDIN_NAME if path == files.STDIN else path
        if self.strict:
            result.strict_files.add(name)
        return self._lint(data, text, clean, name)


def _once(findings: "list[Finding]") -> "list[Finding]":
    """The findings without those of rules about types where a rule about words says it better."""
    told = {
        (finding.line, finding.column)
        for finding in findings
        if finding.severity == ERROR and finding.rule not in TYPED
    }
    return [
        finding
        for finding in findings
        if finding.rule not in TYPED or (finding.line, finding.column) not in told
    ]


def _documents(text: str, file: str, walk: Walk) -> "Iterator[Node]":
    """The roots of the documents; one that does not parse is reported, and the others are read without it."""
    from kforge.yaml.events import compose

    for _ in range(MOST_BROKEN):
        try:
            yield from _no_templates([root for root in compose(text, file) if root], file, walk)
        except YamlError as error:
            walk.unparsable(error)
            text = _without_document(text, error.position.line if error.position else 0)
        else:
            return


def _no_templates(roots: "list[Node]", file: str, walk: Walk) -> "Iterator[Node]":
    """The documents without those in which `{{ x }}` stands outside quotes: one error for each is enough."""
    for root in roots:
        found = _action(root)
        if found is None:
            yield root
        else:
            message = "{{ }} outside quotes: a template is no YAML, every tool fails on it"
            position = Position(file, found.line, found.column)
            walk.unparsable(YamlError(message, position, hint=TEMPLATE_HINT))


def _action(root: "Node") -> "Node | None":
    """The first template action: YAML takes `{{ x }}` for a mapping whose key is a mapping."""
    for node in root.walk():
        if node.style == "flow" and any(key.style == "flow" and key.pairs for key, _ in node.pairs):
            return node
    return None


def _without_document(text: str, number: int) -> str:
    """The text with the document around a line blanked out, so that all other lines keep their numbers."""
    lines = text.split("\n")
    marks = [index for index, line in enumerate(lines) if line.startswith("---")]
    index = min(max(number - 1, 0), len(lines) - 1)
    if index in marks and lines[index].rstrip() == "---":
        index = max(index - 1, 0)  # the parser noticed at the next document's start
    start = max([mark for mark in marks if mark <= index], default=0)
    end = min([mark for mark in marks if mark > index], default=len(lines))
    return "\n".join([*lines[:start], *[""] * (end - start), *lines[end:]])
