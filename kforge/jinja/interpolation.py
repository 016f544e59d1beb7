"""Puts the values into the text of a template: what each becomes depends on where in the YAML it stands.

The pieces of a render (fragments.py) are joined to one text with a mark for each hole. scanner.py walks
that text as YAML, line by line, and decides for every mark by what stands around it; here are the beginning
and the end of that.

- a whole value (`key: {{ x }}`, `- {{ x }}`, an item of a flow collection, a key): written so that every
  reader gets the same value and type back. Mappings and lists become blocks indented to their place,
  strings of several lines block scalars, `key: {{ x }}  # why` keeps its comment. On a line of its own a
  mapping or list continues what is around it.
- one scalar of several expressions and text (`{{ a }}:{{ b }}`): the text, as a string.
- part of a quoted text: the text, escaped for those quotes. Of a block scalar or a comment: the text,
  further lines indented. A mapping or list alone on a line of a block scalar: YAML.
- `| raw`: the text as it is.
"""

from kforge.jinja.fragments import Fragment, Piece, Verbatim, text
from kforge.jinja.limits import MAX_TEXT
from kforge.jinja.undefined import Failure
from kforge.patterns import compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MARKS = "".join(map(chr, range(0xE000, 0xE040)))
_FIRST_BREAKS = compiled(r"\A(?:[ \t]*\n)+")
_LAST_BREAKS = compiled(r"(?:\n[ \t]*)+\Z")


class Misplaced(Failure):
    """A value stands where it cannot stand. `hole` is its piece, with its place when the render is traced."""

    def __init__(self, message: str, hole: Piece, hint: str = "") -> None:
        super().__init__(message, hint)
        self.hole = hole


class Edit:
    """A stretch of the marked text, what to put there, and the hole it is about."""

    __slots__ = ("end", "hole", "start", "text")

    def __init__(self, start: int, end: int, replacement: str, hole: "Piece | None" = None) -> None:
        self.start = start
        self.end = end
        self.text = replacement
        self.hole = hole


class Marked:
    """Pieces as one text with a mark for each hole."""

    __slots__ = ("holes", "mark", "parts", "text")

    def __init__(self, pieces: "Iterable[Piece]") -> None:
        self.parts: list[Piece] = []
        self.holes: list[Piece] = []
        _flatten(pieces, self.parts, self.holes)
        literals = [part for part in self.parts if type(part) is not tuple]
        self.mark = _free_mark(literals) if self.holes else MARKS[0]  # type: ignore[arg-type]
        texts = [hole[0] for hole in self.holes if isinstance(hole[0], str)]
        check_size(sum(map(len, literals)) + sum(map(len, texts)))
        self.text = "".join([self.mark if type(part) is tuple else part for part in self.parts])  # type: ignore[misc]


def check_size(size: int) -> None:
    """Refuse more output than any chart has."""
    if size > MAX_TEXT:
        raise Failure(f"the output grows beyond {MAX_TEXT // 2**20} MiB")


def _flatten(pieces: "Iterable[Piece]", parts: list[Piece], holes: list[Piece]) -> None:
    for piece in pieces:
        if type(piece) is not tuple:
            parts.append(piece)
        elif type(piece[0]) is Verbatim:
            _flatten(piece[0].pieces, parts, holes)
        else:
            parts.append(piece)
            holes.append(piece)


def _free_mark(literals: "Sequence[str]") -> str:
    """A character that no literal text holds."""
    for mark in MARKS:
        if not any(mark in literal for literal in literals):
            return mark
    raise Failure("the template uses up every character that could stand for a value")


def finished(text: str, edits: "list[Edit]") -> str:
    """`text` with the edits made."""
    if not edits:
        return text
    edits.sort(key=_start_of)
    parts: list[str] = []
    position = 0
    for edit in edits:
        parts.append(text[position : edit.start])
        parts.append(edit.text)
        position = edit.end
    parts.append(text[position:])
    return "".join(parts)


def _start_of(edit: Edit) -> int:
    return edit.start


def as_yaml(pieces: "Sequence[Piece]") -> str:
    """The pieces as YAML."""
    marked = Marked(pieces)
    if not marked.holes:
        return marked.text
    return finished(marked.text, yaml_edits(marked))


def yaml_edits(marked: Marked) -> "list[Edit]":
    """What to put in the place of each mark, the text read as YAML."""
    from kforge.jinja.scanner import Scanner

    return Scanner(marked).edits()


def as_text(pieces: "Sequence[Piece]") -> str:
    """The pieces as text that is no YAML (NOTES.txt)."""
    marked = Marked(pieces)
    if not marked.holes:
        return marked.text
    return finished(marked.text, text_edits(marked))


def text_edits(marked: Marked) -> "list[Edit]":
    """What to put in the place of each mark, the text read as plain text."""
    whole, mark = marked.text, marked.mark
    edits: list[Edit] = []
    position = -1
    size = 0
    for hole in marked.holes:
        position = whole.index(mark, position + 1)
        start = whole.rfind("\n", 0, position) + 1
        pad = whole[start:position]
        end = whole.find("\n", position)
        alone = not whole[position + 1 : end if end >= 0 else len(whole)].strip(" \t")
        if pad.strip(" \t"):
            pad, alone = "", False
        content = indented(hole_text(hole, alone), pad)
        size += len(content)
        check_size(size)
        edits.append(Edit(position, position + 1, content, hole))
    return edits


def hole_text(hole: Piece, alone: bool) -> str:
    """The text of a hole that stands in text; `alone` on its line, mappings and lists are YAML there."""
    value = hole[0]
    if isinstance(value, Fragment):
        return as_text(bare(value))
    if alone and isinstance(value, dict | list):
        from kforge.jinja.flow import block_text

        return block_text(value)
    return text(value)


def bare(content: Fragment) -> list[Piece]:
    """The pieces of a fragment without the line breaks around it, which come from how a macro is laid out.

    Blanks beside those breaks, and a fragment of nothing else, go too. Breaks within values stay.
    """
    pieces = list(content.pieces)
    if type(content) is Verbatim:
        return pieces
    while pieces and type(pieces[0]) is not tuple and "\n" in pieces[0] and not pieces[0].strip():  # type: ignore[union-attr]
        pieces.pop(0)
    while pieces and type(pieces[-1]) is not tuple and "\n" in pieces[-1] and not pieces[-1].strip():  # type: ignore[union-attr]
        pieces.pop()
    if pieces and type(pieces[0]) is not tuple:
        pieces[0] = _FIRST_BREAKS.sub("", pieces[0])  # type: ignore[arg-type]
    if pieces and type(pieces[-1]) is not tuple:
        pieces[-1] = _LAST_BREAKS.sub("", pieces[-1])  # type: ignore[arg-type]
    return [piece for piece in pieces if piece != ""]


def bare_text(content: object) -> str:
    """A value as text, of a fragment what is between the line breaks around it."""
    if not isinstance(content, Fragment):
        return text(content)
    return "".join([bare_text(piece[0]) if type(piece) is tuple else piece for piece in bare(content)])  # type: ignore[misc]


def dedented(whole: str) -> list[str]:
    """The lines of `whole` without the indentation they all have."""
    lines = whole.split("\n")
    margins = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip(" ")]
    margin = min(margins, default=0)
    return [line[margin:] if line.strip(" ") else "" for line in lines]


def indented(whole: str, pad: str) -> str:
    """`whole` with `pad` before every further line that is not empty."""
    if "\n" not in whole or not pad:
        return whole
    first, *others = whole.split("\n")
    return "\n".join([first, *[pad + line if line else line for line in others]])
