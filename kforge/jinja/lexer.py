"""Jinja's lexer with columns, and with our rule for lines that hold only tags.

A line that holds nothing but tags (`{% if x %}`, `{# why #}`, a macro) and blanks vanishes whole; on any
other line the author's text stays as written, the line break behind a tag too. Jinja's own trim_blocks
would eat the break of `key: {% if a %}x{% else %}y{% endif %}`. `{%-` and `-%}` work as ever, `{%+` or
`+%}` keeps a line of tags. `{% include %}` on a line of tags stays where it is: what it renders is indented
to its place. So is what `{% call %}` and `{% filter %}` give.

A place is a line and a column, packed into the one number that tokens and nodes carry.
"""

from bisect import bisect_right

from jinja2.exceptions import TemplateSyntaxError
from jinja2.lexer import Lexer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_SHIFT = 16
_COLUMNS = 1 << _SHIFT
_TAG_STARTS = ("block_begin", "comment_begin", "raw_begin", "raw_end")
_TAG_ENDS = ("block_end", "comment_end", "raw_begin", "raw_end")
_PLACED = frozenset(("include",))  # their output is placed where the tag stands
_OPENING = frozenset(("call", "filter"))
_CLOSING = frozenset(("endcall", "endfilter"))

DATA = "data"

Token = tuple[int, str, str]


def pack(line: int, column: int) -> int:
    """One number for a place, columns beyond 65535 as 65535."""
    return line << _SHIFT | min(column, _COLUMNS - 1)


def place(number: int) -> tuple[int, int]:
    """Line and column of a packed place; a bare line number has no column."""
    return (number >> _SHIFT, number & (_COLUMNS - 1)) if number >= _COLUMNS else (number, 0)


class _Text:
    """A template's source, with the way from offsets to places."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.starts = [0]
        end = source.find("\n")
        while end >= 0:
            self.starts.append(end + 1)
            end = source.find("\n", end + 1)

    def place(self, offset: int) -> int:
        line = bisect_right(self.starts, offset)
        return pack(line, offset - self.starts[line - 1] + 1)


class _Unit:
    """A stretch of author's text, or a whole tag or expression."""

    __slots__ = ("cut_end", "cut_start", "kind", "tokens")

    def __init__(self, kind: str) -> None:
        self.kind = kind  # data, tag or variable
        self.tokens: list[tuple[int, str, str]] = []  # offset, kind, text
        self.cut_start = 0
        self.cut_end = 0

    @property
    def keyword(self) -> str:
        """The word behind {%, or nothing."""
        return next((text for _, kind, text in self.tokens if kind == "name"), "")

    @property
    def opens(self) -> int:
        """1 for a tag that begins a macro or set block, -1 for one that ends it."""
        if self.keyword in ("endmacro", "endset"):
            return -1
        if self.keyword == "macro":
            return 1
        return int(self.keyword == "set" and self._is_block())

    def _is_block(self) -> bool:
        """Whether a set tag has no value: {% set x %}, {% set x | filter(y=1) %}."""
        operators = (text for _, kind, text in self.tokens if kind == "operator" and text not in ",.")
        return next(operators, "") != "="

    @property
    def keeps_line(self) -> bool:
        return self.tokens[0][2].endswith("+") or self.tokens[-1][2].startswith("+")


class PlacedLexer(Lexer):
    """Yields tokens whose line numbers are packed places."""

    def tokeniter(
        self, source: str, name: str | None, filename: str | None = None, state: str | None = None
    ) -> "Iterator[Token]":
        text = _Text(source.replace("\r\n", "\n").replace("\r", "\n"))
        for unit in _without_tag_lines(self._units(text, name, filename, state)):
            for offset, kind, value in unit.tokens:
                kept = value[unit.cut_start : len(value) - unit.cut_end]
                if kept or unit.kind != "data":
                    yield text.place(offset + unit.cut_start), kind, kept

    def _units(self, text: _Text, name: str | None, filename: str | None, state: str | None) -> list[_Unit]:
        units: list[_Unit] = []
        offset = 0
        open_unit: _Unit | None = None
        try:
            for _, kind, value in super().tokeniter(text.source, name, filename, state):
                while not text.source.startswith(value, offset):
                    offset += 1  # blanks that a `-` has taken away
                if open_unit is None:
                    open_unit = _Unit(_kind_of(kind))
                    units.append(open_unit)
                open_unit.tokens.append((offset, kind, value))
                offset += len(value)
                if open_unit.kind == "data" or kind in _TAG_ENDS or kind == "variable_end":
                    open_unit = None
        except TemplateSyntaxError as error:
            found = open_unit.tokens[0][0] if open_unit and "Missing end" in (error.message or "") else offset
            error.lineno = text.place(_after_blanks(text.source, found))
            raise
        return units


def _after_blanks(source: str, offset: int) -> int:
    while offset < len(source) and source[offset] in " \t":
        offset += 1
    return offset


def _kind_of(token: str) -> str:
    return "tag" if token in _TAG_STARTS else token if token == DATA else "variable"


class _Line:
    """What stands on one line of the source while the units are walked.

    `depth` counts the macros and set blocks around: what is in them is no output of the line they stand on.
    """

    def __init__(self, depth: int = 0) -> None:
        self.depth = depth
        self.tags: list[_Unit] = []
        self.texts: list[tuple[_Unit, str, int]] = []  # text, which part of it (head, tail or all), its depth
        self.seen: list[int] = []  # the depths of what is neither a tag nor blank

    def add(self, unit: _Unit) -> None:
        """A tag or an expression."""
        if unit.kind == "tag" and not unit.keeps_line:
            self.tags.append(unit)
            self.depth += unit.opens
        else:
            self.seen.append(self.depth)

    def add_text(self, unit: _Unit, part: str, text: str) -> None:
        self.texts.append((unit, part, self.depth))
        if text.strip(" \t"):
            self.seen.append(self.depth)

    def close(self) -> None:
        """Cut the blanks and the break of a line of tags."""
        if not self.tags or any(depth <= self.depth for depth in self.seen):
            return
        if any(tag.keyword in _PLACED for tag in self.tags):
            return
        only = self.tags[0].keyword if len(self.tags) == 1 else ""
        for number, (unit, part, depth) in enumerate(self.texts):
            text = unit.tokens[0][2]
            if depth > self.depth:
                continue
            if part == "head" and only not in _CLOSING:
                unit.cut_start = text.index("\n") + 1
            elif part == "tail" and only not in _OPENING:
                unit.cut_end = len(text) - text.rindex("\n") - 1
            elif part == "all" and not (number == 0 and only in _OPENING):
                unit.cut_start = len(text)


def _without_tag_lines(units: list[_Unit]) -> list[_Unit]:
    line = _Line()
    for unit in units:
        if unit.kind != "data":
            line.add(unit)
            continue
        text = unit.tokens[0][2]
        if "\n" not in text:
            line.add_text(unit, "all", text)
            continue
        line.add_text(unit, "head", text[: text.index("\n")])
        line.close()
        line = _Line(line.depth)
        line.add_text(unit, "tail", text[text.rindex("\n") + 1 :])
    line.close()
    return units
