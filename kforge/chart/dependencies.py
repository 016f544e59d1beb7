"""Which subcharts take part, under which names, and which of their values rise into the parent.

`process` follows Helm step by step, over the same shared trees: its results for odd charts (a subchart whose
version does not fit, conditions read from values of several levels) come from the order of these steps.
"""

from kforge import semver
from kforge.chart import coalesce
from kforge.chart.chart import Chart
from kforge.errors import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from kforge.chart.metadata import Dependency

    Values = dict[str, object]
    Warn = Callable[[str], None]


def check_present(chart: Chart) -> None:
    """Raises ChartError when a chart named in `dependencies` is not in charts/."""
    present = [subchart.name for subchart in chart.dependencies]
    listed = chart.metadata.dependencies or ()
    missing = [(index, entry.name) for index, entry in enumerate(listed) if entry.name not in present]
    if missing:
        names = ", ".join(name or '""' for _, name in missing)
        meant = nearest(missing[0][1], present)
        raise chart.metadata.error(
            ("dependencies", missing[0][0], "name"),
            f"named in dependencies, but not in {chart.shown}/charts: {names}",
            hint=f"did you mean {meant}?" if meant else "put the chart there, as a folder or an archive",
        )


def process(chart: Chart, values: "Values", warn: "Warn") -> None:
    """Drop disabled subcharts, apply aliases, import values: `chart`, a copy of its own, changes in place."""
    _enable(chart, values, "", warn)
    _import_tree(chart, warn)


def _enable(chart: Chart, values: "Values", path: str, warn: "Warn") -> None:
    listed = chart.metadata.dependencies
    if listed is None:  # what lies in charts/ undeclared runs as it is, and so does all below it
        return
    chart.set_dependencies(_named(chart, listed))
    for entry in listed:
        entry.enabled = True
    coalesced = coalesce.coalesce(chart, values, warn)
    _apply_tags(listed, coalesced, warn)
    _apply_conditions(listed, coalesced, path, warn)
    disabled = {entry.name for entry in listed if not entry.enabled}
    kept = [subchart for subchart in chart.dependencies if subchart.name not in disabled]
    for subchart in kept:
        _enable(subchart, coalesced, f"{path}{subchart.name}.", warn)
    chart.metadata.dependencies = [entry for entry in listed if entry.name not in disabled] or None
    chart.set_dependencies(kept)


def _named(chart: Chart, listed: "list[Dependency]") -> "list[Chart]":
    """The subcharts in order: undeclared ones, then one per entry, under its alias."""
    present = chart.dependencies
    result = [subchart for subchart in present if not any(_fits(entry, subchart) for entry in listed)]
    for entry in listed:
        found = next((subchart for subchart in present if _fits(entry, subchart)), None)
        if found:
            result.append(_aliased(found, entry.alias))
        entry.name = entry.alias or entry.name
    return result


def _fits(entry: "Dependency", subchart: Chart) -> bool:
    return subchart.name == entry.name and semver.satisfies(entry.version, subchart.metadata.version)


def _aliased(chart: Chart, alias: str) -> Chart:
    new = chart.shallow()
    new.metadata = chart.metadata.copy()
    new.set_dependencies([subchart.shallow() for subchart in chart.dependencies])
    if alias:
        new.metadata.fields["name"] = alias
    return new


def _apply_tags(listed: "list[Dependency]", values: "Values", warn: "Warn") -> None:
    tags = values.get("tags")
    if not isinstance(tags, dict):
        return
    for entry in listed:
        found = []
        for tag in entry.tags:
            value = tags.get(tag)
            if isinstance(value, bool):
                found.append(value)
            elif tag in tags:
                warn(f"tags.{tag} is neither true nor false: it does not decide about {entry.name}")
        entry.enabled = any(found) or not found


def _apply_conditions(listed: "list[Dependency]", values: "Values", path: str, warn: "Warn") -> None:
    for entry in listed:
        for condition in entry.condition.strip().split(","):
            found, value = lookup(values, path + condition) if condition else (False, None)
            if isinstance(value, bool):
                entry.enabled = value
                break
            if found:
                warn(f"{path}{condition} is neither true nor false: it does not decide about {entry.name}")


def lookup(values: "Values", path: str) -> "tuple[bool, object]":
    """Whether `path` (a.b.c) leads to something that is no mapping, and what."""
    *above, last = path.split(".")
    found = table(values, above)
    if found is None or last not in found or isinstance(found[last], dict):
        return False, None
    return True, found[last]


def table(values: "Values", path: "list[str]") -> "Values | None":
    """The mapping at `path`, None when there is none."""
    for name in path:
        inner = values.get(name)
        if not isinstance(inner, dict):
            return None
        values = inner
    return values


def _import_tree(chart: Chart, warn: "Warn") -> None:
    for subchart in chart.dependencies:
        _import_tree(subchart, warn)
    if chart.metadata.dependencies is not None:
        _import_values(chart, chart.metadata.dependencies, warn)


def _import_values(chart: Chart, listed: "list[Dependency]", warn: "Warn") -> None:
    values = coalesce.merge(chart, {}, warn)
    imported: Values = {}
    for entry in listed:
        items, entry.import_values = entry.import_values, []
        for item in items:
            if isinstance(item, dict):
                child, parent = _path(item.get("child")), _path(item.get("parent"))
            elif isinstance(item, str):
                child, parent = f"exports.{item}", "."
            else:
                continue
            entry.import_values.append({"child": child, "parent": parent})
            found = table(values, f"{entry.name}.{child}".split("."))
            if found is None:
                warn(f"import-values: {entry.name} has no mapping at {child}")
                continue
            imported = coalesce.tables(imported, _nested(parent, found), True, warn)
    chart.values = coalesce.tables(coalesce.copy(values), imported, True, warn)


def _path(value: object) -> str:
    from kforge.chart.decode import text

    return "<nil>" if value is None else text(value)


def _nested(path: str, values: "Values") -> "Values":
    if path == ".":
        return values
    for name in reversed(path.split(".")):
        values = {name: values}
    return values
