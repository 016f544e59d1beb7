"""From the node graph to plain dict and list, as each reading resolves scalars, keys, tags and merge keys.

kustomize prints what it has read as YAML once more and reads that again. What this second reading changes is
done here: an empty value inside { } becomes "", and `refold` tells what happens to folded blocks.
"""

from kforge.errors import Position, YamlError
from kforge.yaml.diagnose import source_line
from kforge.yaml.refold import refolded, stays_block
from kforge.yaml.scalars import KUSTOMIZE, key_text, plain_key, resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from kforge.yaml.events import Node

_PREFIX = "tag:yaml.org,2002:"
_RESOLVED_TAGS = frozenset(_PREFIX + name for name in ("bool", "int", "float", "null", "timestamp"))
_STR, _BINARY, _MERGE = _PREFIX + "str", _PREFIX + "binary", _PREFIX + "merge"
_KEY_TYPES = {
    "bool": "a boolean",
    "int": "a number",
    "float": "a number",
    "null": "null",
    "str": "a date",
    "tagged": "tagged",
}
_TYPES = {bool: "bool", int: "int", float: "float", str: "str", type(None): "null"}

# Go's guard against alias bombs: the share of a document that may come from aliases, less in a huge one.
_ALIAS_SHARE, _ALIAS_SHARE_HUGE = 0.99, 0.1
_SMALL_NODES, _HUGE_NODES = 400_000, 4_000_000
# kustomize has no guard and takes minutes; this many nodes from aliases are beyond any use.
_MOST_ALIASED = 500_000


def construct(root: "Node", text: str, file: str, first_line: int, reading: str, duplicates: str) -> object:
    """The tree below `root`, composed from `text`. Raises YamlError with the position of what is wrong."""
    return _Constructor(text, file, first_line, reading, duplicates).build(root, False)


class _Constructor:
    def __init__(self, text: str, file: str, first_line: int, reading: str, duplicates: str) -> None:
        self.text = text
        self.file = file
        self.first_line = first_line
        self.reading = reading
        self.kustomize = reading == KUSTOMIZE
        self.keep_last = duplicates == "last"
        self.nodes = 1  # the document
        self.aliased = 0
        self.alias_depth = 0

    def build(self, node: "Node", in_flow: bool) -> object:
        """The value of one node; `in_flow`: it stands inside brackets."""
        self._count(node)
        if node.alias:
            self.alias_depth += 1
            self._count(node)
        value = self._scalar(node, in_flow) if node.kind == "scalar" else self._collection(node, in_flow)
        if node.alias:
            self.alias_depth -= 1
        return value

    def _collection(self, node: "Node", in_flow: bool) -> "list[object] | dict[str, object]":
        in_flow = in_flow or node.style == "flow"
        if node.kind == "sequence":
            return [self.build(item, in_flow) for item in node.items]
        return self._mapping(node, in_flow)

    def _count(self, node: "Node") -> None:
        self.nodes += 1
        if not self.alias_depth:
            return
        self.aliased += 1
        if self.kustomize:
            refused = self.aliased > _MOST_ALIASED
        else:
            refused = (
                self.aliased > 100 and self.nodes > 1000 and self.aliased / self.nodes > _share(self.nodes)
            )
        if refused:
            message = "aliases blow this document up beyond reason"
            raise self._error(message, node, hint="write the values out")

    def _scalar(self, node: "Node", in_flow: bool) -> object:
        tag, text = node.tag, node.value
        if tag == "!" and self.kustomize:
            tag = ""
        if not tag and node.style != "plain":
            return text if in_flow or not self.kustomize else self._reread(node)
        if not tag or tag in _RESOLVED_TAGS:
            value = resolve(text, self.reading)
            if value.__class__ is float and value - value != 0:
                raise self._error(
                    f"{text} has no JSON form: every tool refuses it", node, hint=f'write "{text}"'
                )
            if tag:
                return self._tagged(node, value)
            return "" if in_flow and not text and self.kustomize else value
        if tag == _BINARY:
            return self._binary(node)
        return self._reread(node) if self.kustomize and not in_flow else text

    def _reread(self, node: "Node") -> str:
        """A quoted or block scalar after kustomize's second reading."""
        text = node.value
        if text[:1] == "\t" and node.style in ("literal", "folded") and stays_block(text):
            raise self._error(
                "a block scalar that starts with a tab: kustomize fails on it",
                node,
                hint='write "\\t..." in quotes',
            )
        return refolded(text) if node.style == "folded" else text

    def _tagged(self, node: "Node", value: "Any") -> object:
        wanted = node.tag[len(_PREFIX) :]
        found = _TYPES[value.__class__]
        if found == wanted or (wanted == "timestamp" and found == "str"):
            return value
        if found == "int" and wanted == "float":
            return float(value)
        raise self._error(f"{node.value} is not of the type !!{wanted}", node)

    def _binary(self, node: "Node") -> str:
        from binascii import Error, a2b_base64

        try:
            return a2b_base64(node.value.replace("\n", ""), strict_mode=True).decode("utf-8", "replace")
        except Error:
            raise self._error("!!binary holds invalid base64", node) from None

    def _mapping(self, node: "Node", in_flow: bool) -> "dict[str, object]":
        mapping: dict[str, object] = {}
        seen: dict[str, Node] = {}
        merge: Node | None = None
        for name, value in node.pairs:
            if _is_merge(name):
                if not self.kustomize:
                    self._merge(value, mapping, in_flow)
                    continue
                if merge:
                    raise self._error(f"a second merge key; the first is in line {merge.line}", name)
                merge = name
                own, mapping = mapping, {}
                self._merge(value, mapping, in_flow)
                mapping.update(own)
                continue
            key = self._key(name)
            if key in seen and not self.keep_last:
                first = seen[key]
                raise self._error(
                    f"the key {key} is here twice: first in line {first.line}, column {first.column}",
                    name,
                    hint="keep one of them",
                )
            seen[key] = name
            mapping[key] = self.build(value, in_flow)
        if self.kustomize:
            mapping.pop("<<", None)
        return mapping

    def _merge(self, node: "Node", mapping: "dict[str, object]", in_flow: bool) -> None:
        """Bring in what a merge key names, over what is there; of a list the earlier go over the later."""
        parts = node.items if node.kind == "sequence" else [node]
        for part in reversed(parts):
            if part.kind != "mapping":
                raise self._error("a merge key wants a mapping or a list of mappings", part)
            self._count(part)
            if part.alias:
                self.alias_depth += 1
                self._count(part)
            mapping.update(self._mapping(part, in_flow))
            if part.alias:
                self.alias_depth -= 1

    def _key(self, node: "Node") -> str:
        if node.kind != "scalar":
            raise self._error(
                f"a {node.kind} cannot be a key",
                node,
                hint="quote the value when {{ }} is a template's" if node.style == "flow" else "",
            )
        self._count(node)
        text, tag = node.value, node.tag
        key: str | None
        if self.kustomize and not text and node.style == "plain" and tag in ("", "!"):
            key = ""  # behind an anchor or tag: printed again, it is a pair of quotes
        elif node.style == "plain" and not tag:
            key = plain_key(text, self.reading)
        else:
            key = self._tagged_key(node)
        if key is None:
            raise self._key_error(node)
        return key

    def _key_error(self, node: "Node") -> YamlError:
        kind = _TYPES[resolve(node.value, self.reading).__class__] if not node.tag else "tagged"
        message = f"the key {node.value or 'null'} is {_KEY_TYPES[kind]}, not a string"
        if self.kustomize and kind != "null":
            message += ": kustomize refuses it"
        return self._error(message, node, hint=f'write "{node.value}"')

    def _tagged_key(self, node: "Node") -> "str | None":
        value: Any = self._scalar(node, False)
        if value.__class__ is str:
            return value if not self.kustomize or node.tag in ("", "!", _STR) else None
        return None if value is None or self.kustomize else key_text(value)

    def _error(self, message: str, node: "Node", *, hint: str = "") -> YamlError:
        source = source_line(self.text, node.line - self.first_line)
        return YamlError(message, Position(self.file, node.line, node.column), hint=hint, source=source)


def _share(nodes: int) -> float:
    beyond = min(max(nodes - _SMALL_NODES, 0) / (_HUGE_NODES - _SMALL_NODES), 1)
    return _ALIAS_SHARE - (_ALIAS_SHARE - _ALIAS_SHARE_HUGE) * beyond


def _is_merge(node: "Node") -> bool:
    """A plain `<<`, or what is tagged so."""
    plain = node.style == "plain" and not node.tag
    return node.kind == "scalar" and node.value == "<<" and (plain or node.tag == _MERGE)
