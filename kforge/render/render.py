"""Renders a chart with values to manifests, as `helm template` does."""

from kforge.chart.load import load
from kforge.render import capabilities, context, engines, manifests
from kforge.render.options import RenderOptions
from kforge.render.prepare import Prepared, prepare
from kforge.render.rendered import Rendered
from kforge.render.templates import Templates, raise_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.chart.chart import Chart, File
    from kforge.jinja.environment import TemplateSet

__all__ = ["RenderOptions", "Rendered", "Renderer", "render"]

NOTES = "NOTES.txt"


def render(path: str, options: "RenderOptions | None" = None) -> Rendered:
    """Render the chart in the folder or archive `path`. Raises KforgeError."""
    return Renderer(path).render(options or RenderOptions())


class Renderer:
    """One chart, read and compiled once, rendered as often as needed."""

    def __init__(self, path: str) -> None:
        """Raises ChartError, FileError, YamlError, ValuesError."""
        self.chart = load(path)
        self._compiled: dict[tuple[str, ...], TemplateSet] = {}

    def prepare(self, options: RenderOptions) -> Prepared:
        """The charts and values that `options` lead to. Raises KforgeError."""
        return prepare(self.chart, options)

    def render(self, options: RenderOptions) -> Rendered:
        """Render with one set of values. Raises KforgeError."""
        prepared = self.prepare(options)
        templates = Templates(prepared.chart)
        common = context.shared(
            prepared.release, prepared.kube, capabilities.api_versions(options.api_versions)
        )
        contexts = context.contexts(prepared.chart, prepared.values, common)
        texts, errors = templates.render(self._compile, contexts, options.values_files)
        notes = _take_notes(texts, f"{prepared.chart.full_path}/templates/{NOTES}")
        reader = manifests.Reader(prepared.warn, templates.line)
        for name in sorted(texts, key=lambda name: (engines.plain_name(name), name)):
            reader.add(name, texts[name])
        raise_all([*errors, *reader.errors])
        found = _ordered(prepared.chart, reader.manifests, options)
        return Rendered(found, notes, list(prepared.warnings), options.show_only)

    def _compile(self, sources: "dict[str, File]") -> "TemplateSet":
        """The Jinja templates `sources`, compiled; the same charts under the same names are compiled once."""
        key = tuple(sources)
        if key not in self._compiled:
            from kforge.jinja.environment import TemplateSet

            texts = {name: file.text() for name, file in sources.items()}
            self._compiled[key] = TemplateSet(texts, lambda name: sources[name].shown)
        return self._compiled[key]


def _take_notes(texts: "dict[str, manifests.Text]", root: str) -> str:
    """Take the notes out of `texts`; those of the root chart are returned."""
    notes = ""
    for name in [name for name in texts if engines.plain_name(name).endswith(NOTES)]:
        text = texts.pop(name).text
        if engines.plain_name(name) == root:
            notes = text
    return notes


def _ordered(
    chart: "Chart", found: "list[manifests.Manifest]", options: RenderOptions
) -> "list[manifests.Manifest]":
    hooks = [] if options.no_hooks else [manifest for manifest in found if manifest.is_hook]
    if options.skip_tests:
        hooks = [hook for hook in hooks if not hook.is_test]
    resources = [manifest for manifest in found if not manifest.is_hook]
    crds = _crds(chart) if options.include_crds else []
    return [*crds, *manifests.order(resources), *manifests.order(hooks)]


def _crds(chart: "Chart") -> "list[manifests.Manifest]":
    result = []
    for name, file in chart.crds():
        text = engines.StaticText(file.text(), file.shown)
        manifest = manifests.Manifest(name, text.text, text.position, 1)
        manifest.kind, manifest.is_crd = manifests.CRD, True
        result.append(manifest)
    return result
