"""From the node graph to plain dict and list, as each reading resolves scalars, keys, tags and merge keys."""

from kforge.errors import Position, YamlError
from kforge.yaml.scalars import GO, KUSTOMIZE, key_text, resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.yaml.events import Node

_PREFIX = "tag:yaml.org,2002:"
_RESOLVED_TAGS = frozenset(_PREFIX + name for name in ("bool", "int", "float", "null", "timestamp"))
_STR, _BINARY, _MERGE = _PREFIX + "str", _PREFIX + "binary", _PREFIX + "merge"
_FLOAT, _INT = _PREFIX + "float", _PREFIX + "int"
_CLASS_TAGS = {bool: "bool", int: "int", float: "float", str: "str", type(None): "null"}


def construct(root: "Node", text: str, file: str, first_line: int, reading: str, duplicates: str) -> object:
    """The tree below `root`, composed from `text`. Raises YamlError with the position of what is wrong."""
    return _Constructor(text, file, first_line, reading, duplicates).build(root)


class _Constructor:
    def __init__(self, text: str, file: str, first_line: int, reading: str, duplicates: str) -> None:
        self.text = text
        self.first_line = first_line
        self.file = file
        self.reading = reading
        self.keep_last = duplicates == "last"
        self.nodes = 0
        self.aliased = 0
        self.alias_depth = 0

    def build(self, node: "Node") -> object:
        self._count(node)
        if node.alias:
            self.alias_depth += 1
        if node.kind == "scalar":
            value = self._scalar(node)
        elif node.kind == "sequence":
            value = [self.build(item) for item in node.items]
        else:
            value = {}
            self._fill(node, value)
        if node.alias:
            self.alias_depth -= 1
        return value

    def _count(self, node: "Node") -> None:
        """Go's guard against alias bombs: how much of the document may come from aliases shrinks as it grows."""
        self.nodes += 1
        if not (self.alias_depth or node.alias):
            return
        self.aliased += 1
        if self.aliased <= 100 or self.nodes <= 1000:
            return
        allowed = 0.99 if self.nodes <= 400_000 else max(0.1, 0.99 - 0.89 * (self.nodes - 400_000) / 3_600_000)
        if self.aliased / self.nodes > allowed:
            raise self._error("aliases blow this document up beyond reason", node, hint="write the values out")

    def _scalar(self, node: "Node") -> object:
        tag = node.tag
        if not tag and node.style != "plain":
            return node.value
        if not tag or tag in _RESOLVED_TAGS:
            value = resolve(node.value, self.reading)
            if value.__class__ is float and (value != value or value in (float("inf"), float("-inf"))):
                raise self._error(
                    f"{node.value} has no JSON form: kubectl, helm and kustomize refuse it", node, hint="quote it"
                )
            return self._tagged(node, value) if tag else value
        if tag == _BINARY:
            return self._binary(node)
        return node.value

    def _tagged(self, node: "Node", value: object) -> object:
        wanted = node.tag[len(_PREFIX) :]
        found = _CLASS_TAGS[value.__class__]
        if found == wanted or wanted == "timestamp":
            return value
        if found == "int" and wanted == "float":
            return float(value)
        raise self._error(f"cannot read the {found} {node.value} as !!{wanted}", node)

    def _binary(self, node: "Node") -> str:
        from binascii import Error, a2b_base64

        try:
            return a2b_base64(node.value.replace("\n", ""), strict_mode=True).decode("utf-8", "replace")
        except Error:
            raise self._error("!!binary holds invalid base64", node) from None

    def _fill(self, node: "Node", target: "dict[str, object]") -> None:
        seen: dict[str, Node] = {}
        merges: list[Node] = []
        for key_node, value_node in node.pairs:
            if _is_merge(key_node):
                if self.reading == KUSTOMIZE:
                    if merges:
                        raise self._error("a mapping has two merge keys", key_node, other=merges[0])
                    merges.append(key_node)
                else:
                    self._merge(value_node, target, overwrite=True)
                continue
            key = self._key(key_node)
            if key in seen and not self.keep_last:
                first = seen[key]
                raise self._error(f"the key {key} is here twice: first in line {first.line}, column {first.column}", key_node)
            seen[key] = key_node
            target[key] = self.build(value_node)
        if merges:
            for key_node, value_node in node.pairs:
                if _is_merge(key_node):
                    self._merge(value_node, target, overwrite=False)

    def _merge(self, node: "Node", target: "dict[str, object]", overwrite: bool) -> None:
        parts = node.items if node.kind == "sequence" else [node]
        if any(part.kind != "mapping" for part in parts):
            raise self._error("a merge key wants a mapping or a list of mappings", node)
        for part in reversed(parts) if overwrite else parts:
            merged = self.build(part)
            for key, value in merged.items():
                if overwrite or key not in target:
                    target[key] = value

    def _key(self, node: "Node") -> str:
        if node.kind != "scalar":
            raise self._error("a mapping or list cannot be a key", node)
        self._count(node)
        value = self._scalar_key(node)
        if value.__class__ is str:
            return value
        if value is None:
            raise self._error("null cannot be a key", node, hint="quote the key")
        if self.reading == GO:
            return key_text(value)
        raise self._error(f"the key {node.value} is a {_CLASS_TAGS[value.__class__]}, not a string", node, hint=f'write "{node.value}"')

    def _scalar_key(self, node: "Node") -> object:
        if node.tag or node.style != "plain":
            return self._scalar(node)
        return resolve(node.value, self.reading)

    def _error(self, message: str, node: "Node", *, hint: str = "", other: "Node | None" = None) -> YamlError:
        if other:
            message = f"{message}: the first in line {other.line}, column {other.column}"
        source = self.text.split("\n")[node.line - self.first_line]
        return YamlError(message, Position(self.file, node.line, node.column), hint=hint, source=source)


def _is_merge(node: "Node") -> bool:
    return node.value == "<<" and node.kind == "scalar" and (node.style == "plain" and not node.tag or node.tag == _MERGE)
