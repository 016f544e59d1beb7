"""The linter's configuration file: rules and severities, also by path, files to ignore, strictness.

    strict: true
    kube-version: "1.30"
    crds: [crds/]
    ignore: [vendor/, "*.generated.yaml"]
    rules: {sexagesimal: off, lossy-float: error}
    paths:
      charts/**: {truthy-value: warning}

In pyproject.toml the same stands under [tool.kforge.lint]. Patterns are those of .gitignore, from the file's
folder. A rule is off, on, or has a severity.
"""

import os

from kforge.errors import FileError, LintConfigError, Position, YamlError, nearest
from kforge.files import read_text
from kforge.lint.config import OFF, ON
from kforge.lint.globs import Globs
from kforge.lint.rule import SEVERITIES
from kforge.lint.rules import RULES
from kforge.schema.fields import FIRST, LAST, minor_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

KEYS = ("strict", "kube-version", "crds", "ignore", "rules", "paths")
WORDS = {**{name: name for name in SEVERITIES}, "off": OFF, "on": ON, "disable": OFF, "enable": ON}
TABLE = ("tool", "kforge", "lint")


class Settings:
    """What one configuration file says."""

    __slots__ = ("_ignore", "_paths", "_rules", "crds", "file", "folder", "kube_version", "strict")

    def __init__(
        self,
        file: str,
        *,
        strict: bool = False,
        kube_version: str = "",
        crds: "Sequence[str]" = (),
        ignore: "Sequence[str]" = (),
        rules: "dict[str, str] | None" = None,
        paths: "Sequence[tuple[Sequence[str], dict[str, str]]]" = (),
    ) -> None:
        self.file = file
        self.folder = os.path.dirname(os.path.realpath(file))
        self.strict = strict
        self.kube_version = kube_version
        self.crds = [os.path.join(os.path.dirname(file), path) for path in crds]
        self._ignore = Globs(ignore)
        self._rules = rules or {}
        self._paths = [(Globs(patterns), changes) for patterns, changes in paths]

    def ignores(self, path: str) -> bool:
        """Whether the file is to be left out; one that is named on the command line too."""
        return self._ignore.match(self._relative(path))

    def rules_of(self, path: str) -> "dict[str, str]":
        """OFF, ON or a severity by name of the rule; a later pattern has the last word."""
        found = dict(self._rules)
        relative = self._relative(path)
        for globs, changes in self._paths:
            if globs.match(relative):
                found |= changes
        return found

    def _relative(self, path: str) -> str:
        folder = os.path.realpath(os.path.dirname(path) or ".")
        relative = os.path.relpath(os.path.join(folder, os.path.basename(path)), self.folder)
        return relative.replace(os.sep, "/")


def load(file: str) -> Settings:
    """Read a configuration file. Raises LintConfigError at the place that is wrong."""
    text = text_of_config(file)
    reader = _Toml(file, text) if file.endswith(".toml") else _Yaml(file, text)
    return _read(reader)


def text_of_config(file: str) -> str:
    """The text of a configuration file. Raises LintConfigError."""
    try:
        return read_text(file)
    except FileError as error:
        raise LintConfigError(error.message, error.position, hint=error.hint) from None


class _Yaml:
    """A file in YAML: its tree, and where in it something stands."""

    def __init__(self, file: str, text: str) -> None:
        from kforge.yaml.parse import parse_one

        self.file = file
        self.text = text
        try:
            self.tree = parse_one(text, file)
        except YamlError as error:
            raise LintConfigError(
                error.message, error.position, hint=error.hint, source=error.source
            ) from None
        self.tree = {} if self.tree is None else self.tree

    def position(self, path: "Sequence[str | int]", *, key: bool) -> "tuple[int, int]":
        from kforge.yaml.locate import position

        return position(self.text, 0, path, key=key)

    def fail(
        self, message: str, path: "Sequence[str | int]", *, key: bool = False, hint: str = ""
    ) -> "NoReturn":
        line, column = self.position(path, key=key)
        lines = self.text.split("\n")
        source = lines[line - 1] if 0 < line <= len(lines) else ""
        raise LintConfigError(message, Position(self.file, line, column), hint=hint, source=source)


class _Toml(_Yaml):
    """The table in a pyproject.toml; TOML's reader tells no places: they are looked up by the key's text."""

    def __init__(self, file: str, text: str) -> None:
        import re
        import tomllib

        self.file = file
        self.text = text
        try:
            tree: object = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            at = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
            place = Position(file, int(at[1]), int(at[2])) if at else Position(file)
            message = str(error).partition(" (at ")[0]
            raise LintConfigError(f"this is not TOML: {message[:1].lower()}{message[1:]}", place) from None
        for name in TABLE:
            tree = tree.get(name, {}) if isinstance(tree, dict) else {}
        self.tree = tree

    def position(self, path: "Sequence[str | int]", *, key: bool) -> "tuple[int, int]":  # noqa: ARG002
        import re

        start = self.text.find(".".join(TABLE))
        line = self.text.count("\n", 0, max(start, 0)) + 1
        column = 1
        for name in (name for name in path if isinstance(name, str)):
            word = re.compile(rf"(?<![\w-])[\"']?({re.escape(name)})[\"']?(?![\w-])")
            found = word.search(self.text, max(start, 0))
            if found:
                start = found.start(1)
                line = self.text.count("\n", 0, start) + 1
                column = start - self.text.rfind("\n", 0, start)
        return line, column


def _read(source: _Yaml) -> Settings:
    tree = _mapping(source, source.tree, ())
    for key in tree:
        if key not in KEYS:
            near = nearest(key, KEYS)
            hint = f"did you mean {near}?" if near else f"the keys are {', '.join(KEYS)}"
            source.fail(f"there is no setting {key}", (key,), key=True, hint=hint)
    strict = tree.get("strict", False)
    if not isinstance(strict, bool):
        source.fail("strict is true or false", ("strict",))
    paths = [
        ((pattern,), _rules(source, changes, ("paths", pattern)))
        for pattern, changes in _mapping(source, tree.get("paths", {}), ("paths",)).items()
    ]
    return Settings(
        source.file,
        strict=strict,
        kube_version=_version(source, tree.get("kube-version", "")),
        crds=_paths(source, tree.get("crds", [])),
        ignore=_patterns(source, tree.get("ignore", [])),
        rules=_rules(source, tree.get("rules", {}), ("rules",)),
        paths=paths,
    )


def _mapping(source: _Yaml, tree: object, path: "tuple[str, ...]") -> "dict[str, object]":
    if not isinstance(tree, dict):
        source.fail(f"{path[-1] if path else 'the file'} must be a mapping", path)
    return tree


def _version(source: _Yaml, value: object) -> str:
    if value and (not isinstance(value, str) or minor_of(value) is None):
        hint = f'it is one of "1.{FIRST}" to "1.{LAST}", in quotes'
        source.fail("kube-version is a version of Kubernetes", ("kube-version",), hint=hint)
    return str(value)


def _paths(source: _Yaml, value: object) -> "list[str]":
    for index, path in enumerate(value if isinstance(value, list) else [None]):
        there = isinstance(path, str) and os.path.exists(os.path.join(os.path.dirname(source.file), path))
        if not there:
            source.fail("crds is a list of files and folders", ("crds", index))
    return list(value) if isinstance(value, list) else []


def _patterns(source: _Yaml, value: object) -> "list[str]":
    for index, pattern in enumerate(value if isinstance(value, list) else [None]):
        if not isinstance(pattern, str) or not pattern:
            source.fail("ignore is a list of patterns for paths", ("ignore", index))
    return list(value) if isinstance(value, list) else []


def _rules(source: _Yaml, tree: object, path: "tuple[str, ...]") -> "dict[str, str]":
    known = {name: rule.id for rule in RULES for name in (rule.id, rule.code)}
    found = {}
    for name, value in _mapping(source, tree, path).items():
        if name not in known:
            near = nearest(name, known)
            hint = f"did you mean {near}?" if near else "kforge explain lists the rules"
            source.fail(f"there is no rule {name}", (*path, name), key=True, hint=hint)
        word = {True: "on", False: "off"}[value] if isinstance(value, bool) else value
        if not isinstance(word, str) or word not in WORDS:
            near = nearest(str(word), WORDS)
            hint = f"did you mean {near}?" if near else f"it is on, off, {', '.join(SEVERITIES)}"
            source.fail(f"{name} cannot be {value}", (*path, name), hint=hint)
        found[known[name]] = WORDS[word]
    return found
