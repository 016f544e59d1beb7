"""Renders a chart with values to manifests, as `helm template` does."""

from kforge.chart import coalesce, dependencies, semver, set_values
from kforge.chart.load import load
from kforge.errors import ErrorGroup, KforgeError, Position
from kforge.render import capabilities, context, engines, manifests, release
from kforge.render.options import RenderOptions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kforge.chart.chart import Chart, File
    from kforge.jinja.environment import TemplateSet

NOTES = "NOTES.txt"


class Rendered:
    """What a chart rendered to: its manifests in Helm's order (hooks come last), notes, warnings."""

    __slots__ = ("_shown", "manifests", "notes", "warnings")

    def __init__(
        self, found: "list[manifests.Manifest]", notes: str, warnings: "list[str]", show_only: "Sequence[str]"
    ) -> None:
        """Raises TemplateError when `show_only` names what is not there."""
        self.manifests = found
        self.notes = notes
        self.warnings = warnings
        self._shown = ""
        if show_only:
            from kforge.render.show_only import select

            self._shown = select(self._whole(), show_only)

    def text(self) -> str:
        """What helm template prints."""
        return self._shown or self._whole()

    def _whole(self) -> str:
        resources = "".join(_document(manifest) for manifest in self.manifests if not manifest.is_hook)
        hooks = "".join(_document(manifest) for manifest in self.manifests if manifest.is_hook)
        return f"{resources.strip(manifests.SPACE)}\n{hooks}"


def _document(manifest: manifests.Manifest) -> str:
    return f"---\n# Source: {manifest.source}\n{manifest.text}\n"


def render(path: str, options: "RenderOptions | None" = None) -> Rendered:
    """Render the chart in the folder or archive `path`. Raises KforgeError."""
    return Renderer(path).render(options or RenderOptions())


class Renderer:
    """One chart, read and compiled once, rendered as often as needed."""

    def __init__(self, path: str) -> None:
        """Raises ChartError, FileError, YamlError, ValuesError."""
        self.chart = load(path)
        self._sets: dict[tuple[str, ...], TemplateSet] = {}

    def render(self, options: RenderOptions) -> Rendered:
        """Render with one set of values. Raises KforgeError."""
        return _Run(self, options).rendered()

    def templates(self, sources: "dict[str, File]") -> "TemplateSet":
        """The Jinja templates `sources`, compiled; the same charts under the same names are compiled once."""
        key = tuple(sources)
        if key not in self._sets:
            from kforge.jinja.environment import TemplateSet

            self._sets[key] = TemplateSet(
                {name: file.text() for name, file in sources.items()}, lambda name: sources[name].shown
            )
        return self._sets[key]


class _Template:
    """One template of the tree: its name in the output, its file, its chart, what it takes to render it."""

    __slots__ = ("chart", "file", "kind", "name")

    def __init__(self, file: "File", chart: "Chart", kind: str) -> None:
        self.name = f"{chart.full_path}/{file.path}"
        self.file = file
        self.chart = chart
        self.kind = kind


class _Run:
    """One rendering."""

    def __init__(self, renderer: Renderer, options: RenderOptions) -> None:
        self.renderer = renderer
        self.options = options
        self.chart = renderer.chart.copy()
        self._warnings: dict[str, None] = {}

    def warn(self, message: str) -> None:
        self._warnings[message] = None  # the same conflict is met several times on the way

    def rendered(self) -> Rendered:
        options, chart = self.options, self.chart
        _check_installable(chart)
        if chart.metadata.fields.get("deprecated"):
            self.warn(f"the chart {chart.name} is deprecated")
        dependencies.check_present(chart)
        name = release.name_from(options.name_template) if options.name_template else options.name
        release.check_name(name)
        kube = capabilities.KubeVersion(options.kube_version or capabilities.KUBE_VERSION)
        values = self._values()
        _check_kube_version(chart, kube)
        common = context.shared(
            release.Release(name, options.namespace, options.is_upgrade),
            kube,
            capabilities.api_versions(options.api_versions),
        )
        found, notes = self._manifests(context.contexts(chart, values, common))
        return Rendered(found, notes, list(self._warnings), options.show_only)

    def _values(self) -> "dict[str, object]":
        """The values of the whole tree; drops disabled subcharts on the way."""
        from kforge.chart import values

        options = self.options
        given = values.read_files(options.values_files)
        if options.values is not None:
            given = values.merge(given, coalesce.copy(dict(options.values)))
        given = set_values.apply(given, options.sets, values.read_text)
        dependencies.process(self.chart, given, self.warn)
        result = coalesce.coalesce(self.chart, given, self.warn)
        if not options.skip_schema_validation and _has_schema(self.chart):
            from kforge.chart.schema import check

            check(self.chart, result)
        return result

    def _manifests(self, contexts: "Mapping[str, context.Context]") -> "tuple[list[manifests.Manifest], str]":
        templates, sources = self._templates()
        texts, errors = self._texts(templates, sources, contexts)
        notes = _take_notes(texts, f"{self.chart.full_path}/templates/{NOTES}")
        shown = (*(template.file for template in templates), *sources.values())
        files = {file.shown: file for file in shown}
        reader = manifests.Reader(self.warn, lambda position: _line(files, position))
        for name in sorted(texts, key=lambda name: (engines.plain_name(name), name)):
            reader.add(name, texts[name])
        _raise([*errors, *reader.errors])
        hooks = [manifest for manifest in reader.manifests if manifest.is_hook]
        rest = [manifest for manifest in reader.manifests if not manifest.is_hook]
        if self.options.no_hooks:
            hooks = []
        elif self.options.skip_tests:
            hooks = [hook for hook in hooks if not hook.is_test]
        crds = _crds(self.chart) if self.options.include_crds else []
        return [*crds, *manifests.order(rest), *manifests.order(hooks)], notes

    def _templates(self) -> "tuple[list[_Template], dict[str, File]]":
        """The templates to render, in Helm's order of execution, and all Jinja sources."""
        found: dict[str, _Template] = {}
        sources: dict[str, File] = {}
        refused: list[KforgeError] = []
        for chart in _walk(self.chart):
            engine = engines.engine_of(chart) if chart.templates else engines.GO
            for file in chart.templates:
                partial = engines.is_partial(file.path)
                if chart.is_library and not partial:
                    continue
                template = _Template(file, chart, engines.kind_of(file, engine))
                if engines.is_jinja(file, engine):
                    sources[template.name] = file
                if partial:
                    continue  # one for Go does no harm: nothing that this version renders can use it
                if template.kind == engines.GO:
                    refused.append(engines.refuse(file))
                    break  # one for each chart: the others would say the same
                found[template.name] = template
        _raise(refused)
        return sorted(found.values(), key=_depth, reverse=True), dict(sorted(sources.items()))

    def _texts(
        self,
        templates: "list[_Template]",
        sources: "dict[str, File]",
        contexts: "Mapping[str, context.Context]",
    ) -> "tuple[dict[str, manifests.Text], list[KforgeError]]":
        """What each template renders to; the errors of all of them."""
        texts: dict[str, manifests.Text] = {}
        errors: list[KforgeError] = []
        compiled = None
        for template in templates:
            if template.kind == engines.STATIC:
                texts[template.name] = engines.static(template.file, template.name in sources)
                continue
            compiled = compiled or self.renderer.templates(sources)
            try:
                texts[template.name] = self._render(template, compiled, contexts[template.chart.full_path])
            except KforgeError as error:
                errors.append(error)
        return texts, errors

    def _render(
        self, template: _Template, compiled: "TemplateSet", names: "context.Context"
    ) -> "manifests.Text":
        chart = template.chart
        inner = context.of_template(names, template.name, f"{chart.full_path}/templates")
        own = chart.values_file.shown if chart.values_file else f"{chart.shown}/values.yaml"
        return compiled.render(template.name, inner, values_files=(own, *self.options.values_files))


def _depth(template: _Template) -> "tuple[int, str]":
    return template.name.count("/"), template.name


def _check_installable(chart: "Chart") -> None:
    if chart.is_library:
        raise chart.metadata.error(
            ("type",),
            f"{chart.name} is a library chart: it renders nothing by itself",
            hint="name it in the dependencies of an application chart",
        )


def _check_kube_version(chart: "Chart", kube: capabilities.KubeVersion) -> None:
    wanted = chart.metadata.text("kubeVersion")
    if wanted and not semver.satisfies(wanted, kube.plain):
        raise chart.metadata.error(
            ("kubeVersion",),
            f"the chart wants Kubernetes {wanted}, this is {kube.version}",
            hint="--kube-version names the version to render for",
        )


def _has_schema(chart: "Chart") -> bool:
    return any(one.schema for one in _walk(chart))


def _walk(chart: "Chart") -> "Iterable[Chart]":
    yield chart
    for subchart in chart.dependencies:
        yield from _walk(subchart)


def _take_notes(texts: "dict[str, manifests.Text]", root: str) -> str:
    """Take the notes out of `texts`; those of the root chart are returned."""
    notes = ""
    for name in [name for name in texts if engines.plain_name(name).endswith(NOTES)]:
        text = texts.pop(name).text
        if engines.plain_name(name) == root:
            notes = text
    return notes


def _crds(chart: "Chart") -> "list[manifests.Manifest]":
    result = []
    for name, file in chart.crds():
        text = engines.StaticText(file.text(), file.shown)
        manifest = manifests.Manifest(name, text.text, text.position, 1)
        manifest.kind, manifest.is_crd = manifests.CRD, True
        result.append(manifest)
    return result


def _line(files: "Mapping[str, File]", position: Position) -> str:
    file = files.get(position.file)
    lines = file.text().split("\n") if file else []
    return lines[position.line - 1] if 0 < position.line <= len(lines) else ""


def _raise(errors: "list[KforgeError]") -> None:
    """Raise what there is, each error once: a macro fails alike in all templates that call it."""
    distinct = {error.render(): error for error in errors}
    if len(distinct) == 1:
        raise next(iter(distinct.values()))
    if distinct:
        raise ErrorGroup(distinct.values())
