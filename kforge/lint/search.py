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


def find_settings(path: str, given: str, known: "dict[str, Settings | None]") -> "Settings | None":
    """The settings for `path`, from the file `given` if there is one. Raises LintConfigError and FileError.

    `known` remembers what was found for a folder; a file in it is one that does not count.
    """
    folder = "" if given else "." if path == STDIN else os.path.dirname(path) or "."
    if folder not in known:
        file = given or _find(os.path.abspath(folder), {os.path.abspath(name) for name in known})
        known[folder] = _load(given or os.path.relpath(file), known) if file else None
    return known[folder]


def _load(file: str, known: "dict[str, Settings | None]") -> "Settings":
    for settings in known.values():
        if settings and settings.file == file:
            return settings
    name = os.path.basename(file)
    if name in YAMLLINT:
        from kforge.lint.yamllint import load as load_yamllint

        return load_yamllint(file)
    from kforge.lint.settings import load

    return load(file)


def _find(folder: str, broken: "set[str]") -> str:
    theirs = ""
    while True:
        for name in (OWN, PYPROJECT):
            file = os.path.join(folder, name)
            if file not in broken and os.path.isfile(file) and (name == OWN or _is_meant(file)):
                return file
        if not theirs:
            files = (os.path.join(folder, name) for name in YAMLLINT)
            theirs = next((file for file in files if file not in broken and os.path.isfile(file)), "")
        outer = os.path.dirname(folder)
        if outer == folder or os.path.exists(os.path.join(folder, REPOSITORY)):
            return theirs
        folder = outer


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
