"""Values that are a whole scalar or node: after a key, after a dash, on a line of their own."""

from kforge.jinja import contexts
from kforge.jinja.flow import block_text, quoted, scalar_text
from kforge.jinja.fragments import Fragment
from kforge.jinja.interpolation import Misplaced, as_yaml, bare, dedented
from kforge.jinja.undefined import Failure
from kforge.patterns import compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.jinja.fragments import Piece
    from kforge.jinja.scanner import Node, Scanner

_HEADER = compiled(r"[|>][-+0-9]*(?: |\Z)")
_NEAR = 4000  # characters around a line in which its neighbours are looked for
_INDICATORS = tuple(f"|{digit}" for digit in range(1, 10))


def value(scanner: "Scanner", node: "Node", start: int, stop: int, end: int) -> None:
    """A plain scalar with marks, from `start` to `stop` on a line that ends at `end`."""
    places = scanner.marks(start, stop)
    if not places:
        return
    hole = scanner.holes[scanner.next_hole]
    whole = hole[0]
    if len(places) == stop - start and node.kind == "own line" and len(places) > 1:
        _several(scanner, node, start, stop, end)
        return
    if stop - start == 1:
        whole = contexts.unwrapped(whole)
        if isinstance(whole, Fragment):
            scanner.take()
            _fragment(scanner, node, start, end, whole)
            return
    content, is_literal = contexts.joined(scanner, places, start, stop)
    if is_literal:
        scanner.put(start, stop, str(content))
        return
    if stop - start == 1 and node.kind == "own line" and _is_empty(content):
        _empty_line(scanner, node, start, end, _written(node, content, hole))
        return
    _node(
        scanner,
        node,
        start,
        stop,
        end,
        _written(node, content, hole),
        is_collection=isinstance(content, dict | list),
    )


def _is_empty(content: object) -> bool:
    return content is None or (isinstance(content, str | dict | list) and not content)


def _written(node: "Node", content: object, hole: "Piece") -> str:
    try:
        if isinstance(content, dict | list):
            return block_text(content)
        whole = scalar_text(content)
        # an indicator counts from the parent's indentation, which the scanner does not know here
        digit = node.kind == "own line" and whole[:2] in _INDICATORS and "\n" in whole
        return quoted(str(content)) if digit else whole
    except Failure as failure:
        raise Misplaced(failure.message, hole, failure.hint) from None


def _fragment(scanner: "Scanner", node: "Node", start: int, end: int, content: Fragment) -> None:
    """What a macro, a set block or an include gave, alone where a value stands."""
    lines = _lines_of(content)
    if lines == [""]:
        if node.kind == "own line":
            _drop_line(scanner, node, start, end)
        else:
            scanner.put(start, start + 1, "")
        return
    block = (len(lines) > 1 and not _HEADER.match(lines[0])) or contexts.looks_like_block(lines[0])
    _node(scanner, node, start, start + 1, end, "\n".join(lines), is_collection=block)


def _lines_of(content: Fragment) -> list[str]:
    """The YAML of a fragment, from its own margin."""
    lines = dedented(as_yaml(bare(content)))
    if len(lines) > 1 and not lines[-1]:
        lines.pop()
    return lines


def _is_block(content: object) -> bool:
    """Whether a value takes lines of its own."""
    if isinstance(content, Fragment):
        lines = _lines_of(content)
        return len(lines) > 1 or contexts.looks_like_block(lines[0])
    return isinstance(content, dict | list)


def _several(scanner: "Scanner", node: "Node", start: int, stop: int, end: int) -> None:
    """Expressions in a row on a line of their own: blocks below each other, scalars as one text."""
    holes = scanner.holes[scanner.next_hole : scanner.next_hole + stop - start]
    contents = [contexts.unwrapped(hole[0]) for hole in holes]
    if not any(map(_is_block, contents)):
        content, is_literal = contexts.joined(scanner, list(range(start, stop)), start, stop)
        written = str(content) if is_literal else _written(node, content, holes[0])
        _node(scanner, node, start, stop, end, written, is_collection=False)
        return
    blocks = []
    for hole, content in zip(holes, contents, strict=True):
        scanner.take()
        if isinstance(content, Fragment):
            blocks.append("\n".join(_lines_of(content)))
        elif not _is_empty(content):
            blocks.append(_written(node, content, hole))
    whole = "\n".join([block for block in blocks if block])
    if whole:
        _node(scanner, node, start, stop, end, whole, is_collection=True)
    else:
        _drop_line(scanner, node, start, end)


def _node(
    scanner: "Scanner", node: "Node", start: int, stop: int, end: int, written: str, *, is_collection: bool
) -> None:
    """Put what is written for a value in its place: on the line as far as it goes, the rest below it."""
    has_comment = scanner.text[stop:end].strip(" \t") != ""
    if node.kind == "after marker":  # Go's tools split documents at lines that are --- and nothing else
        scanner.put(start, stop, "")
        below(scanner, end, written.split("\n"), "")
        return
    if not is_collection or (written[0] in "{[" and "\n" not in written):
        first, *others = written.split("\n")
        pad = " " * node.container
        scanner.put(start, stop, first)
        below(scanner, end, others, pad)
        return
    lines = written.split("\n")
    if node.kind in ("own line", "after dash"):
        pad = " " * (start - node.start if not (has_comment or node.tagged) else node.container + 2)
        if node.kind == "own line":
            pad = " " * node.indent
        if not has_comment and not node.tagged:
            scanner.put(start, stop, lines[0])
            below(scanner, end, lines[1:], pad)
            return
    else:
        is_list = lines[0].startswith("- ")
        pad = " " * (node.container + (0 if is_list else 2))
    begin = start
    while begin > node.start + node.indent and scanner.text[begin - 1] in " \t":
        begin -= 1
    if node.kind == "own line":
        begin, stop = start, scanner.after_blanks(stop, end)
    scanner.put(begin, stop, "")
    below(scanner, end, lines, pad)


def below(scanner: "Scanner", end: int, lines: list[str], pad: str) -> None:
    """Put `lines`, indented, below the line that ends at `end`."""
    if lines:
        if end == len(scanner.text):
            lines.append("")  # where a block scalar may end the text needs its line break
        scanner.put(end, end, "".join(["\n" + (pad + line if line else line) for line in lines]))


def _empty_line(scanner: "Scanner", node: "Node", start: int, end: int, written: str) -> None:
    """An empty value on a line of its own: among others it adds nothing, alone it is the value."""
    if _has_siblings(scanner, node, end):
        _drop_line(scanner, node, start, end)
    else:
        scanner.put(start, start + 1, written)


def _drop_line(scanner: "Scanner", node: "Node", start: int, end: int) -> None:
    """Take away the line of a mark that gave nothing; a comment on it stays."""
    if scanner.text[start:end].strip(" \t" + scanner.mark):
        scanner.put(start, scanner.after_blanks(start + 1, end), "")
        return
    if end < len(scanner.text):
        scanner.put(node.start, end + 1, "")
    else:
        scanner.put(max(node.start - 1, 0), end, "")


def _has_siblings(scanner: "Scanner", node: "Node", end: int) -> bool:
    """Whether lines beside this one belong to the same mapping or list."""
    after = _significant(scanner.text[end + 1 : end + _NEAR].split("\n"))
    if (
        after is not None
        and len(after) - len(after.lstrip(" ")) >= node.indent
        and not after.startswith(("---", "..."))
    ):
        return True
    before = _significant(scanner.text[max(node.start - _NEAR, 0) : max(node.start - 1, 0)].split("\n")[::-1])
    if before is None or before.startswith("---"):
        return False
    opened = before.split(" #")[0].rstrip(" \t")
    indent = len(before) - len(before.lstrip(" -"))
    return not (opened.endswith((":", "-")) and (indent < node.indent or node.indent == 0))


def _significant(lines: list[str]) -> str | None:
    """The first line that is neither empty nor a comment."""
    return next(
        (line for line in lines if line.strip(" \t") and not line.lstrip(" \t").startswith("#")), None
    )
