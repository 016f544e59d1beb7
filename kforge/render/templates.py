"""The templates of a chart tree: which take part, in which order, and what they render to."""

from kforge.errors import ErrorGroup, KforgeError
from kforge.render import context, engines
from kforge.render.prepare import walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kforge.chart.chart import Chart, File
    from kforge.errors import Position
    from kforge.jinja.environment import TemplateSet
    from kforge.render.manifests import Text


class Template:
    """One template: its name in the output, its file, its chart, and what it takes to render it."""

    __slots__ = ("chart", "file", "kind", "name")

    def __init__(self, file: "File", chart: "Chart", kind: str) -> None:
        self.name = f"{chart.full_path}/{file.path}"
        self.file = file
        self.chart = chart
        self.kind = kind


class Templates:
    """The templates of a chart tree: those to render, in Helm's order of execution, and all Jinja sources."""

    __slots__ = ("sources", "to_render")

    def __init__(self, root: "Chart") -> None:
        """Raises TemplateError for templates that no engine here renders."""
        found: dict[str, Template] = {}
        sources: dict[str, File] = {}
        refused: list[KforgeError] = []
        for chart in walk(root):
            try:
                _collect(chart, found, sources)
            except KforgeError as error:
                refused.append(error)
        raise_all(refused)
        self.to_render = sorted(found.values(), key=_depth, reverse=True)
        self.sources = dict(sorted(sources.items()))

    def line(self, position: "Position") -> str:
        """The text of the line at a position in one of the templates."""
        files = {file.shown: file for file in (*(one.file for one in self.to_render), *self.sources.values())}
        file = files.get(position.file)
        lines = file.text().split("\n") if file else []
        return lines[position.line - 1] if 0 < position.line <= len(lines) else ""

    def render(
        self,
        compile_all: "Callable[[dict[str, File]], TemplateSet]",
        contexts: "Mapping[str, context.Context]",
        values_files: "Sequence[str]",
    ) -> "tuple[dict[str, Text], list[KforgeError]]":
        """What each template renders to, and the errors of all. Raises TemplateError on bad syntax."""
        texts: dict[str, Text] = {}
        errors: list[KforgeError] = []
        compiled = None
        for template in self.to_render:
            if template.kind == engines.STATIC:
                texts[template.name] = engines.static(template.file, template.name in self.sources)
                continue
            compiled = compiled or compile_all(self.sources)
            names = contexts[template.chart.full_path]
            try:
                texts[template.name] = _render(template, compiled, names, values_files)
            except KforgeError as error:
                errors.append(error)
        return texts, errors


def raise_all(errors: "Sequence[KforgeError]") -> None:
    """Raise what there is, each error once: a macro fails alike in all templates that call it."""
    distinct = {error.render(): error for error in errors}
    if len(distinct) == 1:
        raise next(iter(distinct.values()))
    if distinct:
        raise ErrorGroup(distinct.values())


def _collect(chart: "Chart", found: "dict[str, Template]", sources: "dict[str, File]") -> None:
    engine = engines.engine_of(chart) if chart.templates else engines.GO
    for file in chart.templates:
        partial = engines.is_partial(file.path)
        if chart.is_library and not partial:
            continue
        template = Template(file, chart, engines.kind_of(file, engine))
        if engines.is_jinja(file, engine):
            sources[template.name] = file
        if partial:
            continue  # one for Go does no harm: nothing that this version renders can use it
        if template.kind == engines.GO:
            raise engines.refuse(file)  # one for each chart: the others would say the same
        found[template.name] = template


def _depth(template: Template) -> "tuple[int, str]":
    return template.name.count("/"), template.name


def _render(
    template: Template,
    compiled: "TemplateSet",
    names: "context.Context",
    values_files: "Sequence[str]",
) -> "Text":
    chart = template.chart
    inner = context.of_template(names, template.name, f"{chart.full_path}/templates")
    own = chart.values_file.shown if chart.values_file else f"{chart.shown}/values.yaml"
    return compiled.render(template.name, inner, values_files=(own, *values_files))
