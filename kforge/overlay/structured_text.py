"""Replacing inside a text that is JSON or YAML itself: a path may lead on into a string field."""

from kforge.overlay.go_numbers import as_float64
from kforge.overlay.replacement_path import PathError, Place, match
from kforge.yaml.scalars import KUSTOMIZE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from kforge.overlay.replacing import Value


def replace_in(place: Place, parts: list[str], value: "Value", *, create: bool) -> bool:
    """Write `value` at `parts` inside the text at `place`; says whether that is done. Raises PathError.

    What does not lead anywhere in the text is an error; a value that its type does not take is not written,
    and kustomize says nothing.
    """
    text = place.value
    if not isinstance(text, str):
        return False
    from kforge.errors import YamlError
    from kforge.yaml.parse import parse_documents

    try:
        documents = parse_documents(text, reading=KUSTOMIZE, duplicates="last")
    except YamlError:
        raise PathError("what stands there is no JSON and no YAML") from None
    tree = documents[0].tree if documents else None
    is_json = text.lstrip().startswith(("{", "["))
    places = match(tree, parts, create=create, empty=value.empty)
    if not places:
        raise PathError("there is no such field in the text")
    if not is_json:
        from kforge.overlay.yaml_text import rewritten

        place.value = rewritten(text, places, value)
        return True
    try:
        for found in places:
            found.value = value.onto(found.value)
    except PathError:
        return True
    place.value = go_json(tree, indented="\n" in text and "  " in text)
    return True


def _settled(value: "Any") -> "Any":
    """Plain data, its whole floats as ints. An int stays what it is: it has 64 bits in YAML."""
    if isinstance(value, dict):
        return {key: _settled(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_settled(inner) for inner in value]
    return as_float64(value) if isinstance(value, float) else value


def go_json(tree: "Any", *, indented: bool) -> str:
    """JSON as Go writes it: keys sorted, with or without line breaks, <, > and & escaped."""
    import json

    text = json.dumps(
        _settled(tree),
        ensure_ascii=False,
        sort_keys=True,
        indent=2 if indented else None,
        separators=(",", ": ") if indented else (",", ":"),
    )
    for char, escape in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(char, escape)
    return text
