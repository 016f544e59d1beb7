"""Flow collections that stand on one line (`[a, "b"]`, `{c: 1}`), for the line reader."""

from kforge.patterns import compiled
from kforge.yaml.handover import Unusual
from kforge.yaml.scalars import plain_key, resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

# Plain words without the characters whose meaning in flow context is subtle, quoted texts without escapes.
# The line reader has looked for odd characters that are not ASCII.
_WORD = r"[^\x00- #,:?\[\]`{}\x7f]"
_PLAIN = (
    rf"(?:[^\x00-#%-'*,\-:>?@\[\]`{{|}}\x7f]|-(?=[A-Za-z0-9_./-])){_WORD}*"
    rf"(?:(?::(?=[A-Za-z0-9_/.-])| +(?=[A-Za-z0-9_/.$(-])){_WORD}+)*"
)
_IN_DOUBLE = r'[^\x00-\x1f"\\\x7f]'
_IN_SINGLE = r"[^\x00-\x1f'\x7f]"
_TOKEN = compiled(rf" *(?:([\[\]{{}},])|\"({_IN_DOUBLE}*)\"|'({_IN_SINGLE}*)'|({_PLAIN}))(:(?= ))?")
_MAX_DEPTH = 100


def read_flow(text: str, reading: str) -> "list[object] | dict[str, object]":
    """The collection that `text` is, whole. Raises Unusual."""
    value, end = _collection(text, 1, text[0], reading, 1)
    if end != len(text):
        raise Unusual
    return value


def _collection(
    text: str, at: int, opener: str, reading: str, depth: int
) -> "tuple[list[object] | dict[str, object], int]":
    """What the bracket before `at` opens, and the index behind its closing bracket."""
    if depth > _MAX_DEPTH:
        raise Unusual
    in_list = opener == "["
    items: list[object] = []
    mapping: dict[str, object] = {}
    key: str | None = None
    complete = False  # a value has come and no comma after it
    while True:
        found = _token(text, at)
        at = found.end()
        mark = found[1]
        if mark == ("]" if in_list else "}") and key is None:
            return (items if in_list else mapping), at
        if mark == "," and complete:
            complete = False
        elif complete or mark in ("]", "}", ",") or (found[5] and (in_list or key is not None)):
            raise Unusual
        elif found[5]:
            key = _key(found, reading)
            if key in mapping:
                raise Unusual
        else:
            value, at = _value(text, found, reading, depth)
            if in_list:
                items.append(value)
            elif key is None:
                raise Unusual
            else:
                mapping[key] = value
                key = None
            complete = True


def _token(text: str, at: int) -> "re.Match[str]":
    found = _TOKEN.match(text, at)
    if not found or (found[1] and found[5]):
        raise Unusual
    return found


def _value(text: str, found: "re.Match[str]", reading: str, depth: int) -> "tuple[object, int]":
    if found[1]:
        return _collection(text, found.end(), found[1], reading, depth + 1)
    return _scalar(found, reading), found.end()


def _scalar(found: "re.Match[str]", reading: str) -> object:
    if found[4] is None:
        return found[2] if found[2] is not None else found[3]
    value = resolve(found[4], reading)
    if value.__class__ is float and value - value != 0:
        raise Unusual
    return value


def _key(found: "re.Match[str]", reading: str) -> str:
    plain = found[4] is not None
    return usual_key(found[4] if plain else found[2] if found[2] is not None else found[3], plain, reading)


def usual_key(text: str, plain: bool, reading: str) -> str:
    """A key as the reading has it; Unusual for one that it refuses and for what looks like a merge key."""
    key = plain_key(text, reading) if plain else text
    if key is None or key == "<<":
        raise Unusual
    return key
