"""openapi: the schema that says which lists merge and which kinds have no namespace, for the whole build."""

from kforge.resource.ids import forget_scopes, kinds_met
from kforge.schema import lookup
from kforge.schema.custom import CustomSchema
from kforge.schema.in_force import choose
from kforge.schema.lookup import builtin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.overlay.context import BuildContext

FIELD = "openapi"

# The versions of Kubernetes whose schema kustomize carries.
VERSIONS = ("v1.21.2",)

_read: dict[tuple[str, str], CustomSchema] = {}


def choose_schema(config: dict[str, str], context: "BuildContext") -> None:
    """Put the schema in force that `config` names, if it is the first of the build. Raises OverlayError."""
    text = context.read_text(config["path"], FIELD, "path") if "path" in config else None
    version = config.get("version", "")
    if lookup.choice.made:
        return
    if text is None:
        if version and version not in VERSIONS:
            message = f"the schema of Kubernetes {version} is not built in"
            raise context.error(message, FIELD, "version", hint=f"there is {VERSIONS[0]}")
        if version:
            choose(None, builtin_stays=False)
        return
    if "version" in config:
        raise context.error("openapi has either a path or a version", FIELD, "version", key=True)
    # by now kustomize has read its own schema if it met a kind that it does not know by heart
    known = builtin()
    met_unknown = any(known.for_kind(kind) is None for kind in kinds_met())
    choose(_schema(text, context.loader.name(config["path"])), builtin_stays=met_unknown)
    forget_scopes()


def _schema(text: str, file: str) -> CustomSchema:
    """The schema in a file, one and the same for one text."""
    found = _read.get((file, text))
    if found is None:
        from kforge.overlay.typed import read_data

        found = _read[file, text] = CustomSchema(lambda: read_data(text, file), file)
    return found
