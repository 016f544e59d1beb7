"""Jinja templates of a chart tree: their context, and their compiled form, which a renderer keeps."""

from kforge.render import context, engines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from kforge.chart.chart import File
    from kforge.render.capabilities import ApiVersions
    from kforge.render.manifests import Text
    from kforge.render.prepare import Prepared
    from kforge.render.templates import Render, Template


def renderer(
    prepared: "Prepared",
    versions: "ApiVersions",
    sources: "dict[str, File]",
    compiled: "dict[tuple[str, ...], Any]",
    values_files: "Sequence[str]",
) -> "Render":
    """What renders one template of the tree.

    The same charts under the same names are compiled once: `compiled` keeps them from run to run.
    """
    key = (engines.JINJA, *sources)
    if key not in compiled:
        from kforge.jinja.environment import TemplateSet

        texts = {name: file.text() for name, file in sources.items()}
        compiled[key] = TemplateSet(texts, lambda name: sources[name].shown)
    templates = compiled[key]
    common = context.shared(prepared.release, prepared.kube, versions)
    contexts = context.contexts(prepared.chart, prepared.values, common)

    def render(template: "Template") -> "Text":
        chart = template.chart
        names = contexts[chart.full_path]
        inner = context.of_template(names, template.name, f"{chart.full_path}/templates")
        own = chart.values_file.shown if chart.values_file else f"{chart.shown}/values.yaml"
        text: Text = templates.render(template.name, inner, values_files=(own, *values_files))
        return text

    return render
