"""Charts: what they render to, handed in by who can render, is linted and told at the template's line.

Lint renders nothing. `render` gives, for the folder of a chart, a Rendering for each set of values: the
defaults, and each ci/*-values.yaml. A Rendering holds documents that know which line of which template made
each line of theirs. Findings about layout are left to the templates' authors; each finding is told once,
however many values lead to it.
"""

import os

from kforge.errors import ErrorGroup, KforgeError, TemplateError, ValuesError
from kforge.lint import files
from kforge.lint.origin import Origin
from kforge.lint.rule import ERROR, INFO, WARNING, Finding, Problem
from kforge.lint.rules import template_error, unused_value, values_schema

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kforge.errors import Position
    from kforge.lint.project import Project
    from kforge.lint.runner import Linter, Result

SUBCHARTS = "charts"
HIGHEST = 10  # folders above a file that are looked at
NOT_FETCHED = "named in dependencies"  # charts that `kforge dependency build` would bring
# rules about what a renderer writes, not the author
UNTOLD = frozenset(
    (
        "anchor-alias",
        "block-scalar",
        "crlf",
        "document-marker",
        "empty-document",
        "encoding",
        "final-newline",
        "indentation",
        "suppression",
        "tab",
        "trailing-space",
        "unused-anchor",
        "yaml-syntax",
    )
)


class Handed:
    """A rendered document: its text, and the place in a template that made a line of it."""

    __slots__ = ("position", "text")

    def __init__(self, text: str, position: "Callable[[int], Position]") -> None:
        self.text = text
        self.position = position


class Rendering:
    """A chart with one set of values, "" for its defaults, else the file's name; or why there is none."""

    __slots__ = ("documents", "error", "values")

    def __init__(
        self, values: str, documents: "Iterable[Handed]" = (), error: KforgeError | None = None
    ) -> None:
        self.values = values
        self.documents = list(documents)
        self.error = error


def chart_of(path: str) -> str:
    """The folder of the chart that a file belongs to, with its subcharts; "" when it belongs to none."""
    folder = os.path.dirname(os.path.abspath(path))
    found = ""
    for _ in range(HIGHEST):
        if os.path.isfile(os.path.join(folder, files.CHART)):
            if found and not found.startswith(os.path.join(folder, SUBCHARTS) + os.sep):
                break
            found = folder
        folder = os.path.dirname(folder)
    return found if os.path.isabs(path) or not found else os.path.relpath(found)


def lint_charts(
    folders: "Iterable[str]",
    project: "Project",
    render: "Callable[[str, int], Iterator[Rendering]]",
    result: "Result",
) -> None:
    """Lint what the charts in `folders` render to, into `result`."""
    for folder in folders:
        linter = project.linter(os.path.join(folder, files.CHART), result)
        if linter is not None:
            _Chart(folder, project, linter, result).lint(render)


class _Chart:
    def __init__(self, folder: str, project: "Project", linter: "Linter", result: "Result") -> None:
        self.project = project
        self.linter = linter
        self.result = result
        self.folder = folder
        self.origin = Origin()
        self.told = {_key(one) for one in result.findings}

    def lint(self, render: "Callable[[str, int], Iterator[Rendering]]") -> None:
        first = len(self.result.findings)
        self._lint_sources()
        renderings = list(render(self.folder, self.linter.knowledge.minor))
        rendered = any(one.error is None for one in renderings)
        if rendered:
            self._count_templates()
        # what ci values lead to counts for more than what the defaults do
        for rendering in sorted(renderings, key=lambda one: not one.values):
            if rendering.error is not None:
                self._take_error(rendering.error, rendering.values, rendered)
        if rendered and self.linter.runs(unused_value.RULE.id):
            self._tell_unused()
        for rendering in renderings:
            for handed in rendering.documents:
                self._take(handed)
        mine = self.result.findings[first:]
        self.result.findings[first:] = sorted(mine, key=lambda one: (one.file, one.line, one.column))

    def _lint_sources(self) -> None:
        """The Jinja templates as they are written, but for those that were given by name."""
        for path in _jinja_templates(self.folder):
            linter = self.project.linter(path, self.result)
            if linter is not None and path not in self.result.sources:
                for finding in linter.lint_jinja(self.origin.text(path), path):
                    self._tell(finding)

    def _tell_unused(self) -> None:
        """Values that no template reads."""
        from kforge.lint.reads import VALUES, unused

        file = os.path.normpath(os.path.join(self.folder, VALUES))
        lines = self.origin.text(file).split("\n")
        for key, path in unused(self.folder):
            problem = Problem.at(INFO, f"no template reads {path}", key)
            rule = unused_value.RULE
            self._tell(Finding(file, rule.code, rule.id, problem, lines[key.line - 1]))

    def _count_templates(self) -> None:
        """Templates that were left out as files are linted now."""
        inside = os.path.join(os.path.abspath(self.folder), "")
        mine = {path for path in self.result.left_out if os.path.abspath(path).startswith(inside)}
        self.result.left_out -= mine
        self.result.rendered += len(mine)

    def _take(self, handed: Handed) -> None:
        lines = handed.text.split("\n")
        self.origin.take(handed.position)

        def template_line(line: int) -> str:
            return self.origin.line(self.origin.position(line))

        name = os.path.join(self.folder, "templates", "rendered")
        for finding in self.linter.lint_rendered(handed.text, name, template_line):
            if finding.rule not in UNTOLD:
                self._tell(self._placed(finding, lines))

    def _placed(self, finding: Finding, lines: "list[str]") -> Finding:
        """The finding at the line of the template that made its line."""
        rendered = lines[finding.line - 1] if 0 < finding.line <= len(lines) else ""
        position = self.origin.position(max(finding.line, 1))
        problem = finding.problem
        file, span, source = self.origin.place(position, rendered, problem)
        if source.strip() != rendered.strip() and rendered.strip():
            if problem.edit is not None and "{{" in source and problem.edit.text[:1] in "\"'":
                problem.hint = "pipe it through quote"
            problem.hint = (
                f"{problem.hint + '; ' if problem.hint else ''}the line renders to: {rendered.strip()}"
            )
        problem.edit = None
        problem.line, problem.column, problem.end_line, problem.end_column = span
        return Finding(file, finding.code, finding.rule, problem, source)

    def _tell(self, finding: Finding) -> None:
        """Report the finding unless it is known, or the file's configuration or comments do not want it."""
        key = _key(finding)
        if key in self.told:
            return
        linter = self.project.linter(finding.file, self.result)
        if linter is None or not linter.runs(finding.rule):
            return
        self.told.add(key)
        finding.problem.severity = linter.severities.get(finding.rule, finding.severity)
        self.result.findings += self.origin.heard(finding)

    def _take_error(self, error: KforgeError, values: str, rendered: bool) -> None:
        for one in error.errors if isinstance(error, ErrorGroup) else [error]:
            place = one.position
            file = place.file if place else os.path.join(self.folder, files.CHART)
            line, column = (place.line, place.column) if place else (0, 0)
            rule = values_schema.RULE if isinstance(one, ValuesError) else template_error.RULE
            severity = _severity(one, values, rendered)
            with_values = f" with {values}" if values else " with its default values"
            message = f"{one.message}: the chart does not render{with_values}"
            problem = Problem(
                severity, message, (line, column, line, column + 1 if column else 0), hint=one.hint
            )
            self._tell(Finding(file, rule.code, rule.id, problem, one.source))


def _key(finding: Finding) -> "tuple[str, int, int, str]":
    """What is told once: a rule in a line. A line of values may break a schema in several places."""
    column = finding.column if finding.rule == values_schema.RULE.id else 0
    return finding.file, finding.line, column, finding.rule


def _jinja_templates(folder: str) -> "list[str]":
    """The Jinja templates of a chart and of the charts in it, by their names."""
    found = []
    for top in (folder, *_subcharts(folder)):
        for path, _, names in os.walk(os.path.join(top, files.TEMPLATES)):
            found += [
                os.path.normpath(os.path.join(path, name)) for name in sorted(names) if files.is_jinja(name)
            ]
    return sorted(found)


def _subcharts(folder: str) -> "list[str]":
    inner = os.path.join(folder, SUBCHARTS)
    names = sorted(os.listdir(inner)) if os.path.isdir(inner) else []
    return [os.path.join(inner, name) for name in names if os.path.isdir(os.path.join(inner, name))]


def _severity(error: KforgeError, values: str, rendered: bool) -> str:
    """A chart may ask for values that have no defaults: then ci/*-values.yaml are what must render."""
    if isinstance(error, ValuesError):
        return ERROR if values else WARNING
    if not isinstance(error, TemplateError):
        return INFO if error.message.startswith(NOT_FETCHED) else WARNING
    if values:
        return ERROR
    return INFO if rendered else WARNING
