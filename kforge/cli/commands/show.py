"""`kforge show all|chart|values|readme|crds CHART`: what helm show prints."""

from kforge import api
from kforge.cli import connections, output
from kforge.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from kforge.cli.grammar import Arguments

SETS = ("set-json", "set", "set-string", "set-file", "set-literal")


def run_all(arguments: "Arguments") -> int:
    """Print all there is to print of the chart."""
    return _show(arguments, "all")


def run_chart(arguments: "Arguments") -> int:
    """Print Chart.yaml as Helm reads it; which engine renders the chart, and why, goes to stderr."""
    with connections.located(arguments, arguments.operands[0]) as path:
        output.write(api.show("chart", path))
        output.complain(api.engine_report(path))
    return 0


def run_readme(arguments: "Arguments") -> int:
    """Print the README."""
    return _show(arguments, "readme")


def run_crds(arguments: "Arguments") -> int:
    """Print the custom resource definitions."""
    return _show(arguments, "crds")


def run_values(arguments: "Arguments") -> int:
    """Print values.yaml as it stands, what a JSONPath finds in it, or the merged values by origin."""
    template = arguments.text("jsonpath")
    if arguments.flag("origin"):
        if template:
            raise UsageError("--jsonpath and --origin exclude each other", hint="leave one of them out")
        reference = arguments.operands[0]
        with connections.located(arguments, reference) as path:
            shown = reference if path != reference else ""
            output.write(api.values_with_origin(path, shown=shown, **_given(arguments)))
        return 0
    for name in ("values", *SETS):
        if arguments.many(name):
            raise UsageError(
                f"--{name} needs --origin", hint="without it the chart's own values.yaml is shown"
            )
    return _jsonpath(arguments, template) if template else _show(arguments, "values")


def _show(arguments: "Arguments", what: str) -> int:
    with connections.located(arguments, arguments.operands[0]) as path:
        output.write(api.show(what, path))
    return 0


def _jsonpath(arguments: "Arguments", template: str) -> int:
    """A path that leads nowhere is no error to helm, which prints nothing."""
    from kforge.chart.jsonpath import NotFound

    try:
        with connections.located(arguments, arguments.operands[0]) as path:
            output.write(api.show("values", path, jsonpath=template))
    except NotFound as error:
        output.complain(f"warning: --jsonpath {template}: {error}")
    return 0


def _given(arguments: "Arguments") -> "dict[str, Any]":
    return {
        "values_files": arguments.many("values"),
        "sets": [(kind, expression) for kind in SETS for expression in arguments.many(kind)],
    }
