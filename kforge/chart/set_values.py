"""The grammar of --set, --set-string, --set-file, --set-json and --set-literal, accepted as Helm accepts it.

    a.b=1,c=x      two pairs                     a={x,y}     a list
    a[0].b=1       a field of an element         a=x\\,y      a backslash takes a character as it stands
    a=null         deletes a default             a=7, a=true become typed; a=1.5, a=007 stay text

An expression that ends in the middle ("a[0]", "a.", "a[") is accepted: to Helm that is the end, not an error.
"""

from kforge.chart.decode import describe
from kforge.errors import ValuesError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Values = dict[str, object]
    Read = Callable[[str], str]

JSON, SET, STRING, FILE, LITERAL = "set-json", "set", "set-string", "set-file", "set-literal"
KINDS = (JSON, SET, STRING, FILE, LITERAL)  # the order in which they apply, wherever they stand
MAX_INDEX = 65536
MAX_NESTING = 30
WORDS: "dict[str, object]" = {"true": True, "false": False, "null": None, "0": 0}
MAX_INT = 2**63
LONG = 100  # characters of an expression that an error quotes


class _End(Exception):  # noqa: N818 - the end of an expression is no error
    """The expression ended."""


class _Wrong(Exception):  # noqa: N818 - turned into a ValuesError that quotes the expression
    """The expression is wrong."""


def apply(
    values: "Values", sets: "Iterable[tuple[str, str]]", read: "Read", *, json_floats: bool = False
) -> "Values":
    """Set what the (kind, expression) pairs `sets` say in `values`, in place, grouped by kind as Helm does.

    `read` gives the text of a file for --set-file; with `json_floats` all numbers of --set-json are floats.
    Returns the values. Raises ValuesError, FileError.
    """
    pairs = list(sets)
    for kind in KINDS:
        for _, expression in (pair for pair in pairs if pair[0] == kind):
            plain = expression if expression.isascii() else _clean(expression)
            try:
                values = _apply(values, kind, plain, read, json_floats)
            except _Wrong as error:
                raise ValuesError(f"--{kind} {_shortened(plain)}: {error}") from None
            except RecursionError:
                raise ValuesError(f"--{kind} {_shortened(plain)}: too deeply nested") from None
    return values


def _shortened(expression: str) -> str:
    return expression if len(expression) <= LONG else f"{expression[:LONG]}…"


def _apply(values: "Values", kind: str, expression: str, read: "Read", json_floats: bool) -> "Values":
    if kind == JSON and expression.strip().startswith("{"):
        from kforge.chart.values import merge

        return merge(values, _json_object(expression.strip(), json_floats))
    parser = PARSERS[kind](expression, read)
    parser.json_floats = json_floats
    while True:
        try:
            parser.key(values, 0)
        except _End:
            return values


class Parser:
    """One expression of --set; the other kinds differ in how they read a value."""

    stops = "=[,."
    escapes = True

    def __init__(self, text: str, read: "Read") -> None:
        self.text = text
        self.at = 0
        self.read = read
        self.json_floats = False

    def key(self, values: "Values", nesting: int) -> None:
        """Read a key and what follows it into `values`. Raises _End at the end of the expression."""
        try:
            name, stop = self.until(self.stops)
        except _Cut as cut:
            if cut.text:
                raise _Wrong(f'key "{cut.text}" has no value') from None
            raise _End from None
        if stop == "[":
            self._indexed(values, name, nesting)
        elif stop == "=":
            self.pair(values, name)
        elif stop == ",":
            raise _Wrong(f'key "{name}" has no value (it must not end with ,)')
        else:
            self._nested(values, name, nesting + 1)

    def _nested(self, values: "Values", name: str, nesting: int) -> None:
        if nesting > MAX_NESTING:
            raise _Wrong(f"keys are nested more than {MAX_NESTING} deep")
        inner = values.get(name, {}) if name in values else {}
        if not isinstance(inner, dict):
            raise _Wrong(f'"{name}" is {describe(inner)}, not a mapping')
        try:
            self.key(inner, nesting)
            if not inner:
                raise _Wrong(f'key "{name}" has no value')
        finally:
            if inner:
                _put(values, name, inner)

    def _indexed(self, values: "Values", name: str, nesting: int) -> None:
        index = self.index()
        items = values.get(name, []) if name in values else []
        if not isinstance(items, list):
            raise _Wrong(f'"{name}" is {describe(items)}, not a list')
        try:
            self.item(items, index, nesting)
        finally:
            _put(values, name, items)

    def index(self) -> int:
        try:
            text, _ = self.until("]")
        except _Cut:
            raise _End from None
        if not _is_int(text):
            raise _Wrong(f'"{text}" is no index')
        return int(text)

    def item(self, items: "list[object]", index: int, nesting: int) -> None:
        """Read what follows an index into `items`."""
        if index < 0:
            raise _Wrong(f"an index must not be negative: {index}")
        try:
            name, stop = self.until("[.=")
        except _Cut as cut:
            name, stop = cut.text, ""
        if name:
            raise _Wrong(f'"{name}" cannot follow an index')
        if not stop:
            raise _End
        if stop == "=":
            self.element(items, index)
        elif stop == "[":
            self._item_of_item(items, index, nesting)
        else:
            self._field_of_item(items, index, nesting)

    def _item_of_item(self, items: "list[object]", index: int, nesting: int) -> None:
        next_index = self.index()
        inner = items[index] if index < len(items) else None
        if inner is None:
            inner = []
        if not isinstance(inner, list):
            raise _Wrong(f"element {index} is {describe(inner)}, not a list")
        self.item(inner, next_index, nesting)
        _put_item(items, index, inner)

    def _field_of_item(self, items: "list[object]", index: int, nesting: int) -> None:
        inner: object = {}
        if index < len(items):
            inner = items[index]
            if not isinstance(inner, dict):
                inner = items[index] = {}
        assert isinstance(inner, dict)
        self.key(inner, nesting)
        _put_item(items, index, inner)

    def pair(self, values: "Values", name: str) -> None:
        """Read the value of a key."""
        try:
            value = self.value()
        except _End:
            _put(values, name, "")
            raise
        _put(values, name, value)

    def element(self, items: "list[object]", index: int) -> None:
        """Read the value of an element."""
        try:
            value = self.value()
        except _End:
            value = ""
        _put_item(items, index, value)

    def value(self) -> object:
        """The value after a =: {a,b} or text up to a comma. Raises _End when there is nothing at all."""
        if self.at >= len(self.text):
            raise _End
        if self.text[self.at] == "{":
            self.at += 1
            return self._list()
        try:
            text, _ = self.until(",")
        except _Cut as cut:
            text = cut.text
        return self.convert(text)

    def _list(self) -> "list[object]":
        items: list[object] = []
        while True:
            try:
                text, stop = self.until(",}")
            except _Cut:
                raise _Wrong("a list must end with }") from None
            items.append(self.convert(text))
            if stop == "}":
                self.at += self.text.startswith(",", self.at)
                return items

    def convert(self, text: str) -> object:
        """The value that a text stands for."""
        folded = text.casefold()
        if folded in WORDS and len(folded) == len(text):
            return WORDS[folded]
        if text and text[0] != "0" and _is_int(text) and -MAX_INT <= int(text) < MAX_INT:
            return int(text)
        return text

    def until(self, stops: str) -> "tuple[str, str]":
        """The text up to one of the characters `stops`, and that character. Raises _Cut at the end."""
        taken: list[str] = []
        while self.at < len(self.text):
            char = self.text[self.at]
            self.at += 1
            if char in stops:
                return "".join(taken), char
            if char == "\\" and self.escapes:
                if self.at == len(self.text):
                    break
                char = self.text[self.at]
                self.at += 1
            taken.append(char)
        raise _Cut("".join(taken))


class _Cut(Exception):  # noqa: N818 - the caller decides whether it is an error
    """The expression ended before a character that was looked for; `text` is what stood there."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class StringParser(Parser):
    """--set-string: all values are text."""

    def convert(self, text: str) -> object:
        return text


class FileParser(Parser):
    """--set-file: a value is the text of the file it names."""

    def convert(self, text: str) -> object:
        return self.read(text)


class JsonParser(Parser):
    """--set-json k=JSON: a value is JSON; blanks and one comma may follow it."""

    def pair(self, values: "Values", name: str) -> None:
        _put(values, name, self._json())

    def element(self, items: "list[object]", index: int) -> None:
        _put_item(items, index, self._json())

    def _json(self) -> object:
        if self._skip():
            return None
        value, self.at = _json_value(self.text, self.at, self.json_floats)
        self._skip()
        return value

    def _skip(self) -> bool:
        """Step over blanks and one comma; whether there was nothing else."""
        while self.at < len(self.text):
            char = self.text[self.at]
            if char == ",":
                self.at += 1
                return True
            if not char.isspace() or "\x1c" <= char <= "\x1f":
                return False
            self.at += 1
        return True


class LiteralParser(Parser):
    """--set-literal: the text after the first = is the value, as it stands."""

    stops = "=[."
    escapes = False

    def value(self) -> object:
        text, self.at = self.text[self.at :], len(self.text)
        return text


PARSERS: "dict[str, type[Parser]]" = {
    JSON: JsonParser,
    SET: Parser,
    STRING: StringParser,
    FILE: FileParser,
    LITERAL: LiteralParser,
}


def _put(values: "Values", name: str, value: object) -> None:
    if name:  # Helm drops what is set on an empty key
        values[name] = value


def _put_item(items: "list[object]", index: int, value: object) -> None:
    if index > MAX_INDEX:
        raise _Wrong(f"an index must not be larger than {MAX_INDEX}: {index}")
    items.extend([None] * (index + 1 - len(items)))
    items[index] = value


def _is_int(text: str) -> bool:
    """Whether Go's Atoi takes it: ASCII digits, a sign before them."""
    digits = text[1:] if text[:1] in ("+", "-") else text
    return digits.isascii() and digits.isdigit()


def _json_object(text: str, floats: bool) -> "Values":
    value, end = _json_value(text, 0, floats)
    rest = text[end:].strip(" \t\r\n")
    if rest or not isinstance(value, dict):
        raise _Wrong(f"this is not one JSON object: {rest[:20]!r} follows it")
    return value


def _json_value(text: str, start: int, floats: bool) -> "tuple[object, int]":
    """One JSON value at `start`, and where it ends. What follows is the caller's business."""
    import json

    def refuse(word: str) -> object:
        raise _Wrong(f"{word} is not JSON")

    while text[start : start + 1] in (" ", "\t", "\r", "\n"):
        start += 1
    try:
        parse_int = float if floats else None
        value, end = json.JSONDecoder(parse_constant=refuse, parse_int=parse_int).raw_decode(text, start)
    except json.JSONDecodeError as error:
        raise _Wrong(f"this is not JSON: {error.msg.lower()} at character {error.pos + 1}") from None
    source, after = text[start:end], text[end : end + 1]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        exponent = "e" in source or "E" in source
        cut = (after == "." and "." not in source and not exponent) or (after in ("e", "E") and not exponent)
        if cut or value in (float("inf"), float("-inf")):
            raise _Wrong(f"{source}{after} is not a number")
    return (_cleaned(value) if "\\u" in source else value), end


def _cleaned(value: object) -> object:
    """`value` without halves of surrogate pairs, which Go's JSON replaces."""
    if isinstance(value, str):
        return value if value.isascii() else _clean(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {_clean(key): _cleaned(item) for key, item in value.items()}
    return value


def _clean(text: str) -> str:
    """`text` with U+FFFD for what is not Unicode: bytes of an argument, halves of surrogate pairs."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
