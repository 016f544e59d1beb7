"""Which schema merges go by: Kubernetes' own, or instead one that a kustomization names.

There is one at a time for all overlays of a build, as in kustomize, where the first choice holds. What has
been read of Kubernetes' schema until then stays known beside a custom one.
"""

from kforge.schema import lookup
from kforge.schema.lookup import Choice, Node, Schema, builtin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.schema.custom import CustomSchema


class _Both(Schema):
    """A custom schema, and what it does not know as Kubernetes has it."""

    def __init__(self, custom: Schema) -> None:
        super().__init__({}, {})
        self._custom = custom

    def for_kind(self, gvk: "tuple[str, str, str]") -> Node | None:
        return self._custom.for_kind(gvk) or builtin().for_kind(gvk)


def choose(custom: "CustomSchema | None", *, builtin_stays: bool) -> None:
    """Choose for the rest of the build; None is Kubernetes' schema."""
    used = lookup.choice.used
    lookup.choice = Choice(custom, made=True, builtin_stays=builtin_stays or used, used=used)


def current() -> Schema:
    """The schema in force. Raises OverlayError and YamlError when a custom one cannot be read."""
    choice = lookup.choice
    if choice.custom is None:
        if not choice.used:
            lookup.choice = Choice(made=choice.made, used=True)
        return builtin()
    schema = choice.custom.schema()
    return _Both(schema) if choice.builtin_stays else schema
