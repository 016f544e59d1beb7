"""The patterns of `.Files.Glob` and `files.glob`, those of Helm (gobwas/glob).

* and ? stop at /, ** does not; {a,b} chooses, [abc], [!abc], [a-c] and [!a-c] too; a backslash takes a
character as it stands. A { that is never closed ends with the pattern.
"""

from kforge.errors import TemplateError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

BREAKS_TEXT, BREAKS_CHOICE = "?*[{", "?*[{},"


def compile_glob(pattern: str) -> "re.Pattern[str]":
    """The pattern as a regular expression for a whole path. Raises TemplateError when it is malformed."""
    import re

    return re.compile(_Reader(pattern).read(), re.DOTALL)


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.depth = 0

    def read(self) -> str:
        parts: list[str] = []
        while self.at < len(self.pattern):
            parts.append(self.item())
        return "".join(parts) + ")" * self.depth

    def item(self) -> str:
        char = self.pattern[self.at]
        self.at += 1
        if char == "{":
            self.depth += 1
            return "(?:"
        if char == "," and self.depth:
            return "|"
        if char == "}" and self.depth:
            self.depth -= 1
            return ")"
        if char == "[":
            return self.choice()
        if char == "?":
            return "[^/]"
        if char == "*":
            if self.pattern.startswith("*", self.at):
                self.at += 1
                return ".*"
            return "[^/]*"
        self.at -= 1
        return self.text(BREAKS_CHOICE if self.depth else BREAKS_TEXT)

    def text(self, breaks: str) -> str:
        """Text up to one of the characters `breaks`, escaped for a regular expression."""
        import re

        return re.escape(self.plain(breaks))

    def plain(self, breaks: str) -> str:
        taken: list[str] = []
        while self.at < len(self.pattern):
            char = self.pattern[self.at]
            if char == "\\":
                self.at += 1
                if self.at == len(self.pattern):
                    break
                char = self.pattern[self.at]
            elif char in breaks:
                break
            taken.append(char)
            self.at += 1
        return "".join(taken)

    def choice(self) -> str:
        """What follows a [."""
        import re

        negated = self.pattern.startswith("!", self.at)
        self.at += negated
        sign = "^" if negated else ""
        low = self.next()
        if self.pattern.startswith("-", self.at):
            self.at += 1
            high = self.next()
            if self.next() != "]" or high < low:
                raise self.malformed("this is no range of characters")
            return f"[{sign}{re.escape(low)}-{re.escape(high)}]"
        self.at -= 1
        members = self.plain("]")
        if self.next() != "]" or not members:
            raise self.malformed("[ holds nothing")
        return f"[{sign}{''.join(map(re.escape, members))}]"

    def next(self) -> str:
        if self.at >= len(self.pattern):
            raise self.malformed("[ is not closed")
        self.at += 1
        return self.pattern[self.at - 1]

    def malformed(self, reason: str) -> TemplateError:
        return TemplateError(f"the pattern {self.pattern!r} is malformed: {reason}")
