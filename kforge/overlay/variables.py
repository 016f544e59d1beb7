"""vars: $(NAME) in certain fields stands for a field of some resource, as it is in the end."""

from kforge.errors import OverlayError
from kforge.overlay.field_path import PathError, find, split_dotted, value_at
from kforge.overlay.fieldspec import visit
from kforge.overlay.go_numbers import as_float64
from kforge.overlay.typed import scalar_word
from kforge.patterns import compiled
from kforge.resource.ids import Gvk
from kforge.yaml.scalars import KUSTOMIZE, resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Mapping
    from typing import Any

    from kforge.overlay.context import BuildContext
    from kforge.overlay.fields import FieldConfig
    from kforge.overlay.kustomization import Kustomization
    from kforge.resource.ids import ResId
    from kforge.resource.resource import FieldPath, Resource, ResourceSet, Tree

FIELD = "vars"

_SPECS = "varReference"
_DEFAULT_PATH = "metadata.name"

# What follows a $: another $, which stands for one, or a name in parentheses.
_REFERENCE = compiled(r"\$(?:(\$)|\(([^)]*)\))")
_WHOLE_NUMBER = compiled(r"[+-]?[0-9]+")


class Variable:
    """One entry of vars, and where it stands."""

    __slots__ = ("_index", "_kustomization", "gvk", "name", "namespace", "path", "target")

    def __init__(self, entry: "dict[str, Any]", kustomization: "Kustomization", index: int) -> None:
        self._kustomization = kustomization
        self._index = index
        reference = entry.get("objref", {})
        self.name: str = entry.get("name", "")
        self.gvk = _gvk(reference)
        self.target: str = reference.get("name", "")
        self.namespace: str = reference.get("namespace", "")
        self.path: str = entry.get("fieldref", {}).get("fieldPath") or _DEFAULT_PATH

    def fits(self, one: "ResId") -> bool:
        """Is `one` what this var refers to? Without a namespace it may be in any."""
        if one.gvk != self.gvk:
            return False
        # kustomize does not look up whether the kind it is told has namespaces at all
        return not self.namespace or one.effective_namespace == self.namespace

    def error(self, message: str, *path: str, hint: str = "") -> OverlayError:
        return self._kustomization.error(
            f"the var {self.name} {message}", FIELD, self._index, *path, hint=hint
        )


def _gvk(reference: "dict[str, str]") -> Gvk:
    group, version = reference.get("group", ""), reference.get("version", "")
    parts = reference.get("apiVersion", "").split("/")
    if len(parts) == 2:
        group, version = parts
    elif len(parts) == 1 and parts[0]:
        version = parts[0]
    return Gvk(group, version, reference.get("kind", ""))


def collect(
    config: "list[dict[str, Any]]",
    context: "BuildContext",
    resources: "ResourceSet",
    known: "Mapping[str, Variable]",
) -> dict[str, Variable]:
    """The `known` variables and those of `config`, which are noted on the resources they refer to.

    Raises OverlayError when a name comes twice, or a reference is ambiguous.
    """
    named: dict[str, dict[Resource, list[ResId]]] = {}
    for resource in resources:
        for one in (*resource.previous_ids, resource.id):
            named.setdefault(one.name, {}).setdefault(resource, []).append(one)
    variables = dict(known)
    for index, entry in enumerate(config):
        variable = Variable(entry, context.kustomization, index)
        there = named.get(variable.target, {})
        found = [resource for resource, ids in there.items() if any(map(variable.fits, ids))]
        if len(found) > 1:
            places = ", ".join(str(resource.id) for resource in found)
            raise variable.error(f"may refer to {places}", "objref", hint="say which namespace is meant")
        for resource in found:
            resource.variables.append(variable.name)
        variables = together(variables, {variable.name: variable})
    return variables


def together(some: "Mapping[str, Variable]", more: "Mapping[str, Variable]") -> dict[str, Variable]:
    """The variables of both. Raises OverlayError when a name is in both."""
    for name, variable in more.items():
        if name in some:
            raise variable.error("is there twice", "name")
    return {**some, **more}


def fill_in(resources: "ResourceSet", variables: "Mapping[str, Variable]", fields: "FieldConfig") -> None:
    """Write the values where they are referred to. Raises OverlayError when one has none."""
    owners: dict[str, Resource] = {}
    for resource in resources:
        for name in resource.variables:
            owners.setdefault(name, resource)
    values = {name: _value(variable, owners.get(name)) for name, variable in sorted(variables.items())}
    for resource in resources:
        filling = _Filling(resource, values)
        for spec in fields.matching(_SPECS, resource.gvk):
            visit(resource, spec, filling.leaf)


def _value(variable: Variable, owner: "Resource | None") -> object:
    if owner is None:
        if not variable.target:
            raise variable.error("refers to nothing: it has no objref with a kind and a name", "objref")
        place = f" in {variable.namespace}" if variable.namespace else ""
        message = f"refers to nothing: there is no {variable.gvk} named {variable.target}{place}"
        raise variable.error(message, "objref")
    parts = split_dotted(variable.path)
    if not any(part.strip() for part in parts):
        return owner.tree
    try:
        place_found = find(owner.tree, parts)
    except PathError as error:
        raise variable.error(f"has no value: in {owner.id} {error}", "fieldref") from None
    if place_found is None:
        raise variable.error(f"has no value: {owner.id} has no {variable.path}", "fieldref")
    value = value_at(place_found)
    if isinstance(value, str | bool | dict | list):
        return value
    text = _spelled(owner, parts, value)
    if value is None:
        return "null" if text is None else text
    if isinstance(value, float):
        return as_float64(value)
    if text is not None and not _WHOLE_NUMBER.fullmatch(text):
        raise variable.error(f"has no value: kustomize takes {text} for no number", "fieldref")
    return value if text is None else int(text)


def _spelled(owner: "Resource", parts: list[str], value: object) -> str | None:
    """How the value at `parts` is written in the owner's file, None when it is not from there."""
    path = (int(part) if part.isdecimal() else part for part in parts)
    text = owner.origin.source_text(*path)
    return text if text is not None and resolve(text, KUSTOMIZE) == value else None


class _Filling:
    """The values on their way into one resource."""

    __slots__ = ("_resource", "_values")

    def __init__(self, resource: "Resource", values: "Mapping[str, object]") -> None:
        self._resource = resource
        self._values = values

    def leaf(self, holder: "Tree", key: str, path: "FieldPath") -> None:
        """Fill in a field: a string, or what stands directly in a mapping or list of strings."""
        value = holder[key]
        if isinstance(value, str):
            self._set(holder, key, value, path)
        elif isinstance(value, dict):
            for name, inner in value.items():
                if isinstance(inner, str):
                    self._set(value, name, inner, (*path, name))
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if not isinstance(item, str):
                    raise self._resource.origin.error(
                        f"{self._resource.id} may hold a var here, so every item must be a string",
                        *path,
                        index,
                    )
                value[index] = self._filled(item)

    def _set(self, holder: "Tree", key: str, old: str, path: "FieldPath") -> None:
        if "$" in old:
            holder[key] = new = self._filled(old)
            if self._resource.ties:
                self._resource.follow(path, new)

    def _filled(self, text: str) -> object:
        if "$" not in text:
            return text
        whole = _REFERENCE.fullmatch(text)
        if whole and whole[2] is not None:
            value = self._values.get(whole[2])
            return value if isinstance(value, str | bool | int | float) else text
        return _REFERENCE.sub(self._word, text)

    def _word(self, reference: "re.Match[str]") -> str:
        if reference[1]:
            return "$"
        value = self._values.get(reference[2])
        if isinstance(value, bool | int | float):
            return scalar_word(value)
        return value if isinstance(value, str) else reference[0]
