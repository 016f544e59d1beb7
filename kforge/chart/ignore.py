""".helmignore: which files of a chart's folder Helm does not see.

Like .gitignore only at first sight: `**` is an error, a pattern without / looks at the last name only, and
a `!pattern` does not take anything back: it ignores all that does not match it.
"""

from kforge.chart.pattern import Pattern
from kforge.errors import ChartError, Position

FILE = ".helmignore"
DEFAULT = "templates/.?*"


class Rule:
    """One line of .helmignore."""

    __slots__ = ("base_only", "folders_only", "negated", "pattern")

    def __init__(self, text: str) -> None:
        """Raises ValueError when the pattern is malformed."""
        Pattern(text)  # checked whole, as Helm does, before ! and / are taken off
        self.negated = text.startswith("!")
        text = text.removeprefix("!")
        self.folders_only = text.endswith("/")
        text = text.removesuffix("/")
        self.base_only = "/" not in text
        self.pattern = Pattern(text.removeprefix("/"))

    def matches(self, path: str) -> bool:
        return self.pattern.matches(path.rpartition("/")[2] if self.base_only else path)


class Rules:
    """The rules of one chart, asked for every file and folder of it."""

    __slots__ = ("rules",)

    def __init__(self, text: str = "", shown: str = FILE) -> None:
        """Raises ChartError for a pattern that is none."""
        self.rules: list[Rule] = []
        for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
            rule = line.strip()
            if not rule or rule.startswith("#"):
                continue
            if "**" in rule:
                raise ChartError("** is not supported here", Position(shown, number), source=line)
            try:
                self.rules.append(Rule(rule))
            except ValueError as error:
                raise ChartError(str(error), Position(shown, number), source=line) from None
        self.rules.append(Rule(DEFAULT))

    def ignores(self, path: str, is_folder: bool) -> bool:
        for rule in self.rules:
            if rule.negated:
                if (rule.folders_only and not is_folder) or not rule.matches(path):
                    return True
            elif (is_folder or not rule.folders_only) and rule.matches(path):
                return True
        return False
