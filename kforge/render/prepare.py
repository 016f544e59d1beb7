"""Everything before the first template: the release, the charts that take part, and their values."""

from kforge import semver
from kforge.chart import coalesce, dependencies
from kforge.errors import ValuesError
from kforge.render import capabilities, release

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from kforge.chart.chart import Chart
    from kforge.render.options import RenderOptions


class Prepared:
    """A chart ready to be rendered: `chart` is a copy without what is disabled, `values` are its values.

    `given` is what the user alone has given. With `go` the numbers are what Go makes of them: float for those
    of files, Int64 for those of --set.
    """

    __slots__ = ("chart", "given", "go", "kube", "release", "values", "warnings")

    def __init__(
        self,
        chart: "Chart",
        values: "dict[str, object]",
        of_release: release.Release,
        kube: capabilities.KubeVersion,
        warnings: "dict[str, None]",
        go: bool,
    ) -> None:
        self.chart = chart
        self.go = go
        self.given: dict[str, Any] = {}
        self.values = values
        self.release = of_release
        self.kube = kube
        self.warnings = warnings

    def warn(self, message: str) -> None:
        self.warnings[message] = None


def prepare(
    pristine: "Chart", options: "RenderOptions", *, go: bool = False, check_schema: bool = True
) -> Prepared:
    """Work out release, charts and values, in Helm's order. Raises KforgeError.

    With `go` the numbers in the values of `pristine` are floats, those of Prepared as it says.
    """
    chart = pristine.copy()
    warnings: dict[str, None] = {}  # a set that keeps its order: one conflict is met several times on the way
    _check_installable(chart)
    if chart.metadata.fields.get("deprecated"):
        warnings[f"the chart {chart.name} is deprecated"] = None
    dependencies.check_present(chart)
    name = release.name_from(options.name_template) if options.name_template else options.name
    release.check_name(name)
    kube = capabilities.KubeVersion(options.kube_version or capabilities.KUBE_VERSION)
    try:
        given = _given(options, go)
        values = _values(chart, options, given, warnings)
        if check_schema and not options.skip_schema_validation:
            _check_schemas(chart, values, options)
        if go and options.sets:
            from kforge.render.go_values import type_integers

            type_integers(values)
    except RecursionError:
        raise ValuesError("the values are nested too deeply") from None
    _check_kube_version(chart, kube)
    of_release = release.Release(name, options.namespace, options.is_upgrade)
    prepared = Prepared(chart, values, of_release, kube, warnings, go)
    prepared.given = given
    return prepared


def with_floats(chart: "Chart") -> "Chart":
    """A copy of the tree whose values have floats for numbers, as Go reads them. Raises ValuesError."""
    from kforge.render.go_values import floats

    new = chart.copy()
    for one in walk(new):
        one.values = floats(one.values)
    return new


def walk(chart: "Chart") -> "Iterable[Chart]":
    """The chart and all below it."""
    yield chart
    for subchart in chart.dependencies:
        yield from walk(subchart)


def _given(options: "RenderOptions", go: bool) -> "dict[str, Any]":
    """The values of files and options, without those of the charts."""
    from kforge.chart import values

    given = values.read_files(options.values_files)
    if options.values is not None:
        given = values.merge(given, coalesce.copy(dict(options.values)))
    if go:
        from kforge.render.go_values import floats

        given = floats(given)
    if options.sets:
        from kforge.chart import set_values

        given = set_values.apply(given, options.sets, values.read_text, json_floats=go)
    return given


def _values(
    chart: "Chart", options: "RenderOptions", given: "dict[str, Any]", warnings: "dict[str, None]"
) -> "dict[str, Any]":
    """The values of the whole tree; drops disabled subcharts on the way."""

    def warn(message: str) -> None:
        warnings[message] = None

    try:
        dependencies.process(chart, given, warn)
        result = coalesce.coalesce(chart, given, warn)
    except coalesce.SubchartValuesError as error:
        _place(error, chart, options.values_files)
        raise
    return result


def _check_schemas(chart: "Chart", values: "dict[str, Any]", options: "RenderOptions") -> None:
    if any(one.schema for one in walk(chart)):
        from kforge.chart.schema import check

        check(chart, values, options.values_files)


def _place(error: coalesce.SubchartValuesError, chart: "Chart", files: "Sequence[str]") -> None:
    from kforge.chart import origin

    place = origin.find(error.path, [chart], files)
    if place:
        error.position, error.source = place.position, place.source


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
