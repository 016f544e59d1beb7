"""Where a value comes from: which values file says it, for errors about values."""

from kforge.chart import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from kforge.chart.chart import Chart
    from kforge.chart.place import Place


def find(path: "Sequence[str | int]", charts: "Sequence[Chart]", files: "Sequence[str]") -> "Place | None":
    """The place of the value at `path`, counted from the last of `charts` (the root and so on down to it).

    The files given by the user are looked at from the last to the first, then the charts' own from the root
    down. None when it was given on the command line, or by nobody.
    """
    names = [chart.name for chart in charts[1:]]
    for file in reversed(files):
        if file.strip() != values.STDIN:  # it has been read and is gone
            place = values.find(values.read_text(file), file, [*names, *path])
            if place:
                return place
    for depth, chart in enumerate(charts):
        if chart.values_file:
            text, shown = chart.values_file.text(), chart.values_file.shown
            place = values.find(text, shown, [*names[depth:], *path])
            if place:
                return place
    return None
