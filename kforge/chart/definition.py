"""Chart.yaml as Helm writes it anew: what it understood of the file, sorted, without what is empty."""

from kforge.yaml.emit import dump

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.chart.metadata import Dependency, Metadata


def text(metadata: "Metadata", *, with_dependencies: bool = True) -> str:
    """The YAML text of Chart.yaml; of a v1 chart the dependencies may stay in requirements.yaml."""
    return dump(tree(metadata, with_dependencies=with_dependencies))


def tree(metadata: "Metadata", *, with_dependencies: bool = True) -> "dict[str, object]":
    """The fields under Helm's names, in no order."""
    result = _without_empty(metadata.fields)
    maintainers = metadata.fields.get("maintainers")
    if maintainers and isinstance(maintainers, list):
        result["maintainers"] = [_without_empty(person) for person in maintainers]
    if metadata.dependencies and with_dependencies:
        result["dependencies"] = [dependency_tree(entry) for entry in metadata.dependencies]
    return result


def dependency_tree(entry: "Dependency") -> "dict[str, object]":
    """One dependency as Helm writes it: name and repository even when they are empty."""
    fields = {
        "version": entry.version,
        "condition": entry.condition,
        "tags": entry.tags,
        "enabled": entry.written_enabled,
        "import-values": entry.import_values,
        "alias": entry.alias,
    }
    return {"name": entry.name, "repository": entry.repository, **_without_empty(fields)}


def _without_empty(fields: "dict[str, object]") -> "dict[str, object]":
    return {name: value for name, value in fields.items() if value}
