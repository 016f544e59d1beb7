"""Go's regexp on the RE2 library: its walk over matches, its replacement text, its errors."""

import sys
from os.path import isfile

from kforge.golang.unicode import REPLACEMENT, category, is_byte

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    Spans = list[tuple[int, int]]

_MEMO_LIMIT = 500
LARGE = 128 << 20  # bytes of a compiled pattern
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

_compiled: "dict[str, Regexp | BadPatternError]" = {}


class BadPatternError(Exception):
    """What Go says of a pattern that it does not take."""


def _engine() -> "Any":
    """The RE2 class of the C module, loaded without the package around it, which costs more than it."""
    if "re2._re2" not in sys.modules:
        folders = [f"{entry}/re2" for entry in sys.path if isfile(f"{entry}/re2/__init__.py")]
        alone = bool(folders) and "re2" not in sys.modules
        if alone:
            package: Any = type(sys)("re2")
            package.__path__ = folders[:1]
            sys.modules["re2"] = package
        try:
            __import__("re2._re2")
        finally:
            if alone:
                del sys.modules["re2"]
    return sys.modules["re2._re2"].RE2


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


class _Subject:
    """A text as bytes for RE2. Bytes that are no UTF-8 are U+FFFD to it, as they are to Go's regexp."""

    __slots__ = ("data", "odd", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.odd = False
        try:
            self.data = text.encode()
        except UnicodeEncodeError:
            self.odd = True
            self.data = "".join([REPLACEMENT if is_byte(char) else char for char in text]).encode()

    def part(self, start: int, end: int) -> str:
        if self.odd:
            return self.text[len(self.data[:start].decode()) : len(self.data[:end].decode())]
        return self.data[start:end].decode()

    def width(self, place: int) -> int:
        """How many bytes the character at a place has; 1 at the end, to come past it."""
        if place >= len(self.data):
            return 1
        first = self.data[place]
        return 1 if first < 0x80 else 2 if first < 0xE0 else 3 if first < 0xF0 else 4

    def inside(self, place: int) -> bool:
        """Whether a place is within a character."""
        return 0 <= place < len(self.data) and 0x80 <= self.data[place] < 0xC0


class Regexp:
    """A compiled pattern. It works on bytes, as Go does."""

    __slots__ = ("_anchor", "_program", "pattern")

    def __init__(self, pattern: str) -> None:
        engine = _engine()
        options = engine.Options()
        options.log_errors = False
        self.pattern = pattern
        if "\\C" in pattern and _has_byte_class(pattern):
            raise BadPatternError("error parsing regexp: invalid escape sequence: `\\C`")
        data = pattern.encode("utf-8", "surrogateescape")
        self._program = engine(data, options)
        if not self._program.ok() and b"too large" in _bytes(self._program.error()):
            options.max_mem = LARGE  # Go takes such, too
            self._program = engine(data, options)
        self._anchor = engine.Anchor.UNANCHORED
        if not self._program.ok():
            raise BadPatternError(f"error parsing regexp: {_error(self._program.error())}")
        if not pattern.isascii():
            for name, _ in self._program.NamedCapturingGroups():
                if not _bytes(name).isascii():
                    shown = _bytes(name).decode("utf-8", "surrogateescape")
                    raise BadPatternError(f"error parsing regexp: invalid named capture: `(?P<{shown}>`")

    def _match(self, subject: _Subject, place: int) -> "Spans | None":
        """The spans of the first match from a place on and of its groups, (-1, -1) for a group without."""
        data = subject.data
        spans: Spans = self._program.Match(self._anchor, data, place, len(data))
        while subject.inside(spans[0][0]):  # RE2 sees \B between the bytes of a character, Go does not
            spans = self._program.Match(self._anchor, data, spans[0][0] + 1, len(data))
        return None if spans[0][0] < 0 else spans

    def matches(self, text: str) -> bool:
        return self._match(_Subject(text), 0) is not None

    def find_all(self, text: str, count: int) -> "list[str]":
        """FindAllString: at most `count` matches, all for a negative one."""
        subject = _Subject(text)
        return [subject.part(start, end) for start, end in self._walk(subject, count)]

    def _walk(self, subject: _Subject, count: int) -> "Iterator[tuple[int, int]]":
        """The matches one after the other; no empty one right after another match."""
        place, before = 0, -1
        while count and place <= len(subject.data):
            spans = self._match(subject, place)
            if spans is None:
                return
            start, end = spans[0]
            accepted = True
            if end == place:
                accepted = start != before
                place += subject.width(place)
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
        subject = _Subject(text)
        parts: list[str] = []
        begin = end = 0
        for start, stop in self._walk(subject, count):
            if count > 0 and len(parts) == count - 1:
                break
            end = start
            if stop:
                parts.append(subject.part(begin, end))
            begin = stop
        if end != len(subject.data):
            parts.append(subject.part(begin, len(subject.data)))
        return parts

    def replace_all(self, text: str, replacement: str, literal: bool = False) -> str:
        """ReplaceAllString and ReplaceAllLiteralString."""
        subject = _Subject(text)
        plain = literal or "$" not in replacement
        pieces = [(replacement, "")] if plain else _pieces(replacement)
        out: list[str] = []
        done = place = 0
        while place <= len(subject.data):
            spans = self._match(subject, place)
            if spans is None:
                break
            start, end = spans[0]
            out.append(subject.part(done, start))
            if end > done or start == 0:
                out += [piece + (group and self._group(group, subject, spans)) for piece, group in pieces]
            done = end
            place = max(end, place + subject.width(place))
        out.append(subject.part(done, len(subject.data)))
        return "".join(out)

    def _group(self, name: str, subject: _Subject, spans: "Spans") -> str:
        """What the group of a number or name has matched."""
        number = _number(name)
        if number >= 0:
            numbers = [number]
        else:
            named: Any = self._program.NamedCapturingGroups()
            numbers = [place for own, place in named if own == name.encode("utf-8", "surrogateescape")]
        for place in numbers:
            if place < len(spans) and spans[place][0] >= 0:
                return subject.part(*spans[place])
        return ""


def _has_byte_class(pattern: str) -> bool:
    """Whether \\C, a byte, stands in a pattern: RE2 has it, Go has not."""
    place = pattern.find("\\")
    while place >= 0:
        char = pattern[place + 1 : place + 2]
        if char == "C":
            return True
        end = pattern.find("\\E", place) if char == "Q" else place
        if end < 0:
            return False
        place = pattern.find("\\", end + 2)
    return False


def _bytes(text: "bytes | str") -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")


def _error(message: "bytes | str") -> str:
    text = _bytes(message).decode("utf-8", "surrogateescape")
    what, colon, where = text.partition(": ")
    if what.startswith("trailing"):
        colon = ": "
    return f"{MESSAGES.get(what, what)}: `{where}`" if colon else MESSAGES.get(what, what)


def _pieces(template: str) -> "list[tuple[str, str]]":
    """A replacement as texts with the group after each, in Go's grammar: $1, $name, ${name}, $$."""
    pieces: list[tuple[str, str]] = []
    place = 0
    while True:
        dollar = template.find("$", place)
        if dollar < 0:
            break
        text = template[place:dollar]
        place = dollar + 1
        if template[place : place + 1] == "$":
            pieces.append((text + "$", ""))
            place += 1
            continue
        name, place = _group_name(template, place)
        pieces.append((text, name) if name else (text + "$", ""))
    pieces.append((template[place:], ""))
    return pieces


def _group_name(template: str, place: int) -> "tuple[str, int]":
    """The name after a $ and where it ends; "" when there is none."""
    brace = template[place : place + 1] == "{"
    start = end = place + brace
    while end < len(template) and _is_word(template[end]):
        end += 1
    name = template[start:end]
    if brace and name:
        if template[end : end + 1] != "}":
            return "", place
        end += 1
    return (name, end) if name else ("", place)


def _is_word(char: str) -> bool:
    if char.isascii():
        return char.isalnum() or char == "_"
    kind = category(char)
    return kind[0] == "L" or kind == "Nd"


def _number(name: str) -> int:
    """The number that a group's name is, -1 when it is none."""
    digits = name.isascii() and name.isdigit() and (name[0] != "0" or len(name) == 1)
    return int(name) if digits and len(name) < 10 else -1
