"""buildMetadata: annotations that say where a resource came from and which transformers it went through."""

import os

from kforge.resource.resource import ORIGIN, TRANSFORMATIONS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from kforge.resource.resource import Resource


def from_file(resources: "Iterable[Resource]", path: str) -> None:
    """Note that `resources` were read from `path`, relative to the folder that is built."""
    from kforge.yaml.emit import scalar

    for resource in resources:
        resource.map_of("metadata", "annotations")[ORIGIN] = f"path: {scalar(path)}\n"


def generated(resource: "Resource", folder: str, file: str, kind: str) -> None:
    """Note that the generator `kind` in the kustomization `file` of `folder` made `resource`."""
    annotations = resource.map_of("metadata", "annotations")
    annotations.setdefault(ORIGIN, _configured(folder, file, kind))


def transformed(resources: "Iterable[Resource]", folder: str, file: str, kind: str, times: int) -> None:
    """Note that the transformer `kind` of that kustomization went over `resources`, `times` times."""
    text = _configured(folder, file, kind)
    lines = text.splitlines()
    entry = "\n".join(["- " + lines[0], *("  " + line for line in lines[1:]), ""])
    for resource in resources:
        annotations = resource.map_of("metadata", "annotations")
        left = times
        if ORIGIN not in annotations:
            annotations[ORIGIN] = text  # it came out of nowhere: kustomize takes it for this transformer's
            left -= 1
        if left:
            annotations[TRANSFORMATIONS] = f"{annotations.get(TRANSFORMATIONS, '')}{entry * left}"


def _configured(folder: str, file: str, kind: str) -> str:
    from kforge.yaml.emit import scalar

    place = scalar(os.path.normpath(os.path.join(folder, file)))
    return f"configuredIn: {place}\nconfiguredBy:\n  apiVersion: builtin\n  kind: {kind}\n"
