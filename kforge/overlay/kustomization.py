"""Reading kustomization.yaml: typed as kustomize types it, old fields moved to their successors."""

from kforge.errors import KforgeError, OverlayError, Position, nearest
from kforge.overlay import shape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    Path = Sequence[str | int]

FILE_NAMES = ("kustomization.yaml", "kustomization.yml", "Kustomization")

KUSTOMIZATION = "Kustomization"
COMPONENT = "Component"
API_VERSIONS = {
    KUSTOMIZATION: "kustomize.config.k8s.io/v1beta1",
    COMPONENT: "kustomize.config.k8s.io/v1alpha1",
}

# what an old helmChartInflationGenerator calls a field -> what helmCharts calls it
_OLD_CHART_FIELDS = {
    "chartName": "name",
    "chartVersion": "version",
    "chartRepoUrl": "repo",
    "values": "valuesFile",
    "valuesLocal": "valuesInline",
    "valuesMerge": "valuesMerge",
    "releaseName": "releaseName",
}


class Kustomization:
    """One kustomization.yaml: `fields` by their proper names, absent ones left out; `text` for positions."""

    __slots__ = ("fields", "file", "text")

    def __init__(self, fields: "dict[str, Any]", file: str, text: str) -> None:
        self.fields = fields
        self.file = file
        self.text = text

    @property
    def kind(self) -> str:
        kind: str = self.fields.get("kind") or KUSTOMIZATION
        return kind

    def list_of(self, field: str) -> "list[Any]":
        """The field's items, none when it is absent."""
        found: list[Any] = self.fields.get(field) or []
        return found

    def text_of(self, field: str) -> str:
        found: str = self.fields.get(field) or ""
        return found

    def position(self, *path: str | int, key: bool = False) -> Position:
        """Where the value at `path` stands in the file (with `key`: where its key stands)."""
        from kforge.yaml.locate import position

        line, column = position(self.text, 0, spelled(self.text, path), key=key)
        return Position(self.file, line, column)

    def error(self, message: str, *path: str | int, hint: str = "", key: bool = False) -> OverlayError:
        """An OverlayError at `path`, showing the line."""
        position = self.position(*path, key=key)
        return OverlayError(message, position, hint=hint, source=line_of(self.text, position.line))


def line_of(text: str, number: int) -> str:
    lines = text.splitlines()
    return lines[number - 1] if 0 < number <= len(lines) else ""


def spelled(text: str, path: "Path") -> "Path":
    """`path` with each field as the file spells it: kustomize matches names in any case."""
    from kforge.yaml.parse import parse_documents

    documents = parse_documents(text, duplicates="last")
    here = documents[0].tree if documents else None
    found: list[str | int] = []
    for step in path:
        name = step
        if isinstance(here, dict) and isinstance(step, str):
            if step not in here:
                name = next((key for key in here if key.lower() == step.lower()), step)
            here = here.get(name)
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            here = here[step]
        else:
            here = None
        found.append(name)
    return found


def read(text: str, file: str) -> Kustomization:
    """Read the text of a kustomization file; `file` is its name in errors. Raises OverlayError, YamlError."""
    from kforge.yaml.parse import parse_documents

    documents = parse_documents(text, file, duplicates="last", as_it_ends=True)
    # whatever follows the first document is never looked at
    tree = documents[0].tree if documents else None
    kustomization = Kustomization({}, file, text)
    if tree is not None:
        fields = Decoder(kustomization).decode(shape.KUSTOMIZATION, tree, None, ())
        kustomization.fields = fields
    modernise(kustomization.fields)
    _check(kustomization)
    return kustomization


def modernise(fields: "dict[str, Any]") -> None:
    """Move the contents of old fields to the new ones, as kustomize does before it looks at anything."""
    _append(fields, "resources", fields.pop("bases", None))
    _append(fields, "images", fields.pop("imageTags", None))
    for generator in ("configMapGenerator", "secretGenerator"):
        for entry in fields.get(generator) or ():
            single = entry.pop("env", "")
            if single:
                entry["envs"] = [*(entry.get("envs") or ()), single]
    _split_old_charts(fields)


def _append(fields: "dict[str, Any]", name: str, more: "list[Any] | None") -> None:
    if more:
        fields[name] = [*(fields.get(name) or ()), *more]


def _split_old_charts(fields: "dict[str, Any]") -> None:
    old = fields.pop("helmChartInflationGenerator", None) or []
    charts = [{new: entry[name] for name, new in _OLD_CHART_FIELDS.items() if name in entry} for entry in old]
    _append(fields, "helmCharts", charts)
    if "helmGlobals" in fields:
        return
    homes = {}
    for entry in old:
        for name, new in (("chartHome", "chartHome"), ("helmHome", "configHome")):
            if entry.get(name):
                homes[new] = entry[name]
    if homes:
        fields["helmGlobals"] = homes


def _check(kustomization: Kustomization) -> None:
    fields = kustomization.fields
    # an empty list or mapping counts as content, an empty string or 'false' does not
    if not any(
        value or isinstance(value, list | dict) for name, value in fields.items() if name not in _META
    ):
        raise kustomization.error("this kustomization is empty", hint="list the manifests under `resources:`")
    kind = kustomization.kind
    if kind not in API_VERSIONS:
        raise kustomization.error(f"kind must be {KUSTOMIZATION} or {COMPONENT}, not {kind}", "kind")
    version = fields.get("apiVersion") or API_VERSIONS[kind]
    if version != API_VERSIONS[kind]:
        raise kustomization.error(
            f"apiVersion of a {kind} must be {API_VERSIONS[kind]}, not {version}", "apiVersion"
        )


_META = ("apiVersion", "kind")


class Decoder:
    """Turns plain YAML data into the shape of a type, as Go's JSON decoder would; knows where errors are."""

    def __init__(self, kustomization: Kustomization) -> None:
        self.kustomization = kustomization

    def decode(self, wanted: "shape.Shape", value: object, former: "Any", path: "Path") -> "Any":
        """`value` as `wanted`; null leaves `former`, mappings are decoded into it. Raises OverlayError."""
        if value is None:
            return former
        if isinstance(wanted, dict):
            return self._fields(wanted, value, former, path)
        if isinstance(wanted, list):
            return self._items(wanted[0], value, former, path)
        if isinstance(wanted, tuple):
            return self._entries(wanted[0], value, former, path)
        return self._scalar(wanted, value, path)

    def _fields(
        self, wanted: "Mapping[str, shape.Shape]", value: object, former: "Any", path: "Path"
    ) -> "dict[str, Any]":
        if not isinstance(value, dict):
            raise self._mismatch("a mapping", value, path)
        decoded: dict[str, Any] = dict(former) if former else {}
        if all(key in wanted for key in value):
            for key, inner in value.items():
                if inner is not None:
                    decoded[key] = self.decode(wanted[key], inner, None, (*path, key))
            return decoded
        # kustomize takes names in any case; of several spellings the last in byte order wins
        names = {name.lower(): name for name in wanted}
        for key in sorted(value):
            name = key if key in wanted else names.get(key.lower())
            if name is None:
                raise self._unknown(key, wanted, path)
            found = self.decode(wanted[name], value[key], decoded.get(name), (*path, key))
            if found is not None:
                decoded[name] = found
        return decoded

    def _items(self, wanted: "shape.Shape", value: object, former: "Any", path: "Path") -> "list[Any]":
        if not isinstance(value, list):
            raise self._mismatch("a list", value, path)
        empty: Any = {} if isinstance(wanted, dict) else ""
        before = former or ()
        decoded = []
        for index, item in enumerate(value):
            # Go reuses the elements of a list it decodes a second time
            old = before[index] if index < len(before) else None
            found = self.decode(wanted, item, old, (*path, index))
            decoded.append(empty if found is None else found)
        return decoded

    def _entries(self, wanted: "shape.Shape", value: object, former: "Any", path: "Path") -> "dict[str, Any]":
        if not isinstance(value, dict):
            raise self._mismatch("a mapping", value, path)
        decoded: dict[str, Any] = dict(former) if former else {}
        for key, inner in value.items():
            if wanted == shape.ANY:
                decoded[key] = inner
            else:
                found = self.decode(wanted, inner, None, (*path, key))
                decoded[key] = "" if found is None else found
        return decoded

    def _scalar(self, wanted: str, value: object, path: "Path") -> object:
        if wanted in (shape.STRING, shape.WORD) and isinstance(value, str):
            return value
        if wanted == shape.BOOL and isinstance(value, bool):
            return value
        if wanted == shape.INT and isinstance(value, int) and not isinstance(value, bool):
            return value
        if wanted == shape.INT and isinstance(value, float) and value.is_integer():
            return int(value)
        names = {
            shape.STRING: "a string",
            shape.WORD: "a string",
            shape.BOOL: "true or false",
            shape.INT: "a whole number",
        }
        raise self._mismatch(names[wanted], value, path)

    def _mismatch(self, wanted: str, value: object, path: "Path") -> OverlayError:
        name = dotted(path)
        return self._error(
            f"{name} must be {wanted}, not {describe(value)}", path, _quote_hint(wanted, value)
        )

    def _unknown(self, key: str, wanted: "Mapping[str, shape.Shape]", path: "Path") -> OverlayError:
        where = f" in {dotted(path)}" if path else ""
        meant = nearest(key, wanted)
        return self._error(
            f"unknown field {key}{where}", (*path, key), f"did you mean {meant}?" if meant else "", key=True
        )

    def _error(self, message: str, path: "Path", hint: str, *, key: bool = False) -> OverlayError:
        try:
            return self.kustomization.error(message, *path, hint=hint, key=key)
        except KforgeError:  # the text cannot be read a second time: say what is known
            return OverlayError(message, Position(self.kustomization.file), hint=hint)


def _quote_hint(wanted: str, value: object) -> str:
    if wanted != "a string" or isinstance(value, list | dict):
        return ""
    return "put it in quotes to make it a string"


def dotted(path: "Path") -> str:
    """`path` as errors show it: images[0].newTag."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text or "the file"


def describe(value: object) -> str:
    """A value of the wrong type, as errors name it."""
    if isinstance(value, bool):
        return f"the boolean {str(value).lower()}"
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, str):
        return f"the string {value!r}"
    return "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else "null"
