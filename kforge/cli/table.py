"""Tables as helm prints them: columns as wide as their widest cell, a tab between them."""

import unicodedata

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

CUT = "..."


def table(rows: "Sequence[Sequence[str]]", widest: int = 0) -> str:
    """The rows as lines, without a break at the end; `widest` is where a cell is cut, 0 for never."""
    lines = [[cell.split("\n") for cell in row] for row in rows]
    widths: list[int] = []
    for row in lines:
        for number, cell in enumerate(row):
            width = max(map(_width, cell))
            width = min(width, widest) if widest else width
            if number == len(widths):
                widths.append(width)
            widths[number] = max(widths[number], width)
    return "\n".join(line for row in lines for line in _lines(row, widths))


def _lines(row: "list[list[str]]", widths: "list[int]") -> "list[str]":
    height = max(map(len, row))
    return [
        "\t".join(
            _sized(cell[number], width) if number < len(cell) else _sized("", width)
            for cell, width in zip(row, widths, strict=False)
        )
        for number in range(height)
    ]


def _sized(text: str, width: int) -> str:
    """`text` filled up with blanks to `width`, or cut so that three points fit behind it."""
    found = _width(text)
    if found <= width:
        return text + " " * (width - found)
    kept, used = "", 0
    for letter in text:
        kept += letter
        if used + _width(letter) >= width - len(CUT):
            break
        used += _width(letter)
    return kept + CUT


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(_columns(letter) for letter in text)


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
