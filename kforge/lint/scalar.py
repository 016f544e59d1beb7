"""The plain scalar a check is called with: text and shape, what each reader makes of it, where it stands."""

from kforge.lint import documents
from kforge.lint.readings import Readings, of_key, of_value, quoted
from kforge.lint.rule import Edit, Problem
from kforge.schema.fields import BOOLEAN, INT_OR_STRING, INTEGERS, NUMBER, QUANTITY
from kforge.yaml.scalars import resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.lint.documents import Document, Place


EXACT = 2**53  # floats are integers up to here


class Scalar:
    """A plain scalar as a value or as a key. `span` is line, column, end line and end column."""

    __slots__ = ("_readings", "document", "is_key", "place", "shape", "span", "text")

    def __init__(
        self,
        text: str,
        shape: str,
        span: "tuple[int, int, int, int]",
        document: "Document",
        place: "Place",
        *,
        is_key: bool = False,
    ) -> None:
        self.text = text
        self.shape = shape
        self.span = span
        self.document = document
        self.place = place  # of the value, or of the key's own mapping entry
        self.is_key = is_key
        self._readings: Readings | None = None

    @property
    def readings(self) -> Readings:
        """What the readers make of it; kustomize reads its own files and JSON patches as kubectl does."""
        if self._readings is None:
            own = self.document.kind in (documents.KUSTOMIZATION, documents.JSON_PATCH)
            read = of_key if self.is_key else of_value
            self._readings = read(self.text, go_only=own)
        return self._readings

    @property
    def wants_string(self) -> bool:
        return documents.wants_string(self.document, self.place)

    @property
    def is_boolean(self) -> bool:
        """Whether the schema says that a boolean belongs here."""
        return self.place.type is not None and self.place.type.kind == BOOLEAN

    @property
    def is_quantity(self) -> bool:
        """Whether the schema says that a quantity belongs here: a rule of its own looks at it."""
        return self.place.type is not None and self.place.type.kind == QUANTITY

    @property
    def wants_boolean(self) -> bool:
        return documents.wants_boolean(self.place)

    def quoting(self) -> Edit | None:
        """The edit that puts the text as it is written in quotes; None where it is not on one line."""
        if "\t" not in self.text:
            return self.replacing(_in_quotes(self.text))
        escaped = self.text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
        return self.replacing(f'"{escaped}"')

    def replacing(self, text: str) -> Edit | None:
        """The edit that puts something else in place of the scalar."""
        line, column, end_line, end_column = self.span
        whole = line == end_line and end_column - column == len(self.text) and self.text
        return Edit(self.span, text) if whole else None

    def in_decimal(self) -> Edit | None:
        """The edit that writes the integer as kubectl reads it, where the schema wants one."""
        if self.place.type is None or self.place.type.kind not in (*INTEGERS, INT_OR_STRING):
            return None
        value = resolve(self.text)
        if isinstance(value, float):
            value = int(value) if value.is_integer() and abs(value) < EXACT else value
        return self.replacing(str(value)) if type(value) is int else None

    def choice(self, number: str) -> str:
        """The hint for a number that does not stay as it is written: its quotes, or the number it is."""
        if self.place.type is not None and self.place.type.kind in (*INTEGERS, NUMBER):
            return f"write {number}"
        return f'write "{self.text}", or {number} where a number is meant'

    @property
    def shown(self) -> str:
        """The text as a message shows it."""
        return self.text if len(self.text) <= 60 else f"{self.text[:59]}…"

    def problem(self, severity: str, what: str, hint: str = "") -> Problem:
        """`1.10 {what}: helm, kubectl and kustomize read 1.1`; the default hint is to quote it."""
        message = f"{self.shown} {what}: {self.readings.sentence()}"
        return self.plainly(severity, message, hint or f"write {quoted(self.text)}")

    def plainly(self, severity: str, message: str, hint: str = "") -> Problem:
        """A problem with a message of its own."""
        return Problem(severity, message, self.span, hint=hint, readings=self.readings.pairs())


def _in_quotes(text: str) -> str:
    """The text in double quotes, or in single ones where it would need escapes."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'
