"""Patterns in Go's regular expression syntax (RE2), as selectors use them: the whole text has to match.

A pattern of plain words (`web`, `Deployment|StatefulSet`) needs no engine; every other one is translated for
Python's, and what Go refuses is refused: lookarounds, backreferences, possessive quantifiers.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable

_SPECIAL = frozenset("\\.+*?()[]{}^$")
_PLAIN_CLASSES = {
    "d": "0-9",
    "s": "\\t\\n\\f\\r ",
    "w": "0-9A-Za-z_",
}
_POSIX_CLASSES = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "ascii": "\\x00-\\x7F",
    "blank": "\\t ",
    "cntrl": "\\x00-\\x1F\\x7F",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": "!-/:-@\\[-`{-~",
    "space": "\\t\\n\\v\\f\\r ",
    "upper": "A-Z",
    "word": "0-9A-Za-z_",
    "xdigit": "0-9A-Fa-f",
}
_CONTROLS = {"a": "\\x07", "f": "\\f", "t": "\\t", "n": "\\n", "r": "\\r", "v": "\\v"}
_MAX_REPEAT = 1000
_EDGES = ("^", "$", "\\A", "\\Z", "\\b", "\\B")


class PatternError(Exception):
    """A pattern that Go does not take; the message says why."""


def compile_pattern(pattern: str) -> "Callable[[str], bool]":
    """A test whether a text as a whole matches `pattern`. Raises PatternError."""
    if not _SPECIAL.intersection(pattern):
        words = frozenset(pattern.split("|"))
        return words.__contains__
    matcher = _compiled(pattern)
    return lambda text: matcher.fullmatch(text) is not None


def compile_search(pattern: str) -> "Callable[[str], bool]":
    """A test whether `pattern` matches anywhere in a text. Raises PatternError."""
    if not _SPECIAL.intersection(pattern):
        words = pattern.split("|")
        return lambda text: any(word in text for word in words)
    matcher = _compiled(pattern)
    return lambda text: matcher.search(text) is not None


def _compiled(pattern: str) -> "re.Pattern[str]":
    from kforge.patterns import ASCII, compiled

    translated = _Translator(pattern).translate()
    try:
        return compiled(translated, ASCII)
    except Exception as error:  # re.error, for whose name alone `re` would have to be loaded
        raise PatternError(str(error)) from None


def words_of(pattern: str) -> "frozenset[str] | None":
    """The words that `pattern` is made of, None when it is more than words."""
    return None if _SPECIAL.intersection(pattern) else frozenset(pattern.split("|"))


class _Translator:
    """One pass over a pattern, left to right."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.out: list[str] = []
        # per open group the flags set inside it, which Python wants as groups of their own
        self.flags: list[list[str]] = [[]]
        self.repeatable = False
        self.multiline = False

    def translate(self) -> str:
        while self.at < len(self.pattern):
            self._step(self.pattern[self.at])
        if len(self.flags) > 1:
            raise PatternError("a ( is not closed")
        self._close_flags()
        return "".join(self.out)

    def _step(self, char: str) -> None:
        self.at += 1
        if char == "\\":
            self._escape()
        elif char == "[":
            self._class()
        elif char == "(":
            self._open()
        elif char == ")":
            self._close()
        elif char == "|":
            reopened = self.flags[-1][:]
            self._close_flags()
            self.out += ["|", *reopened]
            self.flags[-1] += reopened
            self.repeatable = False
        elif char in "*+?" or (char == "{" and self._is_count()):
            self._repeat(char)
        elif char in "^$":
            self._emit(char if char == "^" or self.multiline else "\\Z")
        else:
            self._emit(char if char == "." else _literal(char))

    def _emit(self, text: str, *, repeatable: bool = True) -> None:
        self.out.append(text)
        self.repeatable = repeatable

    def _is_count(self) -> bool:
        import re

        return re.match(r"\d+(,\d*)?\}", self.pattern[self.at :]) is not None

    def _repeat(self, char: str) -> None:
        if not self.repeatable:
            raise PatternError(f"nothing to repeat before {char}")
        if self.out[-1] in _EDGES:  # Go repeats them, Python only in a group
            self.out[-1] = f"(?:{self.out[-1]})"
        if char == "{":
            end = self.pattern.index("}", self.at)
            counts = [int(count) for count in self.pattern[self.at : end].split(",") if count]
            if max(counts) > _MAX_REPEAT or counts != sorted(counts):
                raise PatternError(f"bad repeat count {{{self.pattern[self.at : end]}}}")
            char = "{" + self.pattern[self.at : end + 1]
            self.at = end + 1
        if self.pattern.startswith("?", self.at):
            char += "?"
            self.at += 1
        self._emit(char, repeatable=False)

    def _open(self) -> None:
        self.flags.append([])
        rest = self.pattern[self.at :]
        if not rest.startswith("?"):
            self._emit("(", repeatable=False)
            return
        import re

        named = re.match(r"\?P?<(\w+)>", rest, re.ASCII)
        if named:
            self.at += named.end()
            self._emit("(", repeatable=False)
            return
        flagged = re.match(r"\?([imsU]*(?:-[imsU]+)?)([:)])", rest)
        if not flagged:
            raise PatternError(f"Go has no ({rest[:3]}")
        self.at += flagged.end()
        self.multiline = self.multiline or "m" in flagged[1].split("-")[0]
        # U asks for the shortest match, which is no other answer to whether there is one
        group = f"(?{flagged[1].replace('U', '').rstrip('-')}:"
        self._emit(group, repeatable=False)
        if flagged[2] == ")":
            self.flags.pop()
            self.flags[-1].append(group)

    def _close(self) -> None:
        if len(self.flags) == 1:
            raise PatternError("a ) closes nothing")
        self._close_flags()
        self.flags.pop()
        self._emit(")")

    def _close_flags(self) -> None:
        self.out += [")"] * len(self.flags[-1])
        self.flags[-1].clear()

    def _escape(self) -> None:
        char = self._next()
        if char == "Q":
            end = self.pattern.find("\\E", self.at)
            if end < 0:
                # kustomize wraps the pattern in a group, whose end would be quoted too
                raise PatternError("a \\Q has no \\E")
            for each in self.pattern[self.at : end]:
                self._emit(_literal(each))
            self.at = end + 2
        elif char in "AzbB":
            self._emit({"z": "\\Z"}.get(char, "\\" + char))
        else:
            inner, is_class = self._escaped(char)
            self._emit(f"[{inner}]" if is_class else inner)

    def _next(self) -> str:
        if self.at >= len(self.pattern):
            raise PatternError("it ends in a single \\")
        self.at += 1
        return self.pattern[self.at - 1]

    def _escaped(self, char: str) -> tuple[str, bool]:
        """What `\\char` stands for, and whether that is the inside of a character class."""
        if char.lower() in _PLAIN_CLASSES:
            inner = _PLAIN_CLASSES[char.lower()]
            return (inner, True) if char.islower() else (f"^{inner}", True)
        if char in _CONTROLS:
            return _CONTROLS[char], False
        if char in "xp01234567P":
            return self._numbered(char)
        if char.isalnum() or ord(char) > 127:
            raise PatternError(f"Go has no \\{char}")
        return _literal(char), False

    def _numbered(self, char: str) -> tuple[str, bool]:
        import re

        rest = self.pattern[self.at - 1 :]
        found = re.match(r"x\{([0-9A-Fa-f]+)\}|x([0-9A-Fa-f]{2})|0[0-7]{0,2}|[1-7][0-7]{1,2}", rest)
        if not found:
            kind = "Unicode classes are not supported here" if char in "pP" else f"Go has no \\{char} here"
            raise PatternError(kind)
        self.at += found.end() - 1
        digits = found[1] or found[2]
        return _literal(chr(int(digits, 16) if digits else int(found[0], 8))), False

    def _class(self) -> None:
        """A class in brackets, from behind the opening one."""
        parts = ["["]
        if self.pattern.startswith("^", self.at):
            parts.append("^")
            self.at += 1
        first = self.at
        while True:
            if self.at >= len(self.pattern):
                raise PatternError("a [ is not closed")
            char = self._next()
            if char == "]" and self.at - 1 > first:
                break
            parts.append(self._class_part(char))
        self._emit("".join(parts) + "]")

    def _class_part(self, char: str) -> str:
        if char == "[" and self.pattern.startswith(":", self.at):
            end = self.pattern.find(":]", self.at)
            if end > 0:
                name = self.pattern[self.at + 1 : end]
                self.at = end + 2
                return self._posix(name)
        if char == "\\":
            inner, _ = self._escaped(self._next())
            return _complement(inner[1:]) if inner.startswith("^") else inner
        return char if char == "-" else _literal(char)

    @staticmethod
    def _posix(name: str) -> str:
        inner = _POSIX_CLASSES.get(name.removeprefix("^"))
        if inner is None:
            raise PatternError(f"there is no class [:{name}:]")
        return _complement(inner) if name.startswith("^") else inner


def _complement(inner: str) -> str:
    """The inside of the class of all characters that are not in the class with the inside `inner`."""
    import re

    outside = re.findall(f"[^{inner}]", "".join(map(chr, range(128))))
    return "".join(f"\\x{ord(char):02x}" for char in outside) + "\\x80-\U0010ffff"


def _literal(char: str) -> str:
    return char if char.isalnum() or char in " _" else "\\" + char
