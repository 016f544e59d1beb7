"""Values that are a whole scalar or node: after a key, after a dash, on a line of their own."""

from kforge.jinja import contexts
from kforge.jinja.flow import block_text, quoted, scalar_text
from kforge.jinja.fragments import Fragment
from kforge.jinja.interpolation import Misplaced, as_yaml, bare, dedented
from kforge.jinja.undefined import Failure, describe
from kforge.patterns import compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.jinja.fragments import Piece
    from kforge.jinja.scanner import Node, Scanner

_HEADER = compiled(r"[|>][-+0-9]*(?: |\Z)")
_INDICATORS = tuple(f"|{digit}" for digit in range(1, 10))
_NEAR = 4000  # characters around a line in which its neighbours are looked for


def value(scanner: "Scanner", node: "Node", start: int, stop: int, end: int) -> None:
    """A plain scalar with marks, from `start` to `stop` on a line that ends at `end`."""
    places = scanner.marks(start, stop)
    if not places:
        return
    spot = _Spot(scanner, node, start, stop, end)
    if len(places) > 1 and len(places) == stop - start and spot.own_line:
        spot.put_several()
    elif stop - start == 1:
        spot.put_one(scanner.take())
    else:
        hole = scanner.holes[scanner.next_hole]
        content, is_literal = contexts.joined(scanner, places, start, stop)
        spot.put_scalar(str(content) if is_literal else spot.written(content, hole))


class _Spot:
    """Where a value goes: a stretch of a line, and what that line is part of."""

    def __init__(self, scanner: "Scanner", node: "Node", start: int, stop: int, end: int) -> None:
        self.scanner = scanner
        self.node = node
        self.start = start
        self.stop = stop
        self.end = end  # of the line
        self.own_line = node.kind == "own line"
        self.has_comment = scanner.text[stop:end].strip(" \t") != ""

    # --- what there is to put ---

    def put_one(self, hole: "Piece") -> None:
        """One expression, which is the whole value."""
        content = contexts.unwrapped(hole[0])
        if isinstance(content, Fragment):
            self._put_fragment(content)
            return
        written = self.written(content, hole)
        if self.own_line and _is_empty(content):
            self._put_empty(written)
        elif isinstance(content, dict | list):
            self._put_block(written)
        elif self.own_line and self._stands_among_keys():
            raise Misplaced(
                f"{describe(content)} stands where keys or items are expected",
                hole,
                "a text that is YAML itself is written {{ text | from_yaml }}",
            )
        else:
            self.put_scalar(written)

    def put_several(self) -> None:
        """Expressions in a row on a line of their own: blocks below each other, scalars as one text."""
        scanner = self.scanner
        holes = scanner.holes[scanner.next_hole : scanner.next_hole + self.stop - self.start]
        contents = [contexts.unwrapped(hole[0]) for hole in holes]
        if not any(map(_is_block, contents)):
            content, is_literal = contexts.joined(
                scanner, list(range(self.start, self.stop)), self.start, self.stop
            )
            self.put_scalar(str(content) if is_literal else self.written(content, holes[0]))
            return
        blocks = []
        for hole, content in zip(holes, contents, strict=True):
            scanner.take()
            if isinstance(content, Fragment):
                blocks.append("\n".join(_lines_of(content)))
            elif not _is_empty(content):
                blocks.append(self.written(content, hole))
        whole = "\n".join([block for block in blocks if block])
        if whole:
            self._put_block(whole)
        else:
            self._drop_line()

    def _put_fragment(self, content: Fragment) -> None:
        """What a macro, a set block or an include gave."""
        lines = _lines_of(content)
        if lines == [""] and self.own_line:
            self._drop_line()
        elif (len(lines) > 1 and not _HEADER.match(lines[0])) or contexts.looks_like_block(lines[0]):
            self._put_block("\n".join(lines))
        else:
            self.put_scalar("\n".join(lines))

    def written(self, content: object, hole: "Piece") -> str:
        """A value as YAML, without indentation."""
        try:
            if isinstance(content, dict | list):
                return block_text(content)
            whole = scalar_text(content)
        except Failure as failure:
            raise Misplaced(failure.message, hole, failure.hint) from None
        # an indicator counts from the parent's indentation, which the scanner does not know here
        counted = self.own_line and whole[:2] in _INDICATORS and "\n" in whole
        return quoted(str(content)) if counted else whole

    # --- how it is put ---

    def put_scalar(self, written: str) -> None:
        """A scalar, or the header of a block scalar and its lines."""
        if self.node.kind == "after marker":
            self._put_block(written)
            return
        first, *others = written.split("\n")
        self.scanner.put(self.start, self.stop, first)
        self._below(others, self.node.container)

    def _put_block(self, written: str) -> None:
        """A mapping or list: as a block, or {} and [] as they are."""
        kind, container = self.node.kind, self.node.container
        lines = written.split("\n")
        if kind == "after marker":  # Go's tools split documents at lines that are --- and nothing else
            self.scanner.put(self.start, self.stop, "")
            self._below(lines, 0)
        elif written in ("{}", "[]"):
            self.put_scalar(written)
        elif kind == "after key":
            self._put_below(lines, container + (0 if lines[0].startswith("- ") else 2))
        elif self.has_comment or self.node.tagged:
            self._put_below(lines, self.node.indent if self.own_line else container + 2)
        else:
            self.scanner.put(self.start, self.stop, lines[0])
            self._below(lines[1:], self.start - self.node.start)

    def _put_below(self, lines: list[str], margin: int) -> None:
        """Nothing on the line itself, all lines below it."""
        start, stop = self.start, self.stop
        if self.own_line:
            stop = self.scanner.after_blanks(stop, self.end)
        else:
            while self.scanner.text[start - 1] in " \t":
                start -= 1
        self.scanner.put(start, stop, "")
        self._below(lines, margin)

    def _below(self, lines: list[str], margin: int) -> None:
        """Put lines, indented, below the line that ends here."""
        if not lines:
            return
        if self.end == len(self.scanner.text):
            lines = [*lines, ""]  # where a block scalar may end the text needs its line break
        pad = "\n" + " " * margin
        self.scanner.put(self.end, self.end, "".join([pad + line if line else "\n" for line in lines]))

    def _put_empty(self, written: str) -> None:
        """An empty value on a line of its own: among others it adds nothing, alone it is the value."""
        if self._has_siblings():
            self._drop_line()
        else:
            self.put_scalar(written)

    def _drop_line(self) -> None:
        """Take away the line of what gave nothing; a comment on it stays."""
        scanner = self.scanner
        if self.has_comment:
            scanner.put(self.start, scanner.after_blanks(self.stop, self.end), "")
        elif self.end < len(scanner.text):
            scanner.put(self.node.start, self.end + 1, "")
        else:
            scanner.put(max(self.node.start - 1, 0), self.end, "")

    # --- what is around it ---

    def _before(self) -> str:
        """The last line before this one that says something, or ""."""
        start = max(self.node.start - 1, 0)
        return _significant(self.scanner.text[max(start - _NEAR, 0) : start].split("\n")[::-1])

    def _after(self) -> str:
        """The next line that says something, or ""."""
        return _significant(self.scanner.text[self.end + 1 : self.end + _NEAR].split("\n"))

    def _has_siblings(self) -> bool:
        """Whether lines beside this one belong to the same mapping or list."""
        after, before = self._after(), self._before()
        if after and _indent(after) >= self.node.indent and not after.startswith(("---", "...")):
            return True
        if not before or before.startswith("---"):
            return False
        opens = before.split(" #")[0].rstrip(" \t").endswith((":", "-"))
        return not (opens and (_indent(before, " -") < self.node.indent or not self.node.indent))

    def _stands_among_keys(self) -> bool:
        """Whether a key or item stands beside this line, where a scalar cannot."""
        return any(
            _indent(line) == self.node.indent and contexts.looks_like_block(line.lstrip(" "))
            for line in (self._before(), self._after())
        )


def _is_empty(content: object) -> bool:
    return content is None or (isinstance(content, str | dict | list) and not content)


def _is_block(content: object) -> bool:
    """Whether a value takes lines of its own."""
    if isinstance(content, Fragment):
        lines = _lines_of(content)
        return len(lines) > 1 or contexts.looks_like_block(lines[0])
    return isinstance(content, dict | list)


def _lines_of(content: Fragment) -> list[str]:
    """The YAML of a fragment, from its own margin."""
    lines = dedented(as_yaml(bare(content)))
    if len(lines) > 1 and not lines[-1]:
        lines.pop()
    return lines


def _significant(lines: list[str]) -> str:
    """The first line that is neither empty nor a comment."""
    for line in lines:
        if line.strip(" \t") and not line.lstrip(" \t").startswith("#"):
            return line
    return ""


def _indent(line: str, blanks: str = " ") -> int:
    return len(line) - len(line.lstrip(blanks))
