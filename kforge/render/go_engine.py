"""Go templates of a chart tree: their context, and their compiled form, which a renderer keeps."""

from kforge.errors import TemplateError
from kforge.render import engines, go_context

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from kforge.chart.chart import File
    from kforge.render.capabilities import ApiVersions
    from kforge.render.manifests import Text
    from kforge.render.options import RenderOptions
    from kforge.render.prepare import Prepared
    from kforge.render.templates import Template
    from kforge.render.watch import Watch


class GoTemplates:
    """The Go templates of a chart tree with one set of values, in Helm's order: they share their maps."""

    def __init__(
        self,
        prepared: "Prepared",
        versions: "ApiVersions",
        sources: "dict[str, File]",
        compiled: "dict[tuple[str, ...], Any]",
        options: "RenderOptions",
        watch: "Watch | None" = None,
    ) -> None:
        """The same charts under the same names are compiled once: `compiled` keeps them from run to run. A
        `watch` is told what is read of the values.

        Raises TemplateError for bad syntax, KforgeError for a --lookup-from that cannot be read.
        """
        key = (engines.GO, *sources)
        if key not in compiled:
            from kforge.gotmpl.environment import TemplateSet

            texts = {name: file.loose_text() for name, file in sources.items()}
            compiled[key] = TemplateSet(texts, lambda name: sources[name].shown)
        self._execution = compiled[key].execution(**asked(options))
        common = go_context.shared(prepared.release, prepared.kube, versions)
        values = prepared.values
        if watch:
            from kforge.render.watch import watched

            values = watched(values, watch)
        self._contexts = go_context.contexts(prepared.chart, values, common)

    def render(self, template: "Template") -> "Text":
        """What one template renders to. Raises TemplateError."""
        text: Text = self._execution.render(template.name, self.root(template))
        return text

    def root(self, template: "Template") -> "Any":
        """What `.` is in a template, which may be one of Jinja."""
        path = template.chart.full_path
        go_context.enter(self._contexts[path], template.name, f"{path}/templates")
        return self._contexts[path]

    def include(self, name: str, data: object) -> str:
        """What a named template renders to. Raises TemplateError."""
        catalog = self._execution.templates.catalog
        if name not in catalog.index:
            raise TemplateError(f"there is no Go template {name}", hint=catalog.hint(name))
        text: str = self._execution.render(name, data).text
        return text

    def tpl(self, text: str, template: "Template") -> str:
        """What a text renders to that is a template itself. Raises TemplateError."""
        done: str = self._execution.text(text, self.root(template))
        return done


def asked(options: "RenderOptions") -> "dict[str, Any]":
    """What functions of Helm ask for. Raises KforgeError for a --lookup-from that cannot be read."""
    lookup = None
    if options.lookup_from:
        from kforge.render.lookup import Recorded

        lookup = Recorded(options.lookup_from).find
    return {"lookup": lookup, **_chance(options)}


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
