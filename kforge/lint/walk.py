"""The one walk over a file's nodes: finds what checks watch, calls them, and knows where each node stands."""

from kforge.lint.documents import Place, describe
from kforge.lint.knowledge import CORE, LIST
from kforge.lint.rule import (
    DOCUMENT,
    FIELD,
    HOOKS,
    MAPPING,
    RAW,
    STRUCT,
    TAGGED,
    TEXT,
    UNPARSABLE,
    Finding,
    Problem,
)
from kforge.lint.scalar import Scalar
from kforge.lint.shapes import shape
from kforge.schema import fields as types

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from kforge.errors import YamlError
    from kforge.lint.documents import Document
    from kforge.lint.knowledge import Knowledge
    from kforge.lint.rule import Rule
    from kforge.yaml.events import Node

    Checks = dict[str, list[tuple[Rule, Callable[..., Any]]]]


class Dispatch:
    """The checks of a set of rules by what they watch, made once per run."""

    __slots__ = ("always", "hooks", "keys", "rules", "typed", "values")

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
        # whether a document that does not keep to its schema is worth a look
        self.typed = any(rule.items for rule in self.rules) or bool(self.hooks[FIELD] or self.hooks[STRUCT])


class Walk:
    """Calls the checks on one file and collects what they find."""

    __slots__ = ("dispatch", "file", "findings", "knowledge", "template_line")

    def __init__(
        self,
        file: str,
        dispatch: Dispatch,
        knowledge: "Knowledge | None" = None,
        template_line: "Callable[[int], str] | None" = None,
    ) -> None:
        self.template_line = template_line
        self.file = file
        self.dispatch = dispatch
        self.knowledge = knowledge
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
        fields = _fields(root)
        if fields and fields.get("kind") == LIST and fields.get("apiVersion") == CORE:
            self._list(root)
            return
        document = describe(self.file, fields, operations=_is_operations(root), knowledge=self.knowledge)
        document.template_line = self.template_line
        self._run(DOCUMENT, root, document)
        self._below(root, Place(None, None, document.type), document)

    def _list(self, root: "Node") -> None:
        """A List: its items are documents of their own, all else is checked with it."""
        document = describe(self.file, _fields(root), knowledge=self.knowledge)
        self._run(DOCUMENT, root, document)
        top = Place(None, None)
        self._run(MAPPING, root, document)
        for node, place in self._pairs(root, document, top):
            if place.key != "items" or node.kind != "sequence" or node.alias:
                self._below(node, place, document)
                continue
            for item in node.items:
                inner = describe(self.file, _fields(item), knowledge=self.knowledge)
                inner.template_line = self.template_line
                self._run_item(item, inner)
                self._below(item, Place(Place(None, None), None, inner.type), inner)

    def _run_item(self, item: "Node", document: "Document") -> None:
        """The checks of documents that are about what the document is, for an item of a list."""
        for rule, check in self.dispatch.hooks[DOCUMENT]:
            if rule.items:
                self._call([(rule, check)], item, document)

    def _below(self, root: "Node", top: Place, document: "Document") -> None:
        stack = [(root, top)]
        while stack:
            node, place = stack.pop()
            if place.type is not None and not document.gone:
                self._run(FIELD, node, place, document)
            if node.alias:
                continue
            if node.tag:
                self._run(TAGGED, node, document)
            elif node.kind == "scalar":
                self._scalar(node, document, place, self.dispatch.values, is_key=False)
            if node.kind == "sequence":
                wanted = place.type.items if place.type and place.type.kind == types.LIST else None
                stack += [(item, Place(place, None, wanted)) for item in reversed(node.items)]
            elif node.kind == "mapping":
                self._run(MAPPING, node, document)
                if place.type is not None and place.type.kind == types.STRUCT and not document.gone:
                    self._run(STRUCT, node, place, document)
                stack += reversed(list(self._pairs(node, document, place)))

    def _pairs(self, node: "Node", document: "Document", place: Place) -> "Iterator[tuple[Node, Place]]":
        for key, value in node.pairs:
            inner = Place(place, key.value, _type_of(place.type, key.value), key)
            if key.kind == "scalar" and not key.tag:
                self._scalar(key, document, inner, self.dispatch.keys, is_key=True)
            elif not key.alias:
                yield key, Place(place, key.value)
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


def keeps_to(root: "Node", struct: "types.Struct") -> bool:
    """Whether all that is written below a mapping keeps to the schema, and all that it must have is there."""
    from kforge.errors import KforgeError
    from kforge.schema.conform import conforms
    from kforge.yaml.construct import construct
    from kforge.yaml.scalars import GO

    try:
        tree = construct(root, "", "", 1, GO, "last")
    except KforgeError:
        return False
    return conforms(tree, struct)


def _type_of(outer: "types.Type | None", key: str) -> "types.Type | None":
    """The type of the value at `key` of a mapping."""
    if outer is None:
        return None
    if outer.kind == types.STRUCT:
        field = outer.struct.fields.get(key)
        return field.type if field else None
    return outer.items if outer.kind == types.MAP else None


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
