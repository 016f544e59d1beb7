"""Flow collections that stand on one line (`[a, "b"]`, `{c: 1}`), for the line reader."""

from kforge.patterns import compiled
from kforge.yaml.handover import Unusual
from kforge.yaml.scalars import plain_key, resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

# Plain words without any of the characters whose meaning in flow context is subtle, and quoted texts without escapes.
_WIDE = "\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
_WORD = f"[-A-Za-z0-9_.$/+=~()<>^;|*&!@%'\"\\\\{_WIDE}]"
_TOKEN = compiled(
    rf" *(?:([\[\]{{}},])"
    rf"|\"([ !#-\[\]-~{_WIDE}]*)\""
    rf"|'([ -&(-~{_WIDE}]*)'"
    rf"|((?:[A-Za-z0-9_.$/+=~()<^;\\{_WIDE}]|-(?=[A-Za-z0-9_./-])){_WORD}*(?:(?::(?=[A-Za-z0-9_/.-])| +(?=[A-Za-z0-9_/.$(-])){_WORD}+)*))"
    r"(:(?= ))?"
)
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
    items: list[object] = []
    mapping: dict[str, object] = {}
    closer = "]" if opener == "[" else "}"
    key: str | None = None
    after_value = False
    while True:
        found = _TOKEN.match(text, at)
        mark = found and found[1]
        if not found or (mark and found[5]):
            raise Unusual
        at = found.end()
        if mark == closer and key is None:
            return (items if opener == "[" else mapping), at
        if mark == ",":
            if not after_value:
                raise Unusual
            after_value = False
            continue
        if after_value or mark in ("]", "}"):
            raise Unusual
        if found[5]:
            if opener == "[" or key is not None:
                raise Unusual
            key = _key(found, reading)
            if key in mapping:
                raise Unusual
            continue
        if mark:
            value, at = _collection(text, at, mark, reading, depth + 1)
        else:
            value = _scalar(found, reading)
        if opener == "[":
            items.append(value)
        elif key is None:
            raise Unusual
        else:
            mapping[key] = value
            key = None
        after_value = True


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
    """A key as the reading has it; Unusual for one that it refuses and for what is or looks like a merge key."""
    key = plain_key(text, reading) if plain else text
    if key is None or key == "<<":
        raise Unusual
    return key
