"""Turns libyaml's complaints into errors that point at what a user must fix, with hints."""

from kforge.errors import Position, YamlError
from kforge.patterns import compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    # message, line and column (from 0, in the text), hint
    Finding = tuple[str, int, int, str]

_TEMPLATE_HINT = "a template is no YAML: read what it renders to, or quote the value"
_QUOTE_HINT = "quote the value"

# what ends a line for libyaml and for Go
_BREAK = compiled("\r\n|[\n\r\x85\u2028\u2029]")
_SQUEEZED = compiled(r"\s*(?:- +)*([^\s:\"'#]+):[^\s:/]")
_KEY_WITH_VALUE = compiled(r"\s*(?:- +)*[^\s#][^#]*?:\s+[^\s#]|\s*- +[^\s#]")


class _Complaint:
    """What libyaml says, and the lines around it; lines and columns count from 0."""

    def __init__(self, error: Exception, text: str) -> None:
        self.lines = _BREAK.split(text)
        self.problem = str(getattr(error, "problem", "") or error).strip().split("\n")[0]
        self.context = str(getattr(error, "context", "") or "")
        self.line, self.column = self._place(getattr(error, "problem_mark", None))
        self.from_line, self.from_column = self._place(getattr(error, "context_mark", None))

    def _place(self, mark: object) -> "tuple[int, int]":
        line = min(getattr(mark, "line", 0), len(self.lines) - 1)
        return line, getattr(mark, "column", 0)

    def source(self, line: int) -> str:
        return self.lines[line]

    @property
    def char(self) -> str:
        """The character libyaml stopped at."""
        return self.source(self.line)[self.column : self.column + 1]

    @property
    def opener(self) -> str:
        """The character the construct began with."""
        return self.source(self.from_line)[self.from_column : self.from_column + 1]

    def before(self, line: int) -> int:
        """The last line with content before `line`, or -1."""
        line -= 1
        while line >= 0 and self.source(line).strip()[:1] in ("", "#"):
            line -= 1
        return line

    def here(self, message: str, hint: str = "") -> "Finding":
        return message, self.line, self.column, hint


def diagnose(error: Exception, text: str, file: str, first_line: int = 1) -> YamlError:
    """The YamlError for what libyaml raised while reading `text`; its first line is number `first_line`."""
    if hasattr(error, "position"):
        return _unreadable(error, text, file, first_line)
    complaint = _Complaint(error, text)
    if any(words in complaint.problem for words in _DIRECTIVES) and _directive_line(text) >= 0:
        return directive_error(text, file, first_line)
    explain = next((explain for words, explain in _EXPLANATIONS if words in complaint.problem), None)
    message, line, column, hint = explain(complaint) if explain else complaint.here(complaint.problem)
    source = complaint.source(line)
    if "{{" in source or "{%" in source:
        hint = _TEMPLATE_HINT
    return YamlError(message, Position(file, line + first_line, column + 1), hint=hint, source=source)


def source_line(text: str, index: int) -> str:
    """The line of `text` with that index, as libyaml counts lines."""
    lines = _BREAK.split(text)
    return lines[index] if 0 <= index < len(lines) else ""


def directive_error(text: str, file: str, first_line: int) -> YamlError:
    line = max(_directive_line(text), 0)
    return YamlError(
        "a directive is not allowed in manifests",
        Position(file, line + first_line, 1),
        hint="delete the line that starts with %: kubectl and kustomize refuse it",
        source=source_line(text, line),
    )


def _directive_line(text: str) -> int:
    return next((number for number, line in enumerate(_BREAK.split(text)) if line.startswith("%")), -1)


def _unreadable(error: Exception, text: str, file: str, first_line: int) -> YamlError:
    """A character that libyaml does not even scan; it counts bytes."""
    before = text.encode()[: getattr(error, "position", 0)].decode("utf-8", "ignore")
    line = before.count("\n")
    column = len(before) - before.rfind("\n")
    character = text[len(before) : len(before) + 1]
    source = text.split("\n")[line].replace(character, "\ufffd")
    message = f"the control character {character!a} is not allowed"
    return YamlError(message, Position(file, line + first_line, column), source=source)


# ---- one explanation each


def _second_colon(it: _Complaint) -> "Finding":
    """A mapping where none may start: in a value, below a value, or the line before is none of its own."""
    source = it.source(it.line)
    if ": " in source[: it.column] or source[: it.column].endswith(":"):
        return it.here("a colon and a space inside a plain value", _QUOTE_HINT)
    before = it.before(it.line)
    if before < 0:
        return it.here("a colon where no key can stand", _QUOTE_HINT)
    squeezed = _SQUEEZED.match(it.source(before))
    if squeezed:
        return "no space after the colon", before, squeezed.end(1), f"write {squeezed[1]}: and a space"
    indent = len(source) - len(source.lstrip())
    above = it.source(before)
    if indent > len(above) - len(above.lstrip()) and _KEY_WITH_VALUE.match(above):
        message = "this line is indented below one that has a value already"
        return message, it.line, indent, "give both the same indentation, or take the value away"
    return _no_colon(it, before)


def _key_without_colon(it: _Complaint) -> "Finding":
    source = it.source(it.from_line)
    squeezed = _SQUEEZED.match(source)
    if squeezed:
        return "no space after the colon", it.from_line, squeezed.end(1), f"write {squeezed[1]}: and a space"
    if source[it.from_column : it.from_column + 1] == "-":
        return (
            "no space after the dash",
            it.from_line,
            it.from_column,
            "write - and a space before a list's entry",
        )
    return _no_colon(it, it.from_line)


def _no_colon(it: _Complaint, line: int) -> "Finding":
    source = it.source(line)
    hint = "write key: value; text that goes on from the line before must be indented deeper than its key"
    return "no colon follows this text", line, len(source) - len(source.lstrip()), hint


def _no_key(it: _Complaint) -> "Finding":
    """Something in a block mapping that is no key of it."""
    before = it.source(it.line)[: it.column].rstrip()
    if before[-1:] in ("'", '"'):
        hint = (
            "write a single quote inside single quotes twice: 'it''s'"
            if before[-1] == "'"
            else "quote all of it"
        )
        return it.here("text after the closing quote", hint)
    if it.char == "-":
        place = f"the mapping that starts in line {it.from_line + 1}"
        return it.here(
            "a list's entry among the keys of a mapping", f"{place} has keys in column {it.from_column + 1}"
        )
    above = it.before(it.line)
    if above >= 0 and " #" in it.source(above) and it.column > it.from_column:
        return it.here(
            "text goes on after a comment",
            "a comment ends the value before it; quote the value or move the comment",
        )
    hint = f"the keys of the mapping around it stand in column {it.from_column + 1}"
    return it.here("the indentation of this line fits none of the lines above", hint)


def _no_dash(it: _Complaint) -> "Finding":
    hint = f"the entries of the list start with a dash in column {it.from_column + 1}"
    return it.here("this is no entry of the list around it", hint)


def _flow_end(it: _Complaint) -> "Finding":
    closer = {"[": "]", "{": "}"}.get(it.opener, "a bracket")
    if it.line > it.from_line:
        return f"this {it.opener} is never closed", it.from_line, it.from_column, f"close it with {closer}"
    return it.here(
        f"a comma or {closer} is missing before this", _QUOTE_HINT + " that holds it, or separate the entries"
    )


def _open_bracket(it: _Complaint) -> "Finding":
    """The text ends inside brackets: the last of them that no bracket after it closes."""
    closed = 0
    for line in range(it.line, -1, -1):
        source = it.source(line)
        for column in range(len(source) - 1, -1, -1):
            if source[column] in "]}":
                closed += 1
            elif source[column] in "[{" and not closed:
                closer = "]" if source[column] == "[" else "}"
                return f"this {source[column]} is never closed", line, column, f"close it with {closer}"
            elif source[column] in "[{":
                closed -= 1
    return it.here("nothing where a value should stand", 'write "" for an empty value')


def _bad_start(it: _Complaint) -> "Finding":
    if it.char == "\t":
        return _tab(it)
    return it.here(f"a plain value cannot start with {it.char}", _QUOTE_HINT)


def _tab(it: _Complaint) -> "Finding":
    source = it.source(it.line)
    column = source.find("\t") if "\t" in source[: it.column + 1] else it.column
    return "a tab in the indentation", it.line, column, "indent with spaces"


def _inline_list(it: _Complaint) -> "Finding":
    return it.here(
        "a list cannot start on the line of its key",
        "put its first dash on the next line, or quote the value",
    )


def _no_name(it: _Complaint) -> "Finding":
    message = f"a value that starts with {it.opener} names an anchor, and no name follows"
    return message, it.from_line, it.from_column, _QUOTE_HINT


def _block_header(it: _Complaint) -> "Finding":
    return it.here(
        f"text on the line of {it.opener}",
        "the text of a block starts on the next line; quote the value if it is none",
    )


def _no_value(it: _Complaint) -> "Finding":
    if not it.char:
        return _open_bracket(it)
    return it.here(
        f"{it.char} where a value should stand",
        'write "" for an empty value, and quote what starts with it',
    )


def _escape(it: _Complaint) -> "Finding":
    source = it.source(it.line)
    escape = source[it.column : it.column + 2]
    return it.here(f"{escape} is no escape", "write \\\\ for a backslash, or use single quotes")


def _hexadecimal(it: _Complaint) -> "Finding":
    return it.here("this escape lacks hexadecimal digits", "write \\\\ for a backslash, or use single quotes")


def _unclosed(it: _Complaint) -> "Finding":
    return "this quote is never closed", it.from_line, it.from_column, ""


def _tag(it: _Complaint) -> "Finding":
    return it.problem, it.from_line, it.from_column, "quote a value that starts with !"


def _next_document(it: _Complaint) -> "Finding":
    return it.here("text after the end of a document", "start the next document with ---")


_DIRECTIVES = ("expected <document start>", "incompatible YAML document", "YAML directive")
_EXPLANATIONS: "tuple[tuple[str, Callable[[_Complaint], Finding]], ...]" = (
    ("mapping values are not allowed", _second_colon),
    ("could not find expected ':'", _key_without_colon),
    ("did not find expected key", _no_key),
    ("did not find expected '-' indicator", _no_dash),
    ("did not find expected ',' or", _flow_end),
    ("cannot start any token", _bad_start),
    ("found a tab character", _tab),
    ("block sequence entries are not allowed", _inline_list),
    ("expected alphabetic or numeric", _no_name),
    ("expected comment or line break", _block_header),
    ("did not find expected node content", _no_value),
    ("found unknown escape character", _escape),
    ("expected hexdecimal number", _hexadecimal),
    ("found unexpected end of stream", _unclosed),
    ("found unexpected document indicator", _unclosed),
    ("expected tag URI", _tag),
    ("did not find the expected '>'", _tag),
    ("undefined tag handle", _tag),
    ("expected <document start>", _next_document),
)
