"""images: new names, tags and digests for container images."""

from kforge.errors import nearest
from kforge.overlay.fieldspec import visit
from kforge.overlay.retype import retyped
from kforge.resource.resource import scalar_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from kforge.overlay.context import BuildContext
    from kforge.overlay.shape import Image
    from kforge.resource.resource import FieldPath, Resource, ResourceSet, Tree

    Matches = Callable[[str], object]
    # the mapping, the key in it, and how many times kustomize comes by
    Place = tuple[Tree, str, int]

FIELD = "images"
KIND = "ImageTagTransformer"

_CONTAINERS = ("containers", "initContainers")
_TAG = r"(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$"
_TAG_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.{}-"
_DIGEST = "@sha256:"
_SPECIAL = frozenset("\\*+?()[]{}^$|\n")


def apply(resources: "ResourceSet", config: "list[Image]", context: "BuildContext") -> None:
    rules = [(_matcher(image, index, context), image) for index, image in enumerate(config)]
    used: set[int] = set()
    if context.findings is not None:
        rules = [(_noting(matches, index, used), image) for index, (matches, image) in enumerate(rules)]
    known: dict[tuple[str, int], str] = {}
    for resource in resources:
        if resource.kind == "CustomResourceDefinition":
            continue
        for holder, key, times in _places(resource, context):
            old = scalar_text(holder[key]) if holder[key] is not None else _null(resource, holder, key)
            new = known.get((old, times))
            if new is None:
                new = known[old, times] = _changed(old, rules, times)
            if new != old:
                holder[key] = retyped(resource, holder, key, new)
    if context.findings is not None:
        _complain(used, config, known, context)


def _noting(matches: "Matches", index: int, used: set[int]) -> "Matches":
    def noting(reference: str) -> bool:
        found = bool(matches(reference))
        if found:
            used.add(index)
        return found

    return noting


def _complain(
    used: set[int], config: "list[Image]", known: "Iterable[tuple[str, int]]", context: "BuildContext"
) -> None:
    names = {reference.partition("@")[0].rpartition(":")[0] or reference for reference, _ in known}
    for index, image in enumerate(config):
        if index not in used:
            name = image.get("name", "")
            near = nearest(name, names)
            context.complain(
                f"no container has the image {name}",
                FIELD,
                index,
                "name",
                hint=f"did you mean {near}?" if near else "",
            )


def _matcher(image: "Image", index: int, context: "BuildContext") -> "Matches":
    """Is an image one of this name? For kustomize the name is a regular expression, be it meant so or not."""
    name = image.get("name", "")
    if not _SPECIAL.intersection(name):
        pieces = name.split(".")
        return lambda reference: _is_plain_match(reference, name, pieces)
    from kforge.resource.go_pattern import PatternError, compile_search

    try:
        # in `a|b` the start binds to `a` and the end to `b`; `*` repeats the start, and so matches everything
        return compile_search(f"^{name}{_TAG}")
    except PatternError:
        raise context.error(f"the image name {name} is no valid pattern", FIELD, index, "name") from None


def _is_plain_match(reference: str, name: str, pieces: list[str]) -> bool:
    """What the pattern of a name without special characters says; `pieces` is what its dots part."""
    if not reference.startswith(pieces[0]):
        return False
    if len(pieces) > 1 and not reference.startswith(name) and not _is_like(reference, pieces):
        return False
    rest = reference[len(name) :]
    if rest.startswith(":"):
        rest = rest[1:].lstrip(_TAG_LETTERS)
    return not rest or (rest.startswith(_DIGEST) and not rest[len(_DIGEST) :].strip(_TAG_LETTERS))


def _is_like(reference: str, pieces: list[str]) -> bool:
    """Does `reference` start as the name does, a dot of which is any character?"""
    at = len(pieces[0])
    for piece in pieces[1:]:
        if reference[at : at + 1] in ("", "\n") or not reference.startswith(piece, at + 1):
            return False
        at += 1 + len(piece)
    return True


def _places(resource: "Resource", context: "BuildContext") -> "list[Place]":
    """Where images are named: under any containers, and where the field specs say.

    kustomize does one after the other and so comes by twice in an ordinary pod: a tagSuffix is added twice.
    """
    places: dict[tuple[int, str], Place] = {}

    def add(holder: "Tree", key: str, path: "FieldPath" = ()) -> None:
        value = holder[key]
        if isinstance(value, dict | list):
            raise resource.origin.error(f"{key} of a container of {resource.id} is no image name", *path)
        former = places.get((id(holder), key))
        places[id(holder), key] = (holder, key, former[2] + 1 if former else 1)

    containers: list[object] = []
    _gather(resource.tree, containers)
    for container in containers:
        if isinstance(container, dict):
            if "image" in container:
                add(container, "image")
        elif container is not None:
            raise resource.origin.error(f"a container of {resource.id} is no mapping")
    for spec in context.fields.matching(FIELD, resource.gvk):
        visit(resource, spec, add)
    return list(places.values())


def _null(resource: "Resource", holder: "Tree", key: str) -> str:
    """The name that kustomize sees in a null: how it is written, be it nothing."""
    from kforge.overlay.written import spelling

    text = spelling(resource, holder, key)
    return "null" if text is None else text


def _gather(node: "Any", containers: list[object]) -> None:
    """Collect the items of every list called containers or initContainers, at any depth."""
    if isinstance(node, dict):
        for key, value in node.items():
            kind = value.__class__
            if kind is dict:
                _gather(value, containers)
            elif kind is list:
                _gather(value, containers)
                if key in _CONTAINERS:
                    containers += value
    else:
        for item in node:
            if item.__class__ is dict or item.__class__ is list:
                _gather(item, containers)


def _changed(name: str, rules: "list[tuple[Matches, Image]]", times: int) -> str:
    for matches, image in rules:
        for _ in range(times):
            if matches(name):
                name = _with(name, image)
    return name


def _with(reference: str, image: "Image") -> str:
    name, tag, digest = split_image(reference)
    new_tag, new_digest = image.get("newTag", ""), image.get("digest", "")
    if new_tag or new_digest:
        tag, digest = new_tag, new_digest  # either one replaces both
    elif image.get("tagSuffix"):
        tag, digest = tag + image["tagSuffix"], ""
    name = image.get("newName") or name
    return name + (f":{tag}" if tag else "") + (f"@{digest}" if digest else "")


def split_image(reference: str) -> tuple[str, str, str]:
    """Name, tag and digest of `[host[:port]/]path[:tag][@digest]`."""
    slash = max(reference.find("/"), 0)
    at = reference.find("@", slash)
    colon = reference.find(":", slash)
    if colon < 0 or -1 < at < colon:
        return (reference, "", "") if at < 0 else (reference[:at], "", reference[at + 1 :])
    if at < 0:
        return reference[:colon], reference[colon + 1 :], ""
    return reference[:colon], reference[colon + 1 : at], reference[at + 1 :]
