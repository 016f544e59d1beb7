"""Values against the types of the schema: what a node is to helm and kubectl, what belongs at its place."""

from kforge.lint.masking import MASK
from kforge.lint.readings import quoted
from kforge.lint.rule import Edit, Problem
from kforge.schema import fields as types
from kforge.yaml import scalars

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.lint.documents import Place
    from kforge.schema.fields import Type
    from kforge.yaml.events import Node

STANDARD = "tag:yaml.org,2002:"
UNKNOWN = object()  # the value of a node that nobody knows yet

WANTED = {
    types.STRING: "a string",
    types.TIME: "a string",
    types.BYTES: "a string",
    types.BOOLEAN: "true or false",
    types.INT32: "an integer",
    types.INT64: "an integer",
    types.NUMBER: "a number",
    types.QUANTITY: "a quantity",
    types.INT_OR_STRING: "an integer or a string",
    types.OBJECT: "a mapping",
    types.MAP: "a mapping",
    types.STRUCT: "a mapping",
    types.LIST: "a list",
}


# what another tool fills in before kubectl reads it: ${VAR} of envsubst and flux, $(VAR) of kustomize, a
# quoted action of a template, a value that sops has encrypted
PLACEHOLDERS = ("${", "$(", "{{", "ENC[", MASK)


def value_of(node: "Node") -> object:
    """What a scalar is to helm and kubectl, dict or list for a collection.

    UNKNOWN where its tag decides, and for a place that is to be filled in.
    """
    if node.kind != "scalar":
        return dict if node.kind == "mapping" else list
    if any(mark in node.value for mark in PLACEHOLDERS):
        return UNKNOWN
    if node.tag:
        return node.value if node.tag in ("!", f"{STANDARD}str") else UNKNOWN
    return scalars.resolve(node.value, scalars.GO) if node.style == "plain" else node.value


def fits(value: object, wanted: "Type") -> bool:
    """Whether Kubernetes decodes the value at a place of this type; null is taken everywhere."""
    kind = wanted.kind
    if value is None or value is UNKNOWN or kind == types.ANY:
        return True
    if kind in types.COLLECTIONS:
        return value is (list if kind == types.LIST else dict)
    if kind in types.TEXTS:
        return isinstance(value, str)
    if kind == types.BOOLEAN:
        return isinstance(value, bool)
    if kind in types.INTEGERS:
        return _is_whole(value)
    if kind == types.INT_OR_STRING:
        return isinstance(value, str) or _is_whole(value)
    if kind == types.NUMBER:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _is_whole(value: object) -> bool:
    """Whether it is an integer, as JSON writes it: 3.0 is 3."""
    if isinstance(value, float):
        return value.is_integer() and abs(value) < 2**63
    return isinstance(value, int) and not isinstance(value, bool)


def described(node: "Node", value: object) -> str:
    """The value in a message: `8080 is a number`, `"3" is a string`."""
    if value is dict or value is list:
        return f"this is a {'mapping' if value is dict else 'list'}"
    if isinstance(value, bool):
        return f"{node.value} is a boolean"
    if isinstance(value, int | float):
        return f"{node.value} is a number"
    return f"{quoted(node.value)} is a string"


def mended(node: "Node", value: object, wanted: "Type") -> Edit | None:
    """The edit that makes the scalar what is wanted, where only its quotes are wrong."""
    if node.kind != "scalar" or node.alias or node.tag or node.line != node.end_line or node.anchor:
        return None
    span = (node.line, node.column, node.end_line, node.end_column)
    if wanted.kind in types.TEXTS:
        if isinstance(value, int | float) and node.style == "plain" and not _needs_escapes(node.value):
            return Edit(span, f'"{node.value}"')
        return None
    if node.style not in ("single", "double") or node.end_column - node.column != len(node.value) + 2:
        return None
    bare = scalars.resolve(node.value, scalars.GO)
    plain = (wanted.kind == types.BOOLEAN and node.value in ("true", "false")) or (
        wanted.kind in (*types.INTEGERS, types.INT_OR_STRING)
        and type(bare) is int
        and str(bare) == node.value
    )
    return Edit(span, node.value) if plain else None


def _needs_escapes(text: str) -> bool:
    return not text or '"' in text or "\\" in text or "\t" in text


def mismatch(node: "Node", place: "Place", severity: str, consequence: str) -> Problem | None:
    """What is wrong when the node is not what belongs at its place."""
    assert place.type
    value = value_of(node)
    if fits(value, place.type):
        return None
    wanted = place.type
    message = f"{described(node, value)}, {place.shown} wants {WANTED[wanted.kind]}: {consequence}"
    edit = mended(node, value, wanted)
    hint = f"write {edit.text}" if edit else ""
    if not hint and wanted.kind in types.TEXTS and value is not dict and value is not list:
        hint = f"write {quoted(node.value)}"
    return spanning(severity, message, node, hint).mended(edit)


def spanning(severity: str, message: str, node: "Node", hint: str = "") -> Problem:
    """A problem with a node; of a collection only where it begins."""
    if node.kind == "scalar" or node.alias:
        return Problem.at(severity, message, node, hint=hint)
    return Problem(severity, message, (node.line, node.column, node.line, node.column + 1), hint=hint)


def is_near(word: str, other: str) -> bool:
    """Whether one slip makes one word of the other: a letter more, less or wrong, two swapped, the case."""
    if word.lower() == other.lower():
        return True
    if abs(len(word) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(word), len(other)) and word[start] == other[start]:
        start += 1
    one, two = word[start:], other[start:]
    return (
        one[1:] == two[1:]
        or one[1:] == two
        or one == two[1:]
        or (one[:2] == two[1::-1] and len(two) > 1 and one[2:] == two[2:])
    )
