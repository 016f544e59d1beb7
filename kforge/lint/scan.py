"""Waves ordinary files through: proves fast that no rule can find anything, or leaves the file to the walk.

One pattern, made from the shapes that are watched, runs over the text. Where it matches nothing that could be
a suspicious scalar, a tag, an anchor or a merge, and the file parses without duplicate keys and without nulls
where a string belongs, and its documents keep to the schema of their kinds, there is nothing to find. A match
means no more than: look.
"""

from kforge.errors import YamlError
from kforge.lint import shapes
from kforge.lint.documents import is_kustomization
from kforge.patterns import MULTILINE, compiled
from kforge.yaml.parse import parse_documents

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.lint.knowledge import Knowledge
    from kforge.lint.walk import Dispatch

# where a plain scalar can begin: a line, after an indicator, inside a flow collection, after a quoted key
_BEFORE = r"""(?:^[ \t]*|[-?:][ \t]+|[\[{,][ \t]*|["']:[ \t]*)"""
# what can follow it: the end of the line or a comment, the end of a flow entry, the colon of a key
_COLON = r":(?=[ \t\r\n,\]}\[{]|$)"
_AFTER = r"(?=[ \t]*(?:[\r\n,\]}]|[ \t]#|" + _COLON + r"|\Z))"

# a pattern for each shape that matches all its scalars, and little else
_WIDE = {
    shapes.TRUTHY: "|".join(word for word, kind in shapes.WORDS.items() if kind == shapes.TRUTHY),
    shapes.CAPITAL_BOOLEAN: "True|TRUE|False|FALSE",
    shapes.BOOLEAN: "true|false",
    shapes.NULL: "null",
    shapes.LOUD_NULL: "~|Null|NULL",
    shapes.MERGE: "<<",
    shapes.EQUALS: "=",
    shapes.INFINITE: r"[-+]?\.(?:inf|Inf|INF|nan|NaN|NAN)",
    shapes.INT: "-?[0-9]+",
    shapes.BIG_INT: "-?[1-9][0-9]{15,}",
    shapes.SIGNED_INT: r"\+[0-9]+|-0",
    shapes.OCTAL: "[-+]?0[oO]?[0-7][0-7_]*",
    shapes.LEADING_ZERO: "[-+]?0[0-9]+",
    shapes.RADIX: "[-+]?0[xXbB][0-9a-fA-F_]+",
    shapes.UNDERSCORE: r"[-+]?[0-9][0-9.]*_[0-9_.]*",
    shapes.EXPONENT: r"[-+]?[0-9._]+[eE][-+]?[0-9]+",
    shapes.FLOAT: r"[-+]?[0-9.]+",
    # a zero or point at an end, a sign, a leading point or zero, or too many digits
    shapes.LOSSY_FLOAT: r"[-+]?[0-9]*\.(?:[0-9]*0)?|[-+]?\.[0-9]+|\+[0-9.]+"
    r"|-?0[0-9]+\.[0-9]*|-?0\.0000[0-9]*|-?[0-9.]{16,}",
    shapes.SEXAGESIMAL: r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?",
    shapes.TIMESTAMP: r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t][^\r\n,\]}#]*)?",
    shapes.OTHER: r"[-+.0-9][0-9._:xXoObBa-fA-F+-]*_[0-9._:xXoObBa-fA-F+-]*",
}
_FIRST = r"(?=[-+.0-9yYnNoOtTfF~<=&*!?])"  # saves trying every alternative everywhere
_ALWAYS = (
    r"[&*!]",  # anchors, aliases, tags
    r"\?(?:[ \t\r\n]|\Z)",  # a key of its own line
)
_ODD = "^(?:  )* (?=[^ #\n])"  # an odd indentation
# blocks of which a line break may not be read alike, or not be meant
_BLOCKS = compiled(r"[:-][ \t]+>|(?i:passw|token|secret|key|username)[\w\"' \t]*:[ \t]+\|")
# a patch in a kustomization itself
_PATCHES = compiled(r"\bpatch[\"']?[ \t]*:|\bpatchesStrategicMerge\b")
_BREAKS = compiled("[\x85\u2028\u2029\ufeff\t]|\r(?!\n)")


_MOST_LINES = 100_000  # that are remembered


class Scan:
    """The pattern for one set of rules, and the lines it is known not to match: manifests repeat theirs."""

    __slots__ = ("_clean", "_kinds", "_nulls", "_pattern", "_pointless")

    def __init__(self, dispatch: "Dispatch", kinds: "Knowledge | None" = None) -> None:
        self._kinds = kinds if dispatch.typed else None
        watched = {*dispatch.values, *dispatch.keys}
        self._pointless = dispatch.always
        self._nulls = bool(watched & {shapes.EMPTY, shapes.NULL, shapes.LOUD_NULL})
        values = [_WIDE[kind] for kind in dispatch.values if kind in _WIDE and kind != shapes.NULL]
        keys = [_WIDE[kind] for kind in dispatch.keys if kind in _WIDE and kind not in dispatch.values]
        parts = [f"(?:{'|'.join(values)}){_AFTER}"] if values else []
        parts += [f"(?:{'|'.join(keys)})[ \\t]*{_COLON}"] if keys else []
        wanted = f"{_BEFORE}{_FIRST}(?:{'|'.join([*_ALWAYS, *parts])})|{_ODD}"
        self._pattern = compiled(wanted, MULTILINE)
        self._clean: set[str] = set()

    def is_clean(self, text: str, file: str) -> bool:
        """Whether nothing can be found in the text."""
        if (
            self._pointless
            or _BREAKS.search(text)
            or _has_layout(text)
            or not self._are_clean(text.split("\n"))
        ):
            return False
        try:
            documents = parse_documents(text, file)
        except YamlError:
            return False
        if self._nulls and any(_has_null(document.tree) for document in documents):
            return False
        return self._kinds is None or all(self._keeps(document.tree, file, text) for document in documents)

    def _keeps(self, tree: object, file: str, text: str) -> bool:
        """Whether a document keeps to what the schema knows of its kind."""
        assert self._kinds
        if is_kustomization(file, tree):
            from kforge.schema.conform import conforms
            from kforge.schema.kustomize import struct

            return conforms(tree, struct()) and not _PATCHES.search(text)
        return self._kinds.is_fine(tree)

    def _are_clean(self, lines: "list[str]") -> bool:
        """Whether the pattern matches none of the lines; it never looks beyond the end of one."""
        new = set(lines) - self._clean
        if new and self._pattern.search("\n".join(new)):
            return False
        if len(self._clean) > _MOST_LINES:
            self._clean.clear()
        self._clean |= new
        return True


def _has_layout(text: str) -> bool:
    """Whether the text has blanks at ends of lines, other ends than LF, or a block worth a look."""
    if " \n" in text or "\r\n" in text or (text and not text.endswith("\n")):
        return True
    return (": |" in text or " >" in text) and bool(_BLOCKS.search(text))


def _has_null(tree: object) -> bool:
    """Whether there is a null below `tree`, but for the one that every generated manifest has."""
    stack: list[tuple[str | None, object]] = [(None, tree)]
    while stack:
        outer, node = stack.pop()
        if isinstance(node, dict):
            for key, value in node.items():
                if value is None:
                    if (outer, key) != ("metadata", "creationTimestamp"):
                        return True
                elif isinstance(value, dict | list):
                    stack.append((key, value))
        elif isinstance(node, list):
            for value in node:
                if value is None:
                    return True
                if isinstance(value, dict | list):
                    stack.append((None, value))
    return tree is None
