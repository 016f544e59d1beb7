"""HelmChartInflationGenerator: one entry of helmCharts together with its helmGlobals."""

from kforge.overlay import shape
from kforge.overlay.generators import helm_charts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from kforge.overlay.context import BuildContext
    from kforge.resource.resource import Resource

    class Config(shape.HelmChart, total=False):
        chartHome: str
        configHome: str


KIND = helm_charts.KIND
SHAPE = {**shape.HELM_CHART, **shape.HELM_GLOBALS}
PLACES: dict[tuple[str | int, ...], tuple[()]] = {(helm_charts.FIELD, 0): ()}


def generate(config: "Config", context: "BuildContext") -> "Iterator[Resource]":
    context.kustomization.fields["helmGlobals"] = {
        "chartHome": config.get("chartHome", ""),
        "configHome": config.get("configHome", ""),
    }
    for resource, _ in helm_charts.generate([config], context):
        yield resource
