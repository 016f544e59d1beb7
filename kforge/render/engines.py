"""Which engine renders a template: Jinja, Go, or nothing at all (a static file).

A name ending in .j2 is Jinja. Otherwise `engine:` in Chart.yaml decides for the chart, otherwise the chart's
templates are looked at once: the two languages cannot be mistaken for each other.
"""

from kforge.errors import Position

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from kforge.chart.chart import Chart, File

JINJA, GO, STATIC = "jinja", "gotmpl", "static"
SUFFIX = ".j2"
DECLARED = {"jinja": JINJA, "jinja2": JINJA, "gotmpl": GO, "gotpl": GO, "go": GO}  # gotpl: Helm 2's word
DELIMITERS = ("{{", "{%", "{#")

GO_MARKS = (
    r"\{\{-?\s*(?:[.$`]|/\*|(?:end|else)\b"
    r"|(?:if|range|with|include|define|block|template|toYaml|tpl)\s+[\"`.$(\w]"
    r"|[A-Za-z]\w*\s+[.$`]|(?!not\b)[A-Za-z]\w*\s+[\"(])"
)
JINJA_MARKS = r"\{%|\{\{[-+]?\s*[A-Za-z_]\w*(?:\.[A-Za-z_]|\[|\()|\{\{[^}]*\|\s*[A-Za-z_]\w*\("


class StaticText:
    """A file that renders to itself."""

    __slots__ = ("shown", "text")

    def __init__(self, text: str, shown: str) -> None:
        self.text = text
        self.shown = shown

    def position(self, line: int) -> Position:
        return Position(self.shown, line)


def plain_name(name: str) -> str:
    """A template's name without .j2: what it would be called in a chart for Helm."""
    return name.removesuffix(SUFFIX)


def is_partial(name: str) -> bool:
    return name.rpartition("/")[2].startswith("_")


def engine_of(chart: "Chart") -> str:
    """JINJA or GO for the templates of `chart` that do not end in .j2; GO also when all are static.

    Raises ChartError when Chart.yaml names an engine that does not exist.
    """
    declared = chart.metadata.extra.get("engine")
    if declared is not None and declared != "":  # charts of others have the key too, and say nothing there
        if not isinstance(declared, str) or declared not in DECLARED:
            raise chart.metadata.error(
                ("engine",), f"engine {declared!r} does not exist", hint=f"engine is {JINJA} or {GO}"
            )
        return DECLARED[declared]
    texts = (file.loose_text() for file in chart.templates if not file.path.endswith(SUFFIX))
    return sniff(texts) or GO


def sniff(texts: "Iterable[str]") -> str:
    """GO, JINJA, or "" when nothing shows which. Signs of Go outweigh signs of Jinja."""
    found = []
    for text in texts:
        if any(mark in text for mark in DELIMITERS):
            if _shows(GO_MARKS, text):
                return GO
            found.append(text)
    return JINJA if any(_shows(JINJA_MARKS, text) for text in found) else ""


def _shows(marks: str, text: str) -> bool:
    from kforge.patterns import compiled

    return compiled(marks).search(text) is not None


def is_jinja(file: "File", engine: str) -> bool:
    """Whether a template of a chart whose engine is `engine` is written in Jinja."""
    return engine == JINJA or file.path.endswith(SUFFIX)


def kind_of(file: "File", engine: str) -> str:
    """JINJA, GO or STATIC for one template: what it takes to render it."""
    if is_jinja(file, engine):
        text = file.text()
        marked = any(mark in text for mark in DELIMITERS)
        return JINJA if marked or "\r" in text else STATIC  # Jinja makes \r\n to \n
    return GO if "{{" in file.loose_text() else STATIC


def static(file: "File", jinja: bool) -> StaticText:
    """A static file's text, as its engine would leave it."""
    text = file.text() if jinja else file.loose_text().replace("<no value>", "")  # Helm takes it out of all
    return StaticText(text, file.shown)
