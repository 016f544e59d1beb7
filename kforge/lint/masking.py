"""Jinja templates as YAML: tags and comments blanked out, expressions masked, all else in its place.

What is left is what the author wrote himself: `country: NO` between two tags is as wrong as anywhere. Rules
that need the whole document (what is missing, what is there twice, layout) say nothing here; they see the
chart as it renders.
"""

from kforge.patterns import DOTALL, compiled

MASK = "\ue000"  # of the private use area: no YAML reader takes it for anything but text
OPENINGS = ("{{", "{%", "{#")

_TAG = compiled(
    r"\{#.*?#\}|\{%[-+]?[ \t\r\n]*raw[ \t\r\n]*[-+]?%\}.*?\{%[-+]?[ \t\r\n]*endraw[ \t\r\n]*[-+]?%\}"
    r"|\{%.*?%\}|\{\{.*?\}\}",
    DOTALL,
)
# rules that can tell from a part of a document
TOLD = frozenset(
    (
        "deprecated-field",
        "exponent-float",
        "inf-nan",
        "int-range",
        "invalid-value",
        "leading-zero-decimal",
        "lossy-float",
        "non-string-key",
        "number-notation",
        "octal",
        "quantity",
        "removed-api",
        "sexagesimal",
        "tag",
        "timestamp",
        "truthy-key",
        "truthy-value",
        "type-mismatch",
        "unknown-field",
        "version-disagreement",
    )
)


def mask(text: str) -> str:
    """The template with masks for its expressions and blanks for its tags; lines and columns stay."""
    return _TAG.sub(lambda found: _masked(found[0]), text)


def _masked(tag: str) -> str:
    filler = MASK if tag.startswith("{{") else " "
    return "".join("\n" if char == "\n" else filler for char in tag)
