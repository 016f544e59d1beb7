"""The merged values of a chart, each with the file and line it comes from: `show values --origin`.

A value comes from the strongest source that has it: --set and its kin, the values files from the last to the
first, then the charts' own values.yaml from the root down. Global values come from a chart above, imported
ones from a chart below.
"""

from kforge.chart import values as chart_values
from kforge.yaml import emit, locate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from kforge.chart.chart import Chart
    from kforge.render.options import RenderOptions
    from kforge.render.prepare import Prepared
    from kforge.yaml.events import Node

    Path = tuple[str | int, ...]

GLOBAL = "global"
WIDEST = 60  # comments stand in one column, unless a line reaches further
MISSING = object()
MAX_HOPS = 20


class Source:
    """What gives values: `parts` are its documents, each with its nodes and first line, none for an option.

    `prefix` is where its values lie in the root's.
    """

    __slots__ = ("name", "parts", "prefix")

    def __init__(self, name: str, tree: object = None, text: str | None = None, prefix: "Path" = ()) -> None:
        self.name = name
        self.prefix = prefix
        self.parts: list[tuple[object, Node | None, int]] = [(tree, None, 0)]
        if text is not None:
            self.parts = [
                (chart_values.parse(part, name), locate.root(part, 0), line)
                for line, part in reversed(chart_values.parts(text, name))
            ]

    def find(self, path: "Path", wanted: object) -> str:
        """file:line of the value at `path`, or the name alone; "" when it does not say `wanted` there."""
        inner = path[len(self.prefix) :]
        if path[: len(self.prefix)] != self.prefix:
            return ""
        for tree, node, line in self.parts:
            found = at(tree, inner)
            if found is MISSING or not _is_same(found, wanted):
                continue
            return f"{self.name}:{locate.place(node, inner, key=True)[0] + line - 1}" if node else self.name
        return ""


def _is_same(found: object, wanted: object) -> bool:
    """Whether a value is what came out: an element that --set only skips is null in one place only."""
    return found == wanted or (isinstance(found, dict) and isinstance(wanted, dict))


def at(tree: object, path: "Path") -> object:
    """What lies at `path`, MISSING when nothing does."""
    for step in path:
        if isinstance(tree, dict):
            tree = tree.get(step, MISSING)
        elif isinstance(tree, list) and isinstance(step, int) and step < len(tree):
            tree = tree[step]
        else:
            return MISSING
    return tree


def text(prepared: "Prepared", options: "RenderOptions") -> str:
    """The values as YAML in the order of the files, every scalar with its origin in a comment."""
    finder = Finder(prepared, options)
    lines = list(_lines(prepared.values, (), ""))
    width = max((len(line) for line, path in lines if path and len(line) <= WIDEST), default=0)
    shown = []
    for line, path in lines:
        origin = finder.find(path, at(prepared.values, path)) if path else ""
        shown.append(f"{line:<{width}}  # {origin}\n" if origin else f"{line}\n")
    return "".join(shown)


class Finder:
    """Knows all sources of the values of a chart, the strongest first."""

    def __init__(self, prepared: "Prepared", options: "RenderOptions") -> None:
        self.values = prepared.values
        self.chart = prepared.chart
        self.sources = [*_given(options), *_defaults(prepared.chart, ())]

    def find(self, path: "Path", wanted: object, hops: int = 0) -> str:
        """Where the value at `path` comes from, "" when nobody knows; it came over `hops` charts so far."""
        if hops > MAX_HOPS:  # a chart that imports what it holds itself
            return ""
        return (
            self._handed_down(path, wanted, hops)
            or next(filter(None, (source.find(path, wanted) for source in self.sources)), "")
            or self._imported(path, wanted, hops)
        )

    def _handed_down(self, path: "Path", wanted: object, hops: int) -> str:
        """The origin of a global value: the highest chart that has it."""
        if GLOBAL not in path[1:]:
            return ""
        index = path.index(GLOBAL, 1)
        if not self._is_chart(path[:index]):
            return ""
        for depth in range(index):
            above = (*path[:depth], *path[index:])
            if at(self.values, above) == wanted:
                return self.find(above, wanted, hops + 1)
        return ""

    def _is_chart(self, path: "Path") -> bool:
        """Whether `path` leads to the values of a chart."""
        chart: Chart | None = self.chart
        for name in path:
            chart = next((each for each in chart.dependencies if each.name == name), None) if chart else None
        return chart is not None

    def _imported(self, path: "Path", wanted: object, hops: int) -> str:
        """The origin of a value that import-values lifted out of a chart below."""
        chart, depth = self.chart, 0
        while True:
            for entry in chart.metadata.dependencies or ():
                for item in entry.import_values:
                    below = _below(path, path[:depth], entry.name, item)
                    if below and at(self.values, below) == wanted:
                        return self.find(below, wanted, hops + 1)
            inner = path[depth] if depth < len(path) else ""
            found = next((subchart for subchart in chart.dependencies if subchart.name == inner), None)
            if found is None:
                return ""
            chart, depth = found, depth + 1


def _below(path: "Path", base: "Path", name: str, item: object) -> "Path | None":
    """Where the value at `path` was before an entry of import-values of the chart at `base` lifted it."""
    if not isinstance(item, dict):
        return None
    parent = () if item["parent"] == "." else tuple(str(item["parent"]).split("."))
    target = (*base, *parent)
    if path[: len(target)] != target:
        return None
    return (*base, name, *str(item["child"]).split("."), *path[len(target) :])


def _given(options: "RenderOptions") -> "Iterator[Source]":
    """What the user said."""
    from kforge.chart import set_values

    for kind in reversed(set_values.KINDS):
        for expression in [expression for one, expression in reversed(options.sets) if one == kind]:
            tree = set_values.apply({}, [(kind, expression)], chart_values.read_text)
            yield Source(f"--{kind} {' '.join(expression.split())}", tree)
    if options.values is not None:
        yield Source("the values of the call", options.values)
    for file in reversed(options.values_files):
        if file.strip() != chart_values.STDIN:  # it has been read and is gone
            yield Source(file, text=chart_values.read_text(file))


def _defaults(chart: "Chart", prefix: "Path") -> "Iterator[Source]":
    """The values.yaml of a chart and of those below it."""
    if chart.values_file:
        yield Source(chart.values_file.shown, text=chart.values_file.text(), prefix=prefix)
    for subchart in chart.dependencies:
        yield from _defaults(subchart, (*prefix, subchart.name))


def _lines(tree: object, path: "Path", pad: str) -> "Iterator[tuple[str, Path]]":
    """The lines of a mapping or list, each with the path of the scalar that starts there, or ()."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            shown = emit.key(key)
            colon = f"\n{pad}:" if shown.startswith("? ") else ":"
            yield from _entry(f"{pad}{shown}{colon}", value, (*path, key), pad)
    elif isinstance(tree, list):
        for number, item in enumerate(tree):
            if item and isinstance(item, (dict, list)):
                first, *rest = _lines(item, (*path, number), f"{pad}  ")
                yield f"{pad}- {first[0][len(pad) + 2 :]}", first[1]
                yield from rest
            else:
                yield from _entry(f"{pad}-", item, (*path, number), pad)


def _entry(head: str, value: object, path: "Path", pad: str) -> "Iterator[tuple[str, Path]]":
    if value and isinstance(value, (dict, list)):
        yield head, ()
        yield from _lines(value, path, f"{pad}  " if isinstance(value, dict) else pad)
        return
    first, *rest = _scalar(value).split("\n")
    yield f"{head} {first}", path
    for line in rest:
        yield (f"{pad}{line}" if line else ""), ()


def _scalar(value: object) -> str:
    if isinstance(value, (dict, list)):
        return "{}" if isinstance(value, dict) else "[]"
    assert value is None or isinstance(value, (bool, int, float, str))
    return emit.scalar(value)
