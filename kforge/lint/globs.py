"""Patterns for paths, as in .gitignore: `*` stays in a folder, `**` does not, no slash means anywhere."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


class Globs:
    """Patterns; the last one that matches decides, and one that starts with `!` lets the path through."""

    __slots__ = ("_parts",)

    def __init__(self, patterns: "Iterable[str]") -> None:
        import re

        self._parts = [
            (re.compile(_translated(pattern.removeprefix("!"))), not pattern.startswith("!"))
            for pattern in patterns
        ]

    def match(self, path: str) -> bool:
        """Whether `path`, relative and with slashes, or a folder it lies in, is meant."""
        found = False
        for pattern, means in self._parts:
            if pattern.fullmatch(path):
                found = means
        return found


def _translated(glob: str) -> str:
    import re

    anchored = "/" in glob.rstrip("/")
    body = "" if anchored else "(?:.*/)?"
    rest = glob.removeprefix("/")
    only_folder = rest.endswith("/")
    rest = rest.rstrip("/")
    index = 0
    while index < len(rest):
        char = rest[index]
        if rest.startswith("**/", index):
            body += "(?:.*/)?"
            index += 3
            continue
        if rest.startswith("**", index):
            body += ".*"
            index += 2
            continue
        end = rest.find("]", index + 2) if char == "[" else -1
        if end > 0:
            inside = rest[index + 1 : end].replace("\\", "\\\\")
            body += f"[^/{inside[1:]}]" if inside[0] in "!^" else f"[{inside}]"
            index = end + 1
            continue
        body += {"*": "[^/]*", "?": "[^/]"}.get(char) or re.escape(char)
        index += 1
    return body + ("/.*" if only_folder else "(?:/.*)?")
