"""A text of YAML with some values changed, written anew as kustomize does: styles and comments stay.

go-yaml keeps nodes with their style and their comments, and prints them in its own layout: indented by two,
lists not indented, no empty lines but between comments.
"""

from kforge.yaml.emit import key as key_text
from kforge.yaml.emit import scalar
from kforge.yaml.events import Node
from kforge.yaml.scalars import KUSTOMIZE, resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from kforge.overlay.replacement_path import Place
    from kforge.overlay.replacing import Value

_LAST = 1 << 60
_CORE = "tag:yaml.org,2002:"
_TAGS = {bool: "bool", int: "int", float: "float", type(None): "null"}
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0", "\x1b": "\\e"}


def rewritten(text: str, places: "Sequence[Place]", value: "Value") -> str:
    """The first document of `text` with `value` at `places`, which lead into its tree."""
    from kforge.yaml.parse import nodes

    root = nodes(text)[0]
    assert root is not None, "a place was found in it"
    for place in places:
        _put(root, place.steps, value)
    writer = _Writer(text, root)
    writer.block(root, 0, _LAST)
    writer.last_comments()
    return "\n".join(writer.out).strip()


def _put(node: Node, steps: "Sequence[str | int]", value: "Value") -> None:
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        node = _child(node, step, following, value)
    if node.kind != "scalar":
        made = _node_of(value.data)
        if value.is_scalar:
            made.value = value.text
        node.kind, node.style, node.value = made.kind, made.style, made.value
        node.pairs, node.items, node.tag = made.pairs, made.items, made.tag
        return
    if node.style == "plain" and not node.tag and node.line:
        old = resolve(node.value, KUSTOMIZE)
        new = resolve(value.text, KUSTOMIZE)
        if isinstance(old, str) and not isinstance(new, str):
            node.style = "double"
        elif not isinstance(old, str) and type(new) is not type(old):
            # go-yaml keeps the type and says so
            node.tag = _CORE + _TAGS[type(old)]
    node.value = value.text


def _child(node: Node, step: "str | int", following: "str | int | None", value: "Value") -> Node:
    """The node one step below, made if it is missing."""
    if isinstance(step, int):
        if step < len(node.items):
            return node.items[step]
    else:
        for name, inner in node.pairs:
            if name.value == step:
                return inner
    if following is None:
        made = Node("scalar", "plain", "", "") if value.is_scalar else _node_of(value.empty)
    else:
        made = Node("sequence" if isinstance(following, int) else "mapping", node.style, "", "")
    if isinstance(step, int):
        node.items = [*node.items, made]
    else:
        name = Node("scalar", "plain", "", "")
        name.value = step
        node.pairs = [*node.pairs, (name, made)]
    return made


def _node_of(data: "Any") -> Node:
    if isinstance(data, dict):
        node = Node("mapping", "block" if data else "flow", "", "")
        node.pairs = [(_node_of(name), _node_of(inner)) for name, inner in data.items()]
        return node
    if isinstance(data, list):
        node = Node("sequence", "block" if data else "flow", "", "")
        node.items = [_node_of(inner) for inner in data]
        return node
    node = Node("scalar", "plain", "", "")
    node.value = data if isinstance(data, str) else scalar(data)
    if isinstance(data, str) and not isinstance(resolve(data, KUSTOMIZE), str):
        node.style = "double"
    return node


class _Writer:
    """Writes a node graph in go-yaml's layout, with the comments of the text it came from."""

    def __init__(self, text: str, root: Node) -> None:
        self.out: list[str] = []
        self.lines = text.split("\n")
        inside = {
            line
            for node in root.walk()
            if node.kind == "scalar"
            for line in range(node.line + 1, node.end_line + (node.end_column > 1))
        }
        # lines with nothing but a comment, and those between two of them
        self.pending = [
            number
            for number, line in enumerate(self.lines, 1)
            if line.lstrip().startswith("#") and number not in inside
        ]

    def comments_until(self, line: int, column: int, indent: int, own: int = 0) -> None:
        """The comments that stand before `line`, not left of `column`.

        An empty line behind one stays before another one, and before an entry in the same column, `own`.
        """
        while self.pending and self.pending[0] < line:
            written = self.lines[self.pending[0] - 1]
            place = len(written) - len(written.lstrip()) + 1
            if place < column:
                return
            self.out.append(" " * indent + written.strip())
            number = self.pending.pop(0) + 1
            following = min([line, *self.pending[:1]])
            goes_on = number < following <= len(self.lines) and (following < line or place == own)
            if goes_on and self._are_blank(number, following):
                self.out.append("")

    def last_comments(self) -> None:
        """The comments behind everything, apart from it if they were."""
        if self.pending and not self.lines[self.pending[0] - 2].strip():
            self.out.append("")
        self.comments_until(_LAST, 0, 0)

    def _are_blank(self, start: int, end: int) -> bool:
        return all(not self.lines[number - 1].strip() for number in range(start, end))

    def block(self, node: Node, indent: int, limit: int, lead: str = "") -> None:
        """A collection in block style, or else what fits behind `lead`, which stands before it."""
        if node.style == "flow" or node.kind == "scalar" or node.alias:
            self.out.append(lead + self._inline(node, indent) + self._comment_behind(node))
            return
        entries = node.pairs if node.kind == "mapping" else [(None, item) for item in node.items]
        for index, (name, inner) in enumerate(entries):
            start = (name or inner).line
            if start and not (lead and not index):
                self.comments_until(start, 0, indent, (name or inner).column)
            following = next(
                (one or other for one, other in entries[index + 1 :] if (one or other).line), None
            )
            prefix = lead if lead and not index else " " * indent
            self._entry(name, inner, indent, prefix, following.line if following else limit)
        if limit < _LAST or node.column > 1:
            self.comments_until(limit, node.column, indent)

    def _entry(self, name: Node | None, inner: Node, indent: int, prefix: str, limit: int) -> None:
        head = f"{prefix}-" if name is None else f"{prefix}{self._key(name)}:"
        is_block = inner.kind != "scalar" and inner.style != "flow" and not inner.alias
        if not is_block:
            text = self._inline(inner, indent)
            self.out.append(f"{head} {text}" + self._comment_behind(inner, name) if text else head)
        elif name is None:
            self.block(inner, indent + 2, limit, f"{head} ")
        else:
            marks = self._marks(inner)
            self.out.append(f"{head} {marks}".rstrip() + self._comment_behind(name))
            self.block(inner, indent if inner.kind == "sequence" else indent + 2, limit)

    def _comment_behind(self, node: Node, name: Node | None = None) -> str:
        """The comment on the line where `node` ends (or its key, when it is empty)."""
        if node.style in ("literal", "folded") or not (node.line or name):
            return ""
        place = node if node.line else name
        if place is None or place.end_line > len(self.lines) or not place.line:
            return ""
        rest = self.lines[place.end_line - 1][place.end_column - 1 :].lstrip(" :,]}")
        return f" {rest.rstrip()}" if rest.startswith("#") else ""

    @staticmethod
    def _key(name: Node) -> str:
        if name.style in ("single", "double"):
            return _quoted(name)
        text = key_text(name.value)
        return name.value if name.line or text.startswith('"') else text

    @staticmethod
    def _marks(node: Node) -> str:
        tag = node.tag.replace(_CORE, "!!", 1) if node.tag.startswith(_CORE) else node.tag
        return " ".join(part for part in (f"&{node.anchor}" if node.anchor else "", tag) if part)

    def _inline(self, node: Node, indent: int) -> str:
        if node.alias:
            return f"*{node.alias}"
        marks = self._marks(node)
        if node.kind == "mapping":
            body = "{" + ", ".join(f"{self._key(n)}: {self._in_flow(v, indent)}" for n, v in node.pairs) + "}"
        elif node.kind == "sequence":
            body = "[" + ", ".join(self._in_flow(item, indent) for item in node.items) + "]"
        else:
            body = self._scalar(node, indent)
        return f"{marks} {body}".rstrip() if marks else body

    def _in_flow(self, node: Node, indent: int) -> str:
        """An entry of a flow collection: there go-yaml never writes nothing."""
        return self._inline(node, indent) or "''"

    @staticmethod
    def _scalar(node: Node, indent: int) -> str:
        if node.style in ("single", "double"):
            return _quoted(node)
        if node.style in ("literal", "folded"):
            return _block_text(node, indent) if node.value else '""'
        if isinstance(resolve(node.value, KUSTOMIZE), str) and not node.tag:
            text = scalar(node.value)
            # go-yaml leaves words that only YAML 1.1 takes for something else
            return node.value if text.startswith('"') and node.value else text
        if node.tag and scalar(node.value).startswith("'"):
            return scalar(node.value)
        return node.value


def _quoted(node: Node) -> str:
    if node.style == "single":
        return "'" + node.value.replace("'", "''") + "'"
    return '"' + "".join(_ESCAPES.get(char, char) for char in node.value) + '"'


def _block_text(node: Node, indent: int) -> str:
    value = node.value
    chomp = "+" if value.endswith("\n\n") else "" if value.endswith("\n") else "-"
    lines = value[:-1].split("\n") if value.endswith("\n") else value.split("\n")
    if node.style == "folded":
        lines = [*"\n\n".join(lines).split("\n"), ""]
    body = "\n".join(" " * (indent + 2) + line if line else "" for line in lines)
    return f"{'|' if node.style == 'literal' else '>'}{chomp}\n{body}"
