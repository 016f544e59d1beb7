"""A run over files and folders: each with the configuration above it, all with what the others define."""

from kforge.errors import KforgeError, LintConfigError, Position, UsageError
from kforge.lint import files
from kforge.lint.config import Config
from kforge.lint.documents import is_kustomization
from kforge.lint.knowledge import Customs, Knowledge
from kforge.lint.runner import Linter, Result
from kforge.lint.search import Search
from kforge.schema.fields import FIRST, LAST, minor_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kforge.lint.charts import Rendering
    from kforge.lint.rule import Finding
    from kforge.lint.settings import Settings

    Render = Callable[[str, int], Iterator[Rendering]]

HIGHEST = 4  # folders from a template up to its chart
MOST_KEPT = 64 * 2**20  # bytes of files that are kept from the first look at them to the second


def run(paths: "Sequence[str]", config: Config, render: "Render | None" = None) -> Result:
    """Lint files and folders; "-" is standard input. A file that cannot be read is a finding.

    `render` gives what the chart in a folder renders to, for a minor version of Kubernetes; without it charts
    are linted as files only. Raises UsageError (no such path, no such version) and LintConfigError.
    """
    result = Result(strict=config.strict)
    project = Project(config)
    seen = []
    for path, data in project.read(paths, result):
        seen.append(path)
        linter = project.linter(path, result)
        if linter:
            result.findings += linter.lint_read(path, data, result) or ()
    if render is not None:
        lint_charts_of(seen, project, render, result)
    return result


def lint_charts_of(paths: "Sequence[str]", project: "Project", render: "Render", result: Result) -> None:
    """Lint what the charts render to that the files belong to; findings stay sorted by file."""
    import os

    folders = {os.path.dirname(path): path for path in paths if path != files.STDIN}
    if not any(_has_chart(folder) for folder in folders):
        return
    from kforge.lint.charts import chart_of, lint_charts

    charts = sorted({chart_of(path) for path in folders.values()} - {""})
    lint_charts(charts, project, render, result)


def _has_chart(folder: str) -> bool:
    """Whether the folder or one above it, up to where a chart's templates may lie, is a chart."""
    import os

    folder = folder or "."
    return any(os.path.isfile(os.path.join(folder, *[os.pardir] * up, files.CHART)) for up in range(HIGHEST))


def lint(
    paths: "Sequence[str]", *, select: "Sequence[str]" = (), ignore: "Sequence[str]" = ()
) -> "list[Finding]":
    """The findings in files and folders; `select` and `ignore` as on the command line."""
    return run(paths, Config(select=select, ignore=ignore)).findings


class Project:
    """The files of a run, and the linter for each by the configuration that is found above it."""

    __slots__ = ("_config", "_customs", "_linters", "_plain", "_search", "_taught")

    def __init__(self, config: Config) -> None:
        self._config = config
        self._search = Search(config.file)
        self._plain: Linter | None = None
        self._linters: dict[tuple[object, ...], Linter] = {}
        self._customs = Customs()
        self._taught: set[str] = set()  # configurations whose definitions have been read
        for path in config.crds:
            self._learn_from(path)

    def read(self, paths: "Sequence[str]", result: Result) -> "Iterator[tuple[str, bytes]]":
        """The files and their bytes, once all of them have been looked at for definitions of kinds."""
        import os

        found = list(files.find(paths))
        kept: dict[str, bytes] = {}
        size = 0
        for path in found:
            try:
                data = files.read(path)
            except KforgeError:
                continue  # told below
            self._customs.learn(data)
            if is_kustomization(path, None):
                self._customs.folders.add(os.path.dirname(path))
            size += len(data)
            if size < MOST_KEPT or path == files.STDIN:
                kept[path] = data
        for path in found:
            try:
                read = kept[path] if path in kept else files.read(path)
            except KforgeError as error:
                self._take_unreadable(error, path, result)
            else:
                yield path, read

    def linter(self, path: str, result: Result) -> Linter | None:
        """Its linter, None when the configuration ignores the file.

        A configuration in a folder below the current one that is wrong is a finding, and the one above it
        counts. Raises LintConfigError for any other.
        """
        settings = self._settings_of(path, result)
        if settings is None:
            self._plain = self._plain or Linter(self._config, knowledge=self._knowledge(""))
            return self._plain
        if settings.ignores(path):
            return None
        rules = settings.rules_of(path)
        key = (settings.strict, settings.kube_version, *sorted(rules.items()))
        if key not in self._linters:
            config = self._config.adjusted(rules)
            knowledge = self._knowledge(settings.kube_version)
            self._linters[key] = Linter(config, strict=settings.strict, knowledge=knowledge)
        return self._linters[key]

    def _settings_of(self, path: str, result: Result) -> "Settings | None":
        while True:
            try:
                settings = self._search.settings(path)
            except LintConfigError as error:
                if self._config.file or not error.position or not _is_nested(error.position.file):
                    raise
                self._search.leave_out(error.position.file)
                result.findings.append(
                    _finding(error, error.position.file, "this configuration does not count: ")
                )
                continue
            if settings is not None and settings.file not in self._taught:
                self._taught.add(settings.file)
                for crds in settings.crds:
                    self._learn_from(crds)
            return settings

    def _knowledge(self, version: str) -> Knowledge:
        wanted = self._config.kube_version or version
        return Knowledge(minor(wanted) if wanted else LAST, self._customs)

    def _learn_from(self, path: str) -> None:
        """Take in the definitions in a file or folder. Raises UsageError and FileError."""
        for file in files.find([path]):
            self._customs.learn(files.read(file))

    def _take_unreadable(self, error: KforgeError, path: str, result: Result) -> None:
        if self.linter(path, result) is not None:
            result.files += 1
            result.findings.append(_finding(error, path, "the file cannot be read: "))


def _is_nested(file: str) -> bool:
    """Whether a configuration lies in a folder below the current one."""
    import os

    folder = os.path.dirname(os.path.abspath(file))
    return folder.startswith(os.getcwd().rstrip(os.sep) + os.sep)


def _finding(error: KforgeError, file: str, prefix: str) -> "Finding":
    """An error about one file as a finding in it."""
    from kforge.lint.rule import ERROR, Finding, Problem
    from kforge.lint.rules.yaml_syntax import RULE

    place = error.position or Position(file)
    problem = Problem(
        ERROR,
        prefix + error.message,
        (place.line, place.column, place.line, place.column + 1 if place.column else 0),
        hint=error.hint,
    )
    return Finding(file, RULE.code, RULE.id, problem, error.source)


def minor(version: str) -> int:
    """The minor version of `version`. Raises UsageError when there is no table for it."""
    found = minor_of(version)
    if found is None:
        raise UsageError(
            f"there are no fields of Kubernetes {version} here", hint=f"it is one of 1.{FIRST} to 1.{LAST}"
        )
    return found
