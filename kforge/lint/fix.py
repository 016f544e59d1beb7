"""Mends files: puts the edits of findings into the text, each proven to change what it is for and no more.

An edit stays when the file before and after it, read again, has the same nodes with the same text, tags,
anchors and quoting, but for the scalars that are mended, each of which is what its edit says, and when the
trees that helm, kubectl and kustomize build differ in those alone. From text, tag and quoting all other
readers derive what they read. All other bytes stay: comments, order, style, line endings, a byte order mark.
"""

from kforge.errors import UsageError, YamlError
from kforge.files import write_whole
from kforge.lint import files
from kforge.lint.project import Project, lint_charts_of
from kforge.lint.runner import Linter, Result
from kforge.patterns import compiled
from kforge.yaml import scalars
from kforge.yaml.events import compose
from kforge.yaml.parse import parse_documents

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kforge.lint.config import Config
    from kforge.lint.project import Render
    from kforge.lint.rule import Edit, Finding
    from kforge.yaml.events import Node

    Fact = tuple[str, ...]

ROUNDS = 10  # an edit may uncover what only the next look finds
ON_ONE_LINE = ("plain", "single", "double")
BOM = b"\xef\xbb\xbf"
REFUSED = "--fix leaves it: more would change than this"
_ODD_BREAKS = compiled("[\x85\u2028\u2029]|\r(?!\n)")  # lines to libyaml, not to an editor


class Mended:
    """A file that was changed."""

    __slots__ = ("after", "before", "path")

    def __init__(self, path: str, before: str, after: str) -> None:
        self.path = path
        self.before = before
        self.after = after


class Fixing(Result):
    """A run that mends: what it still found afterwards, and the files it changed."""

    __slots__ = ("changed",)

    def __init__(self, *, strict: bool = False) -> None:
        super().__init__(strict=strict)
        self.changed: list[Mended] = []

    def diff(self) -> str:
        """What changed, as `patch -p1` takes it."""
        from difflib import unified_diff

        lines: list[str] = []
        for mended in self.changed:
            before, after = _lines(mended.before), _lines(mended.after)
            lines += unified_diff(before, after, f"a/{mended.path}", f"b/{mended.path}")
        return "".join(
            line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
        )


def run(paths: "Sequence[str]", config: "Config", *, write: bool, render: "Render | None" = None) -> Fixing:
    """Mend files and folders; without `write` only find out what would change. As project.run does it."""
    if write and files.STDIN in paths:
        raise UsageError("--fix cannot write to standard input", hint="--diff shows what it would do")
    result = Fixing(strict=config.strict)
    project = Project(config)
    seen = []
    for path, data in project.read(paths, result):
        seen.append(path)
        linter = project.linter(path, result)
        if linter:
            _mend_file(path, data, linter, result, write=write)
    if render is not None and write:
        lint_charts_of(seen, project, render, result)
    return result


def _mend_file(path: str, data: bytes, linter: Linter, result: Fixing, *, write: bool) -> None:
    name = files.STDIN_NAME if path == files.STDIN else path
    before, clean = files.decode(data)
    found = linter.lint_read(path, data, result)
    if found is None:
        return
    if clean and any(finding.problem.edit for finding in found):
        after, found, count = mend(before, name, found, linter)
        if after != before:
            result.fixed += count
            result.changed.append(Mended(name, before, after))
            if write:
                import os

                mark = BOM if data.startswith(BOM) else b""
                write_whole(os.path.realpath(path), mark + after.encode())  # a link stays a link
    result.findings += found


def mend(text: str, file: str, findings: "list[Finding]", linter: Linter) -> "tuple[str, list[Finding], int]":
    """The text with all edits that are proven, what is found in it then, and how many edits there were."""
    count = 0
    for _ in range(ROUNDS):
        edits = _apart([finding.problem.edit for finding in findings if finding.problem.edit])
        proven = _proven(text, file, edits)
        if not proven:
            break
        text = apply(text, proven)
        count += len(proven)
        findings = linter.lint(text.encode(), file)
    for finding in findings:
        if finding.problem.edit:
            finding.problem.edit = None
            hint = finding.problem.hint
            finding.problem.hint = f"{hint} ({REFUSED})" if hint else REFUSED
    return text, findings, count


def apply(text: str, edits: "Sequence[Edit]") -> str:
    """The text with the edits, which must not overlap, in place."""
    starts = [0]
    for row in text.split("\n"):
        starts.append(starts[-1] + len(row) + 1)
    newline = "\r\n" if "\r\n" in text else "\n"
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        line, column, end_line, end_column = edit.span
        start, end = starts[line - 1] + column - 1, starts[end_line - 1] + end_column - 1
        text = text[:start] + edit.text.replace("\n", newline) + text[end:]
    return text


def _apart(edits: "list[Edit]") -> "list[Edit]":
    """The edits without those that touch one before them: their turn comes in the next round."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: edit.span):
        if not kept or (edit.span[:2] >= kept[-1].span[2:] and edit.span != kept[-1].span):
            kept.append(edit)
    return kept


def _proven(text: str, file: str, edits: "list[Edit]") -> "list[Edit]":
    """Those of the edits that together do no more than they are for."""
    if not edits or _ODD_BREAKS.search(text):
        return []
    try:
        proof = _Proof(text, file)
    except YamlError:
        return []  # nobody reads it
    kept: list[Edit] = []
    todo = [edits]
    while todo:
        part = todo.pop()
        if proof.holds([*kept, *part]):
            kept += part
        elif len(part) > 1:
            half = len(part) // 2
            todo += [part[half:], part[:half]]
    return kept


class _Proof:
    """What the text is before any edit."""

    __slots__ = ("ends", "facts", "file", "text", "trees")

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.facts, self.ends = _facts(text, file)
        self.trees = _trees(text, file)

    def holds(self, edits: "Sequence[Edit]") -> bool:
        """Whether the text with these edits reads as it must."""
        after = apply(self.text, edits)
        expected = list(self.facts)
        words: set[object] = set()
        for edit in edits:
            index = self.ends.get(edit.span[2:])
            if index is not None and edit.text.strip():
                expected[index] = _meant(expected[index], edit)
                words |= {expected[index][-1], scalars.resolve(expected[index][-1], scalars.GO)}
        try:
            facts, _ = _facts(after, self.file)
        except YamlError:
            return False
        return facts == expected and all(
            _agree(before, now, words)
            for before, now in zip(self.trees, _trees(after, self.file), strict=True)
        )


def _meant(fact: "Fact", edit: "Edit") -> "Fact":
    """What a scalar is to be: quoted or plain with the same text, or another word for what kubectl reads.

    Another text altogether is what an edit is for that says so.
    """
    written = edit.text
    if written[0] in "\"'":
        return (*fact[:-2], "quoted", fact[-1])
    if edit.new or written == fact[-1]:
        return (*fact[:-2], "plain", written)
    same = _are_one(scalars.resolve(written, scalars.GO), scalars.resolve(fact[-1], scalars.GO))
    return (*fact[:-1], written if same else fact[-1])


def _are_one(one: object, other: object) -> bool:
    """Whether two values are the same in JSON: 3 and 3.0 are."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    numbers = isinstance(one, int | float) and isinstance(other, int | float)
    return one is other or (numbers and one == other)


def _facts(text: str, file: str) -> "tuple[list[Fact], dict[tuple[int, int], int]]":
    """All nodes in order, and which of them are plain or quoted scalars, by their ends. Raises YamlError."""
    facts: list[Fact] = []
    ends: dict[tuple[int, int], int] = {}
    for root in compose(text, file):
        facts.append(("document", "" if root else "empty"))
        for node in root.walk() if root else ():
            if node.kind == "scalar" and node.style in ON_ONE_LINE and node.value and not node.alias:
                ends[node.end_line, node.end_column] = len(facts)
            facts.append(_fact(node))
    return facts, ends


def _fact(node: "Node") -> "Fact":
    if node.alias:
        return ("alias", node.alias)
    if node.kind != "scalar":
        return (node.kind, node.tag, node.anchor, str(len(node.pairs) + len(node.items)))
    return (node.kind, node.tag, node.anchor, "plain" if node.style == "plain" else "quoted", node.value)


def _trees(text: str, file: str) -> "list[list[object] | None]":
    """What helm and kubectl, and kustomize read, as one list of keys and values each; None where they fail.

    Read twice: as tools that refuse a key that is there twice, and as those that take the last.
    """
    found: list[list[object] | None] = []
    for reading in (scalars.GO, scalars.KUSTOMIZE):
        for duplicates in ("error", "last"):
            try:
                documents = parse_documents(text, file, reading=reading, duplicates=duplicates)
            except YamlError:
                found.append(None)
            else:
                found.append([leaf for document in documents for leaf in _leaves(document.tree)])
    return found


def _leaves(tree: object) -> "Iterator[object]":
    if isinstance(tree, dict):
        yield len(tree)
        for key, value in tree.items():
            yield key
            yield from _leaves(value)
    elif isinstance(tree, list):
        yield len(tree)
        for value in tree:
            yield from _leaves(value)
    else:
        yield tree


def _agree(before: "list[object] | None", after: "list[object] | None", words: "set[object]") -> bool:
    """Whether a reader sees the same, but for the mended words. Who failed before may read now."""
    if before is None:
        return True
    if after is None or len(after) < len(before):
        return False
    if len(after) > len(before):  # keys that were one to this reader are two now
        return True
    return all(
        (type(old), old) == (type(new), new) or new in words for old, new in zip(before, after, strict=True)
    )


def _lines(text: str) -> "list[str]":
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + lines[-1:] * bool(lines[-1])
