"""One run: files in, findings out."""

from kforge.errors import Position, YamlError
from kforge.lint import files
from kforge.lint.config import SYNTAX, Config
from kforge.lint.documents import is_kustomization
from kforge.lint.knowledge import Knowledge
from kforge.lint.rule import ERROR, WARNING
from kforge.lint.scan import Scan
from kforge.lint.suppress import MARK, heard
from kforge.lint.walk import Dispatch, Walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kforge.lint.rule import Finding
    from kforge.yaml.events import Node

TEMPLATE_HINT = "lint what it renders to; a name that ends in .j2 keeps it out"
LAYOUT = ("indentation", "trailing-space", "final-newline", "crlf", "empty-document")  # told once it is YAML
PRINTED = "helm-number-print"
TYPED = ("type-mismatch", "kustomization-typed")
MOST_BROKEN = 20  # documents of one file that are reported as broken


class Result:
    """What a run found and mended, how many files it read, and which it left out: templates.

    `rendered` counts the templates that were linted by what they render to, `sources` holds those in Jinja
    that were linted as they are written. `strict_files` are those whose own configuration is strict, `known`
    counts what the baseline holds.
    """

    __slots__ = (
        "files",
        "findings",
        "fixed",
        "known",
        "left_out",
        "rendered",
        "sources",
        "strict",
        "strict_files",
    )

    def __init__(self, *, strict: bool = False) -> None:
        self.findings: list[Finding] = []
        self.files = 0
        self.left_out: set[str] = set()
        self.rendered = 0
        self.sources: set[str] = set()
        self.fixed = 0
        self.known = 0
        self.strict_files: set[str] = set()
        self.strict = strict

    @property
    def templates(self) -> int:
        """How many templates were left out."""
        return len(self.left_out)

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
            if is_kustomization(file, None):
                walk.findings += self._patches_in(root, text, file)
        if any(finding.rule == SYNTAX for finding in walk.findings):
            walk.findings = [finding for finding in walk.findings if finding.rule not in LAYOUT]
        return self._finished(_once(walk.findings), text)

    def _patches_in(self, root: "Node", text: str, file: str) -> "Iterator[Finding]":
        """The findings in the patches that a kustomization holds itself."""
        from kforge.lint import inline

        lines = text.split("\n")
        for node in inline.patches_in(root):
            walk = Walk(inline.beside(file), self.dispatch, self.knowledge)
            for part in _documents(node.value, walk.file, walk):
                walk.document(part)
            yield from inline.moved(walk.findings, node, lines, file)

    def _finished(self, findings: "list[Finding]", text: str) -> "list[Finding]":
        """The findings that no comment silences, by position, with their lines and the severities wanted."""
        lines = text.split("\n")
        for finding in findings:
            finding.problem.severity = self.severities.get(finding.rule, finding.severity)
            finding.source = lines[finding.line - 1].rstrip("\r") if 0 < finding.line <= len(lines) else ""
        return sorted(heard(findings, text), key=lambda finding: (finding.line, finding.column))

    def lint_rendered(self, text: str, file: str, template_line: "Callable[[int], str]") -> "list[Finding]":
        """The findings in a rendered document, as it stands; `template_line` tells what made a line of it."""
        walk = Walk(file, self.dispatch, self.knowledge, template_line)
        for root in _documents(text, file, walk):
            walk.document(root)
        return _once(walk.findings)

    def lint_jinja(self, text: str, file: str) -> "list[Finding]":
        """The findings in the source of a Jinja template, as far as its text is YAML around the tags."""
        from kforge.errors import YamlError
        from kforge.lint.masking import TOLD, mask
        from kforge.yaml.events import compose

        walk = Walk(file.removesuffix(files.JINJA), self.dispatch, self.knowledge)
        for part, number in _parts(mask(text)):
            try:
                roots = compose(part, file, number)
            except YamlError:
                continue  # not without the tags
            for root in roots:
                if root:
                    walk.document(root)
        found = [one for one in _once(walk.findings) if one.rule in TOLD]
        for one in found:
            one.file, one.problem.edit = file, None
        return self._finished(found, text)

    def runs(self, rule: str) -> bool:
        """Whether a rule is among those that run."""
        return any(one.id == rule for one in self.dispatch.rules)

    def lint_read(self, path: str, data: bytes, result: Result) -> "list[Finding] | None":
        """The findings in a file that was read, which is counted; None when it is a template."""
        text, clean = files.decode(data)
        if files.is_template(path, text):
            if files.is_jinja(path):
                result.files += 1
                result.sources.add(path)
                return self.lint_jinja(text, path)
            result.left_out.add(path)
            return None
        result.files += 1
        name = files.STDIN_NAME if path == files.STDIN else path
        if self.strict:
            result.strict_files.add(name)
        return self._lint(data, text, clean, name)


def _once(findings: "list[Finding]") -> "list[Finding]":
    """The findings without those of rules about types where a rule about words says it better.

    Of a number that helm prints, what helm did is what there is to say.
    """
    printed = {(one.line, one.column) for one in findings if one.rule == PRINTED}
    told = {(one.line, one.column) for one in findings if one.severity == ERROR and one.rule not in TYPED}
    return [
        one
        for one in findings
        if one.rule == PRINTED
        or (
            (one.line, one.column) not in printed
            and (one.rule not in TYPED or (one.line, one.column) not in told)
        )
    ]


def _parts(text: str) -> "Iterator[tuple[str, int]]":
    """What stands between the separators, with the line each part begins in."""
    start = number = 0
    lines = text.split("\n")
    for number, line in enumerate([*lines, "---"]):
        if line.startswith("---"):
            yield "\n".join(lines[start:number]), start + 1
            start = number + 1


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
