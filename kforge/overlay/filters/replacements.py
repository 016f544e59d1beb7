"""replacements: the value of one field written into others, over all resources."""

from kforge.overlay import shape
from kforge.overlay.replacement_path import CREATED, PathError, Place, look_up, match, split
from kforge.overlay.replacing import Value, text_of
from kforge.resource.ids import Gvk, ResId
from kforge.resource.resource import scalar_text
from kforge.resource.selector import Selector
from kforge.yaml.scalars import KUSTOMIZE, resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from kforge.errors import KforgeError, OverlayError
    from kforge.overlay.context import BuildContext
    from kforge.overlay.kustomization import Kustomization
    from kforge.resource.resource import Resource, ResourceSet

    Where = tuple[str | int, ...]

FIELD = "replacements"
KIND = "ReplacementTransformer"

_DEFAULT_PATH = "metadata.name"
_ANNOTATIONS = ("metadata", "annotations")


def apply(resources: "ResourceSet", config: "list[dict[str, Any]]", context: "BuildContext") -> None:
    replacements = [
        one for index, entry in enumerate(config) for one in _read(entry, (FIELD, index), context)
    ]
    for replacement in replacements:
        replacement.apply(resources)
    # a replacement may change a name, and kustomize notes nothing of that
    resources.reindex()


def _read(entry: "dict[str, Any]", where: "Where", context: "BuildContext") -> "list[_Replacement]":
    """The replacements that an entry is, or that are in the file it names. Raises OverlayError."""
    path = entry.get("path")
    if not path:
        return [_Replacement(entry, where, context.kustomization, context)]
    if "source" in entry or entry.get("targets"):
        raise context.error(
            "a replacement is written here or in a file, not both", *where, "path", hint="delete one of them"
        )
    from kforge.overlay.kustomization import Kustomization
    from kforge.overlay.typed import TypedDecoder
    from kforge.yaml.parse import parse_documents

    file = context.loader.name(path)
    text = context.read_text(path, *where, "path")
    documents = parse_documents(text, file, duplicates="last")
    tree = documents[0].tree if documents else None
    source = Kustomization({}, file, text)
    decoder = TypedDecoder(source, strict=False)
    if isinstance(tree, list):
        found = decoder.decode([shape.REPLACEMENT], tree, None, ())
        return [_Replacement(one, (index,), source, context) for index, one in enumerate(found)]
    if not isinstance(tree, dict):
        raise source.error("a replacement, or a list of them, should stand in here")
    return [_Replacement(decoder.decode(shape.REPLACEMENT, tree, None, ()), (), source, context)]


class _Replacement:
    """One replacement, written at `where` in `file`."""

    __slots__ = ("_file", "_where", "fields", "findings")

    def __init__(
        self, fields: "dict[str, Any]", where: "Where", file: "Kustomization", context: "BuildContext"
    ) -> None:
        self.fields = fields
        self.findings = context.findings
        self._where = where
        self._file = file

    def error(self, message: str, *path: str | int, hint: str = "") -> "OverlayError":
        return self._file.error(message, *self._where, *path, hint=hint)

    def apply(self, resources: "ResourceSet") -> None:
        source, value = self.fields.get("source"), self.fields.get("sourceValue")
        targets = self.fields.get("targets")
        if (source is None and value is None) or targets is None:
            raise self.error(
                "a replacement needs a source and targets", hint="write `source:` and `targets:`"
            )
        if source is not None and value is not None:
            raise self.error(
                "a replacement has one source", "sourceValue", hint="delete source or sourceValue"
            )
        made = _stated(value or "") if source is None else self._source(source, resources)
        for index, fields in enumerate(targets):
            _Target(self, fields, ("targets", index)).apply(made, resources)

    def _source(self, source: "dict[str, Any]", resources: "ResourceSet") -> Value:
        resource = self._source_resource(source, resources)
        path = source.get("fieldPath") or _DEFAULT_PATH
        options = source.get("options") or {}
        try:
            place = look_up(resource.tree, split(path))
            if place is None or place.value in (None, {}, []):
                raise self.error(
                    f"{_named(resource)} has no {path}", "source", "fieldPath", hint=_there(resource, path)
                )
            value = Value(place.value, _text(resource, place))
            if not options.get("delimiter"):
                return value
            return value.part(options["delimiter"], options.get("index", 0))
        except PathError as error:
            field = "options" if options.get("delimiter") else "fieldPath"
            message = f"{path} of {_named(resource)}: {error.message}"
            raise self.error(message, "source", field, hint=error.hint) from None

    def _source_resource(self, source: "dict[str, Any]", resources: "ResourceSet") -> "Resource":
        wanted = ResId(
            Gvk(source.get("group", ""), source.get("version", ""), source.get("kind", "")),
            source.get("name", ""),
            source.get("namespace", ""),
        )
        by_kind = wanted.kind and not self._is_retyped(resources)
        candidates = resources.of_kind(wanted.kind) if by_kind else list(resources)
        found = [each for each in candidates if _is_source(each, wanted)]
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(_named(each) for each in found[:5])
            raise self.error(
                f"{len(found)} resources are selected as the source: {names}",
                "source",
                hint="add a name or a namespace",
            )
        raise self.error("no resource is selected as the source", "source", hint=_nearest(source, resources))

    def candidates(self, selector: Selector, resources: "ResourceSet") -> "list[Resource]":
        """The resources that `selector` may select by one of their ids."""
        return list(resources) if self._is_retyped(resources) else selector.candidates(resources)

    @staticmethod
    def _is_retyped(resources: "ResourceSet") -> bool:
        """Was any resource of another kind before? Then the index by kind does not tell all."""
        return any(kind != each.kind for each in resources if each.history for _, _, kind in each.history)


class _Target:
    """One target of a replacement: which resources, which fields of them."""

    __slots__ = ("_delimiter", "_fields", "_owner", "_where", "create", "index", "paths")

    def __init__(self, owner: _Replacement, fields: "dict[str, Any]", where: "Where") -> None:
        self._owner = owner
        self._fields = fields
        self._where = where
        self.paths: list[str] = fields.get("fieldPaths") or [_DEFAULT_PATH]
        options = fields.get("options") or {}
        self.create = bool(options.get("create"))
        self._delimiter: str = options.get("delimiter", "")
        self.index: int = options.get("index", 0)

    def error(self, message: str, *path: str | int, hint: str = "") -> "OverlayError":
        return self._owner.error(message, *self._where, *path, hint=hint)

    def _selector(self, fields: "dict[str, Any]", *path: str | int) -> Selector:
        def fail(field: str, message: str, hint: str) -> "KforgeError":
            return self.error(message, *path, field, hint=hint)

        return Selector(fields, fail)

    def apply(self, value: Value, resources: "ResourceSet") -> None:
        if self._fields.get("select") is None:
            raise self.error(
                "this target selects nothing", hint="write `select:`, which selects all when empty"
            )
        select = self._selector(self._fields["select"], "select")
        rejects = [
            self._selector(fields, "reject", index)
            for index, fields in enumerate(self._fields.get("reject") or ())
        ]
        if len(resources):
            # kustomize looks at labels before it looks at kinds
            for selector in (select, *rejects):
                selector.check_label_selectors()
        selected = [
            resource
            for resource in self._owner.candidates(select, resources)
            if _selects(select, rejects, resource)
        ]
        for resource in selected:
            for index, path in enumerate(self.paths):
                self._write(value, resource, path, index)
        if not selected and self._owner.findings is not None:
            hint = _nearest(self._fields["select"], resources)
            self._owner.findings.append(self.error("nothing matches this target", "select", hint=hint))

    def _write(self, value: Value, resource: "Resource", path: str, index: int) -> None:
        parts = split(path)
        try:
            if self._is_in_text(value, resource, parts):
                return
            places = match(resource.tree, parts, create=self.create, empty=value.empty)
            if not places:
                hint = _there(resource, path) or "set `options: {create: true}` to make it"
                raise PathError("there is no such field", hint)
            for place in places:
                place.value = self._new(value, resource, place)
                if resource.ties and isinstance(place.value, dict):
                    resource.untie(place.steps)
                elif resource.ties:
                    resource.follow(place.steps, place.value)
        except PathError as error:
            message = f"{path} of {_named(resource)}: {error.message}"
            raise self.error(message, "fieldPaths", *_given(self._fields, index), hint=error.hint) from None
        resource.settled = False

    def _new(self, value: Value, resource: "Resource", place: Place) -> "Any":
        old = place.value
        if old is CREATED and len(place.steps) == 3 and place.steps[:2] == _ANNOTATIONS:
            # kustomize reads all annotations as strings and writes them back
            old = place.value = ""
        if not self._delimiter:
            return value.onto(old)
        text = "" if old is CREATED else _text(resource, place)
        return value.into(old, text, self._delimiter, self.index)

    def _is_in_text(self, value: Value, resource: "Resource", parts: list[str]) -> bool:
        """Does the path lead on into a text of JSON or YAML, so that this has been changed?"""
        for count in range(1, len(parts)):
            try:
                place = look_up(resource.tree, parts[:count])
            except PathError:
                continue
            if place is None or isinstance(place.value, dict | list):
                continue
            if place.value is None:
                # a null takes everything and stays what it is, if it is spelled out
                return self.create and resource.origin.source_text(*place.steps) != ""
            from kforge.overlay.structured_text import replace_in

            return replace_in(place, parts[count:], value, create=self.create)
        return False


def _stated(text: str) -> Value:
    """A value that is written in the replacement: it has the type that its text reads as."""
    return Value(resolve(text, KUSTOMIZE), text)


def _given(fields: "dict[str, Any]", index: int) -> "Where":
    return (index,) if fields.get("fieldPaths") else ()


def _selects(select: Selector, rejects: "list[Selector]", resource: "Resource") -> bool:
    """Is `resource` selected, and neither its labels nor any id of it rejected?"""
    return (
        select.matches_any_id(resource)
        and select.matches_labels(resource)
        and not any(each.has_label_selectors and each.matches_labels(resource) for each in rejects)
        and not any(each.has_patterns and each.matches_any_id(resource) for each in rejects)
    )


def _is_source(resource: "Resource", wanted: ResId) -> bool:
    """Is one of the ids of `resource` what is wanted, as far as that says anything?"""
    names = [resource.name, *(name for name, _, _ in resource.history)]
    if wanted.name and wanted.name not in names:
        return False
    return any(
        (not wanted.name or wanted.name == one.name)
        and (not wanted.namespace or wanted.effective_namespace == one.effective_namespace)
        and one.gvk.is_selected_by(*wanted.gvk)
        for one in (resource.id, *resource.previous_ids)
    )


def _text(resource: "Resource", place: Place) -> str:
    value = place.value
    if isinstance(value, str | dict | list):
        return scalar_text(value)
    return text_of(value, resource.origin.source_text(*place.steps))


def _named(resource: "Resource") -> str:
    return f"{resource.kind} {resource.name}"


def _there(resource: "Resource", path: str) -> str:
    """A hint for a field that is missing: what is there that is called nearly so."""
    from kforge.errors import nearest

    here: object = resource.tree
    for part in split(path):
        if not isinstance(here, dict):
            return ""
        if part not in here:
            near = nearest(part, here)
            return f"did you mean {near}?" if near else ""
        here = here[part]
    return ""


def _nearest(source: "dict[str, Any]", resources: "ResourceSet") -> str:
    from kforge.overlay.strict import near_target

    return near_target(source, resources)
