"""--strict: what kustomize passes over in silence, found in kustomizations and resources, as errors.

Filters say for themselves, by BuildContext.complain, which of their entries met nothing.
"""

from kforge.errors import KforgeError, OverlayError, Position, nearest
from kforge.overlay import shape
from kforge.overlay.kustomization import describe, dotted, line_of
from kforge.yaml.events import compose

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from kforge.overlay.kustomization import Kustomization
    from kforge.resource.resource import Resource, ResourceSet
    from kforge.yaml.events import Node

    Path = tuple[str | int, ...]

# Fields of built-in kinds whose values are strings, wherever they stand: mappings, lists, scalars in a list.
_STRING_MAPS = ("labels", "annotations", "matchLabels", "nodeSelector")
_STRING_LISTS = ("command", "args")
_STRING_OF_ITEMS = {"env": "value"}
# and at the top of a kind
_DATA = {"ConfigMap": ("data",), "Secret": ("data", "stringData")}


def check_keys(kustomization: "Kustomization") -> "Iterator[OverlayError]":
    """Keys that stand twice, or are not spelled as they should be."""
    roots = compose(kustomization.text, kustomization.file)
    if roots and roots[0] is not None:
        yield from _check_mapping(roots[0], shape.KUSTOMIZATION, kustomization)


def _check_mapping(
    node: "Node", wanted: "shape.Shape", kustomization: "Kustomization"
) -> "Iterator[OverlayError]":
    if node.alias:
        return  # looked at where it is written
    if isinstance(wanted, list):
        for item in node.items:
            yield from _check_mapping(item, wanted[0], kustomization)
    names = {name.lower(): name for name in wanted} if isinstance(wanted, dict) else {}
    first: dict[str, Node] = {}
    for key, value in node.pairs:
        name = key.value if not names else names.get(key.value.lower(), key.value)
        if name in first:
            hint = f"the first is in line {first[name].line}"
            yield _at(key, f"{name} is here twice, and only the last counts", kustomization, hint)
        elif key.value != name:
            yield _at(key, f"{name} is spelled {key.value}", kustomization, f"write {name}")
        first.setdefault(name, key)
        if isinstance(wanted, dict) and name in wanted:
            yield from _check_mapping(value, wanted[name], kustomization)
        elif isinstance(wanted, tuple):
            yield from _check_mapping(value, wanted[0], kustomization)


def _at(node: "Node", message: str, kustomization: "Kustomization", hint: str) -> OverlayError:
    position = Position(kustomization.file, node.line, node.column)
    return OverlayError(message, position, hint=hint, source=line_of(kustomization.text, node.line))


def check_strings(resources: "Iterable[Resource]") -> "Iterator[OverlayError]":
    """Numbers and booleans where a built-in kind has a string: kubectl would refuse them."""
    for resource in resources:
        group = resource.gvk.group
        if "." in group and not group.endswith(".k8s.io"):
            continue
        for path, value in _bare(resource):
            yield resource.origin.error(
                f"{dotted(path)} must be a string, not {describe(value)}", *path, hint="put it in quotes"
            )


def _bare(resource: "Resource") -> "Iterator[tuple[Path, object]]":
    for field in _DATA.get(resource.kind, ()):
        data = resource.tree.get(field)
        if isinstance(data, dict):
            yield from _not_strings(data.items(), (field,))
    yield from _bare_below(resource.tree, ())


def _bare_below(node: object, path: "Path") -> "Iterator[tuple[Path, object]]":
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from _bare_below(item, (*path, index))
    elif isinstance(node, dict):
        for key, value in node.items():
            here = (*path, key)
            if isinstance(value, dict) and key in _STRING_MAPS:
                yield from _not_strings(value.items(), here)
            elif isinstance(value, list) and key in _STRING_LISTS:
                yield from _not_strings(enumerate(value), here)
            elif isinstance(value, list) and key in _STRING_OF_ITEMS:
                field = _STRING_OF_ITEMS[key]
                for index, item in enumerate(value):
                    if isinstance(item, dict):
                        yield from _not_strings([(field, item.get(field))], (*here, index))
            else:
                yield from _bare_below(value, here)


def _not_strings(
    entries: "Iterable[tuple[str | int, object]]", path: "Path"
) -> "Iterator[tuple[Path, object]]":
    for key, value in entries:
        if isinstance(value, bool | int | float):
            yield (*path, key), value


def near_target(target: "Mapping[str, Any]", resources: "ResourceSet") -> str:
    """A hint for a selector that selects nothing: what there is that is called nearly so."""
    kind, name = target.get("kind", ""), target.get("name", "")
    others = [each for each in resources if not kind or each.kind == kind]
    if not others:
        near = nearest(kind, {each.kind for each in resources})
        return f"did you mean kind {near}?" if near else f"there is no {kind}"
    near = nearest(name, {known for each in others for known in (each.name, each.original_id.name)})
    if name and near and near != name:
        return f"did you mean {near}?"
    return "there is " + ", ".join(f"{each.kind} {each.name}" for each in others[:5])


def distinct(errors: "Iterable[KforgeError]") -> "list[KforgeError]":
    """Each error once: a base may be built several times."""
    kept = {(error.position, error.message): error for error in reversed(list(errors))}
    return list(reversed(kept.values()))
