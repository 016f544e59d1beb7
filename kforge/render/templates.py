"""The templates of a chart tree: which take part, in which order, and what they render to."""

from kforge.errors import ErrorGroup, KforgeError
from kforge.render import engines
from kforge.render.prepare import walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kforge.chart.chart import Chart, File
    from kforge.errors import Position
    from kforge.render.manifests import Text

    Sources = dict[str, File]
    Render = Callable[["Template"], Text]


class Template:
    """One template: its name in the output, its file, its chart, and what it takes to render it."""

    __slots__ = ("chart", "file", "kind", "name")

    def __init__(self, file: "File", chart: "Chart", kind: str) -> None:
        self.name = f"{chart.full_path}/{file.path}"
        self.file = file
        self.chart = chart
        self.kind = kind


class Templates:
    """The templates of a chart tree: those to render, in Helm's order of execution, and all sources.

    `sources` holds the files of each language by name, as its engine wants them: Go's in Helm's order of
    parsing, static ones too, for any of them may be included.
    """

    __slots__ = ("sources", "to_render")

    def __init__(self, root: "Chart") -> None:
        """Raises ChartError for an engine that does not exist, FileError."""
        found: dict[str, Template] = {}
        self.sources: dict[str, Sources] = {engines.JINJA: {}, engines.GO: {}}
        for chart in walk(root):
            _collect(chart, found, self.sources)
        self.to_render = sorted(found.values(), key=_depth, reverse=True)
        jinja, go = self.sources[engines.JINJA], self.sources[engines.GO]
        self.sources[engines.JINJA] = dict(sorted(jinja.items()))
        self.sources[engines.GO] = {name: go[name] for name in sorted(go, key=_path_length, reverse=True)}

    def needs(self, engine: str) -> bool:
        """Whether anything here is in the language of `engine`; Go partials count: Helm reads them all."""
        if any(template.kind == engine for template in self.to_render):
            return True
        return engine == engines.GO and any(
            "{{" in file.loose_text() for file in self.sources[engine].values()
        )

    def line(self, position: "Position") -> str:
        """The text of the line at a position in one of the templates."""
        files = [one.file for one in self.to_render]
        files += [file for sources in self.sources.values() for file in sources.values()]
        file = next((file for file in files if file.shown == position.file), None)
        lines = file.loose_text().split("\n") if file else []
        return lines[position.line - 1] if 0 < position.line <= len(lines) else ""

    def render(self, how: "dict[str, Render]") -> "tuple[dict[str, Text], list[KforgeError]]":
        """What each template renders to, and the errors of all. Raises TemplateError on bad syntax.

        `how` renders a template of its language.
        """
        texts: dict[str, Text] = {}
        errors: list[KforgeError] = []
        for template in self.to_render:
            if template.kind == engines.STATIC:
                jinja = template.name in self.sources[engines.JINJA]
                texts[template.name] = engines.static(template.file, jinja)
                continue
            try:
                texts[template.name] = how[template.kind](template)
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


def _collect(chart: "Chart", found: "dict[str, Template]", sources: "dict[str, Sources]") -> None:
    engine = engines.engine_of(chart) if chart.templates else engines.GO
    for file in chart.templates:
        partial = engines.is_partial(file.path)
        if chart.is_library and not partial:
            continue
        template = Template(file, chart, engines.kind_of(file, engine))
        language = engines.JINJA if engines.is_jinja(file, engine) else engines.GO
        sources[language][template.name] = file
        if not partial:
            found[template.name] = template


def _depth(template: Template) -> "tuple[int, str]":
    return _path_length(template.name)


def _path_length(name: str) -> "tuple[int, str]":
    return name.count("/"), name
