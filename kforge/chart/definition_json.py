"""Chart.yaml as JSON, the way Go writes the structs of helm: what registries keep and lock digests cover."""

from kforge.chart.definition import dependency_tree, tree
from kforge.golang.json_text import json_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kforge.chart.metadata import Dependency, Metadata

# the fields in the order Go writes them in; those that are empty are left out
CHART = (
    "name",
    "home",
    "sources",
    "version",
    "description",
    "keywords",
    "maintainers",
    "icon",
    "apiVersion",
    "condition",
    "tags",
    "appVersion",
    "deprecated",
    "annotations",
    "kubeVersion",
    "dependencies",
    "type",
)
PEOPLE = ("name", "email", "url")
ENTRY = ("name", "version", "repository", "condition", "tags", "enabled", "import-values", "alias")


def chart(metadata: "Metadata") -> str:
    """The whole of Chart.yaml."""
    fields = tree(metadata)
    people = fields.get("maintainers")
    made: dict[str, str] = {}
    if isinstance(people, list):
        made["maintainers"] = array(_struct(person, PEOPLE) for person in people)
    if metadata.dependencies:
        made["dependencies"] = array(map(dependency, metadata.dependencies))
    return _struct(fields, CHART, made)


def dependency(entry: "Dependency") -> str:
    """One dependency: its name and repository always, the rest when it is set."""
    fields = dependency_tree(entry)
    return _struct(fields, ENTRY, {name: json_text(fields[name]) for name in ("name", "repository")})


def array(items: "Iterable[str]") -> str:
    """JSON texts as a list."""
    return f"[{','.join(items)}]"


def _struct(
    fields: "Mapping[str, object]", order: "Sequence[str]", made: "Mapping[str, str] | None" = None
) -> str:
    texts = {name: json_text(fields[name]) for name in order if fields.get(name)}
    texts.update(made or {})
    return "{" + ",".join(f'"{name}":{texts[name]}' for name in order if name in texts) + "}"
