"""YAML as kustomize, kubectl -o yaml and helm's toYaml print it: blocks, natural key order, Go's quoting.

The real tools turn JSON into YAML with go-yaml v2, a port of libyaml's emitter; its layout stands here,
how one scalar looks in `style`, the order of keys in `natural`.
"""

from kforge.errors import YamlError
from kforge.yaml.natural import natural_order, orders
from kforge.yaml.style import JOINED, flat_texts, number_text, simple_key, string_text

__all__ = ["MOST_LINES", "TooLongError", "dump", "dump_documents", "key", "scalar", "too_long"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

_MEMO_KEYS = 1 << 14
MOST_LINES = 3_000_000  # data that share their parts can be endless when written out
_NEVER_FOLDED = -(1 << 62)  # a column so far left that no text reaches the width

# A key with its colon, ready to be printed; "" for one that needs the `? ` form.
_heads: "dict[str, str]" = {}


def dump(tree: object, *, sort_keys: bool = True) -> str:
    """`tree` as one document, a line break at its end. Raises YamlError for what the tools cannot print."""
    writer = _Writer(sort_keys)
    try:
        writer.document(tree)
    except RecursionError:
        raise YamlError("the data are nested too deeply to be written as YAML") from None
    text = "".join(writer.out)
    return text.replace(JOINED + "\n", "") if JOINED in text else text


def dump_documents(trees: "Iterable[object]") -> str:
    """Several documents with `---` between them."""
    return "---\n".join([dump(tree) for tree in trees])


def scalar(value: "bool | int | float | str | None") -> str:
    """One scalar as it stands as a value, on one line unless it takes a block."""
    return string_text(value, _NEVER_FOLDED, 2) if isinstance(value, str) else _plain_text(value)


def key(text: str) -> str:
    """A key as it stands before its colon; one that YAML cannot write so comes in the `? ` form."""
    head = _heads.get(text) or _new_head(text)
    return head[:-1] if head else _explicit(text, 0)


class TooLongError(YamlError):
    """The data would take more lines than anybody has use for."""


def too_long() -> TooLongError:
    return TooLongError(f"the data take more than {MOST_LINES:,} lines")


class _Writer:
    """Writes one document into `out`, a line (or a block scalar) an item."""

    __slots__ = ("out", "sort_keys")

    def __init__(self, sort_keys: bool) -> None:
        self.out: list[str] = []
        self.sort_keys = sort_keys

    def document(self, tree: object) -> None:
        if tree and isinstance(tree, dict):
            self.mapping(tree, 0)
        elif tree and isinstance(tree, (list, tuple)):
            self.sequence(tree, 0)
        else:
            self.out.append(_inline(tree, 0, 2) + "\n")

    def mapping(self, tree: "Mapping[str, Any]", indent: int) -> None:
        append = self.out.append
        if len(self.out) > MOST_LINES:
            raise too_long()
        pad = " " * indent
        names = tuple(tree)
        for name in (orders.get(names) or natural_order(names)) if self.sort_keys else names:
            value = tree[name]
            head = _heads.get(name)
            if head is None:
                head = _new_head(name)
            if not head:
                self.explicit(name, value, indent)
                continue
            kind = value.__class__
            if kind is str:
                text = flat_texts.get(value) or string_text(value, indent + len(head) + 1, indent + 2)
                append(f"{pad}{head} {text}\n")
            elif value and (kind is dict or isinstance(value, dict)):
                append(f"{pad}{head}\n")
                self.mapping(value, indent + 2)
            elif value and (kind is list or isinstance(value, (list, tuple))):
                append(f"{pad}{head}\n")
                self.sequence(value, indent)
            else:
                append(f"{pad}{head} {_inline(value, indent + len(head) + 1, indent + 2)}\n")

    def sequence(self, items: "Sequence[Any]", indent: int) -> None:
        append = self.out.append
        if len(self.out) > MOST_LINES:
            raise too_long()
        pad = " " * indent + "- "
        for value in items:
            if value.__class__ is str:
                text = flat_texts.get(value) or string_text(value, indent + 2, indent + 2)
                append(f"{pad}{text}\n")
            else:
                self.beside(pad, value, indent + 2)

    def explicit(self, name: str, value: object, indent: int) -> None:
        """A key in the `? ` form, and its value after a colon on a line of its own."""
        self.out.append(" " * indent + _explicit(name, indent) + "\n")
        self.beside(" " * indent + ": ", value, indent + 2)

    def beside(self, mark: str, value: object, indent: int) -> None:
        """A value on the line of its `- ` or `: `, which stands in a collection's first indentation."""
        start = len(self.out)
        if value and isinstance(value, dict):
            self.mapping(value, indent)
        elif value and isinstance(value, (list, tuple)):
            self.sequence(value, indent)
        else:
            self.out.append(f"{mark}{_inline(value, indent, indent)}\n")
            return
        self.out[start] = mark + self.out[start][indent:]


def _inline(value: object, column: int, indent: int) -> str:
    """A scalar or an empty collection."""
    if isinstance(value, str):
        return string_text(str(value), column, indent)
    if isinstance(value, (dict, list, tuple)):
        if hasattr(value, "go_nil"):  # a map or list of Go's that was never made
            return "null"
        return "{}" if isinstance(value, dict) else "[]"
    return _plain_text(value)


def _plain_text(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return number_text(value)
    raise YamlError(f"a value of type {type(value).__name__} cannot be written as YAML")


def _new_head(name: str) -> str:
    text = simple_key(name)
    if len(_heads) >= _MEMO_KEYS:
        _heads.clear()
    head = _heads[name] = f"{text}:" if text else ""
    return head


def _explicit(name: str, indent: int) -> str:
    return "? " + string_text(name, indent + 2, indent + 2)
