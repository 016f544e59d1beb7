"""buildMetadata: annotations that say where a resource came from and which transformers it went through."""

from kforge.resource.resource import ORIGIN, TRANSFORMATIONS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from kforge.resource.resource import Resource


def from_file(resources: "Iterable[Resource]", path: str, repository: str = "", ref: str = "") -> None:
    """Note that `resources` were read from `path`, relative to the folder that is built or the repository."""
    note = "\n".join([*_lines(path=path, repo=repository, ref=ref), ""])
    for resource in resources:
        resource.map_of("metadata", "annotations")[ORIGIN] = note


def _lines(**values: str) -> list[str]:
    from kforge.yaml.emit import scalar

    return [f"{name}: {scalar(value)}" for name, value in values.items() if value]


def plugin(document: "Resource") -> str:
    """What is noted about the plugin that `document`, which has a note of its own, configures."""
    from kforge.yaml.parse import parse_one

    note = parse_one(document.strings("annotations").get(ORIGIN, ""))
    found = note if isinstance(note, dict) else {}
    place = (found.get("path", ""), found.get("repo", ""), found.get("ref", ""))
    return configured(place, document.kind, document.name, document.namespace)


def generated(resource: "Resource", note: str) -> None:
    """Note what made `resource`."""
    resource.map_of("metadata", "annotations").setdefault(ORIGIN, note)


def transformed(resources: "Iterable[Resource]", note: str, times: int = 1) -> None:
    """Note what went over `resources`, `times` times."""
    lines = note.splitlines()
    entry = "\n".join(["- " + lines[0], *("  " + line for line in lines[1:]), ""])
    for resource in resources:
        annotations = resource.map_of("metadata", "annotations")
        left = times
        if ORIGIN not in annotations:
            annotations[ORIGIN] = note  # it came out of nowhere: kustomize takes it for this transformer's
            left -= 1
        if left:
            annotations[TRANSFORMATIONS] = f"{annotations.get(TRANSFORMATIONS, '')}{entry * left}"


def configured(place: tuple[str, str, str], kind: str, name: str = "", namespace: str = "") -> str:
    """What is noted about a plugin that is configured in the file `place`: as in `from_file`."""
    path, repository, ref = place
    lines = _lines(repo=repository, ref=ref, configuredIn=path)
    lines += ["configuredBy:", "  apiVersion: builtin", f"  kind: {kind}"]
    lines += [f"  {line}" for line in _lines(name=name, namespace=namespace)]
    return "\n".join([*lines, ""])
