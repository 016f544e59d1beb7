"""Go's regexp on the RE2 library: its walk over matches, its replacement text, its errors."""

from kforge.golang.unicode import category

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    Spans = list[tuple[int, int]]

_MEMO_LIMIT = 500
# RE2's words for what is wrong -> Go's
MESSAGES = {
    "missing )": "missing closing )",
    "missing ]": "missing closing ]",
    "no argument for repetition operator": "missing argument to repetition operator",
    "bad repetition operator": "invalid nested repetition operator",
    "invalid repetition size": "invalid repeat count",
    "invalid perl operator": "invalid or unsupported Perl syntax",
    "invalid named capture group": "invalid named capture",
    "trailing \\": "trailing backslash at end of expression",
}
_SPECIAL = frozenset("\\.+*?()|[]{}^$")
_TEXT = ("utf-8", "surrogateescape")

_compiled: "dict[str, Regexp | BadPatternError]" = {}


class BadPatternError(Exception):
    """What Go says of a pattern that it does not take."""


def compiled(pattern: str) -> "Regexp":
    """The pattern, compiled once. Raises BadPatternError."""
    found = _compiled.get(pattern)
    if found is None:
        if len(_compiled) > _MEMO_LIMIT:
            _compiled.clear()
        try:
            found = Regexp(pattern)
        except BadPatternError as error:
            found = error
        _compiled[pattern] = found
    if isinstance(found, BadPatternError):
        raise found
    return found


def quote_meta(text: str) -> str:
    """regexp.QuoteMeta."""
    return "".join(["\\" + char if char in _SPECIAL else char for char in text])


class Regexp:
    """A compiled pattern. It works on bytes, as Go does."""

    __slots__ = ("_anchor", "_program", "pattern")

    def __init__(self, pattern: str) -> None:
        import re2  # type: ignore[import-untyped]

        options = re2.Options()
        options.log_errors = False
        self.pattern = pattern
        self._program = re2._re2.RE2(pattern.encode(*_TEXT), options)
        self._anchor = re2._re2.RE2.Anchor.UNANCHORED
        if not self._program.ok():
            raise BadPatternError(f"error parsing regexp: {_error(self._program.error())}")

    def _match(self, text: bytes, place: int) -> "Spans | None":
        """The spans of the first match from a place on and of its groups, (-1, -1) for a group without."""
        spans: Spans = self._program.Match(self._anchor, text, place, len(text))
        return None if spans[0][0] < 0 else spans

    def matches(self, text: str) -> bool:
        return self._match(text.encode(*_TEXT), 0) is not None

    def find_all(self, text: str, count: int) -> "list[str]":
        """FindAllString: at most `count` matches, all for a negative one."""
        data = text.encode(*_TEXT)
        return [data[start:end].decode(*_TEXT) for start, end in self._walk(data, count)]

    def _walk(self, data: bytes, count: int) -> "Iterator[tuple[int, int]]":
        """The matches one after the other; no empty one right after another match."""
        place, before = 0, -1
        while count and place <= len(data):
            spans = self._match(data, place)
            if spans is None:
                return
            start, end = spans[0]
            accepted = True
            if end == place:
                accepted = start != before
                place += _width(data, place) or 1
            else:
                place = end
            before = end
            if accepted:
                yield start, end
                count -= 1

    def split(self, text: str, count: int) -> "list[str] | None":
        """Split: the parts between matches, at most `count`; None, Go's nil, for none of them."""
        if count == 0:
            return None
        if self.pattern and not text:
            return [""]
        data = text.encode(*_TEXT)
        parts: list[bytes] = []
        begin = end = 0
        for start, stop in self._walk(data, count):
            if count > 0 and len(parts) == count - 1:
                break
            end = start
            if stop:
                parts.append(data[begin:end])
            begin = stop
        if end != len(data):
            parts.append(data[begin:])
        return [part.decode(*_TEXT) for part in parts]

    def replace_all(self, text: str, replacement: str, literal: bool = False) -> str:
        """ReplaceAllString and ReplaceAllLiteralString."""
        data = text.encode(*_TEXT)
        plain = literal or "$" not in replacement
        pieces: list[bytes | int | str] = [replacement.encode(*_TEXT)] if plain else _pieces(replacement)
        out: list[bytes] = []
        done = place = 0
        while place <= len(data):
            spans = self._match(data, place)
            if spans is None:
                break
            start, end = spans[0]
            out.append(data[done:start])
            if end > done or start == 0:
                out += [self._filled(piece, data, spans) for piece in pieces]
            done = end
            place = max(end, place + (_width(data, place) or 1))
        out.append(data[done:])
        return b"".join(out).decode(*_TEXT)

    def _filled(self, piece: "bytes | int | str", data: bytes, spans: "Spans") -> bytes:
        """A piece of a replacement: text, or the number or name of a group."""
        if isinstance(piece, bytes):
            return piece
        if isinstance(piece, int):
            numbers = [piece]
        else:
            named: Any = self._program.NamedCapturingGroups()
            numbers = [number for name, number in named if name == piece.encode(*_TEXT)]
        for number in numbers:
            if number < len(spans) and spans[number][0] >= 0:
                return data[spans[number][0] : spans[number][1]]
        return b""


def _error(message: "bytes | str") -> str:
    text = message.decode(*_TEXT) if isinstance(message, bytes) else message
    what, colon, where = text.partition(": ")
    return f"{MESSAGES.get(what, what)}: `{where}`" if colon else MESSAGES.get(what, what)


def _width(data: bytes, place: int) -> int:
    """How many bytes the character at a place has, 0 at the end."""
    first = data[place : place + 1]
    if not first or first < b"\x80":
        return len(first)
    size = 4 if first >= b"\xf0" else 3 if first >= b"\xe0" else 2
    try:
        data[place : place + size].decode()
    except UnicodeDecodeError:
        return 1
    return size


def _pieces(template: str) -> "list[bytes | int | str]":
    """A replacement as text and groups, in Go's grammar: $1, $name, ${name}, $$."""
    pieces: list[bytes | int | str] = []
    place = 0
    while True:
        dollar = template.find("$", place)
        if dollar < 0:
            break
        pieces.append(template[place:dollar].encode(*_TEXT))
        place = dollar + 1
        if template[place : place + 1] == "$":
            pieces.append(b"$")
            place += 1
            continue
        name, end = _group(template, place)
        if not name:
            pieces.append(b"$")
            continue
        pieces.append(_number_or_name(name))
        place = end
    pieces.append(template[place:].encode(*_TEXT))
    return pieces


def _group(template: str, place: int) -> "tuple[str, int]":
    """The name after a $ and where it ends; "" when there is none."""
    brace = template[place : place + 1] == "{"
    start = end = place + brace
    while end < len(template) and _is_word(template[end]):
        end += 1
    name = template[start:end]
    if brace:
        if template[end : end + 1] != "}":
            return "", place
        end += 1
    return name, end


def _is_word(char: str) -> bool:
    if char.isascii():
        return char.isalnum() or char == "_"
    kind = category(char)
    return kind[0] == "L" or kind == "Nd"


def _number_or_name(name: str) -> "int | str":
    digits = name.isascii() and name.isdigit() and (name[0] != "0" or len(name) == 1)
    return int(name) if digits and int(name[:-1] or 0) < 10**8 else name
