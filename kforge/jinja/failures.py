"""Turns what went wrong in a template into an error with file, line and column, in a template author's words.

The compiler left a table of places with each template: one line `code-line code-column line column path`
for every expression. Python says in which instruction of the code something failed; the table says where
that stands in the source.
"""

from kforge.errors import KforgeError, Position, TemplateError, nearest
from kforge.jinja.undefined import Failure, Undefined, UndefinedFailure, describe, describe_type, missing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from types import CodeType, TracebackType

    from kforge.jinja.runtime import Template

# what a template's code and filters may raise through no fault of ours
CAUGHT = (
    Failure,
    KforgeError,
    TypeError,
    ValueError,
    ArithmeticError,
    RecursionError,
    MemoryError,
)

# messages of Python that hold names of types
_ABOUT_TYPES = [
    (r"'(?:.+)' not supported between instances of '(\w+)' and '(\w+)'", "{0} and {1} cannot be compared"),
    (r"argument of type '(\w+)' is not iterable", "`in` cannot look into {0}"),
    (r"'in <string>' requires string as left operand, not (\w+)", "`in` looks for text in text, not for {0}"),
    (r"'(\w+)' object is not iterable", "{0} cannot be looped over"),
    (r"cannot unpack non-iterable (\w+) object", "{0} holds no several values to give names to"),
    (r"unhashable type: 'slice'", "a mapping cannot be sliced"),
    (r"unhashable type: '(\w+)'", "{0} cannot be the key of a mapping"),
    (r"'(\w+)' object is not subscriptable", "{0} cannot be sliced"),
    (r"slice indices must be integers.*", "a slice takes integers"),
]
# and those that hold other words
_OTHERS = [
    (r"too many values to unpack \(expected (\d+)\)", "there are more values than the {0} names for them"),
    (r"not enough values to unpack \(expected (\d+), got (\d+)\)", "there are {1} values for {0} names"),
    (r"(\w+)\(\) missing \d+ required (?:positional|keyword-only) arguments?: (.+)", "{0} needs {1}"),
    (r"(\w+)\(\) takes .* positional arguments? but .* given", "{0} is given too many arguments"),
    (r"(\w+)\(\) got an unexpected keyword argument '(\w+)'", "{0} has no argument {1}"),
    (r"(\w+)\(\) takes no keyword arguments", "{0} has no named arguments"),
    (r"(\w+)\(\) got multiple values for argument '(\w+)'", "{0} is given {1} twice"),
    (r"(\w+) expected (?:at least|at most|exactly) .*", "{0} is given a wrong number of arguments"),
    (
        r"(?:list|tuple)\.index\(x\): x not in (?:list|tuple)|.* is not in list",
        "the list does not hold this value",
    ),
    (r"(?:substring|subsection) not found", "the text does not hold this text"),
]


_GO_WORDS = frozenset(["define", "else", "end", "if", "include", "printf", "range", "template", "with"])
_GO = "this looks like a Go template; Jinja writes {% if values.x %} ... {% endif %}"
_ITEMS = "the pairs of a mapping come from items: {% for key, value in mapping.items() %}"


def is_of_a_template(error: Exception) -> bool:
    """Whether a template can cause this error; all others are bugs."""
    return isinstance(error, CAUGHT) or _is_slice(error)


def _is_slice(error: Exception) -> bool:
    """A mapping was sliced: from Python 3.12 on that is a key it does not have."""
    return isinstance(error, KeyError) and isinstance(error.args[0], slice)


def reworded(error: Exception) -> str:
    """What a Python error means to the author of a template."""
    if isinstance(error, RecursionError):
        return "the template goes too deep"
    if _is_slice(error):
        return "a mapping cannot be sliced"
    if isinstance(error, MemoryError):
        return "the value is too large"
    import re  # on the way to an error only

    original = str(error)
    if "() " in original:  # a function by its whole name: Module.trim_() missing ...
        original = original.rsplit("<locals>.", 1)[-1].rsplit(".", 1)[-1].replace("_() ", "() ").lstrip("_")
    for pattern, message in _ABOUT_TYPES:
        found = re.fullmatch(pattern, original)
        if found:
            return message.format(*map(describe_type, found.groups()))
    for pattern, message in _OTHERS:
        found = re.fullmatch(pattern, original)
        if found:
            return message.format(*[group.replace("'", "") for group in found.groups()])
    if isinstance(error, TypeError):
        return "a value here is of the wrong kind"
    return f"this fails: {original[:1].lower()}{original[1:]}" if original else "this fails"


class Place:
    """Where in a template something stands, and the path written there ("values.image")."""

    __slots__ = ("column", "line", "path", "template")

    def __init__(self, template: "Template", line: int, column: int, path: str) -> None:
        self.template = template
        self.line = line
        self.column = column
        self.path = path

    def same_line(self, other: "Place") -> bool:
        return self.line == other.line and self.template is other.template


def place_of(template: "Template", code: "CodeType", instruction: int) -> Place:
    """The place in the source of `template` that an instruction of its code comes from."""
    line = column = 0
    for number, (first, _, begin, _) in enumerate(code.co_positions()):
        if number == instruction // 2:
            line, column = first or 0, begin or 0
            break
    return place_at(template, line, column)


def place_at(template: "Template", line: int, column: int, *, first: bool = False) -> Place:
    """The same for a line and column of the generated code; `first`: the first expression on that line."""
    best: list[str] = []
    best_key = (-1, -1)
    for row in template.table.split("\n"):
        fields = row.split(" ", 4)
        if len(fields) < 5:
            continue
        key = int(fields[0]), int(fields[1])
        if first and best_key[0] == line:
            break
        if best_key < key <= (line, column) or (key[0] == line and best_key[0] < line):
            best_key, best = key, fields
    if not best:
        return Place(template, 0, 0, "")
    exact = best_key == (line, column)
    return Place(template, int(best[2]), int(best[3]), best[4] if exact else "")


def places_of(trace: "TracebackType | None") -> "list[Place]":
    """The places in templates that an exception went through, outermost first."""
    places: list[Place] = []
    while trace is not None:
        template = trace.tb_frame.f_globals.get("template_of_code")
        if template is not None:
            place = place_of(template, trace.tb_frame.f_code, trace.tb_lasti)
            same = places and (places[-1].template, places[-1].line) == (template, place.line)
            if same:
                places.pop()
            places.append(place)
        trace = trace.tb_next
    return places


class Explainer:
    """Builds the errors of one set of templates."""

    def __init__(
        self, sources: "Mapping[str, str]", shown: "Callable[[str], str]", values_files: "Iterable[str]"
    ) -> None:
        self.sources = sources
        self.shown = shown
        self.values_files = list(values_files)

    def position(self, name: str, line: int, column: int = 0) -> Position:
        return Position(self.shown(name), line, column)

    def source_line(self, name: str, line: int) -> str:
        lines = self.sources.get(name, "").splitlines()
        return lines[line - 1] if 0 < line <= len(lines) else ""

    def error(
        self, name: str, line: int, column: int, message: str, hint: str = "", chain: "Iterable[str]" = ()
    ) -> TemplateError:
        return TemplateError(
            message,
            self.position(name, line, column),
            hint=hint,
            chain=tuple(chain),
            source=self.source_line(name, line),
        )

    def runtime_error(self, name: str, error: Exception, names: "Iterable[str]") -> TemplateError:
        """The error for an exception that a render of the template `name` raised."""
        places = places_of(error.__traceback__)
        message, hint = self._explained(error, names)
        if isinstance(error, UndefinedFailure):
            arisen = _place_of_undefined(error.undefined)
            if arisen is not None and not error.undefined.reason.startswith("parameter"):
                hint = self._moved(places, arisen, hint)
        inner = ""
        while places and places[-1].template.name not in self.sources:  # text given to tpl
            inner = inner or f" (in the text given to tpl, line {places[-1].line})"
            places.pop()
        if not places:
            return self.error(name, 0, 0, message + inner, hint)
        last = places[-1]
        chain = [f"template {self.position(place.template.name, place.line)}" for place in places[:-1]]
        if len(chain) > 6:
            chain = [*chain[:3], f"{len(chain) - 6} more", *chain[-3:]]
        return self.error(last.template.name, last.line, last.column, message + inner, hint, chain)

    def _moved(self, places: list[Place], arisen: Place, hint: str) -> str:
        """Let `places` end where something undefined arose; the hint then says where it was used."""
        used = places[-1] if places else arisen
        at = [number for number, place in enumerate(places) if place.same_line(arisen)]
        del places[at[-1] if at else -1 :]
        places.append(arisen)
        if used.same_line(arisen) or used.template.name not in self.sources:
            return hint
        where = f"it is used in {self.position(used.template.name, used.line)}"
        return f"{where}; {hint}" if hint else where

    def _explained(self, error: Exception, names: "Iterable[str]") -> tuple[str, str]:
        if isinstance(error, UndefinedFailure):
            return self._undefined(error.undefined, names)
        if isinstance(error, Failure):
            return error.message, error.hint
        if isinstance(error, KforgeError):
            where = f"{error.position}: " if error.position else ""
            return where + error.message, error.hint
        message = reworded(error)
        return message, _ITEMS if "names" in message and "values" in message else ""

    def _undefined(self, undefined: Undefined, names: "Iterable[str]") -> tuple[str, str]:
        while undefined.parent is not None:
            undefined = undefined.parent
        name, holder, reason = undefined.name, undefined.holder, undefined.reason
        if reason.startswith("parameter"):
            return f"{name} is not given to the macro", "give it in the call, or a default in the macro"
        if reason:
            return reason, ""
        place = _place_of_undefined(undefined)
        base = place.path if place is not None else ""
        if holder is missing:
            hint = _GO if name in _GO_WORDS else ""
            return _with_nearest(f"{name} is not defined", str(name), [] if hint else names), hint
        whole = _path(base, name)
        if holder is None or isinstance(holder, str | int | float):
            said = f"{base or 'the value'} is {describe(holder)} and has no {name}"
            return said, self._values_hint(base)
        if isinstance(holder, list | tuple) and isinstance(name, int):
            count = len(holder)
            return (
                f"{whole} is not defined: the list has {count or 'no'} item{'s' * (count != 1)}",
                self._values_hint(base),
            )
        if isinstance(holder, list | tuple):
            return f"{base or 'the value'} is a list and has no {name}", "loop over it, or take an item: [0]"
        known = [str(key) for key in holder] if isinstance(holder, dict) else _open(holder)
        message = _with_nearest(f"{whole} is not defined", str(name), known)
        return message, self._values_hint(base) or _has(base, known)

    def _values_hint(self, base: str) -> str:
        if (
            base.split(".", maxsplit=1)[0].split("[", maxsplit=1)[0].lower() != "values"
            or not self.values_files
        ):
            return ""
        return f"values are read from {', '.join(self.values_files)}"


def _open(holder: object) -> list[str]:
    names = getattr(type(holder), "open_names", None) or [
        name for name in vars(type(holder)) if name[:1] != "_"
    ]
    inner = getattr(holder, "__dict__", {})
    return sorted({*names, *(name for name in inner if name[:1] != "_")})


def _has(base: str, known: list[str]) -> str:
    return f"{base} has {', '.join(known)}" if base and 0 < len(known) <= 8 else ""


def _with_nearest(message: str, name: str, known: "Iterable[str]") -> str:
    near = nearest(name, known)
    return f"{message} (did you mean {near}?)" if near else message


def _path(base: str, name: object) -> str:
    if isinstance(name, str) and name.isidentifier():
        return f"{base}.{name}" if base else name
    return f'{base}["{name}"]' if isinstance(name, str) else f"{base}[{name}]"


def _place_of_undefined(undefined: Undefined) -> Place | None:
    while undefined.parent is not None:
        undefined = undefined.parent
    template = undefined.namespace.get("template_of_code")
    if template is None or undefined.code is None:
        return None
    return place_of(template, undefined.code, undefined.instruction)  # type: ignore[arg-type]
