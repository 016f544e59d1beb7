"""What `show` prints of a chart, byte by byte as Helm does: Chart.yaml anew, values.yaml, README, CRDs."""

from kforge.chart.chart import Chart, File

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

SEPARATOR = "---"
READMES = ("readme.md", "readme.txt", "readme")


def everything(chart: Chart) -> str:
    """Chart.yaml, values, README and CRDs, apart by `---`. Raises FileError."""
    values, readme = values_text(chart), readme_text(chart)
    return "".join(
        [
            definition(chart),
            f"{SEPARATOR}\n{values}" if values else "",
            f"{SEPARATOR}\n{readme}" if readme else "",
            crds_text(chart),
        ]
    )


def definition(chart: Chart) -> str:
    """What Helm understood of Chart.yaml, and an empty line."""
    from kforge.chart.definition import text

    return text(chart.metadata) + "\n"


def values_text(chart: Chart) -> str:
    """values.yaml as it stands and a line break; nothing when there is none."""
    return f"{_raw(chart.values_file)}\n" if chart.values_file else ""


def readme_text(chart: Chart) -> str:
    """The first file that is called like a README and a line break; nothing when there is none."""
    found = next((file for file in chart.files if file.path.lower() in READMES), None)
    return f"{_raw(found)}\n" if found else ""


def crds_text(chart: Chart) -> str:
    """Every CRD of the chart and those below it, each behind a `---`."""
    texts = [_raw(file) for _, file in chart.crds()]
    return "".join(f"{text}\n" if text.startswith(SEPARATOR) else f"{SEPARATOR}\n{text}\n" for text in texts)


def _raw(file: File) -> str:
    """The text of a file that need not be UTF-8."""
    return file.data().decode("utf-8", "surrogateescape")


PARTS: "dict[str, Callable[[Chart], str]]" = {
    "all": everything,
    "chart": definition,
    "values": values_text,
    "readme": readme_text,
    "crds": crds_text,
}
