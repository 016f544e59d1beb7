"""Remembers what pieces became as YAML: of a chart that is rendered with many values most stay the same."""

from marshal import dumps

from kforge.jinja.fragments import Fragment
from kforge.jinja.interpolation import as_yaml

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from kforge.jinja.fragments import Piece

_MOST = 1 << 22  # characters kept


class Memo:
    """Texts by the pieces they were made of."""

    __slots__ = ("_size", "_texts")

    def __init__(self) -> None:
        self._texts: dict[bytes, str] = {}
        self._size = 0

    def as_yaml(self, pieces: "Sequence[Piece]") -> str:
        """The pieces as YAML, as interpolation.as_yaml has them."""
        try:
            # without references (version 2) equal bytes stand for equal values of equal types
            key = dumps(_plain(pieces), 2)
        except ValueError:  # a value of another kind
            return as_yaml(pieces)
        found = self._texts.get(key)
        if found is None:
            found = as_yaml(pieces)
            self._size += len(key) + len(found)
            if self._size > _MOST:
                self._texts.clear()
                self._size = len(key) + len(found)
            self._texts[key] = found
        return found


def _plain(pieces: "Sequence[Piece]") -> list[object]:
    """The pieces without types of our own: a text as it is, a hole as a tuple, a fragment as a list."""
    made: list[object] = []
    for piece in pieces:
        if type(piece) is not tuple:
            made.append(piece)
        elif isinstance(piece[0], Fragment):
            made.append([type(piece[0]).__name__, *_plain(piece[0].pieces)])
        else:
            made.append((piece[0],))
    return made
