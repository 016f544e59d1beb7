"""Says which engine renders a chart's templates, and why: the line of `show chart` on stderr."""

from kforge.render.engines import GO, GO_MARKS, JINJA, JINJA_MARKS, SUFFIX, engine_of, sniff

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from kforge.chart.chart import Chart, File

MARKS = {GO: GO_MARKS, JINJA: JINJA_MARKS}


def report(chart: "Chart") -> str:
    """One line: `engine: jinja (…)`. Raises ChartError when Chart.yaml names an engine that is none."""
    engine = engine_of(chart)
    named = [file for file in chart.templates if file.path.endswith(SUFFIX)]
    others = [file for file in chart.templates if not file.path.endswith(SUFFIX)]
    if not others and named:
        return f"engine: {JINJA} (the names of all templates end in {SUFFIX})"
    beside = f"; names that end in {SUFFIX} are {JINJA}: {len(named)}" if named and engine == GO else ""
    return f"engine: {engine} ({_reason(chart, engine, others)}{beside})"


def _reason(chart: "Chart", engine: str, files: "Sequence[File]") -> str:
    if "engine" in chart.metadata.extra:
        return f"{chart.metadata.source.file} says so"
    place = _first_sign(engine, files)
    if place:
        return f"{place} is written for it"
    return "no template holds an expression" if files else "there are no templates"


def _first_sign(engine: str, files: "Sequence[File]") -> str:
    """file:line:column of the first thing that only the engine can mean."""
    from kforge.patterns import compiled

    search = compiled(MARKS[engine]).search
    for file in files:
        text = file.text()
        found = search(text) if sniff([text]) == engine else None
        if found:
            start = found.start()
            column = start - text.rfind("\n", 0, start)
            return f"{file.shown}:{text.count(chr(10), 0, start) + 1}:{column}"
    return ""
