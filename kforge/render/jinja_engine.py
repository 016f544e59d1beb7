"""Jinja templates of a chart tree: their context, and their compiled form, which a renderer keeps."""

from kforge.render import context, engines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from kforge.chart.chart import File
    from kforge.jinja.world import World
    from kforge.render.capabilities import ApiVersions
    from kforge.render.go_engine import GoTemplates
    from kforge.render.manifests import Text
    from kforge.render.options import RenderOptions
    from kforge.render.prepare import Prepared
    from kforge.render.templates import Render, Template


def renderer(
    prepared: "Prepared",
    versions: "ApiVersions",
    sources: "dict[str, File]",
    compiled: "dict[tuple[str, ...], Any]",
    options: "RenderOptions",
    go: "Callable[[], GoTemplates]",
) -> "Render":
    """What renders one template of the tree.

    The same charts under the same names are compiled once: `compiled` keeps them from run to run. `go` gives
    what renders the named Go templates of the tree, for a template that asks for one.
    """
    key = (engines.JINJA, *sources)
    if key not in compiled:
        from kforge.jinja.environment import TemplateSet

        texts = {name: file.text() for name, file in sources.items()}
        compiled[key] = TemplateSet(texts, lambda name: sources[name].shown)
    templates = compiled[key]
    common = context.shared(prepared.release, prepared.kube, versions)
    contexts = context.contexts(prepared.chart, prepared.values, common)
    chance: dict[str, Any] = {}  # one for all templates: what is random must not repeat

    def render(template: "Template") -> "Text":
        chart = template.chart
        names = contexts[chart.full_path]
        inner = context.of_template(names, template.name, f"{chart.full_path}/templates")
        inner["context"] = _root(inner, template, go)
        own = chart.values_file.shown if chart.values_file else f"{chart.shown}/values.yaml"
        text: Text = templates.render(
            template.name,
            inner,
            values_files=(own, *options.values_files),
            world=lambda: _world(template, go, options, chance),
        )
        return text

    return render


def _root(names: "dict[str, object]", template: "Template", go: "Callable[[], GoTemplates]") -> object:
    from kforge.jinja.world import Root

    return Root(names, lambda: go().root(template))


def _world(
    template: "Template", go: "Callable[[], GoTemplates]", options: "RenderOptions", chance: "dict[str, Any]"
) -> "World":
    """What Helm's functions ask for in one template."""
    from kforge.jinja.world import World
    from kforge.render.go_engine import asked

    if not chance:
        chance.update(asked(options))

    def tpl(text: str) -> str | None:
        return go().tpl(text, template) if engines.sniff([text]) == engines.GO else None

    return World(include=lambda name, data: go().include(name, data), tpl=tpl, **chance)
