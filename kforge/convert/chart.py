"""A whole chart: its Go templates become Jinja, all other files are copied as they are."""

from itertools import pairwise

from kforge.convert.code import Code
from kforge.convert.outside import called_outside
from kforge.convert.scope import RESERVED, Root
from kforge.convert.source import Source
from kforge.convert.templates import Template
from kforge.errors import ChartError, ErrorGroup, KforgeError, Position
from kforge.patterns import compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from kforge.chart.chart import Chart

_KEY = compiled(r"\s*[\w./-]+:(?:\s|\Z)")
_NOT_A_NAME = "-./ "


def convert(chart: "Chart") -> "dict[str, str]":
    """The templates of `chart` in Jinja: their text by path within the chart, "" for files that go.

    Raises KforgeError: nothing is converted unless all is.
    """
    return Converter(chart).files()


class Converter:
    """The named templates of a chart, and which of them need the data they are called with."""

    def __init__(self, chart: "Chart") -> None:
        self.chart = chart
        self.root = Root(_values(chart), {**chart.metadata.extra, **chart.metadata.fields})
        self.sources = {
            file.path: Source(file.text(), file.shown)
            for file in chart.templates
            if not file.path.endswith(".j2")
        }
        self.defined: dict[str, str] = {}  # named template -> the file that defines it
        self.with_dot: set[str] = set()
        self.blocks: set[str] = set()  # those that begin with a key
        for path, source in self.sources.items():
            parts = source.parts()
            for part, after in pairwise(parts):
                if part.parsed and part.parsed.word == "define":
                    self.defined[part.parsed.name] = path
                    if part.right and _KEY.match(after.text):
                        self.blocks.add(part.parsed.name)
        self._learn_dots()

    def files(self) -> "dict[str, str]":
        """Every file that changes. Raises KforgeError."""
        made: dict[str, str] = {}
        errors: list[KforgeError] = list(self._called_outside())
        for path, source in self.sources.items():
            if "{{" not in source.text:
                continue
            try:
                text, macros = self._template(source).convert()
            except KforgeError as error:
                errors.append(error)
                continue
            made[path] = ""
            _place(made, path, text, macros)
        if errors:
            raise errors[0] if len(errors) == 1 else ErrorGroup(errors)
        if not made:
            where = Position(f"{self.chart.shown}/templates")
            raise ChartError("there is no Go template to convert in this chart", where)
        return made

    def _called_outside(self) -> "Iterator[KforgeError]":
        for name, where in called_outside(self.chart).items():
            if name not in self.defined:
                continue
            source = self.sources[self.defined[name]]
            place = next(
                part.base
                for part in source.parts()
                if part.parsed and part.parsed.word == "define" and part.parsed.name == name
            )
            message = f"{name} is called from {where}, which stays a Go template and cannot call a macro"
            yield source.error(message, place)

    def _template(self, source: Source) -> Template:
        return Template(source, self.root, self._call, self.macro_name)

    def macro_name(self, name: str) -> "tuple[str, bool]":
        """What a named template is called as a macro, and whether it takes the data."""
        plain = "".join("_" if char in _NOT_A_NAME else char for char in name)
        return (f"{plain}_" if plain in RESERVED else plain), name in self.with_dot

    def _call(self, name: str, data: Code | None) -> Code | None:
        """The call of the macro that a named template becomes; None when it is of another chart."""
        if name not in self.defined:
            return None
        ours, with_dot = self.macro_name(name)
        inside = data.argument() if with_dot and data else ""
        return Code(f"{ours}({inside})", is_block=name in self.blocks)

    def _learn_dots(self) -> None:
        """Which named templates are ever called with anything but the root of the chart."""
        before = -1
        while len(self.with_dot) != before:
            before = len(self.with_dot)
            for source in self.sources.values():
                template = Template(source, self.root, self._learn, self.macro_name)
                template.writer.learning = True
                try:
                    template.convert()
                except KforgeError:
                    continue  # it will be said when it counts

    def _learn(self, name: str, data: Code | None) -> Code | None:
        if name in self.defined and not (data and isinstance(data.ref, Root)):
            self.with_dot.add(name)
        return self._call(name, data)


def _place(made: "dict[str, str]", path: str, text: str, macros: str) -> None:
    """Put what became of the file `path` where Jinja looks for it."""
    folder, _, name = path.rpartition("/")
    if name.startswith("_") and name.endswith((".tpl", ".yaml")):
        stem = name.rpartition(".")[0] or name
        made[f"{folder}/{stem}.j2"] = (text.strip() + "\n\n" if text.strip() else "") + macros.strip() + "\n"
        return
    made[f"{path}.j2"] = text
    if macros:
        made[f"{folder}/_{name.partition('.')[0]}_macros.j2"] = macros


def _values(chart: "Chart") -> "dict[str, object]":
    """The chart's values, with those of its dependencies under their names."""
    values = dict(chart.values)
    for inner in chart.dependencies:
        own = values.get(inner.name)
        values[inner.name] = {**_values(inner), **(own if isinstance(own, dict) else {})}
    return values
