"""How one scalar is written: plain, quoted, literal, folded past column 80, as go-yaml's emitter decides.

Texts that do not depend on where they stand are remembered: manifests repeat their scalars.
"""

from kforge.errors import YamlError
from kforge.patterns import ASCII, DOTALL, compiled
from kforge.yaml.scalars import go_float, is_plain_string, json_integer

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

_WIDTH = 80
_SIMPLE_KEY_BYTES = 128
_JSON_KEY = 1024
_JSON_LENGTHS = {**dict.fromkeys('"\\\n\r\t\b\f', 2), **dict.fromkeys("<>&\u2028\u2029", 6)}
_MEMO_TEXTS = 1 << 15
_MEMO_LENGTH = 256

# What the real tools fail on when they read their own JSON back: these characters, and what ends a document
# at the start of a line, which begins behind a NEL.
_REFUSED = compiled(r"[\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]|\x85(?=(?:---|\.\.\.)[ \x85])")
# NEL stands raw in that JSON, where a YAML reader folds it like a line break.
_NEXT_LINE = compiled(" *\x85[ \x85]*")

# The scanner needs no quotes around these (the resolver may still object).
_SAFE = compiled(r"(?!\.\.\.)[A-Za-z0-9./$(^~+_=<;\\][\w./@=,+%(){}$\[\]|*&^~!<>;?'\"`\\-]*\Z", ASCII)
_BREAKS = "\n\u2028\u2029"
_PLACED = compiled("[\n\x85\u2028\u2029]")
_LINE = compiled("[^\n\u2028\u2029]+")
_KEY_BREAKS = "\r\n\u2028\u2029"
_SPECIAL = compiled("[\x00-\t\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe-\U0010ffff]")
_INDICATOR = compiled(r"""[#,\[\]{}&*!|>'"%@`]|[-?:](?=[ \n\u2028\u2029]|\Z)|---|\.\.\.""")
_INNER_INDICATOR = compiled(r":(?=[ \n\u2028\u2029]|\Z)|(?<=[ \n\u2028\u2029])#")

_ESCAPED = compiled('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe-\U0010ffff]')
_EVERYTHING = compiled(".", DOTALL)
_ESCAPES = {
    "\0": "\\0", "\a": "\\a", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\v": "\\v", "\f": "\\f", "\r": "\\r",
    "\x1b": "\\e", '"': '\\"', "\\": "\\\\", "\x85": "\\N", "\xa0": "\\_", "\u2028": "\\L", "\u2029": "\\P",
}  # fmt: skip

# Stands for "no line break here": go-yaml takes U+2028 at the end of a block scalar for one.
JOINED = "\ufffe"

# Texts without a space never fold; the others do when they reach past the width.
flat_texts: "dict[str, str]" = {}
_spaced_texts: "dict[str, str]" = {}


def string_text(value: str, column: int, indent: int) -> str:
    """The string as a value whose first line starts at `column`, the others at `indent`; no break ends it."""
    text = flat_texts.get(value)
    if text is None:
        text = _spaced_texts.get(value) or _new_text(value)
        if not text:
            return _long_text(value, column, indent)
        if " " in text and column + len(text) > _WIDTH:
            return _fold(text, column, indent)
    return text


def _new_text(value: str) -> str:
    """The text on one line of a string seen first, remembered; "" when it needs its place to be known."""
    if len(value) > _MEMO_LENGTH or _PLACED.search(value):
        return ""
    text = _one_line(value)
    memo = _spaced_texts if " " in text else flat_texts
    if len(memo) >= _MEMO_TEXTS:
        memo.clear()
    memo[value] = text
    return text


def _one_line(value: str) -> str:
    if _SAFE.match(value):
        return value if is_plain_string(value) else f'"{_escape(value)}"'
    return quote(_readable(value))


def _long_text(value: str, column: int, indent: int) -> str:
    value = _readable(value)
    style = _style(value)
    if style == "literal":
        return _literal(value, indent)
    text = _written(value, style)
    if style == "single" and ("\u2028" in text or "\u2029" in text):
        return _separated(text, column, indent)
    return _fold(text, column, indent)


def quote(value: str) -> str:
    """The string as a simple key or an unfolded value."""
    return _written(value, _style(value))


def escaped(value: str) -> str:
    """The string in double quotes, whatever it holds."""
    return f'"{_escape(value)}"'


def _style(value: str) -> str:
    multiline = "\n" in value
    wanted = "literal" if multiline else "plain" if is_plain_string(value) else "double"
    if wanted == "double" or _SPECIAL.search(value) or _space_before_break(value):
        return "double"
    if multiline:
        return "double" if value.endswith(" ") else "literal"
    if not _plain_allowed(value):
        return "double" if _space_after_break(value) else "single"
    return "plain"


def _space_before_break(value: str) -> bool:
    return any(" " + char in value for char in _BREAKS)


def _space_after_break(value: str) -> bool:
    return any(char + " " in value for char in _BREAKS)


def _plain_allowed(value: str) -> bool:
    return not (
        value[0] == " "
        or value[-1] == " "
        or "\u2028" in value
        or "\u2029" in value
        or _INDICATOR.match(value)
        or _INNER_INDICATOR.search(value)
    )


def _written(value: str, style: str) -> str:
    if style == "plain":
        return value
    if style == "single":
        return "'" + value.replace("'", "''") + "'"
    # literal reaches here as a key only, where it has no room
    return f'"{_escape(value)}"'


def _escape(value: str) -> str:
    # go-yaml's test for a byte order mark looks at the start of the text, whatever character is in question
    return (_EVERYTHING if value[:1] == "\ufeff" else _ESCAPED).sub(_escape_one, value)


def _escape_one(found: "re.Match[str]") -> str:
    char = found[0]
    if char in _ESCAPES:
        return _ESCAPES[char]
    code = ord(char)
    return f"\\x{code:02X}" if code < 256 else f"\\u{code:04X}" if code < 65536 else f"\\U{code:08X}"


def _literal(value: str, indent: int) -> str:
    hint = "2" if value[0] in " \n\u2028\u2029" else ""
    chomp = "-" if value[-1] not in _BREAKS else "+" if value[-2:-1] in ("", *_BREAKS) else ""
    pad = " " * indent
    text = f"|{hint}{chomp}\n" + _LINE.sub(lambda found: pad + found[0], value)
    if text[-1] == "\n":
        return text[:-1]
    return text + JOINED if text[-1] in _BREAKS else text


def _fold(text: str, column: int, indent: int, joined: bool = False) -> str:
    """Break `text` at the first single space after column 80, and so on; `joined`: a quote is open."""
    double = text[0] == '"'
    quoted = double or text[0] == "'" or joined
    last = len(text) - 2 if quoted else len(text) - 1
    lines, start, mark = [], 0, ""
    space = text.find(" ", max(_WIDTH + 1 - column, 0))
    while space >= 0:
        doubled = text[space + 1 : space + 2] == " "
        if text[space - 1] == " " or (quoted and space == 1) or space == last or (doubled and not double):
            space = text.find(" ", space + 1)
            continue
        lines.append(mark + text[start:space])
        start = space + 1
        mark = "\\" if doubled else ""
        # never back, however far to the right the lines start; a blank behind a mark is part of the text
        space = text.find(" ", start + max(_WIDTH + 1 - indent - len(mark), len(mark)))
    return ("\n" + " " * indent).join([*lines, mark + text[start:]])


def _separated(text: str, column: int, indent: int) -> str:
    """A single-quoted text with U+2028 or U+2029, which end a line of YAML 1.1: what follows is indented."""
    pad = " " * indent
    parts = compiled("(?<=[\u2028\u2029])(?![\u2028\u2029]|'\\Z)").split(text)
    first, *others = parts
    return pad.join([_fold(first, column, indent), *(_fold(part, indent, indent, True) for part in others)])


def _readable(value: str) -> str:
    """The string after the real tools' way through JSON, or YamlError where they fail."""
    found = _REFUSED.search(value)
    if found:
        raise YamlError(
            f"the string {value[:40]!a} holds U+{ord(found[0]):04X}, which YAML cannot carry",
            hint="remove the control character; binary data belongs into binaryData or a Secret",
        )
    if "\x85" in value:
        return _NEXT_LINE.sub(lambda found: "\n" * (found[0].count("\x85") - 1) or " ", value)
    return value


def number_text(value: "int | float") -> str:
    """A number as JSON carries it and Go's YAML prints it. Raises YamlError for infinities and NaN."""
    if value.__class__ is float:
        if value - value != 0:
            raise YamlError(f"the number {value} has no JSON form")
        whole = json_integer(value)
        if whole is None:
            return go_float(value)
        value = whole
    if -(1 << 63) <= value < 1 << 64:
        return str(value)
    return go_float(float(value))


def simple_key(text: str) -> str:
    """The key as it stands before its colon, "" when lines or length (128 bytes) call for the `? ` form."""
    if "\x85" in text or (len(text) > _SIMPLE_KEY_BYTES and _json_length(text) > _JSON_KEY):
        raise YamlError(f"the key {text[:40]!a}... cannot be written: kustomize fails on it")
    text = _readable(text)
    if any(char in text for char in _KEY_BREAKS) or len(text.encode()) > _SIMPLE_KEY_BYTES:
        return ""
    return _one_line(text)


def _json_length(text: str) -> int:
    """How many characters Go's JSON takes for a key; its YAML reader knows no key over 1024."""
    return 2 + sum(_JSON_LENGTHS.get(char, 6 if char < " " else 1) for char in text)
