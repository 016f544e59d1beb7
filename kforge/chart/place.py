"""Where in a YAML file a value stands, for errors."""

from kforge.errors import Position

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class Place:
    """A position and the text of its line."""

    __slots__ = ("position", "source")

    def __init__(self, position: Position, source: str) -> None:
        self.position = position
        self.source = source


def find(
    text: str, file: str, path: "Sequence[str | int]", *, document: int = 0, key: bool = False, line: int = 1
) -> Place:
    """The place of the value at `path`, or its key, in `text`: the part of `file` that starts at `line`."""
    from kforge.yaml.locate import position

    row, column = position(text, document, path, key=key)
    lines = text.splitlines()
    source = lines[row - 1] if 0 < row <= len(lines) else ""
    return Place(Position(file, row + line - 1 if row else 0, column), source)
