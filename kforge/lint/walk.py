"""The one walk over a file's nodes: finds what checks watch, calls them, and knows where each node stands."""

from kforge.lint.documents import Place, describe
from kforge.lint.rule import DOCUMENT, HOOKS, MAPPING, RAW, TAGGED, TEXT, UNPARSABLE, Finding, Problem
from kforge.lint.scalar import Scalar
from kforge.lint.shapes import shape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from kforge.errors import YamlError
    from kforge.lint.documents import Document
    from kforge.lint.rule import Rule
    from kforge.yaml.events import Node

    Checks = dict[str, list[tuple[Rule, Callable[..., Any]]]]


class Dispatch:
    """The checks of a set of rules by what they watch, made once per run."""

    __slots__ = ("always", "hooks", "keys", "rules", "values")

    def __init__(self, rules: "Iterable[Rule]") -> None:
        self.rules = tuple(rules)
        self.always = any(rule.always for rule in self.rules)
        self.values: Checks = {}
        self.keys: Checks = {}
        self.hooks: Checks = {hook: [] for hook in HOOKS}
        for rule in self.rules:
            for mine, theirs in ((self.values, rule.values), (self.keys, rule.keys)):
                for watched, check in theirs.items():
                    mine.setdefault(watched, []).append((rule, check))
            for hook, checks in rule.checks.items():
                self.hooks[hook] += [(rule, check) for check in checks]


class Walk:
    """Calls the checks on one file and collects what they find."""

    __slots__ = ("dispatch", "file", "findings")

    def __init__(self, file: str, dispatch: Dispatch) -> None:
        self.file = file
        self.dispatch = dispatch
        self.findings: list[Finding] = []

    def raw(self, data: bytes) -> None:
        """Check the bytes of a file that is not UTF-8."""
        self._run(RAW, data)

    def text(self, text: str) -> None:
        """Check the text of the file."""
        self._run(TEXT, text)

    def unparsable(self, error: "YamlError") -> None:
        """Take in what stopped the parser."""
        self._run(UNPARSABLE, error)

    def document(self, root: "Node") -> None:
        """Check every node of one document; what aliases repeat is checked once, where it is written."""
        document = describe(self.file, _fields(root), operations=_is_operations(root))
        self._run(DOCUMENT, root, document)
        stack = [(root, Place(None, None))]
        while stack:
            node, place = stack.pop()
            if node.alias:
                continue
            if node.tag:
                self._run(TAGGED, node, document)
            elif node.kind == "scalar":
                self._scalar(node, document, place, self.dispatch.values, is_key=False)
            if node.kind == "sequence":
                stack += [(item, Place(place, None)) for item in reversed(node.items)]
            elif node.kind == "mapping":
                self._run(MAPPING, node, document)
                stack += reversed(list(self._pairs(node, document, place)))

    def _pairs(self, node: "Node", document: "Document", place: Place) -> "Iterator[tuple[Node, Place]]":
        for key, value in node.pairs:
            inner = Place(place, key.value)
            if key.kind == "scalar" and not key.tag:
                self._scalar(key, document, inner, self.dispatch.keys, is_key=True)
            elif not key.alias:
                yield key, inner
            yield value, inner

    def _scalar(
        self,
        node: "Node",
        document: "Document",
        place: Place,
        checks: "Checks",
        *,
        is_key: bool,
    ) -> None:
        if node.style != "plain" or node.alias:
            return
        found = shape(node.value)
        if not found or found not in checks:
            return
        span = (node.line, node.column, node.end_line, node.end_column)
        scalar = Scalar(node.value, found, span, document, place, is_key=is_key)
        self._call(checks[found], scalar)

    def _run(self, hook: str, *subject: object) -> None:
        self._call(self.dispatch.hooks[hook], *subject)

    def _call(self, checks: "list[tuple[Rule, Callable[..., Any]]]", *subject: object) -> None:
        for rule, check in checks:
            found = check(*subject)
            for problem in (found,) if isinstance(found, Problem) else found or ():
                self.findings.append(Finding(self.file, rule.code, rule.id, problem))


def _fields(root: "Node") -> "dict[str, str] | None":
    """The scalars of the root mapping, by their keys."""
    if root.kind != "mapping":
        return None
    return {key.value: value.value for key, value in root.pairs if value.kind == "scalar"}


def _is_operations(root: "Node") -> bool:
    """Whether the document is a JSON patch: a list of mappings that all have `op` and `path`."""
    return bool(root.items) and all(
        {"op", "path"} <= {key.value for key, _ in item.pairs} for item in root.items
    )
