"""helmCharts: charts on disk and fetched ones, rendered without helm; also charts among the resources."""

import os

from kforge.errors import KforgeError
from kforge.overlay.load import parse_parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kforge.overlay.context import BuildContext
    from kforge.overlay.shape import HelmChart
    from kforge.render.options import RenderOptions
    from kforge.render.render import Renderer
    from kforge.resource.resource import Resource

    Where = tuple[str | int, ...]

FIELD = "helmCharts"
KIND = "HelmChartInflationGenerator"

VALUES = "values.yaml"
PLAIN_HTTP = "--plain-http"  # an option of other verbs: kustomize has none
TLS_ONLY = "charts of an overlay come from registries that speak TLS"
_MERGES = ("override", "merge", "replace")


def generate(config: "list[HelmChart]", context: "BuildContext") -> "Iterator[tuple[Resource, Where]]":
    """The resources of every chart, each with the path of its entry. Raises KforgeError."""
    for index, entry in enumerate(config):
        where = (FIELD, index)
        path = _chart_folder(entry, context, where)
        renderer = None if path else _fetched(entry, context, where)
        options = _options(entry, _Defaults(path, renderer), context, where)
        for resource in _render(context.loader.name(path) if path else _name(entry), options, renderer):
            resource.from_chart = True  # `namespace` leaves it alone: the chart has seen to it
            yield resource, where


def render_folder(path: str, context: "BuildContext") -> "list[Resource]":
    """The resources of the chart in the folder `path`, with its own values and under its own name."""
    from kforge.render.options import RenderOptions

    options = RenderOptions(
        name="",
        namespace=_namespace("", context),
        api_versions=context.options.helm_api_versions,
        kube_version=context.options.helm_kube_version,
    )
    return _render(context.loader.name(path), options)


class _Defaults:
    """Where the chart's own values are: in the folder `path`, or in a chart that was fetched."""

    __slots__ = ("path", "renderer")

    def __init__(self, path: str, renderer: "Renderer | None") -> None:
        self.path = path
        self.renderer = renderer

    def file(self) -> str:
        """The name of values.yaml."""
        return os.path.join(self.path, VALUES)

    def text(self, context: "BuildContext", where: "Where") -> str:
        """The text of values.yaml. Raises OverlayError when there is none."""
        if self.renderer is None:
            return context.read_text(self.file(), *where)
        file = self.renderer.chart.values_file
        if file is None:
            raise context.error(f"{self.renderer.chart.shown} has no {VALUES}", *where)
        return file.text()


def _render(path: str, options: "RenderOptions", fetched: "Renderer | None" = None) -> "list[Resource]":
    from kforge.render.render import Renderer

    try:
        renderer = fetched or Renderer(path)
        options.name = options.name or renderer.chart.name
        rendered = renderer.render(options)
        return parse_parts([(manifest.text, manifest.position) for manifest in rendered.manifests])
    except KforgeError as error:
        raise error.within(f"chart {path}") from None


def _namespace(own: str, context: "BuildContext") -> str:
    """A chart goes where the nearest overlay around it puts things."""
    return own or context.chart_namespace


def _chart_folder(entry: "HelmChart", context: "BuildContext", where: "Where") -> str:
    """The chart's folder in chartHome, where kustomize would have unpacked it; "" when it must be fetched."""
    name = entry.get("name")
    if not name:
        raise context.error("a chart must have a name", *where)
    home = (context.kustomization.fields.get("helmGlobals") or {}).get("chartHome") or "charts"
    if entry.get("version") and entry.get("repo"):
        home = os.path.join(home, f"{name}-{entry['version']}")
    path = os.path.join(home, name)
    if context.loader.is_folder(path):
        return path
    if not entry.get("repo"):
        hint = "with `repo` it is fetched from a repository"
        raise context.error(f"there is no chart in {context.loader.name(path)}", *where, "name", hint=hint)
    return ""


def _name(entry: "HelmChart") -> str:
    return " ".join(filter(None, (entry.get("name", ""), entry.get("version", ""))))


def _fetched(entry: "HelmChart", context: "BuildContext", where: "Where") -> "Renderer":
    """The chart from its repository. Raises OverlayError at `repo`."""
    from kforge.overlay.remote import Wanted

    config_home = (context.kustomization.fields.get("helmGlobals") or {}).get("configHome") or ""
    wanted = Wanted(
        entry.get("name", ""),
        entry.get("repo", ""),
        entry.get("version", ""),
        devel=entry.get("devel", False),
        config_home=config_home,
    )
    try:
        renderer: Renderer = context.loader.fetched.chart(wanted)
    except KforgeError as error:
        if error.position and error.position.line:
            raise
        hint = TLS_ONLY if PLAIN_HTTP in error.hint and wanted.repository.startswith("oci://") else error.hint
        raise context.error(_told(error), *where, "repo", hint=hint) from None
    return renderer


def _told(error: KforgeError) -> str:
    return f"{error.position}: {error.message}" if error.position else error.message


def _options(
    entry: "HelmChart", defaults: _Defaults, context: "BuildContext", where: "Where"
) -> "RenderOptions":
    from kforge.render.options import RenderOptions

    if entry.get("nameTemplate") and entry.get("releaseName"):
        raise context.error("a release has either releaseName or nameTemplate", *where, "nameTemplate")
    more = [
        _values_file(file, context, (*where, "additionalValuesFiles", place))
        for place, file in enumerate(entry.get("additionalValuesFiles") or ())
    ]
    own = entry.get("valuesFile")
    inline = entry.get("valuesInline")
    merge = _merge_mode(entry, context, where)
    values: Mapping[str, object] | None = None
    if inline and merge == "replace":
        values = inline
    elif inline:
        values = _merged(inline, own, defaults, merge, context, where)
    elif own or defaults.path:
        more.insert(0, _values_file(own or defaults.file(), context, (*where, "valuesFile")))
    else:
        values = _as_given(defaults, context, where)
    if values is not None and more:
        from kforge.chart.values import merge as lay_over
        from kforge.chart.values import read_files

        values, more = lay_over(dict(values), read_files(more)), []
    return RenderOptions(
        name=entry.get("releaseName") or "release-name",
        namespace=_namespace(entry.get("namespace", ""), context),
        values_files=more,
        values=values,
        include_crds=entry.get("includeCRDs", False),
        no_hooks=entry.get("skipHooks", False),
        skip_tests=entry.get("skipTests", False),
        api_versions=entry.get("apiVersions") or context.options.helm_api_versions,
        kube_version=entry.get("kubeVersion") or context.options.helm_kube_version,
        name_template=entry.get("nameTemplate", ""),
    )


def _values_file(path: str, context: "BuildContext", where: "Where") -> str:
    """`path` as it can be opened from here; it must be within bounds."""
    context.read(path, *where)
    return context.loader.name(path)


def _as_given(defaults: _Defaults, context: "BuildContext", where: "Where") -> "Mapping[str, object]":
    """The chart's own values as if they were given with -f, as kustomize gives them."""
    from kforge.chart.values import parse

    return parse(defaults.text(context, where), defaults.file())


def _merge_mode(entry: "HelmChart", context: "BuildContext", where: "Where") -> str:
    mode = entry.get("valuesMerge") or "override"
    if mode not in _MERGES:
        raise context.error(f"valuesMerge must be one of {', '.join(_MERGES)}", *where, "valuesMerge")
    return mode


def _merged(
    inline: "dict[str, object]",
    own: str | None,
    defaults: _Defaults,
    mode: str,
    context: "BuildContext",
    where: "Where",
) -> "dict[str, object]":
    """`valuesInline` and the values file; here kustomize reads the file itself, as it reads resources."""
    from kforge.overlay.keyed_lists import Conflict
    from kforge.overlay.strategic_merge import merge
    from kforge.resource.resource import copy_tree
    from kforge.yaml.parse import parse_documents
    from kforge.yaml.scalars import KUSTOMIZE

    file = own or defaults.file()
    place: Where = (*where, "valuesFile")
    text = context.read_text(own, *place) if own else defaults.text(context, place)
    documents = parse_documents(text, context.loader.name(file), reading=KUSTOMIZE)
    tree = documents[0].tree if documents else None
    if tree is None:
        tree = {}
    if not isinstance(tree, dict):
        raise context.error(f"the values in {file} must be a mapping", *where, "valuesFile")
    mine = copy_tree(inline)
    try:
        merged = merge(mine, tree) if mode == "merge" else merge(tree, mine)
    except Conflict as conflict:
        raise context.error(f"valuesInline and {file}: {conflict.message}", *where, "valuesInline") from None
    return merged or {}
