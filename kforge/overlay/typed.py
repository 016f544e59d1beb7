"""Files that configure an overlay besides kustomization.yaml, typed as kustomize types them.

It is kinder to them than to kustomization.yaml: a number or a boolean where a string is wanted becomes one.
"""

from kforge.errors import Position, YamlError
from kforge.overlay import shape
from kforge.overlay.go_numbers import float64_text
from kforge.overlay.kustomization import Decoder, Kustomization

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from kforge.overlay.kustomization import Path


class TypedDecoder(Decoder):
    """Decodes with numbers and booleans as words. With `strict` unknown fields are errors.

    With `case_counts` a field in another spelling is unknown.
    """

    def __init__(self, source: Kustomization, *, strict: bool, case_counts: bool = False) -> None:
        super().__init__(source)
        self.strict = strict
        self.case_counts = case_counts

    def _fields(
        self, wanted: "Mapping[str, shape.Shape]", value: object, former: "Any", path: "Path"
    ) -> "dict[str, Any]":
        if isinstance(value, dict) and not self.strict:
            known = wanted if self.case_counts else {name.lower() for name in wanted}
            value = {
                key: inner
                for key, inner in value.items()
                if (key if self.case_counts else key.lower()) in known
            }
        return super()._fields(wanted, value, former, path)

    def _scalar(self, wanted: str, value: object, path: "Path") -> object:
        if wanted == shape.STRING and isinstance(value, bool | int | float):
            return scalar_word(value)
        return super()._scalar(wanted, value, path)


def scalar_word(value: bool | float) -> str:
    """A number or boolean as Go turns it into a string."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return float64_text(value) if isinstance(value, float) else str(value)


def read_typed(text: str, file: str, wanted: "shape.Shape", *, strict: bool = False) -> Kustomization:
    """The first document of a file as a mapping of the type `wanted`. Raises OverlayError and YamlError."""
    from kforge.yaml.parse import parse_documents

    documents = parse_documents(text, file, duplicates="error" if strict else "last", as_it_ends=True)
    found = Kustomization({}, file, text)
    tree = documents[0].tree if documents else None
    if tree is not None:
        found.fields = TypedDecoder(found, strict=strict).decode(wanted, tree, None, ())
    return found


def read_data(text: str, file: str) -> object:
    """The plain data in a file of JSON, which starts with a brace, or YAML. Raises YamlError."""
    if not text.startswith("{"):
        from kforge.yaml.parse import parse_documents

        documents = parse_documents(text, file, duplicates="last", as_it_ends=True)
        return documents[0].tree if documents else None
    import json

    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise YamlError(f"this is not JSON: {error.msg}", Position(file, error.lineno, error.colno)) from None
