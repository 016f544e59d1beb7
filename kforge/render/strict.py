"""--strict: errors for what Helm lets pass in silence.

- a value of a values file, of --set or of the root's values.yaml that no template reads;
- a key that a template of the root chart reads and no values file has;
- a null that deletes nothing, because another one says the value again;
- a number that comes out as 1e+06;
- all that kforge warns of.
"""

from kforge.chart import origin
from kforge.chart.coalesce import GLOBAL
from kforge.chart.decode import dotted
from kforge.errors import KforgeError, Position, TemplateError, ValuesError, nearest
from kforge.golang.floats import float_text
from kforge.render import engines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from kforge.chart.chart import Chart
    from kforge.chart.place import Place
    from kforge.render.options import RenderOptions
    from kforge.render.prepare import Prepared
    from kforge.render.templates import Templates
    from kforge.render.watch import Watch

    Path = tuple[str | int, ...]

# what Helm itself reads: no template needs to
OF_HELM = ("tags", GLOBAL)


class Strict:
    """Collects the errors of one rendering."""

    def __init__(self, prepared: "Prepared", options: "RenderOptions", pristine: "Chart") -> None:
        """`pristine` is the root chart as it lies on disk."""
        self.prepared = prepared
        self.options = options
        self.given = prepared.given
        self.own = pristine.values
        self.subcharts = {chart.name for chart in prepared.chart.dependencies}
        self.conditions = {
            tuple(condition.strip().split("."))
            for entry in prepared.chart.metadata.dependencies or ()
            for condition in entry.condition.split(",")
        }

    def errors(self, watch: "Watch", templates: "Templates", texts: "Iterable[str]") -> "list[KforgeError]":
        """All findings, by kind."""
        found: list[KforgeError] = [ValuesError(warning) for warning in self.prepared.warnings]
        if not templates.needs(engines.JINJA):  # which tells nobody what it reads
            leaves = dict.fromkeys([*_leaves(self.given, ()), *_leaves(self.own, ())])
            found += [self._unread(path) for path in leaves if self._is_unread(path, watch)]
        found += self._missing(watch, templates)
        found += self._floats(watch, list(texts))
        found += [self._ignored(path) for path in self._ignored_nulls()]
        return found

    # ---- values nobody reads

    def _is_unread(self, path: "Path", watch: "Watch") -> bool:
        return path not in watch.read and path not in self.conditions and path[0] not in OF_HELM

    def _unread(self, path: "Path") -> KforgeError:
        return self._error(path, "no template reads this value", "take it out, or look for a misspelled key")

    # ---- keys nobody has

    def _missing(self, watch: "Watch", templates: "Templates") -> "Iterator[KforgeError]":
        sources = [
            file
            for name, file in templates.sources[engines.GO].items()
            if not name.startswith(f"{self.prepared.chart.full_path}/charts/")
        ]
        for path in watch.missing:
            if path[0] in self.subcharts:
                continue
            text = f".Values.{dotted(path)}"
            for file in sources:
                place = _find(file.loose_text(), text)
                if place:
                    line, column, source = place
                    known = _at(self.prepared.values, path[:-1])
                    meant = nearest(str(path[-1]), map(str, known)) if isinstance(known, dict) else ""
                    yield TemplateError(
                        f"no values file has {dotted(path)}",
                        Position(file.shown, line, column),
                        source=source,
                        hint=f"did you mean {meant}?" if meant else "give it a default in values.yaml",
                    )
                    break

    # ---- numbers

    def _floats(self, watch: "Watch", texts: "list[str]") -> "Iterator[KforgeError]":
        import re

        for path, value in watch.floats.items():
            text = float_text(value)
            if "e" not in text:
                continue
            pattern = re.compile(rf"(?<![\w.]){re.escape(text)}(?![\w.])")
            if any(pattern.search(each) for each in texts):
                hint = "write it in quotes, or let the template use int64"
                yield self._error(path, f"this number is printed as {text}", hint)

    # ---- nulls

    def _ignored_nulls(self) -> "list[Path]":
        return [
            path
            for path in dict.fromkeys([*_nulls(self.given, ()), *_nulls(self.own, ())])
            if _at(self.given, path) is None and _at(self.prepared.values, path) is not None
        ]

    def _ignored(self, path: "Path") -> KforgeError:
        message = "Helm ignores this null: the value stays"
        return self._error(path, message, "give the value that is wanted", self._null_place(path))

    def _null_place(self, path: "Path") -> "Place | None":
        from kforge.chart import place, values

        files = [(file, values.read_text(file)) for file in self.options.values_files if file != values.STDIN]
        own = self.prepared.chart.values_file
        if own:
            files.insert(0, (own.shown, own.text()))
        for name, text in reversed(files):
            for line, part in reversed(values.parts(text, name)):
                above = _at(values.parse(part, name), path[:-1])
                if isinstance(above, dict) and path[-1] in above:
                    return place.find(part, name, path, line=line)
        return None

    def _error(self, path: "Path", message: str, hint: str, place: "Place | None" = None) -> KforgeError:
        place = place or origin.find(path, [self.prepared.chart], self.options.values_files)
        return ValuesError(
            f"{dotted(path)}: {message}",
            place.position if place else None,
            source=place.source if place else "",
            hint=hint,
        )


def _leaves(value: "Any", path: "Path") -> "Iterator[Path]":
    """The paths of all that holds nothing else; a list stands for its scalars."""
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from _leaves(item, (*path, key))
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        for index, item in enumerate(value):
            yield from _leaves(item, (*path, index))
    elif value is not None and path:
        yield path


def _nulls(value: "Any", path: "Path") -> "Iterator[Path]":
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _nulls(item, (*path, key))
    elif value is None and path:
        yield path


def _at(value: "Any", path: "Path") -> "Any":
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def _find(text: str, wanted: str) -> "tuple[int, int, str] | None":
    """Line, column and text of the line where the field chain `wanted` stands in a template."""
    at = text.find(wanted)
    while at >= 0:
        after = text[at + len(wanted) : at + len(wanted) + 1]
        if not (after.isalnum() or after in ("_", "(")):
            start = text.rfind("\n", 0, at) + 1
            return text.count("\n", 0, at) + 1, at - start + 1, text[start:].partition("\n")[0]
        at = text.find(wanted, at + 1)
    return None
