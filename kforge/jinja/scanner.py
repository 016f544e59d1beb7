"""Walks a marked text as YAML, line by line, and finds what each mark is part of.

It reads only as much YAML as that takes: indentation, `- ` and `key: `, quotes, flow collections, block
scalars, comments. What is not YAML it leaves to the parser to complain about.
"""

from kforge.jinja import contexts, placing
from kforge.jinja.interpolation import MARKS, Edit, Marked, check_size
from kforge.patterns import compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.jinja.fragments import Piece

OWN_LINE, AFTER_KEY, AFTER_DASH, AFTER_MARKER = "own line", "after key", "after dash", "after marker"

# a mark, or what may begin something that goes on in the next line
_SPECIAL = compiled(f"[\"'{{\\[|>{MARKS[0]}]")
_PLAIN_END = compiled(r":(?=[ \t\n]|\Z)|[ \t]#|\n")
_BLOCK_HEADER = compiled(r"[|>]([0-9]?)[-+]?([0-9]?)[ \t]*(?:[ \t]#.*)?(?=\n|\Z)")
_MARKER = compiled(r"(?:---|\.\.\.)(?=[ \t\n]|\Z)")
_TOKEN_END = compiled(r"[ \t\n]|\Z")
_DASHES = compiled(r" *(?:- +)*")


class Scanner:
    """One walk over one marked text. `position` never goes back, so the holes come in their order."""

    def __init__(self, marked: Marked) -> None:
        self.text = marked.text
        self.mark = marked.mark
        self.holes = marked.holes
        self.next_hole = 0
        self.found: list[Edit] = []
        self.unclosed = False  # a flow collection has no end: this is no YAML, look for no more of them
        self._size = 0
        self._special = _SPECIAL if marked.mark == MARKS[0] else compiled(f"[\"'{{\\[|>{marked.mark}]")

    def edits(self) -> list[Edit]:
        text, position = self.text, 0
        while self.next_hole < len(self.holes):
            special = self._special.search(text, position)
            assert special is not None
            position = self._line(max(text.rfind("\n", 0, special.start()) + 1, position)) + 1
        return self.found

    # --- what the contexts use ---

    def take(self) -> "Piece":
        """The hole of the next mark."""
        hole = self.holes[self.next_hole]
        self.next_hole += 1
        return hole

    def put(self, start: int, end: int, replacement: str) -> None:
        hole = self.holes[self.next_hole - 1] if self.next_hole else None
        self._size += len(replacement)
        check_size(self._size)
        self.found.append(Edit(start, end, replacement, hole))

    def end_of_line(self, position: int) -> int:
        end = self.text.find("\n", position)
        return len(self.text) if end < 0 else end

    def marks(self, start: int, end: int) -> list[int]:
        """Where the marks stand in a stretch of the text."""
        places: list[int] = []
        place = self.text.find(self.mark, start, end)
        while place >= 0:
            places.append(place)
            place = self.text.find(self.mark, place + 1, end)
        return places

    def after_blanks(self, position: int, end: int) -> int:
        while position < end and self.text[position] in " \t":
            position += 1
        return position

    # --- one line, and whatever it begins ---

    def _line(self, start: int) -> int:
        """Handle the line at `start` and return the end of the last line that belongs to it."""
        text = self.text
        end = self.end_of_line(start)
        position = self.after_blanks(start, end)
        if position == end:
            return end
        if self._continues_scalar(start, position - start):
            contexts.continuation(self, position, end)
            return end
        node = Node(start, position - start)
        marker = _MARKER.match(text, start)
        if marker:
            node.kind, node.container = AFTER_MARKER, -1
            position = self.after_blanks(marker.end(), end)
        while position < end:
            char = text[position]
            if char == "#":
                contexts.comment(self, position, end, node.indent)
                return end
            if char in "-?:" and text[position + 1 : position + 2] in ("", " ", "\t", "\n"):
                node.enter(AFTER_DASH, position)
                position = self.after_blanks(position + 1, end)
            elif char in "&!*":
                token = _TOKEN_END.search(text, position)
                assert token is not None
                contexts.raw(self, position, token.start())
                node.tagged = True
                position = self.after_blanks(token.start(), end)
            elif char in "\"'{[":
                position, end = self._delimited(node, position, end)
            elif char in "|>" and (header := _BLOCK_HEADER.match(text, position)):
                return contexts.block_scalar(self, position, header, node)
            else:
                position = self._plain(node, position, end)
        return end

    def _delimited(self, node: "Node", position: int, end: int) -> tuple[int, int]:
        """A quoted scalar or flow collection from `position` on: where to go on, and the end of that line."""
        text = self.text
        close = contexts.quoted(self, position) if text[position] in "\"'" else contexts.flow(self, position)
        if close < 0:  # never closed: no YAML
            contexts.raw(self, position, end)
            return end, end
        if close > end:
            end = self.end_of_line(close)
        colon = self.after_blanks(close, end)
        if text[colon : colon + 1] == ":" and text[colon + 1 : colon + 2] in ("", " ", "\t", "\n"):
            node.enter(AFTER_KEY, position)
            return self.after_blanks(colon + 1, end), end
        if text[colon : colon + 1] != "#":
            contexts.raw(self, colon, end)
            return end, end
        return colon, end

    def _plain(self, node: "Node", position: int, end: int) -> int:
        """A plain scalar from `position` on, a key or a value: where to go on."""
        found = _PLAIN_END.search(self.text, position)
        stop = found.start() if found and found.start() < end else end
        if stop < end and self.text[stop] == ":":
            contexts.key(self, position, stop)
            node.enter(AFTER_KEY, position)
            return self.after_blanks(stop + 1, end)
        comment = self.after_blanks(stop, end)
        while self.text[stop - 1] in " \t":
            stop -= 1
        placing.value(self, node, position, stop, end)
        return comment

    def _continues_scalar(self, start: int, indent: int) -> bool:
        """Whether the line goes on with the plain scalar of the line before."""
        before = self.text.rfind("\n", 0, start - 1) + 1
        if start == 0 or before >= start - 1:
            return False
        dashes = _DASHES.match(self.text, before)
        assert dashes is not None
        begin = dashes.end()
        column = begin - before
        container = self.text.rfind("-", before, begin) - before if "-" in dashes[0] else column - 1
        if indent <= container or self.text[begin] in "#%\n" or _MARKER.match(self.text, before):
            return False
        found = _PLAIN_END.search(self.text, begin)
        if found and self.text[found.start()] == ":":
            if indent <= column:
                return False
            begin = self.after_blanks(found.end(), start)
        elif _PLAIN_END.search(self.text[start : self.end_of_line(start)] + "\n")[0] == ":":  # type: ignore[index]
            return False
        value = self.text[begin : start - 1].strip(" \t")
        return bool(value) and value[0] not in "\"'{[|>&*!#" and value.strip(self.mark) != ""


class Node:
    """Where on its line the scanner is: what the next scalar or collection belongs to."""

    __slots__ = ("container", "indent", "kind", "start", "tagged")

    def __init__(self, start: int, indent: int) -> None:
        self.start = start  # of the line
        self.indent = indent  # of the line
        self.kind = OWN_LINE
        self.container = indent  # column of the key or dash that the value belongs to
        self.tagged = False  # an anchor or tag stands before the value

    def enter(self, kind: str, position: int) -> None:
        self.kind = kind
        self.container = position - self.start
        self.tagged = False

    @property
    def parent(self) -> int:
        """The indentation that a block scalar here must exceed."""
        return self.indent - 1 if self.kind == OWN_LINE else self.container
