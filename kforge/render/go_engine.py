"""Go templates of a chart tree: their context, and their compiled form, which a renderer keeps."""

from kforge.render import engines, go_context

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from kforge.chart.chart import File
    from kforge.render.capabilities import ApiVersions
    from kforge.render.manifests import Text
    from kforge.render.options import RenderOptions
    from kforge.render.prepare import Prepared
    from kforge.render.templates import Render, Template
    from kforge.render.watch import Watch


def renderer(
    prepared: "Prepared",
    versions: "ApiVersions",
    sources: "dict[str, File]",
    compiled: "dict[tuple[str, ...], Any]",
    options: "RenderOptions",
    watch: "Watch | None" = None,
) -> "Render":
    """What renders one template of the tree, in Helm's order: they share their maps and may change them.

    The same charts under the same names are compiled once: `compiled` keeps them from run to run. A `watch`
    is told what is read of the values.
    Raises TemplateError for bad syntax, KforgeError for a --lookup-from that cannot be read.
    """
    key = (engines.GO, *sources)
    if key not in compiled:
        from kforge.gotmpl.environment import TemplateSet

        texts = {name: file.loose_text() for name, file in sources.items()}
        compiled[key] = TemplateSet(texts, lambda name: sources[name].shown)
    lookup = None
    if options.lookup_from:
        from kforge.render.lookup import Recorded

        lookup = Recorded(options.lookup_from).find
    execution = compiled[key].execution(lookup=lookup, **_chance(options))
    common = go_context.shared(prepared.release, prepared.kube, versions)
    values = prepared.values
    if watch:
        from kforge.render.watch import watched

        values = watched(values, watch)
    contexts = go_context.contexts(prepared.chart, values, common)

    def render(template: "Template") -> "Text":
        path = template.chart.full_path
        go_context.enter(contexts[path], template.name, f"{path}/templates")
        text: Text = execution.render(template.name, contexts[path])
        return text

    return render


def _chance(options: "RenderOptions") -> "dict[str, Any]":
    """What random functions draw from and, when all is to be repeatable, what time it is."""
    from kforge.golang.randomness import Randomness, SeededRandomness

    if not options.seed:
        return {"randomness": Randomness()}
    now = fixed_time()
    return {"randomness": SeededRandomness(options.seed), "now": lambda: now}


def fixed_time() -> int:
    """The time of a repeatable run, in nanoseconds: SOURCE_DATE_EPOCH, as other tools have it, or 0."""
    import os

    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(seconds) * 1_000_000_000 if seconds.isascii() and seconds.isdigit() else 0
