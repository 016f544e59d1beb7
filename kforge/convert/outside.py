"""What of a chart stays Go, and calls named templates: texts for `tpl`, the templates of dependencies."""

from kforge.patterns import compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from kforge.chart.chart import Chart

_CALLED = compiled(r"\{\{[^}]*?\b(?:include|template)\s+[\"`]([^\"`\n]+)[\"`]")
_DEFINED = compiled(r"\{\{-?\s*define\s+[\"`]([^\"`\n]+)[\"`]")
_READING = (".md", ".gotmpl")  # what nobody renders


def called_outside(chart: "Chart") -> "dict[str, str]":
    """The named templates that such texts call and no dependency defines, with where they are called."""
    return _called(chart, set(_defined(chart)))


def _called(chart: "Chart", known: "set[str]") -> "dict[str, str]":
    found: dict[str, str] = {}
    for where, text in _texts(chart):
        for name in _CALLED.findall(text):
            if name not in known:
                found.setdefault(name, where)
    return found


def _defined(chart: "Chart") -> "Iterator[str]":
    for inner in chart.dependencies:
        for file in inner.templates:
            yield from _DEFINED.findall(file.loose_text())
        yield from _defined(inner)


def _texts(chart: "Chart") -> "Iterator[tuple[str, str]]":
    """Every text that may be a template, with what it is in."""
    for text in _strings(chart.values):
        yield "a value", text
    for file in chart.files:
        if not file.path.endswith(_READING) and not file.path.startswith("ci/"):
            yield file.path, file.loose_text()
    for inner in chart.dependencies:
        for file in inner.templates:
            yield f"the chart {inner.name}", file.loose_text()
        yield from _texts(inner)


def _strings(value: object) -> "Iterator[str]":
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
