"""Gives what goes wrong in a template its place, the templates that led there, and a hint."""

from kforge.errors import KforgeError, Position, TemplateError
from kforge.functions.registry import FunctionError
from kforge.gotmpl.catalog import TEXT, TextError, text_of
from kforge.gotmpl.failure import Failure
from kforge.gotmpl.lexer import LexError
from kforge.gotmpl.runtime import NAMESPACE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from kforge.gotmpl.catalog import Catalog

INTERPRETING = ("kforge.gotmpl.closures", "kforge.gotmpl.interpreter")
NESTED = "<locals>."
MOST_SHOWN = 6  # links of a chain


class Place:
    """A place in a template; `name` is "" for the file itself."""

    __slots__ = ("file", "name", "offset")

    def __init__(self, file: str, name: str, offset: int) -> None:
        self.file = file
        self.name = name
        self.offset = offset


class _Passed:
    """A template that an exception went through: a line of its code, or the offset where it is known."""

    __slots__ = ("file", "line", "name", "offset")

    def __init__(self, file: str, name: str, line: int, offset: int) -> None:
        self.file = file
        self.name = name
        self.line = line
        self.offset = offset


class Explainer:
    """Makes the errors of one catalog."""

    def __init__(self, catalog: "Catalog", shown: "Callable[[str], str]") -> None:
        self.catalog = catalog
        self.shown = shown

    def syntax(self, file: str, error: LexError) -> TemplateError:
        """The error for a file that cannot be parsed."""
        return self.error(file, error.offset, error.message, getattr(error, "hint", ""))

    def error(
        self, file: str, offset: int, message: str, hint: str = "", chain: "tuple[str, ...]" = ()
    ) -> TemplateError:
        source = self.catalog.sources.get(file, "")
        line, column, text = line_of(source, offset)
        position = Position(self.shown(file), line, column)
        return TemplateError(message, position, hint=hint, chain=chain, source=text)

    def runtime(self, file: str, error: Exception) -> KforgeError:
        """The error for an exception that the rendering of `file` raised."""
        places = self.places(error.__traceback__)
        if places and isinstance(error, Failure) and error.argument >= 0:
            places[-1].offset = self.argument(places[-1], error.argument)
        inner = ""
        if isinstance(error, TextError):
            inner = f" ({_in_text(error.text, error.error.offset)})"
        message, hint = explained(error.error if isinstance(error, TextError) else error)
        while places and places[-1].file.startswith(TEXT):
            last = places.pop()
            inner = inner or f" ({_in_text(text_of(last.file), last.offset)})"
        if not places:
            return self.error(file, 0, message + inner, hint)
        last = places[-1]
        links = [self.link(place) for place in places[:-1]]
        if len(links) > MOST_SHOWN:
            links = [*links[:3], f"{len(links) - MOST_SHOWN} more", *links[-3:]]
        return self.error(last.file, last.offset, message + inner, hint, tuple(links))

    def link(self, place: Place) -> str:
        if place.file.startswith(TEXT):
            return f"tpl {_excerpt(text_of(place.file))}"
        line, _, _ = line_of(self.catalog.sources.get(place.file, ""), place.offset)
        return f"template {self.shown(place.file)}:{line}"

    def places(self, trace: "TracebackType | None") -> "list[Place]":
        """The places in templates that an exception went through, outermost first."""
        found: list[_Passed] = []
        while trace is not None:
            frame, code = trace.tb_frame, trace.tb_frame.f_code
            if frame.f_globals is NAMESPACE:
                name = code.co_name
                if NESTED in code.co_qualname and found:
                    name = found.pop().name  # a part of the template around, in the same text
                found.append(_Passed(code.co_filename, name, trace.tb_lineno, -1))
            elif frame.f_globals.get("__name__") in INTERPRETING:
                if code.co_name == "interpret":
                    interpreted = frame.f_locals["self"]
                    found.append(_Passed(interpreted.file, interpreted.definition.name, 0, 0))
                elif "place" in frame.f_locals and found:
                    found[-1].offset = frame.f_locals["place"]
            trace = trace.tb_next
        if len(found) > 3 * MOST_SHOWN:  # a recursion
            found = [*found[:MOST_SHOWN], *found[-MOST_SHOWN:]]
        return [self.place(passed) for passed in found]

    def argument(self, place: Place, number: int) -> int:
        from kforge.gotmpl.walk import argument_offset

        definition = self.catalog.definitions(place.file).get(place.name)
        return argument_offset(definition.body, place.offset, number) if definition else place.offset

    def place(self, passed: "_Passed") -> Place:
        if passed.offset < 0:
            from kforge.gotmpl.compiler import generate

            definition = self.catalog.definitions(passed.file).get(passed.name)
            passed.offset = generate(definition).offset(passed.line) if definition is not None else 0
        return Place(passed.file, passed.name, max(passed.offset, 0))


def line_of(source: str, offset: int) -> "tuple[int, int, str]":
    """The line and column (from 1) of an offset, and the text of the line."""
    start = source.rfind("\n", 0, offset) + 1
    end = source.find("\n", offset)
    return source.count("\n", 0, offset) + 1, offset - start + 1, source[start : end if end >= 0 else None]


def explained(error: Exception) -> "tuple[str, str]":
    """The message and the hint for what was raised."""
    if isinstance(error, Failure | LexError):
        return error.message, getattr(error, "hint", "")
    if isinstance(error, FunctionError):
        return str(error), _hint(str(error))
    if isinstance(error, RecursionError):
        return "this goes too deep", "values within values, or templates that include each other, without end"
    if isinstance(error, MemoryError):
        return "the templates need more memory than there is", ""
    if isinstance(error, NameError):
        return "a variable is read here that is declared in a part that was not evaluated", ""
    raise error


def _hint(message: str) -> str:
    """What to do about the error of a function."""
    if "for comparison" in message and "float64" in message and "int" in message:
        return "numbers of values files are float64: compare with 1.0, or make them int"
    return ""


def _in_text(text: str, offset: int) -> str:
    line, column, _ = line_of(text, offset)
    return f"in the text given to tpl, line {line}, column {column}: {_excerpt(text)}"


def _excerpt(text: str) -> str:
    first = text.strip().partition("\n")[0]
    return repr(first if len(first) <= 60 else f"{first[:57]}...")
