"""One value of a replacement, and writing it into a field as kustomize does.

kustomize copies the text of a YAML node and leaves the type of the node it is written to: a number becomes a
string where a string was, a string a number where a number was, and where its text is none the build fails. A
field that is made has the type that the text reads as. A mapping or list is copied as it is, but has no text.
"""

from kforge.overlay.go_numbers import as_float64
from kforge.overlay.replacement_path import CREATED, PathError
from kforge.resource.resource import scalar_text
from kforge.yaml.scalars import KUSTOMIZE, resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Value:
    """What is written: the text of a scalar; and the data, for where a mapping or list is to go."""

    __slots__ = ("data", "text")

    def __init__(self, data: "Any", text: str) -> None:
        self.data = data
        self.text = text

    @property
    def is_scalar(self) -> bool:
        return not isinstance(self.data, dict | list)

    @property
    def empty(self) -> "Any":
        """What stands in a field that is made for this value."""
        if self.is_scalar:
            return CREATED
        return {} if isinstance(self.data, dict) else []

    def part(self, delimiter: str, index: int) -> "Value":
        """One of the parts that the delimiter makes of the text; of the same type. Raises PathError."""
        if not self.is_scalar:
            raise PathError("only a scalar can be parted by a delimiter")
        parts = self.text.split(delimiter)
        if not 0 <= index < len(parts):
            raise PathError(f"index {index} is out of range: {self.text} has {len(parts)} parts")
        part = parts[index]
        return Value(part if isinstance(self.data, str) else resolve(part, KUSTOMIZE), part)

    def onto(self, old: "Any") -> "Any":
        """What a field becomes that holds `old`. Raises PathError."""
        return copied(self.data) if isinstance(old, dict | list) else retyped(old, self.text)

    def into(self, old: "Any", old_text: str, delimiter: str, index: int) -> "Any":
        """What a field becomes that holds `old` when a part of its text is replaced. Raises PathError."""
        if isinstance(old, dict | list):
            raise PathError("only a scalar can be parted by a delimiter")
        parts = old_text.split(delimiter)
        if index < 0:
            parts.insert(0, self.text)
        elif index >= len(parts):
            parts.append(self.text)
        else:
            parts[index] = self.text
        return retyped(old, delimiter.join(parts))


def retyped(old: "Any", text: str) -> "Any":
    """`text` as a value of the type of `old`. Raises PathError."""
    if isinstance(old, str):
        return text
    found = resolve(text, KUSTOMIZE)
    if old is CREATED:
        return found
    if isinstance(old, float) and isinstance(found, int) and not isinstance(found, bool):
        return found
    if type(found) is not type(old):
        names = {bool: "true or false", int: "a whole number", float: "a number", type(None): "null"}
        raise PathError(f"the field holds {names[type(old)]}, and {text or 'an empty text'} is none")
    return as_float64(found) if isinstance(found, float) else found


def text_of(value: "Any", spelled: str | None) -> str:
    """The text of a value, `spelled` being how it is written in its file, if it is from there."""
    if isinstance(value, dict | list):
        return ""
    if isinstance(value, str) or spelled is None or resolve(spelled, KUSTOMIZE) != value:
        return scalar_text(value)
    return spelled


def copied(value: "Any") -> "Any":
    if isinstance(value, dict):
        return {key: copied(inner) for key, inner in value.items()}
    return [copied(inner) for inner in value] if isinstance(value, list) else value
