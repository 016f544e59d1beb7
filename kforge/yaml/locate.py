"""Where in a text a value stands, and how it is spelled there: the slow way, for errors and for spellings."""

from kforge.yaml.scalars import GO, key_text, resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from kforge.yaml.events import Node


def position(
    text: str, document: int, path: "Sequence[str | int]", *, key: bool = False
) -> "tuple[int, int]":
    """Line and column of the value at `path` in the document with that index, or of its key.

    A path that leads nowhere gives the place of its nearest ancestor that exists; a text that cannot be read,
    or a document that is not there, gives (0, 0).
    """
    node = root(text, document)
    return place(node, path, key=key) if node else (0, 0)


def place(node: "Node", path: "Sequence[str | int]", *, key: bool = False) -> "tuple[int, int]":
    """Line and column of what lies at `path` below `node`, or of its key; else of the nearest ancestor."""
    marked = node
    for step in path:
        found = _step(node, step)
        if found is None:
            break
        name, node = found
        marked = name if key and name is not None else node
    return marked.line, marked.column


def source_text(text: str, document: int, path: "Sequence[str | int]") -> "str | None":
    """The plain scalar at `path` as the text spells it (1.10, not 1.1); None where none stands."""
    node = root(text, document)
    for step in path:
        found = _step(node, step) if node else None
        if found is None:
            return None
        node = found[1]
    return node.value if node and node.kind == "scalar" and node.style == "plain" and not node.tag else None


class _Text:
    """The node graphs of a text, made document by document as they are asked for."""

    __slots__ = ("_found", "_parts", "text")

    def __init__(self, text: str) -> None:
        from kforge.yaml.parse import nodes, parts

        self.text = text
        self._parts = [] if "\n..." in text else parts(text)
        self._found: dict[int, Node | None] = {} if self._parts else dict(enumerate(nodes(text)))

    def root(self, document: int) -> "Node | None":
        if document not in self._found and 0 <= document < len(self._parts):
            from kforge.errors import YamlError
            from kforge.yaml.events import compose

            part, line = self._parts[document]
            try:
                self._found[document] = (compose(part, "", line) or [None])[0]
            except YamlError:
                self._found[document] = None
        return self._found.get(document)


_last: "_Text | None" = None


def root(text: str, document: int) -> "Node | None":
    """The node graph of one document, None for one that cannot be read or is not there.

    That of the text asked about last is kept: questions come in bunches.
    """
    global _last  # noqa: PLW0603
    if _last is None or _last.text != text:
        _last = _Text(text)
    return _last.root(document)


def _step(node: "Node", step: "str | int") -> "tuple[Node | None, Node] | None":
    """Key node (None in a list) and value node one step below."""
    if node.kind == "sequence":
        if isinstance(step, int) and -len(node.items) <= step < len(node.items):
            return None, node.items[step]
        return None
    own = None
    for name, value in node.pairs:
        if _is_named(name, step):
            own = name, value
    return own or _merged(node, step)


def _is_named(name: "Node", step: "str | int") -> bool:
    """Whether a key is `step`, as it is written or as Go reads it."""
    if name.kind != "scalar":
        return False
    if name.value == step:
        return True
    if name.style != "plain" or name.tag:
        return False
    value = resolve(name.value, GO)
    return value is not None and key_text(value) == step


def _merged(node: "Node", step: "str | int") -> "tuple[Node | None, Node] | None":
    """The same in what merge keys bring in."""
    for name, value in node.pairs:
        if name.value == "<<" and name.style == "plain":
            for part in value.items or [value]:
                found = _step(part, step) if part.kind == "mapping" else None
                if found:
                    return found
    return None
