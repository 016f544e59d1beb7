"""NamespaceTransformer: namespace with field specs of one's own, and a say in what keeps its own."""

from kforge.overlay import shape
from kforge.overlay.filters import namespace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.overlay.context import BuildContext
    from kforge.resource.resource import ResourceSet

    class Config(shape.Specs, total=False):
        metadata: shape.Metadata
        unsetOnly: bool
        setRoleBindingSubjects: str


KIND = namespace.KIND
SHAPE = {
    "metadata": shape.METADATA,
    "fieldSpecs": shape.FIELD_SPECS,
    "unsetOnly": shape.BOOL,
    "setRoleBindingSubjects": shape.STRING,
}

_MODES = (namespace.DEFAULT_ONLY, namespace.NO_SUBJECTS, namespace.ALL_ACCOUNTS)


def apply(resources: "ResourceSet", config: "Config", context: "BuildContext") -> None:
    mode = config.get("setRoleBindingSubjects") or namespace.DEFAULT_ONLY
    if mode not in _MODES:
        raise context.error(
            f"setRoleBindingSubjects must be one of {', '.join(_MODES)}", "setRoleBindingSubjects"
        )
    name = config.get("metadata", {}).get("namespace")
    if name:
        namespace.Move(
            name,
            lambda gvk: context.fields.matching(namespace.FIELD, gvk),
            subjects=mode,
            unset_only=config.get("unsetOnly", False),
        ).all(resources)
