"""helmCharts: charts on disk, rendered without a helm binary; also charts that stand among the resources."""

import os

from kforge.errors import KforgeError
from kforge.overlay.load import parse_parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kforge.overlay.context import BuildContext
    from kforge.overlay.shape import HelmChart
    from kforge.render.options import RenderOptions
    from kforge.resource.resource import Resource

    Where = tuple[str | int, ...]

FIELD = "helmCharts"
KIND = "HelmChartInflationGenerator"

_MERGES = ("override", "merge", "replace")


def generate(config: "list[HelmChart]", context: "BuildContext") -> "Iterator[tuple[Resource, Where]]":
    """The resources of every chart, each with the path of its entry. Raises KforgeError."""
    for index, entry in enumerate(config):
        where = (FIELD, index)
        path = _chart_folder(entry, context, where)
        for resource in _render(context.loader.name(path), _options(entry, path, context, where)):
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


def _render(path: str, options: "RenderOptions") -> "list[Resource]":
    from kforge.render.render import Renderer

    try:
        renderer = Renderer(path)
        options.name = options.name or renderer.chart.name
        rendered = renderer.render(options)
        return parse_parts([(manifest.text, manifest.position) for manifest in rendered.manifests])
    except KforgeError as error:
        raise error.within(f"chart {path}") from None


def _namespace(own: str, context: "BuildContext") -> str:
    """A chart goes where the nearest overlay around it puts things."""
    return own or context.chart_namespace


def _chart_folder(entry: "HelmChart", context: "BuildContext", where: "Where") -> str:
    name = entry.get("name")
    if not name:
        raise context.error("a chart must have a name", *where)
    home = (context.kustomization.fields.get("helmGlobals") or {}).get("chartHome") or "charts"
    if entry.get("version") and entry.get("repo"):
        home = os.path.join(home, f"{name}-{entry['version']}")
    path = os.path.join(home, name)
    if not context.loader.is_folder(path):
        fetched = "repo" in entry
        raise context.error(
            f"there is no chart in {context.loader.name(path)}",
            *where,
            "repo" if fetched else "name",
            hint="this version fetches no charts: put it there yourself" if fetched else "",
        )
    return path


def _options(entry: "HelmChart", path: str, context: "BuildContext", where: "Where") -> "RenderOptions":
    from kforge.render.options import RenderOptions

    if entry.get("nameTemplate") and entry.get("releaseName"):
        raise context.error("a release has either releaseName or nameTemplate", *where, "nameTemplate")
    more = [
        _values_file(file, context, (*where, "additionalValuesFiles", place))
        for place, file in enumerate(entry.get("additionalValuesFiles") or ())
    ]
    first = entry.get("valuesFile") or os.path.join(path, "values.yaml")
    inline = entry.get("valuesInline")
    merge = _merge_mode(entry, context, where)
    values: Mapping[str, object] | None = None
    if not inline:
        more.insert(0, _values_file(first, context, (*where, "valuesFile")))
    else:
        values = inline if merge == "replace" else _merged(inline, first, merge, context, where)
        if more:
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


def _merge_mode(entry: "HelmChart", context: "BuildContext", where: "Where") -> str:
    mode = entry.get("valuesMerge") or "override"
    if mode not in _MERGES:
        raise context.error(f"valuesMerge must be one of {', '.join(_MERGES)}", *where, "valuesMerge")
    return mode


def _merged(
    inline: "dict[str, object]", file: str, mode: str, context: "BuildContext", where: "Where"
) -> "dict[str, object]":
    """`valuesInline` and the values file; here kustomize reads the file itself, as it reads resources."""
    from kforge.overlay.keyed_lists import Conflict
    from kforge.overlay.strategic_merge import merge
    from kforge.resource.resource import copy_tree
    from kforge.yaml.parse import parse_documents
    from kforge.yaml.scalars import KUSTOMIZE

    text = context.read_text(file, *where, "valuesFile")
    documents = parse_documents(text, context.loader.name(file), reading=KUSTOMIZE)
    tree = documents[0].tree if documents else None
    if tree is None:
        tree = {}
    if not isinstance(tree, dict):
        raise context.error(f"the values in {file} must be a mapping", *where, "valuesFile")
    own = copy_tree(inline)
    try:
        merged = merge(own, tree) if mode == "merge" else merge(tree, own)
    except Conflict as conflict:
        raise context.error(f"valuesInline and {file}: {conflict.message}", *where, "valuesInline") from None
    return merged or {}
