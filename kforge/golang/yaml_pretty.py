"""YAML as go-yaml v3 writes it for helm's toYamlPretty: lists further in than their keys, nothing folded.

There is no way through JSON here: every float has the form %v gives it, and no character is refused.
"""

from functools import cmp_to_key

from kforge.errors import YamlError
from kforge.golang.duration import Duration
from kforge.golang.floats import float_text
from kforge.golang.kinds import Struct
from kforge.yaml.emit import MOST_LINES, too_long
from kforge.yaml.natural import compare_v3
from kforge.yaml.style import JOINED, escaped, simple_key, string_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_NEVER_FOLDED = -(1 << 62)
_TAB = "\uf8ff"
_KEY_BREAKS = "\r\n\x85\u2028\u2029"
_SIMPLE_KEY = 128  # bytes
_WORDS = {None: "null", True: "true", False: "false"}
_NUMBERS = {"NaN": ".nan", "+Inf": ".inf", "-Inf": "-.inf"}


class PrettyError(ValueError):
    """What go-yaml panics with."""


class _Fields(dict):  # type: ignore[type-arg]
    """The fields of a struct, in their own order."""


def yaml_pretty(value: object) -> str:
    """The document without the line break at its end; "" for what is nested beyond measure.

    Raises emit.TooLongError and PrettyError.
    """
    writer = _Writer()
    try:
        writer.value("", value, 0, 0)
    except RecursionError:
        return ""
    return "".join(writer.out).replace(JOINED + "\n", "").removesuffix("\n")


class _Writer:
    def __init__(self) -> None:
        self.out: list[str] = []

    def value(self, head: str, value: object, below: int, indent: int) -> None:
        """A value behind `head`; a collection in it starts at column `below`, lines of a text at `indent`."""
        value = _plain(value)
        if value and isinstance(value, dict):
            self.begin(head)
            self.mapping(value, below)
        elif value and isinstance(value, (list, bytes)):
            self.begin(head)
            self.sequence(value, below)
        else:
            self.out.append(f"{head}{' ' if head and head[-1] == ':' else ''}{_text(value, indent + 2)}\n")

    def begin(self, head: str) -> None:
        """A key ends its line here; what stands behind a dash or a question mark goes on in the line."""
        if head[-1:] == ":":
            self.out.append(head + "\n")
        elif head:
            self.out += (head, "\0")  # the mark that no indentation is wanted next

    def mapping(self, value: "dict[str, Any]", indent: int) -> None:
        if len(self.out) > MOST_LINES:
            raise too_long()
        names = value if type(value) is _Fields else sorted(sorted(value), key=cmp_to_key(compare_v3))
        for name in names:
            pad = self.pad(indent)
            key = _key(name)
            inner = _plain(value[name])
            if key:
                self.value(f"{pad}{key}:", inner, indent + 2, indent)
            else:
                self.out.append(f"{pad}? {_text(name, indent + 2)}\n")
                self.value(" " * indent + ": ", inner, indent + 2, indent)

    def sequence(self, value: "list[Any] | bytes", indent: int) -> None:
        if len(self.out) > MOST_LINES:
            raise too_long()
        for item in value:
            self.value(self.pad(indent) + "- ", item, indent + 2, indent)

    def pad(self, indent: int) -> str:
        if self.out and self.out[-1] == "\0":
            self.out.pop()
            return ""
        return " " * indent


def _key(name: str) -> str:
    """The key before its colon, "" when it needs the `? ` form."""
    if any(char in name for char in _KEY_BREAKS) or len(name.encode("utf-8", "replace")) > _SIMPLE_KEY:
        return ""
    try:
        return simple_key(name)
    except YamlError:
        return escaped(name)


def _text(value: object, indent: int) -> str:
    if isinstance(value, str):
        return _string(str.__str__(value), indent)
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    if isinstance(value, float):
        text = float_text(value)
        return _NUMBERS.get(text, text)
    if isinstance(value, dict):
        return "{}"
    return "[]" if isinstance(value, (list, bytes)) else int.__repr__(value)


def _string(value: str, indent: int) -> str:
    if "\x85" in value:
        return escaped(value)
    try:
        if "\n" in value and "\t" in value:
            # v3 has tabs in block scalars; to the style of v2 they are letters for as long
            text = string_text(value.replace("\t", _TAB), _NEVER_FOLDED, indent)
            return text.replace(_TAB, "\t") if text[0] == "|" else escaped(value)
        return string_text(value, _NEVER_FOLDED, indent)
    except YamlError:
        return escaped(value)


def _plain(value: object) -> object:
    """What v3 takes a struct for: its fields, in small letters. A time and a duration are texts."""
    if isinstance(value, Duration):
        return value.go_text()
    if isinstance(value, Struct):
        if hasattr(value, "json_value"):
            return value.json_value()
        return _Fields({name.lower(): getattr(value, attribute) for name, attribute in value.fields.items()})
    if isinstance(value, complex):
        raise PrettyError("cannot marshal type: complex128")
    return value
