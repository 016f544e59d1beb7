"""Shell patterns as Go's filepath.Match reads them: .helmignore and --show-only use them."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

STAR, ANY = "*", "?"


class CharClass:
    """[a-z], [^a-z]"""

    __slots__ = ("negated", "ranges")

    def __init__(self, ranges: "Sequence[tuple[str, str]]", negated: bool) -> None:
        self.ranges = ranges
        self.negated = negated

    def holds(self, char: str) -> bool:
        return any(low <= char <= high for low, high in self.ranges) != self.negated


class Literal:
    """One character that stands for itself."""

    __slots__ = ("char",)

    def __init__(self, char: str) -> None:
        self.char = char


Token = str | CharClass | Literal


class Pattern:
    """A compiled pattern. Raises ValueError when the pattern is malformed.

    Most patterns are a name, or a name with one star: what stands around it decides.
    """

    __slots__ = ("head", "simple", "tail", "tokens")

    def __init__(self, text: str) -> None:
        self.tokens = _tokens(text)
        self.head = _literals(self.tokens)
        rest = self.tokens[len(self.head) + 1 :]
        self.tail = _literals(rest)
        at = len(self.head)
        self.simple = len(self.tail) == len(rest) and self.tokens[at : at + 1] in ([], [STAR])

    def matches(self, name: str) -> bool:
        """Whether all of `name` matches; `*` and `?` never match a `/`."""
        if not name.startswith(self.head):
            return False
        if self.simple:
            if len(self.tokens) == len(self.head):
                return name == self.head
            end = len(name) - len(self.tail)
            return (
                end >= len(self.head) and name.endswith(self.tail) and "/" not in name[len(self.head) : end]
            )
        return self._matches(name)

    def _matches(self, name: str) -> bool:
        tokens, at, index = self.tokens, 0, 0
        star, resume = -1, 0
        while at < len(name):
            token = tokens[index] if index < len(tokens) else None
            if token == STAR:
                star, resume = index, at
                index += 1
            elif token is not None and _matches_one(token, name[at]):
                at += 1
                index += 1
            elif star >= 0 and name[resume] != "/":
                resume += 1
                at, index = resume, star + 1
            else:
                return False
        return all(token == STAR for token in tokens[index:])


def _literals(tokens: "Sequence[Token]") -> str:
    """The text that the tokens begin with."""
    text = ""
    for token in tokens:
        if not isinstance(token, Literal):
            break
        text += token.char
    return text


def matches(pattern: str, name: str) -> bool:
    """Whether `name` matches `pattern`; a malformed pattern matches nothing."""
    try:
        return Pattern(pattern).matches(name)
    except ValueError:
        return False


def _matches_one(token: Token, char: str) -> bool:
    if isinstance(token, Literal):
        return token.char == char
    if isinstance(token, CharClass):
        return token.holds(char)
    return char != "/"


def _tokens(text: str) -> "list[Token]":
    result: list[Token] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char == "[":
            token, at = _char_class(text, at + 1)
            result.append(token)
            continue
        if char == "\\":
            at += 1
            if at == len(text):
                raise ValueError("a pattern must not end in a backslash")
            char = text[at]
            result.append(Literal(char))
        else:
            result.append(char if char in (STAR, ANY) else Literal(char))
        at += 1
    return result


def _char_class(text: str, at: int) -> "tuple[CharClass, int]":
    negated = text[at : at + 1] == "^"
    at += negated
    ranges: list[tuple[str, str]] = []
    while not (ranges and text[at : at + 1] == "]"):
        low, at = _member(text, at)
        high = low
        if text[at : at + 1] == "-":
            high, at = _member(text, at + 1)
        ranges.append((low, high))
    return CharClass(ranges, negated), at + 1


def _member(text: str, at: int) -> "tuple[str, int]":
    char = text[at : at + 1]
    if char in ("", "-", "]"):
        raise ValueError("a [ is not closed, or holds nothing")
    if char == "\\":
        at += 1
        char = text[at : at + 1]
    if not char or at + 1 >= len(text):
        raise ValueError("a [ is not closed")
    return char, at + 1
