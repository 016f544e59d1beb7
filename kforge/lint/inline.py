"""Patches that a kustomization holds as text: where they are, and where in the file a line of one is."""

from kforge.lint.rule import Finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kforge.yaml.events import Node

NAME = "patch.yaml"  # what the text of a patch is called: it holds a part of an object
LISTS = ("patches", "patchesJson6902")
TEXTS = ("patchesStrategicMerge", "patches")
KEY = "patch"


def patches_in(root: "Node") -> "Iterator[Node]":
    """The scalars that hold a patch. An item that is one line of text is the path of a file."""
    for name, value in root.pairs:
        for item in value.items if not value.alias else ():
            if name.value in LISTS and item.kind == "mapping" and not item.alias:
                for key, node in item.pairs:
                    if key.value == KEY and node.kind == "scalar" and not node.alias:
                        yield node
            elif name.value in TEXTS and item.kind == "scalar" and "\n" in item.value and not item.alias:
                yield item


def beside(file: str) -> str:
    """The name under which a patch in `file` is read."""
    return file[: len(file) - len(file.replace("\\", "/").rpartition("/")[2])] + NAME


def moved(findings: "list[Finding]", node: "Node", lines: "Sequence[str]", file: str) -> "Iterator[Finding]":
    """The findings in a patch, at their place in the file; in quoted and folded text that is its beginning.

    Nothing is mended there: the text of a scalar would be another.
    """
    indent = _indent(node, lines)
    for finding in findings:
        problem = finding.problem
        problem.edit = None
        if node.style == "literal" and problem.line:
            problem.line += node.line
            problem.end_line += node.line
            problem.column += indent if problem.column else 0
            problem.end_column += indent if problem.end_column else 0
        else:
            problem.line, problem.column = node.line, node.column
            problem.end_line, problem.end_column = node.line, node.column + 1
        yield Finding(file, finding.code, finding.rule, problem)


def _indent(node: "Node", lines: "Sequence[str]") -> int:
    """How far the text of a literal block stands to the right: as far as its first line is longer."""
    for written, read in zip(lines[node.line :], node.value.split("\n"), strict=False):
        if read.strip():
            return len(written.rstrip("\r")) - len(read)
    return 0
