"""generators, transformers and validators: the documents that configure builtin plugins, read and run.

A document's apiVersion is `builtin` and its kind names the plugin, a module in kforge.overlay.plugins:

    KIND    as a document writes it
    SHAPE   the type of a document, in the words of kforge.overlay.shape
    PLACES  optional: where an error about a field of a kustomization has to point in a document; where that
            depends on the document a function, places(config)
    CASE_COUNTS  optional: do field names count in one spelling only?
    apply(resources, config, context)  of a transformer, or
    generate(config, context)          of a generator, which gives resources

`config` is the document, `context` that of the kustomization with the field specs of the document alone.
"""

import os

from kforge.errors import KforgeError, OverlayError, Position, nearest
from kforge.overlay.context import BuildContext
from kforge.overlay.fields import FieldConfig
from kforge.overlay.fieldspec import FieldSpec
from kforge.overlay.go_numbers import as_float64
from kforge.overlay.kustomization import Kustomization
from kforge.overlay.load import parse_resources
from kforge.overlay.patch_body import PatchBody
from kforge.overlay.typed import TypedDecoder
from kforge.resource.resource import copy_tree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from kforge.overlay.kustomization import Path
    from kforge.resource.resource import Resource, ResourceSet

    Place = tuple[str | int, ...]

GENERATORS = "generators"

# A validator may set this label.
VALIDATED_BY = "validated-by"

BUILTIN = "builtin"
# Under these annotations a document of another apiVersion says which program is to be run.
_FUNCTIONS = ("config.kubernetes.io/function", "config.k8s.io/function")


class Plugin:
    """One document and what it configures. Raises OverlayError when there is no such plugin."""

    __slots__ = ("_config", "_context", "_module", "resource")

    def __init__(self, resource: "Resource", field: str, context: BuildContext) -> None:
        self.resource = resource
        self._module = _find(resource, field)
        document = _Document(resource, context.kustomization)
        decoder = _Decoder(document, strict=False, case_counts=getattr(self._module, "CASE_COUNTS", False))
        self._config = document.fields = decoder.decode(self._module.SHAPE, resource.tree, None, ())
        document.places = _places(self._module, self._config)
        specs = [FieldSpec.of(spec) for spec in self._config.get("fieldSpecs") or ()]
        # a chart that a plugin inflates does not get the overlay's namespace
        self._context = BuildContext(document, context.loader, _Own(specs), context.options)
        self._context.findings = context.findings

    def generate(self) -> "Iterator[Resource]":
        """What a generator makes. Raises KforgeError."""
        found: Iterator[Resource] = self._module.generate(self._config, self._context)
        return found

    def apply(self, resources: "ResourceSet") -> None:
        """Let a transformer do its work. Raises KforgeError."""
        self._module.apply(resources, self._config, self._context)

    def validate(self, resources: "ResourceSet") -> None:
        """Let a transformer look at `resources`. Raises OverlayError when it changes any.

        It may leave a label that says it has been there, and this one is printed, as kustomize does.
        """
        before = [_state(resource) for resource in resources]
        for resource in resources:
            _mark(resource)
        self.apply(resources)
        if (
            any(_unmark(resource) for resource in resources)
            or [_state(resource, without=VALIDATED_BY) for resource in resources] != before
        ):
            raise self._context.error(f"{self.resource.id} is a validator, and it changes resources", "kind")

    def error(self, error: OverlayError) -> OverlayError:
        """`error`, which has no place, as one about this document."""
        return self._context.error(error.message, hint=error.hint)


class _Seen(str):
    """A label or annotation as it was before a validator: kustomize takes one written anew for a change."""

    __slots__ = ()


def _mark(resource: "Resource") -> None:
    for pairs in _notes(resource):
        for key, value in pairs.items():
            if type(value) is str:
                pairs[key] = _Seen(value)


def _unmark(resource: "Resource") -> bool:
    """Make the values plain again; has any been written, be it to what it was?"""
    written = False
    for pairs in _notes(resource):
        for key, value in pairs.items():
            if type(value) is _Seen:
                pairs[key] = str.__str__(value)
            elif type(value) is str and key != VALIDATED_BY:
                written = True
    return written


def _notes(resource: "Resource") -> "list[dict[str, object]]":
    metadata = resource.tree.get("metadata")
    fields = [metadata.get(name) for name in ("labels", "annotations")] if isinstance(metadata, dict) else []
    return [pairs for pairs in fields if isinstance(pairs, dict)]


def _state(resource: "Resource", without: str = "") -> "tuple[object, ...]":
    """All that must be the same after a validator; the label `without` does not count if it is the only one.

    With others beside it kustomize finds a difference, even if there is none.
    """
    tree = copy_tree(resource.tree)
    metadata = tree.get("metadata")
    labels = metadata.get("labels") if isinstance(metadata, dict) else None
    if isinstance(metadata, dict) and isinstance(labels, dict) and without in labels:
        del metadata["labels"]
        if len(labels) > 1:
            return ()
    return tree, resource.history[:], resource.prefixes[:], resource.suffixes[:]


class _Decoder(TypedDecoder):
    """Reads a document as it comes out of Go's JSON: a number that is whole is no float any more."""

    def _scalar(self, wanted: str, value: object, path: "Path") -> object:
        return super()._scalar(wanted, as_float64(value) if isinstance(value, float) else value, path)


class _Own(FieldConfig):
    """The field specs of one document, whatever list a filter asks for."""

    __slots__ = ("_specs",)

    def __init__(self, specs: list[FieldSpec]) -> None:
        super().__init__()
        self._specs = specs

    def specs(self, name: str) -> list[FieldSpec]:  # noqa: ARG002
        return self._specs


class _Document(Kustomization):
    """A configuring document in the part of a kustomization: errors about its fields point into it."""

    __slots__ = ("_origin", "places")

    def __init__(self, resource: "Resource", outer: Kustomization) -> None:
        origin = resource.origin
        inline = origin.file == outer.file
        super().__init__({}, origin.file, outer.text if inline else origin.text)
        self._origin = origin
        self.places: Mapping[Place, Place] = {}

    def position(self, *path: str | int, key: bool = False) -> Position:
        for start, place in self.places.items():
            if path[: len(start)] == start:
                path = (*place, *path[len(start) :])
                break
        found = self._origin.error("", *path, key=key).position
        return found or self._origin.position


def inline_documents(
    field: str, context: BuildContext, resources: "ResourceSet"
) -> "Iterator[tuple[int, str]]":
    """Add the documents written in the kustomization to `resources`; the entries left over are paths."""
    for index, entry in enumerate(context.kustomization.list_of(field)):
        body = PatchBody(entry, context.file, (field, index), context)
        try:
            documents = parse_resources(entry, context.file)
        except KforgeError as error:
            if "\n" in entry:
                raise body.moved(error) from None
            yield index, entry
            continue
        for document in documents:
            document.origin.placed = place = _placer(body)
            document.origin.line = place(document.origin.line).line
            resources.append(document)


def _placer(body: PatchBody) -> "Callable[[int], Position]":
    return lambda line: body.error("", line).position or Position(body.file)


def _find(resource: "Resource", field: str) -> "Any":
    group, version, kind = resource.gvk
    if group or version != BUILTIN:
        raise _refused(resource)
    module = _module(kind)
    wanted = "generate" if field == GENERATORS else "apply"
    if module is None:
        meant = nearest(kind, _kinds())
        raise resource.origin.error(
            f"there is no builtin {kind}", "kind", hint=f"did you mean {meant}?" if meant else ""
        )
    if not hasattr(module, wanted):
        what = "generates nothing" if wanted == "generate" else "is a generator"
        hint = "name it under transformers" if wanted == "generate" else "name it under generators"
        raise resource.origin.error(f"{kind} {what}, so it cannot stand in {field}", "kind", hint=hint)
    return module


def _places(module: "Any", config: "Any") -> "Mapping[Place, Place]":
    places: Mapping[Place, Place]
    places = module.places(config) if hasattr(module, "places") else getattr(module, "PLACES", {})
    return places


def _refused(resource: "Resource") -> OverlayError:
    annotations = resource.strings("annotations")
    for name in _FUNCTIONS:
        if name in annotations:
            return resource.origin.error(
                f"{resource.id} is a function in a container or program, and kforge runs none",
                "metadata",
                "annotations",
                name,
                key=True,
                hint="render its output beforehand and name that under resources",
            )
    return resource.origin.error(
        f"{resource.id} ({resource.gvk.api_version}) is no builtin plugin, and kforge runs no others",
        "apiVersion",
        hint=f"the apiVersion of a built-in one is {BUILTIN}",
    )


def _names() -> list[str]:
    from kforge.overlay import plugins

    return sorted(
        name.removesuffix(".py")
        for folder in plugins.__path__
        for name in os.listdir(folder)
        if name.endswith(".py") and not name.startswith("_")
    )


def _module(kind: str) -> "Any":
    """The module of a kind: its file is named after it (IAMPolicyGenerator: iam_policy_generator)."""
    for name in _names():
        if name.replace("_", "") == kind.lower():
            module = _imported(name)
            return module if kind == module.KIND else None
    return None


def _imported(name: str) -> "Any":
    return __import__(f"kforge.overlay.plugins.{name}", fromlist=("KIND",))


def _kinds() -> list[str]:
    return [_imported(name).KIND for name in _names()]
