"""The reason why an engine is chosen."""

from collections.abc import Callable, Mapping

import pytest

from kforge.chart.load import load
from kforge.errors import ChartError
from kforge.render.engine_report import report

Chart = Callable[[Mapping[str, str | bytes]], str]

DECLARED = "apiVersion: v2\nname: web\nversion: 0.1.0\nengine: {}\n"
JINJA = "kind: A\nname: {{ values.name }}\n"
GO = "kind: A\nname: {{ .Values.name }}\n"


@pytest.mark.parametrize(
    ("files", "line"),
    [
        ({}, "engine: gotmpl (there are no templates)"),
        ({"templates/a.yaml": "kind: A\n"}, "engine: gotmpl (no template holds an expression)"),
        ({"templates/a.yaml": JINJA}, "engine: jinja (web/templates/a.yaml:2:7 is written for it)"),
        ({"templates/a.yaml": GO}, "engine: gotmpl (web/templates/a.yaml:2:7 is written for it)"),
        (
            {"templates/a.yaml": "kind: A\n", "templates/b.yaml": GO, "templates/c.yaml.j2": JINJA},
            "engine: gotmpl (web/templates/b.yaml:2:7 is written for it; names that end in .j2 are jinja: 1)",
        ),
        ({"templates/a.yaml.j2": JINJA}, "engine: jinja (the names of all templates end in .j2)"),
        (
            {"templates/a.yaml": GO, "Chart.yaml": DECLARED.format("jinja")},
            "engine: jinja (web/Chart.yaml says so)",
        ),
        (
            {"templates/a.yaml": GO, "Chart.yaml": DECLARED.format("gotpl")},
            "engine: gotmpl (web/Chart.yaml says so)",
        ),
    ],
)
def test_the_reason(files: dict[str, str], line: str, chart: Chart) -> None:
    assert report(load(chart(files))) == line


def test_an_engine_that_does_not_exist(chart: Chart) -> None:
    with pytest.raises(ChartError, match="does not exist"):
        report(load(chart({"Chart.yaml": DECLARED.format("perl")})))
