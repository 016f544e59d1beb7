"""What a rule is, what it may look at, and what it finds.

A rule module makes one `Rule` and hangs its checks on it:

    RULE = Rule("KF006", "sexagesimal")

    @RULE.value("sexagesimal")
    def check(scalar: Scalar) -> Problem | None: ...

`value` and `key` name the shapes (shapes.py) of the scalars the check is called with; `tagged` sees every
node with an explicit tag, `mapping` every mapping, `document` every document, `text` the file's text, `raw`
the bytes of a file that is not UTF-8, `unparsable` the parser's error; `field` sees every value whose type
the schema knows, `struct` every mapping whose fields it knows. A check returns what is wrong, without file or
rule: the walk adds those. The module's docstring is the rule's manual; its Bad and Good blocks are run as
tests.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypeVar

    from kforge.yaml.events import Node

    One = TypeVar("One", bound=Callable[..., "Problem | None"])
    Many = TypeVar("Many", bound=Callable[..., "Iterable[Problem]"])

ERROR = "error"  # the tools that deploy read different things, or something else than what was meant
WARNING = "warning"  # they agree; another reader does not, or the text of a number is lost
INFO = "info"  # as meant, most likely
SEVERITIES = (ERROR, WARNING, INFO)

NAMES: "set[str]" = set()  # of all rules there are, and their codes

HOOKS = TAGGED, MAPPING, DOCUMENT, FIELD, STRUCT, TEXT, RAW, UNPARSABLE = (
    "tagged",
    "mapping",
    "document",
    "field",
    "struct",
    "text",
    "raw",
    "unparsable",
)


class Edit:
    """What --fix puts in place of a span (line, column, end line, end column; the end is exclusive).

    `new`: the scalar at the span becomes another one, which is the purpose: a name that was misspelt.
    """

    __slots__ = ("new", "span", "text")

    def __init__(self, span: "tuple[int, int, int, int]", text: str, *, new: bool = False) -> None:
        self.span = span
        self.text = text
        self.new = new


class Problem:
    """What a check reports: a place, how bad it is, one sentence, what each reader sees, what to do.

    `edit` mends it where there is only one way to: fix.py carries it out when it is proven to do no more.
    """

    __slots__ = (
        "column",
        "edit",
        "end_column",
        "end_line",
        "hint",
        "line",
        "message",
        "readings",
        "severity",
    )

    def __init__(
        self,
        severity: str,
        message: str,
        span: "tuple[int, int, int, int]",
        *,
        hint: str = "",
        readings: "tuple[tuple[str, str], ...]" = (),
        edit: Edit | None = None,
    ) -> None:
        self.severity = severity
        self.message = message
        self.line, self.column, self.end_line, self.end_column = span
        self.hint = hint
        self.readings = readings
        self.edit = edit

    def mended(self, edit: "Edit | None") -> "Problem":
        """The same problem, with the edit that mends it."""
        self.edit = edit
        return self

    @classmethod
    def at(cls, severity: str, message: str, node: "Node", *, hint: str = "") -> "Problem":
        """A problem with a whole node."""
        return cls(severity, message, (node.line, node.column, node.end_line, node.end_column), hint=hint)


class Finding:
    """A problem in a file, by the rule that found it. `source` is the text of its line."""

    __slots__ = ("code", "file", "problem", "rule", "source")

    def __init__(self, file: str, code: str, rule: str, problem: Problem, source: str = "") -> None:
        self.file = file
        self.code = code
        self.rule = rule
        self.problem = problem
        self.source = source

    @property
    def line(self) -> int:
        """Counted from 1; 0 means the whole file."""
        return self.problem.line

    @property
    def column(self) -> int:
        """Counted from 1, in characters; 0 means the whole line."""
        return self.problem.column

    @property
    def severity(self) -> str:
        return self.problem.severity

    @property
    def message(self) -> str:
        return self.problem.message

    def __repr__(self) -> str:
        return f"Finding({self.file}:{self.line}:{self.column} {self.severity} {self.rule}: {self.message})"


class Rule:
    """A rule's names and the checks hung on it.

    `always` keeps a file from being waved through (scan.py) because none of its scalars has a shape that is
    watched, it has no tags or aliases, it parses without duplicate keys, and keeps to its schema: a rule that
    finds things there must set it. `items`: its checks of documents are for the items of a List too.
    """

    __slots__ = ("always", "checks", "code", "id", "items", "keys", "values")

    def __init__(self, code: str, name: str, *, always: bool = False, items: bool = False) -> None:
        NAMES.update((code, name))
        self.code = code
        self.id = name
        self.always = always
        self.items = items
        self.values: dict[str, Callable[..., Problem | None]] = {}
        self.keys: dict[str, Callable[..., Problem | None]] = {}
        self.checks: dict[str, list[Callable[..., object]]] = {name: [] for name in HOOKS}

    def value(self, *shapes: str) -> "Callable[[One], One]":
        """Check(scalar): the values and items that are plain scalars of one of these shapes."""
        return self._shaped(self.values, shapes)

    def key(self, *shapes: str) -> "Callable[[One], One]":
        """Check(scalar): the keys that are plain scalars of one of these shapes."""
        return self._shaped(self.keys, shapes)

    def tagged(self, check: "One") -> "One":
        """Check(node, document): every node that has an explicit tag."""
        self.checks[TAGGED].append(check)
        return check

    def mapping(self, check: "Many") -> "Many":
        """Check(node, document): every mapping."""
        self.checks[MAPPING].append(check)
        return check

    def document(self, check: "Many") -> "Many":
        """Check(root, document): every document that is not empty."""
        self.checks[DOCUMENT].append(check)
        return check

    def field(self, check: "One") -> "One":
        """Check(node, place, document): every value whose type is known (`place.type`)."""
        self.checks[FIELD].append(check)
        return check

    def struct(self, check: "Many") -> "Many":
        """Check(node, place, document): every mapping whose fields are known (`place.type.struct`)."""
        self.checks[STRUCT].append(check)
        return check

    def text(self, check: "Many") -> "Many":
        """Check(text): the whole file."""
        self.checks[TEXT].append(check)
        return check

    def raw(self, check: "Many") -> "Many":
        """Check(data): the bytes of a file that is not UTF-8."""
        self.checks[RAW].append(check)
        return check

    def unparsable(self, check: "One") -> "One":
        """Check(error): what stops the parser."""
        self.checks[UNPARSABLE].append(check)
        return check

    def _shaped(
        self, table: "dict[str, Callable[..., Problem | None]]", shapes: "tuple[str, ...]"
    ) -> "Callable[[One], One]":
        def hang(check: "One") -> "One":
            table.update(dict.fromkeys(shapes, check))
            return check

        return hang
