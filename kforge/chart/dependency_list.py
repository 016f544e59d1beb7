"""What `dependency list` says of a chart: each dependency's state in charts/, and what lies there besides."""

import glob
import os

from kforge import semver
from kforge.chart.chart import Chart
from kforge.chart.load import load
from kforge.errors import ChartError, KforgeError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.chart.metadata import Dependency

HEAD = ("NAME", "VERSION", "REPOSITORY", "STATUS")


def rows(folder: str, chart: Chart) -> "list[tuple[str, str, str, str]]":
    """The table's rows with their head."""
    listed = chart.metadata.dependencies or ()
    return [
        HEAD,
        *((entry.name, entry.version, entry.repository, status(folder, entry, chart)) for entry in listed),
    ]


def status(folder: str, entry: "Dependency", parent: Chart) -> str:
    """helm's word for the state of one dependency."""
    pattern = os.path.join(glob.escape(charts(folder)), f"{entry.name}-*.tgz")
    archives = sorted(glob.glob(pattern, include_hidden=True))
    if len(archives) > 1:
        archives = [path for path in archives if _is_version(path, entry.name)]
        if len(archives) > 1:
            return "too many matches"
    if archives:
        return _of_archive(archives[0], entry)
    found = [chart for chart in parent.dependencies if chart.name == entry.name]
    if not found:
        return "missing"
    return _fits(entry.version, found[-1].metadata.version) or "unpacked"


def charts(folder: str) -> str:
    """The folder charts/ of a chart, as helm names it."""
    return os.path.normpath(os.path.join(folder, "charts"))


def strangers(folder: str, chart: Chart) -> "list[str]":
    """Warnings about what lies in charts/ and is named by no dependency."""
    names = [entry.name for entry in chart.metadata.dependencies or ()]
    lines = []
    for path in sorted(glob.glob(os.path.join(glob.escape(charts(folder)), "*"), include_hidden=True)):
        shown = _quoted(path)
        if not os.path.isdir(path) and not path.endswith(".tgz"):
            continue
        try:
            found = load(path).name
        except KforgeError:
            lines.append(f"WARNING: {shown} is not a chart.")
            continue
        if found not in names:
            lines.append(f"WARNING: {shown} is not in Chart.yaml.")
    return lines


def _quoted(path: str) -> str:
    from kforge.golang.quoting import quote

    return quote(path)


def _is_version(path: str, name: str) -> bool:
    text = os.path.basename(path).removesuffix(".tgz").removeprefix(f"{name}-")
    return semver.strict(text) is not None


def _of_archive(path: str, entry: "Dependency") -> str:
    try:
        found = load(path)
    except KforgeError:
        return "corrupt"
    if found.name != entry.name:
        return "misnamed"
    return _fits(entry.version, found.metadata.version) or "ok"


def _fits(wanted: str, version: str) -> str:
    """What is wrong with a version, "" for nothing."""
    if wanted == version:
        return ""
    try:
        constraint = semver.constrain(wanted)
    except ChartError:
        return "invalid version"
    number = semver.parse(version)
    if number is None:
        return "invalid version"
    return "" if constraint.allows(number) else "wrong version"
