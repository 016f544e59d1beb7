"""The functions of Go's text/template itself: print, comparisons, index, len, escaping."""

from kforge.functions.limits import bounded
from kforge.functions.registry import FunctionError, func
from kforge.golang.equality import ComparisonError, equal, less
from kforge.golang.kinds import Uint8, byte_length, type_name
from kforge.golang.printf import sprint_all, sprintf, sprintln
from kforge.golang.quoting import is_printable
from kforge.golang.text import sprint
from kforge.golang.unicode import is_byte

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_HTML = {'"': "&#34;", "'": "&#39;", "&": "&amp;", "<": "&lt;", ">": "&gt;", "\0": "\ufffd"}
_JS = {
    "\\": "\\\\",
    "'": "\\'",
    '"': '\\"',
    "<": "\\u003C",
    ">": "\\u003E",
    "&": "\\u0026",
    "=": "\\u003D",
}
_HTML_TABLE = str.maketrans(_HTML)
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~")


@func("print", takes="...any")
def print_(*values: object) -> str:
    """The text of values, with a space between two of which neither is a string.

    {{ print "a" 1 2 "b" }}
        a1 2b
    """
    if len(values) == 1:
        return sprint(values[0])
    return bounded(sprint_all(values))


@func("println", takes="...any")
def println(*values: object) -> str:
    """The text of values with spaces between, and a newline.

    {{ println "a" 1 | quote }}
        "a 1\\n"
    """
    return bounded(sprintln(values))


@func("printf", takes="string ...any")
def printf(template: str, *values: object) -> str:
    """Values in a format of Go's fmt.

    {{ printf "%s-%d" "web" 1 }}
        web-1
    {{ printf "%05.1f|%-4s|%q|%x" 3.14159 "ab" "c" 255 }}
        003.1|ab  |"c"|ff
    {{ printf "%d" "a" }}
        %!d(string=a)
    """
    return bounded(sprintf(template, values))


@func("and", takes="any ...any")
def and_(first: object, *others: object) -> object:
    """The first empty value, or the last one.

    {{ and 1 "a" }} {{ and 1 0 "a" }}
        a 0
    """
    value = first
    for value in (first, *others):
        if not value:
            break
    return value


@func("or", takes="any ...any")
def or_(first: object, *others: object) -> object:
    """The first value that is not empty, or the last one.

    {{ or "" "a" "b" }}
        a
    """
    value = first
    for value in (first, *others):
        if value:
            break
    return value


@func("not", takes="any")
def not_(value: object) -> bool:
    """Whether a value is empty.

    {{ not true }} {{ not "" }}
        false true
    """
    return not value


@func("eq", takes="any ...any")
def eq(first: "Any", *others: "Any") -> bool:
    """Whether the first value is equal to one of the others; numbers of different types cannot be compared.

    {{ eq "a" "a" }} {{ eq 1 2 3 1 }}
        true true
    """
    if not others:
        raise FunctionError("missing argument for comparison")
    kind = type(first)
    for other in others:
        if kind is type(other) and (kind is str or kind is int or kind is bool):
            if first == other:
                return True
        elif _compare(equal, first, other):
            return True
    return False


@func("ne", takes="any any")
def ne(a: "Any", b: "Any") -> bool:
    """Whether two values differ.

    {{ ne "a" "b" }}
        true
    """
    return not eq(a, b)


@func("lt", takes="any any")
def lt(a: "Any", b: "Any") -> bool:
    """Whether the first value is less than the second.

    {{ lt 1 2 }} {{ lt "b" "a" }}
        true false
    """
    return _compare(less, a, b)


@func("le", takes="any any")
def le(a: "Any", b: "Any") -> bool:
    """Whether the first value is less than the second or equal to it.

    {{ le 2 2 }}
        true
    """
    return _compare(less, a, b) or _compare(equal, a, b)


@func("gt", takes="any any")
def gt(a: "Any", b: "Any") -> bool:
    """Whether the first value is greater than the second.

    {{ gt 2 1 }}
        true
    """
    return not le(a, b)


@func("ge", takes="any any")
def ge(a: "Any", b: "Any") -> bool:
    """Whether the first value is greater than the second or equal to it.

    {{ ge 2 2 }}
        true
    """
    return not lt(a, b)


def _compare(compare: "Any", a: object, b: object) -> bool:
    try:
        return bool(compare(a, b))
    except ComparisonError as error:
        raise FunctionError(str(error)) from None


@func("len", takes="any")
def length(value: "Any") -> int:
    """How many elements a list or map has, how many bytes a string.

    {{ len "abc" }} {{ len (list 1 2) }} {{ len (dict "a" 1) }} {{ len "é" }}
        3 2 1 2
    """
    if isinstance(value, str):
        return byte_length(value)
    if isinstance(value, (list, dict, bytes)):
        return len(value)
    if value is None:
        raise FunctionError("len of nil pointer")
    raise FunctionError(f"len of type {type_name(value).removeprefix('*')}")


@func("index", takes="any ...any")
def index(item: "Any", *places: "Any") -> "Any":
    """What stands in a list at a place or in a map under a key; more places go deeper.

    {{ index (list "a" "b") 1 }}
        b
    {{ index (dict "a" (dict "b" "c")) "a" "b" }}
        c
    """
    if item is None:
        raise FunctionError("index of untyped nil")
    for place in places:
        if item is None:
            raise FunctionError("index of nil pointer")
        if isinstance(item, dict):
            item = _under_key(item, place)
        elif isinstance(item, (list, str, bytes)):
            item = _at_place(item, place)
        else:
            raise FunctionError(f"can't index item of type {type_name(item).removeprefix('*')}")
    return item


def _under_key(item: "dict[str, Any]", key: object) -> object:
    if not isinstance(key, str):
        if key is None:
            raise FunctionError("value is nil; should be of type string")
        raise FunctionError(f"value has type {type_name(key)}; should be string")
    return item.get(key, getattr(item, "zero", None))


def _at_place(item: "list[Any] | str | bytes", place: object) -> object:
    if place is None:
        raise FunctionError("cannot index slice/array with nil")
    if not isinstance(place, int) or isinstance(place, bool):
        raise FunctionError(f"cannot index slice/array with type {type_name(place)}")
    elements = item.encode("utf-8", "surrogateescape") if isinstance(item, str) else item
    if not 0 <= place <= len(elements):
        raise FunctionError(f"index out of range: {place}")
    if place == len(elements):
        what = "string" if isinstance(item, str) else "slice"
        raise FunctionError(f"reflect: {what} index out of range")
    return elements[place] if isinstance(elements, list) else Uint8(elements[place])


@func("call", takes="any ...any")
def call(function: "Any", *_arguments: object) -> object:
    """The result of a function that is a value; no value of a chart is one, so this fails."""
    if function is None:
        raise FunctionError("call of nil")
    raise FunctionError(f"non-function {sprint(function)} of type {type_name(function)}")


def _joined(values: "tuple[object, ...]") -> str:
    if len(values) == 1 and isinstance(values[0], str):
        return values[0]
    return sprint_all(["<no value>" if value is None else value for value in values])


@func("html", takes="...any")
def html(*values: object) -> str:
    """The text of values, escaped for HTML.

    {{ html "<a href='x'>" }}
        &lt;a href=&#39;x&#39;&gt;
    """
    return _joined(values).translate(_HTML_TABLE)


@func("js", takes="...any")
def js(*values: object) -> str:
    """The text of values, escaped for JavaScript.

    {{ js "it's" }}
        it\\'s
    """
    return "".join([_js_char(char) for char in _joined(values)])


def _js_char(char: str) -> str:
    if char in _JS:
        return _JS[char]
    if char < " " or not (char.isascii() or is_printable(char) or is_byte(char)):
        return f"\\u{ord(char):04X}"
    return char


@func("urlquery", takes="...any")
def urlquery(*values: object) -> str:
    """The text of values, escaped for the query of a URL.

    {{ urlquery "a b&c" }}
        a+b%26c
    """
    return "".join(
        [
            chr(byte) if byte in _UNRESERVED else "+" if byte == 32 else f"%{byte:02X}"
            for byte in _joined(values).encode("utf-8", "surrogateescape")
        ]
    )
