"""The fast reader: ordinary block YAML, a line at a time, to plain dict and list.

Whatever is not ordinary raises Unusual and goes to the full parser, which also words the errors: nothing is
guessed here. A parsed line is remembered by its text, since manifests repeat their lines, as

    (column of its dash or -1, column of its content, key or None, value, kind of value)

or () when it has no content.
"""

from marshal import dumps, loads

from kforge.patterns import compiled
from kforge.yaml.blocks import read_block
from kforge.yaml.flow import read_flow, usual_key
from kforge.yaml.handover import Unusual
from kforge.yaml.scalars import GO, KUSTOMIZE, resolve

__all__ = ["read"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Entry = tuple[Any, ...]

# Kinds of value: as it stands, quoted or plain; none on this line; a collection, marshalled, to be made anew;
# the header of a block scalar.
_QUOTED, _PLAIN, _OPEN, _FRESH, _BLOCK = 0, 1, 2, 3, 4
_MEMO_LINES = 1 << 16
_MEMO_LENGTH = 200
_MAX_DEPTH = 400
_MAX_KEY = 1000  # YAML knows no key over 1024 characters

# Tabs, control characters, line separators and byte order marks are for the full parser. Those that are not
# ASCII are looked for once in a text, so that the sets below, which name what they leave out, compile fast.
_ODD = compiled("[\x80-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_ANY = r"[^\x00-\x1f\x7f]*"
_IN_WORD = r"[^\x00-\x20#:\x7f]"
_FIRST = r"(?:[^\x00-#%-'*,\-:>?@\[\]`{|}\x7f]|-(?=[!-~]))"
_PLAIN_TEXT = f"{_FIRST}{_IN_WORD}*(?:(?: +|:+|#+){_IN_WORD}+)*"
_IN_DOUBLE = r'[^\x00-\x1f"\\\x7f]'
_IN_SINGLE = r"[^\x00-\x1f'\x7f]"
_END = rf"(?: +#{_ANY})? *\Z"

_HEAD = compiled(rf"( *)(- +)?(?:(?:({_PLAIN_TEXT})|\"({_IN_DOUBLE}*)\"|'({_IN_SINGLE}*)'):(?: +|\Z))?")
_VALUE = compiled(
    rf"(?:({_PLAIN_TEXT})|\"((?:{_IN_DOUBLE}|\\[nt\"\\])*)\"|'((?:{_IN_SINGLE}|'')*)'"
    rf"|([|>][-+]?)|(\[{_ANY}\]|{{{_ANY}}})){_END}"
)
_BARE_DASH = compiled(rf"( *)-{_END}")
_NOTHING = compiled(rf" *(?:#{_ANY})?\Z")
# A further line of a plain scalar may start with any character but "#".
_FURTHER = compiled(rf" +((?::+(?={_IN_WORD}))?{_IN_WORD}+(?:(?: +|:+|#+){_IN_WORD}+)*)( +#{_ANY})? *\Z")
_ESCAPE = compiled(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}

_memos: "dict[str, dict[str, Entry]]" = {GO: {}, KUSTOMIZE: {}}


def read(text: str, reading: str) -> "tuple[object, int]":
    """The tree of the one document in `text`, and the index of the line its content starts in, -1 for none.

    Raises Unusual.
    """
    if not text.isascii() and _ODD.search(text):
        raise Unusual
    lines = text.split("\n")
    first = next((i for i, line in enumerate(lines) if not _NOTHING.match(line)), -1)
    if first < 0:
        return None, -1
    return _read(lines, first, reading), first


def _read(lines: "list[str]", i: int, reading: str) -> object:  # noqa: C901, PLR0912, PLR0915 - calls cost here
    memo = _memos[reading]
    get = memo.get
    count = len(lines)
    holder: list[object] = [None]
    # The collection that grows, the column of its entries, whether it is a mapping; and those around it.
    here: Any = holder
    indent, mapping = -1, False
    around: list[tuple[Any, int, bool]] = []
    # Where a value still has to come; None: nowhere, but a plain scalar may go on; False: nowhere.
    slot: Any = 0
    while i < count:
        line = lines[i]
        i += 1
        entry = get(line)
        if entry is None:
            entry = _parse(line, memo, reading)
        if not entry:
            continue
        dash, column, key, value, kind = entry
        if dash >= 0:
            if dash != indent or mapping:
                if slot is None and dash > indent:
                    i, slot = _further(lines, i - 1, here, indent, reading), False
                    continue
                here, indent, mapping = _place(around, here, indent, mapping, slot, dash, False)
            if key is None:
                key = len(here)
                here.append(None)
            else:
                around.append((here, indent, False))
                here.append({})
                here, indent, mapping = here[-1], column, True
        elif column != indent or not mapping or key is None:
            if slot is None and column > indent:
                i, slot = _further(lines, i - 1, here, indent, reading), False
                continue
            if key is None:
                key = _own_line(slot, column, indent, kind)
            else:
                here, indent, mapping = _place(around, here, indent, mapping, slot, column, True)
                if key in here:
                    raise Unusual
        elif key in here:
            raise Unusual
        if kind <= _PLAIN:
            here[key] = value
            slot = None
        elif kind == _OPEN:
            here[key] = None
            slot = key
        elif kind == _FRESH:
            here[key] = loads(value)  # noqa: S302 - bytes of this very process
            slot = None
        else:
            here[key], i = read_block(lines, i, indent, value)
            slot = False
    return holder[0]


def _place(
    around: "list[tuple[Any, int, bool]]",
    here: "Any",
    indent: int,
    mapping: bool,
    slot: "Any",
    column: int,
    wanted: bool,
) -> "tuple[Any, int, bool]":
    """The collection, a mapping or not as `wanted`, of an entry at `column`: a new one or one around."""
    if (
        slot is not None
        and slot is not False
        and (column > indent or (column == indent and mapping and not wanted))
    ):
        if len(around) > _MAX_DEPTH:
            raise Unusual
        around.append((here, indent, mapping))
        here[slot] = {} if wanted else []
        return here[slot], column, wanted
    while indent > column or (indent == column and wanted and not mapping):
        here, indent, mapping = around.pop()
    if indent != column or mapping is not wanted:
        raise Unusual
    return here, indent, mapping


def _own_line(slot: "Any", column: int, indent: int, kind: int) -> "Any":
    """Where a value belongs that stands on a line of its own."""
    if slot is None or slot is False or column <= indent or kind == _BLOCK:
        raise Unusual
    return slot


def _further(lines: "list[str]", i: int, here: "Any", indent: int, reading: str) -> int:
    """Fold `lines[i]` and those after it into the plain scalar before; the index of the line behind it."""
    before = i - 1
    while not lines[before].strip(" "):
        before -= 1
    entry = _parse(lines[before], {}, reading)
    if not entry or entry[4] != _PLAIN:
        raise Unusual
    parts = [_first_text(lines[before])]
    breaks = i - 1 - before
    while i < len(lines):
        line = lines[i]
        if not line.strip(" "):
            breaks += 1
        elif len(line) - len(line.lstrip(" ")) <= indent or line.lstrip(" ")[0] == "#":
            break
        else:
            found = _FURTHER.match(line)
            if not found:
                raise Unusual
            parts += ("\n" * breaks or " ", found[1])
            breaks = 0
            if found[2]:
                i += 1
                break
        i += 1
    here[next(reversed(here)) if here.__class__ is dict else -1] = resolve("".join(parts), reading)
    return i


def _parse(line: str, memo: "dict[str, Entry]", reading: str) -> "Entry":
    """What one line says, remembered in `memo` unless it is long. Raises Unusual."""
    entry = () if _NOTHING.match(line) else _entry(line, reading)
    if len(line) < _MEMO_LENGTH:
        if len(memo) > _MEMO_LINES:
            memo.clear()
        memo[line] = entry
    return entry


def _entry(line: str, reading: str) -> "Entry":
    bare = _BARE_DASH.match(line)
    if bare:
        return (bare.end(1), bare.end(1) + 1, None, None, _OPEN)
    if line.startswith(("...", "---")):
        raise Unusual
    head: Any = _HEAD.match(line)  # which matches any line
    dash, column = (head.end(1), head.end(2)) if head[2] else (-1, head.end(1))
    key = None
    if head[3] is not None:
        key = usual_key(head[3], True, reading)
    elif head.lastindex > 3:
        key = usual_key(head[head.lastindex], False, reading)
    if head.end() > _MAX_KEY:
        raise Unusual
    rest = line[head.end() :]
    if _NOTHING.match(rest):
        return (dash, column, key, None, _OPEN)
    return (dash, column, key, *_value(rest, reading))


def _first_text(line: str) -> str:
    """The plain scalar in a line that is known to have one."""
    head: Any = _HEAD.match(line)
    value: Any = _VALUE.match(line, head.end())
    return str(value[1])


def _value(text: str, reading: str) -> "tuple[object, int]":
    found = _VALUE.match(text)
    if not found:
        raise Unusual
    if found[1] is not None:
        value = resolve(found[1], reading)
        if value.__class__ is float and value - value != 0:
            raise Unusual
        return value, (_PLAIN if text.rstrip(" ") == found[1] else _QUOTED)
    if found[2] is not None:
        text = found[2]
        return (_ESCAPE.sub(lambda one: _ESCAPED[one[1]], text) if "\\" in text else text), _QUOTED
    if found[3] is not None:
        return found[3].replace("''", "'"), _QUOTED
    if found[4] is not None:
        return found[4], _BLOCK
    return dumps(read_flow(found[5], reading)), _FRESH
