"""The node graph of a YAML text with the place of every node, from libyaml's events (ruamel.yaml's C library).

For the linter, for positions and for the full parser. Nothing is resolved here: a plain `no` is the text "no".
"""

from kforge.errors import Position, YamlError
from kforge.yaml.diagnose import diagnose
from kforge.yaml.disguise import CURES, SLASHES, Disguise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# Deeper than any manifest, and shallow enough for everything that walks a tree by recursion.
MAX_DEPTH = 400

_SCALAR_STYLES = {"": "plain", None: "plain", "'": "single", '"': "double", "|": "literal", ">": "folded"}


class Node:
    """One node: a scalar, mapping or sequence, where it starts and ends (lines and columns from 1, end exclusive).

    `value` is a scalar's text, `pairs` a mapping's (key, value) nodes, `items` a sequence's nodes.
    `style` is plain, single, double, literal or folded for a scalar, block or flow for a collection.
    `tag` is the tag as libyaml resolves its handle ("tag:yaml.org,2002:str", "!custom", "!") or "" when none is written.
    `alias` is the name where the node is a use (`*name`): its contents are those of `target`, its place is its own.
    """

    __slots__ = (
        "alias",
        "anchor",
        "column",
        "end_column",
        "end_line",
        "items",
        "kind",
        "line",
        "pairs",
        "style",
        "tag",
        "target",
        "value",
    )

    def __init__(self, kind: str, style: str, tag: str, anchor: str, value: str = "") -> None:
        self.kind = kind
        self.style = style
        self.tag = tag
        self.anchor = anchor
        self.alias = ""
        self.value = value
        self.pairs: list[tuple[Node, Node]] = []
        self.items: list[Node] = []
        self.target: Node | None = None
        self.line = self.column = self.end_line = self.end_column = 0

    def __repr__(self) -> str:
        return f"Node({self.kind}, {self.style}, {self.line}:{self.column}-{self.end_line}:{self.end_column}, {self.value!r})"

    def walk(self) -> "Iterator[Node]":
        """This node and all below it in source order; aliased contents are not entered again."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            if node.alias:
                continue
            if node.items:
                stack += reversed(node.items)
            elif node.pairs:
                stack += [part for pair in reversed(node.pairs) for part in reversed(pair)]


def compose(text: str, file: str = "", first_line: int = 1) -> "list[Node | None]":
    """One root per document of `text`, None for a document without a node. Raises YamlError.

    `first_line` is the number that positions give the first line of `text`.
    """
    kinds = {SLASHES} if "\\/" in text else set()
    while True:
        try:
            return _Composer(text, file, first_line, Disguise(text, kinds)).documents()
        except YamlError as error:
            cure = CURES.get(error.message)
            if cure is None or cure in kinds:
                raise
            kinds.add(cure)


class _Composer:
    """Builds the graph from events with a stack of its own: depth is bounded, Python's stack is not used."""

    def __init__(self, text: str, file: str, first_line: int, disguise: Disguise) -> None:
        self.text = text
        self.disguise = disguise
        self.first_line = first_line
        self.file = file
        self.roots: list[Node | None] = []
        self.anchors: dict[str, Node] = {}
        self.open: list[tuple[Node, list[Node]]] = []

    def documents(self) -> "list[Node | None]":
        from kforge.yaml.libyaml import YAMLError, parser

        try:
            source = parser(self.disguise.text)
            while True:
                event = source.get_event()
                name = event.__class__.__name__
                if name == "StreamEndEvent":
                    return self.roots
                self._handle(name, event)
        except YAMLError as error:
            raise diagnose(error, self.text, self.file, self.first_line) from None

    def _handle(self, name: str, event: object) -> None:
        if name == "ScalarEvent":
            self._scalar(event)
        elif name in ("MappingStartEvent", "SequenceStartEvent"):
            self._start("mapping" if name[0] == "M" else "sequence", event)
        elif name in ("MappingEndEvent", "SequenceEndEvent"):
            self._end(event)
        elif name == "AliasEvent":
            self._alias(event)
        elif name == "DocumentStartEvent":
            self._refuse_directives(event)
            self.anchors = {}
            self.roots.append(None)

    def _scalar(self, event: "object") -> None:
        node = Node("scalar", _SCALAR_STYLES[event.style], event.tag or "", event.anchor or "", event.value)
        node.value = self.disguise.restored(node.value, node.style)
        # An empty document (`---` and nothing) is a plain scalar without extent.
        self._add(node, event)

    def _start(self, kind: str, event: "object") -> None:
        node = Node(kind, "flow" if event.flow_style else "block", event.tag or "", event.anchor or "")
        self._add(node, event)
        self.open.append((node, []))
        if len(self.open) > MAX_DEPTH:
            raise self._error(f"nested more than {MAX_DEPTH} levels deep", node)

    def _end(self, event: "object") -> None:
        node, parts = self.open.pop()
        node.end_line, node.end_column = event.end_mark.line + self.first_line, event.end_mark.column + 1
        if node.kind == "mapping":
            node.pairs = list(zip(parts[::2], parts[1::2], strict=True))
        else:
            node.items = parts

    def _alias(self, event: "object") -> None:
        target = self.anchors.get(event.anchor)
        node = Node("scalar", "plain", "", "")
        node.alias = event.anchor
        self._add(node, event)
        if target is None:
            raise self._error(f"unknown anchor {event.anchor}", node)
        if any(open_node is target for open_node, _ in self.open):
            raise self._error(f"anchor {event.anchor} contains itself", node)
        node.kind, node.style, node.tag, node.value = target.kind, target.style, target.tag, target.value
        node.pairs, node.items, node.target = target.pairs, target.items, target

    def _add(self, node: Node, event: "object") -> None:
        start, end = event.start_mark, event.end_mark
        node.line, node.column = start.line + self.first_line, start.column + 1
        node.end_line, node.end_column = end.line + self.first_line, end.column + 1
        if node.anchor:
            self.anchors[node.anchor] = node
        if self.open:
            self.open[-1][1].append(node)
        elif node.kind != "scalar" or node.value or node.style != "plain" or node.tag or node.anchor:
            self.roots[-1] = node

    def _refuse_directives(self, event: "object") -> None:
        if event.version or event.tags:
            mark = event.start_mark
            raise YamlError(
                "a directive is not allowed in manifests",
                Position(self.file, mark.line + self.first_line, mark.column + 1),
                hint="delete the line that starts with %: kubectl and kustomize refuse it",
                source=self._line(mark.line + self.first_line),
            )

    def _error(self, message: str, node: Node) -> YamlError:
        position = Position(self.file, node.line, node.column)
        return YamlError(message, position, source=self._line(node.line))

    def _line(self, number: int) -> str:
        lines = self.text.split("\n")
        index = number - self.first_line
        return lines[index] if 0 <= index < len(lines) else ""
