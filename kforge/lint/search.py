"""Finds the configuration of a file: in its folder or the nearest one above, up to the repository's root.

.kforge-lint.yaml comes first, then a [tool.kforge.lint] in pyproject.toml; where there is neither, yamllint's
own configuration counts for the rules it shares.
"""

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.lint.settings import Settings

OWN = ".kforge-lint.yaml"
PYPROJECT = "pyproject.toml"
YAMLLINT = (".yamllint", ".yamllint.yaml", ".yamllint.yml")
REPOSITORY = ".git"
STDIN = "-"


class Search:
    """Finds configurations, each folder looked at once; `broken` are files that do not count."""

    __slots__ = ("_folders", "_given", "_known", "broken")

    def __init__(self, given: str = "") -> None:
        """`given` is a file that counts for all, if there is one."""
        self._given = given
        self._known: dict[str, Settings | None] = {}
        self._folders: dict[str, tuple[str, str]] = {}
        self.broken: set[str] = set()

    def settings(self, path: str) -> "Settings | None":
        """The settings for the file at `path`. Raises LintConfigError and FileError."""
        folder = "" if self._given else "." if path == STDIN else os.path.dirname(path) or "."
        if folder not in self._known:
            own, theirs = ("", "") if self._given else self._find(os.path.abspath(folder))
            file = self._given or own or theirs
            self._known[folder] = self._load(self._given or os.path.relpath(file)) if file else None
        return self._known[folder]

    def leave_out(self, file: str) -> None:
        """Go on as if the configuration `file` were not there."""
        self.broken.add(os.path.abspath(file))
        self._folders.clear()

    def _load(self, file: str) -> "Settings":
        for settings in self._known.values():
            if settings and settings.file == file:
                return settings
        if os.path.basename(file) in YAMLLINT:
            from kforge.lint.yamllint import load as load_yamllint

            return load_yamllint(file)
        from kforge.lint.settings import load

        return load(file)

    def _find(self, folder: str) -> "tuple[str, str]":
        """The configuration for kforge that counts in a folder, and yamllint's; "" for none."""
        found = self._folders.get(folder)
        if found is None:
            own, theirs = self._here(folder)
            outer = os.path.dirname(folder)
            if not own and outer != folder and not os.path.exists(os.path.join(folder, REPOSITORY)):
                own, above = self._find(outer)
                theirs = theirs or above
            found = self._folders[folder] = own, theirs
        return found

    def _here(self, folder: str) -> "tuple[str, str]":
        try:
            names = set(os.listdir(folder))
        except OSError:
            return "", ""
        own = [os.path.join(folder, name) for name in (OWN, PYPROJECT) if name in names]
        meant = (file for file in own if os.path.isfile(file) and file not in self.broken)
        theirs = [os.path.join(folder, name) for name in YAMLLINT if name in names]
        return (
            next((file for file in meant if file.endswith(OWN) or _is_meant(file)), ""),
            next((file for file in theirs if os.path.isfile(file) and file not in self.broken), ""),
        )


def _is_meant(file: str) -> bool:
    """Whether a pyproject.toml may say something about kforge: whether to read it at all."""
    from kforge.files import read_bytes

    data = read_bytes(file)
    return b"kforge" in data and b"lint" in data and _has_table(data)


def _has_table(data: bytes) -> bool:
    import tomllib

    try:
        tree = tomllib.loads(data.decode("utf-8", "replace").replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError:
        return True  # the error is told when it is loaded
    tool = tree.get("tool")
    kforge = tool.get("kforge") if isinstance(tool, dict) else None
    return isinstance(kforge, dict) and "lint" in kforge
