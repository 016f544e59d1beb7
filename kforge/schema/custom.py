"""A schema that a kustomization brings along: its merge table and scopes, read when first asked for."""

from kforge.errors import OverlayError, Position
from kforge.schema.lookup import Schema, builtin
from kforge.schema.openapi import digest, scopes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    Gvk = tuple[str, str, str]


class CustomSchema:
    """An OpenAPI document, as `read` gives it; `file` names it in errors."""

    __slots__ = ("_file", "_read", "_schema", "_scopes")

    def __init__(self, read: "Callable[[], object]", file: str) -> None:
        self._read = read
        self._file = file
        self._schema: Schema | None = None
        self._scopes: dict[Gvk, bool] = {}

    def schema(self) -> Schema:
        """The merge table. Raises OverlayError and YamlError when the document is none."""
        if self._schema is None:
            document = self._read()
            if not isinstance(document, dict | None):
                raise OverlayError("an OpenAPI schema must be a mapping", Position(self._file))
            self._schema = Schema(*digest(self._part(document, "definitions")))
            self._scopes = scopes(self._part(document, "paths"))
        return self._schema

    def is_cluster_scoped(self, gvk: "Gvk") -> bool:
        """Does the document know a kind that Kubernetes does not have as one without namespaces?"""
        if builtin().for_kind(gvk) is not None:
            return False
        self.schema()
        return self._scopes.get(gvk) is False

    def _part(self, document: "dict[str, object] | None", name: str) -> "dict[str, object]":
        part = (document or {}).get(name)
        if not isinstance(part, dict | None):
            raise OverlayError(f"{name} of an OpenAPI schema must be a mapping", Position(self._file))
        return part or {}
