"""Renders a chart with values to manifests, as `helm template` does."""

from kforge.chart.load import load
from kforge.render import capabilities, engines, manifests
from kforge.render.options import RenderOptions
from kforge.render.prepare import Prepared, prepare, with_floats
from kforge.render.rendered import Rendered
from kforge.render.templates import Templates, raise_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from kforge.chart.chart import Chart
    from kforge.render.go_engine import GoTemplates
    from kforge.render.templates import Render
    from kforge.render.watch import Watch

__all__ = ["RenderOptions", "Rendered", "Renderer", "render"]

NOTES = "NOTES.txt"


def render(path: str, options: "RenderOptions | None" = None) -> Rendered:
    """Render the chart in the folder or archive `path`. Raises KforgeError."""
    return Renderer(path).render(options or RenderOptions())


class Renderer:
    """One chart, read and compiled once, rendered as often as needed."""

    def __init__(self, chart: "str | Chart") -> None:
        """`chart` is a folder, an archive, or a chart that was read. Raises as `load` does."""
        self.chart = load(chart) if isinstance(chart, str) else chart
        self._with_floats: Chart | None = None
        self._compiled: dict[tuple[str, ...], Any] = {}

    def prepare(self, options: RenderOptions) -> Prepared:
        """The charts and values that `options` lead to. Raises KforgeError."""
        return prepare(self.chart, options)

    def prepare_go(self, options: RenderOptions, *, check_schema: bool = True) -> Prepared:
        """The same with the numbers that Go templates see. Raises KforgeError."""
        if self._with_floats is None:
            self._with_floats = with_floats(self.chart)
        return prepare(self._with_floats, options, go=True, check_schema=check_schema)

    def render(self, options: RenderOptions) -> Rendered:
        """Render with one set of values. Raises KforgeError."""
        in_go = engines.engine_of(self.chart) == engines.GO
        prepared = self.prepare_go(options) if in_go else self.prepare(options)
        templates = Templates(prepared.chart)
        watch = _watch() if options.strict else None
        texts, errors = templates.render(self._engines(prepared, templates, options, watch))
        self._keep()
        printed = [text.text for text in texts.values()] if watch else []
        notes = _take_notes(texts, f"{prepared.chart.full_path}/templates/{NOTES}")
        if options.post_renderer:
            from kforge.render.post_render import post_render

            raise_all(errors)
            texts = post_render(texts, options.post_renderer)
        reader = manifests.Reader(prepared.warn, templates.line)
        for name in sorted(texts, key=lambda name: (engines.plain_name(name), name)):
            reader.add(name, texts[name])
        raise_all([*errors, *reader.errors])
        if watch:
            from kforge.render.strict import Strict

            raise_all(Strict(prepared, options, self.chart).errors(watch, templates, printed))
        found = _ordered(prepared.chart, reader.manifests, options)
        return Rendered(found, notes, list(prepared.warnings), options.show_only)

    def _keep(self) -> None:
        """Let the next run find what was compiled in this one. Jinja's engine does so by itself."""
        for key, compiled in self._compiled.items():
            if key[0] == engines.GO:
                compiled.save()

    def _engines(
        self, prepared: Prepared, templates: Templates, options: RenderOptions, watch: "Watch | None"
    ) -> "dict[str, Render]":
        """How to render a template, for each language that is needed; each sees numbers in its own way."""
        versions = capabilities.api_versions(options.api_versions)
        result: dict[str, Render] = {}
        made: list[GoTemplates] = []

        def go() -> "GoTemplates":
            """The Go templates: for those that are rendered, and for those of Jinja that ask for one."""
            if not made:
                from kforge.render.go_engine import GoTemplates

                own = prepared if prepared.go else self.prepare_go(options, check_schema=False)
                sources = templates.sources[engines.GO]
                made.append(GoTemplates(own, versions, sources, self._compiled, options, watch))
            return made[0]

        if templates.needs(engines.GO):
            result[engines.GO] = go().render
        if templates.needs(engines.JINJA):
            from kforge.render.jinja_engine import renderer as jinja_renderer

            own = self.prepare(options) if prepared.go else prepared
            result[engines.JINJA] = jinja_renderer(
                own, versions, templates.sources[engines.JINJA], self._compiled, options, go
            )
        return result


def _watch() -> "Watch":
    from kforge.render.watch import Watch

    return Watch()


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
