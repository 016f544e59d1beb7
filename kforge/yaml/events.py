"""The node graph of a YAML text with the place of every node, from libyaml's events.

For the linter, for positions and for the full parser. Nothing is resolved: a plain `no` is the text "no".
"""

from kforge.errors import Position, YamlError, nearest
from kforge.yaml.diagnose import diagnose, directive_error, source_line
from kforge.yaml.disguise import CURES, SLASHES, Disguise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

# Deeper than any manifest, and shallow enough for everything that walks a tree by recursion.
MAX_DEPTH = 400

_SCALAR_STYLES = {"": "plain", None: "plain", "'": "single", '"': "double", "|": "literal", ">": "folded"}

# what a node has none of; never added to
_NO_PAIRS: "list[tuple[Node, Node]]" = []
_NO_ITEMS: "list[Node]" = []


class Node:
    """One node: a scalar, mapping or sequence; lines and columns count from 1, the end is exclusive.

    `value` is a scalar's text, `pairs` a mapping's (key, value) nodes, `items` a sequence's nodes.
    `style` is plain, single, double, literal or folded for a scalar, block or flow for a collection.
    `tag` has its handle resolved ("tag:yaml.org,2002:str", "!custom", "!"); it is "" when none is written.
    `alias` is the name where the node is a use (`*name`): it has the contents of `target` and its own place.
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

    def __init__(self, kind: str, style: str, tag: str, anchor: str) -> None:
        self.kind = kind
        self.style = style
        self.tag = tag
        self.anchor = anchor
        self.alias = ""
        self.value = ""
        self.pairs: list[tuple[Node, Node]] = _NO_PAIRS
        self.items: list[Node] = _NO_ITEMS
        self.target: Node | None = None
        self.line = self.column = self.end_line = self.end_column = 0

    def __repr__(self) -> str:
        place = f"{self.line}:{self.column}-{self.end_line}:{self.end_column}"
        return f"Node({self.kind}, {self.style}, {place}, {self.value!r})"

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


def compose(
    text: str, file: str = "", first_line: int = 1, *, only_first: bool = False
) -> "list[Node | None]":
    """One root per document of `text`, None for a document without a node. Raises YamlError.

    `first_line` is the number that positions give the first line of `text`. With `only_first` what stands
    behind the first document is not looked at, and the directives that Go allows may stand before it.
    """
    kinds = {SLASHES} if "\\/" in text else set()
    while True:
        try:
            return _Composer(text, file, first_line, Disguise(text, kinds), only_first).documents()
        except YamlError as error:
            cure = CURES.get(error.message)
            if cure is None or cure in kinds:
                raise
            kinds.add(cure)


class _Composer:
    """Builds the graph from events with a stack of its own: depth is bounded, Python's stack is not used."""

    def __init__(
        self, text: str, file: str, first_line: int, disguise: Disguise, only_first: bool = False
    ) -> None:
        self.text = text
        self.only_first = only_first
        self.disguise = disguise
        self.first_line = first_line
        self.file = file
        self.roots: list[Node | None] = []
        self.anchors: dict[str, Node] = {}
        self.open: list[tuple[Node, list[Node]]] = []

    def documents(self) -> "list[Node | None]":
        from kforge.yaml.libyaml import YAMLError, parser

        handlers = {
            "ScalarEvent": self._scalar,
            "MappingStartEvent": self._mapping,
            "SequenceStartEvent": self._sequence,
            "MappingEndEvent": self._end,
            "SequenceEndEvent": self._end,
            "AliasEvent": self._alias,
            "DocumentStartEvent": self._document,
        }
        try:
            name = ""
            last = ("StreamEndEvent", "DocumentEndEvent" if self.only_first else "StreamEndEvent")
            next_event = parser(self.disguise.text).get_event
            while name not in last:
                event = next_event()
                name = event.__class__.__name__
                handler = handlers.get(name)
                if handler:
                    handler(event)
        except YAMLError as error:
            raise diagnose(error, self.text, self.file, self.first_line) from None
        return self.roots

    def _document(self, event: "Any") -> None:
        if (event.version or event.tags) and not (self.only_first and event.version in (None, (1, 1))):
            raise directive_error(self.text, self.file, self.first_line)
        self.anchors = {}
        self.roots.append(None)

    def _scalar(self, event: "Any") -> None:
        style = _SCALAR_STYLES[event.style]
        node = Node("scalar", style, event.tag or "", event.anchor or "")
        node.value = self.disguise.restored(event.value, style) if self.disguise.kinds else event.value
        self._add(node, event)

    def _mapping(self, event: "Any") -> None:
        self._start("mapping", event)

    def _sequence(self, event: "Any") -> None:
        self._start("sequence", event)

    def _start(self, kind: str, event: "Any") -> None:
        node = Node(kind, "flow" if event.flow_style else "block", event.tag or "", event.anchor or "")
        self._add(node, event)
        self.open.append((node, []))
        if len(self.open) > MAX_DEPTH:
            raise self._error(f"nested more than {MAX_DEPTH} levels deep", node)

    def _end(self, event: "Any") -> None:
        node, parts = self.open.pop()
        node.end_line, node.end_column = event.end_mark.line + self.first_line, event.end_mark.column + 1
        if node.kind == "mapping":
            node.pairs = list(zip(parts[::2], parts[1::2], strict=True))
        else:
            node.items = parts

    def _alias(self, event: "Any") -> None:
        target = self.anchors.get(event.anchor)
        node = Node("scalar", "plain", "", "")
        node.alias = event.anchor
        self._add(node, event)
        if target is None:
            meant = nearest(event.anchor, self.anchors)
            hint = f"did you mean *{meant}?" if meant else "quote the value if it is no alias"
            raise self._error(f"unknown anchor {event.anchor}", node, hint)
        if any(open_node is target for open_node, _ in self.open):
            raise self._error(f"anchor {event.anchor} contains itself", node)
        node.kind, node.style, node.tag, node.value = target.kind, target.style, target.tag, target.value
        node.pairs, node.items, node.target = target.pairs, target.items, target

    def _add(self, node: Node, event: "Any") -> None:
        start, end = event.start_mark, event.end_mark
        node.line, node.column = start.line + self.first_line, start.column + 1
        node.end_line, node.end_column = end.line + self.first_line, end.column + 1
        if node.anchor:
            self.anchors[node.anchor] = node
        if self.open:
            self.open[-1][1].append(node)
        # an empty document (`---` and nothing) is a plain scalar without text
        elif node.kind != "scalar" or node.value or node.style != "plain" or node.tag or node.anchor:
            self.roots[-1] = node

    def _error(self, message: str, node: Node, hint: str = "") -> YamlError:
        source = source_line(self.text, node.line - self.first_line)
        return YamlError(message, Position(self.file, node.line, node.column), hint=hint, source=source)
