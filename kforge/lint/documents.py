"""What a document is (manifest, values, kustomization …), and where in it a value is meant to be a string.

The schema says so for the kinds it knows. Elsewhere (values, unknown kinds) the place is known by the names
around it: enough to tell a label, a tag or an environment variable from a number that is a number.
"""

from kforge.patterns import compiled
from kforge.schema.fields import BOOLEAN, STRUCT, TEXTS, Type

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kforge.lint.knowledge import Knowledge
    from kforge.yaml.events import Node

MANIFEST = "manifest"  # has apiVersion and kind: kubectl and kustomize read it
VALUES = "values"  # helm reads it
KUSTOMIZATION = "kustomization"
JSON_PATCH = "json-patch"
OTHER = "other"

KUSTOMIZATION_NAMES = ("kustomization.yaml", "kustomization.yml", "Kustomization")
KUSTOMIZE_GROUP = "kustomize.config.k8s.io/"
_VALUES_NAME = compiled(r"(?i:(?:.*[-_.])?values(?:[-_.].*)?\.ya?ml)")

# a value below these keys is a string, whatever its own key is
_STRING_MAPS = compiled(
    r"(?i:.*(?:labels|annotations)|stringData|nodeSelector|(?:extra)?env(?:vars|ironment)?)"
)
# so are the items of these
_STRING_LISTS = ("args", "command", "literals")
# and the values of these
_STRING_KEYS = compiled(r"(?i:.*(?:tag|version|image|sha|digest|revision|commit|name))")
# words of languages and places: Norwegian's "no" is no boolean
_WORD_KEYS = compiled(
    r"(?i:.*(?:country|country_?codes?|lang|language|languages|locale|locales|countries|region|state|currency|symbol))"
)
# what these say is yes or no: fields of Kubernetes, and names that charts use
_BOOLEAN_KEYS = compiled(
    r"(?:enabled?|disabled?|create|debug|verbose|install|(?:is|has|use|allow|enable|disable|skip|should|with)[A-Z_].*"
    r"|.*(?:Enabled|Disabled|_enabled|_disabled)|hostNetwork|hostPID|hostIPC|hostUsers|readOnly|privileged"
    r"|runAsNonRoot|readOnlyRootFilesystem|stdin|stdinOnce|tty|immutable|optional|paused|suspend"
    r"|automountServiceAccountToken|shareProcessNamespace|setHostnameAsFQDN|publishNotReadyAddresses"
    r"|served|storage|preserveUnknownFields|nullable|allocateLoadBalancerNodePorts|hostProcess|manualSelector"
    r"|attachRequired|podInfoOnMount|storageCapacity|requiresRepublish|globalDefault|ready"
    r"|blockOwnerDeletion|controller|unschedulable|tls_?[vV]erify|insecure|insecureSkipTLSVerify)"
)
# a list of environment variables, by the usual names in manifests and charts
_ENVIRONMENT = compiled(r"(?i:.*env(?:vars|ironment)?)")
_LABELS = compiled(r"(?i:.*labels)")


class Place:
    """Where a node stands: its key in the mapping (None in a list), and the place of what holds it.

    `type` is what the schema says belongs here, None where it says nothing; `at` the node of the key.
    """

    __slots__ = ("at", "key", "outer", "type")

    def __init__(
        self, outer: "Place | None", key: str | None, wanted: Type | None = None, at: "Node | None" = None
    ) -> None:
        self.outer = outer
        self.key = key
        self.type = wanted
        self.at = at

    def path(self) -> "Iterator[str | None]":
        """The keys from the node outwards, None for a list."""
        place: Place | None = self
        while place is not None:
            yield place.key
            place = place.outer

    @property
    def shown(self) -> str:
        """The last two steps as messages show them: `env[].value`, `spec.replicas`."""
        steps: list[str] = []
        brackets = ""
        for key in self.path():
            if key is None:
                brackets += "[]"
                continue
            steps.append(key + brackets)
            brackets = ""
            if len(steps) == 2:
                break
        return ".".join(reversed(steps))


class Document:
    """One document of a file: what it is to the tools, and its apiVersion and kind when it is a manifest.

    `custom`: it is one of somebody's own kinds. `type` is the root's type as far as the schema knows it; with
    `gone` that of a kind which is served no more, good enough to tell strings from numbers. `template_line`
    gives the line of the template that made a line of a rendered document.
    """

    __slots__ = (
        "_partial",
        "api_version",
        "custom",
        "file",
        "gone",
        "kind",
        "knowledge",
        "resource",
        "template_line",
        "type",
    )

    def __init__(
        self, kind: str, resource: str = "", *, api_version: str = "", custom: bool = False, file: str = ""
    ) -> None:
        self.kind = kind
        self.resource = resource
        self.api_version = api_version
        self.custom = custom
        self.file = file
        self.knowledge: Knowledge | None = None
        self.type: Type | None = None
        self.gone = False
        self.template_line: Callable[[int], str] | None = None
        self._partial: bool | None = None

    @property
    def is_partial(self) -> bool:
        """Whether the document is a patch, which holds a part of an object."""
        if self._partial is None:
            self._partial = self.knowledge is not None and self.knowledge.is_patch(self.file)
        return self._partial


def describe(
    file: str,
    fields: "dict[str, str] | None",
    *,
    operations: bool = False,
    knowledge: "Knowledge | None" = None,
) -> Document:
    """What the document is: by the file's name and the scalars of its root mapping (None: it is no mapping).

    `operations`: it is a list whose items have `op` and `path`.
    """
    name = _name(file)
    fields = fields or {}
    if is_kustomization(file, fields):
        return _kustomization(file, knowledge)
    if "apiVersion" in fields and "kind" in fields:
        return _manifest(file, fields["apiVersion"], fields["kind"], knowledge)
    if operations:
        return Document(JSON_PATCH)
    return Document(VALUES if _VALUES_NAME.fullmatch(name) else OTHER)


def _name(file: str) -> str:
    return file.replace("\\", "/").rpartition("/")[2]


def is_kustomization(file: str, tree: object) -> bool:
    """Whether kustomize reads the document as one of its own: by the file's name, or by the apiVersion."""
    if _name(file) in KUSTOMIZATION_NAMES:
        return True
    api_version = tree.get("apiVersion") if isinstance(tree, dict) else None
    return isinstance(api_version, str) and api_version.startswith(KUSTOMIZE_GROUP)


def _kustomization(file: str, knowledge: "Knowledge | None") -> Document:
    document = Document(KUSTOMIZATION, file=file)
    document.knowledge = knowledge
    if knowledge is not None:
        from kforge.schema.kustomize import struct

        document.type = Type(STRUCT, struct=struct())
    return document


def _manifest(file: str, api_version: str, kind: str, knowledge: "Knowledge | None") -> Document:
    group = api_version.rpartition("/")[0]
    custom = "." in group and not group.endswith(".k8s.io")
    document = Document(MANIFEST, kind, api_version=api_version, custom=custom, file=file)
    document.knowledge = knowledge
    if knowledge is not None:
        struct = knowledge.root(api_version, kind)
        if struct is None:
            struct = knowledge.similar(api_version, kind)
            document.gone = struct is not None
        document.type = Type(STRUCT, struct=struct) if struct else None
    return document


def wants_string(document: Document, place: Place) -> bool:
    """Whether the value at `place` is meant to be a string: by the schema, else as far as names tell."""
    if place.type is not None:
        return place.type.kind in TEXTS
    key, outer, beyond = _nearest(place)
    if key is None:
        return outer in _STRING_LISTS
    if outer is not None and _STRING_MAPS.fullmatch(outer):
        return True
    if key == "value" and outer is None and beyond is not None and _ENVIRONMENT.fullmatch(beyond):
        return True
    return is_data(document, place) or bool(_STRING_KEYS.fullmatch(key))


def wants_word(document: Document, place: Place) -> bool:
    """Whether the value at `place` is a string, or by its name a word: a country, a language."""
    if place.type is not None:
        return place.type.kind in TEXTS
    key = next((key for key in place.path() if key is not None), "")
    return wants_string(document, place) or bool(_WORD_KEYS.fullmatch(key))


def wants_boolean(place: Place) -> bool:
    """Whether the value at `place` is meant to be true or false: by the schema, else as far as names tell."""
    if place.type is not None:
        return place.type.kind == BOOLEAN
    return place.key is not None and bool(_BOOLEAN_KEYS.fullmatch(place.key))


def is_label(place: Place) -> bool:
    """Whether the value at `place` is that of a label."""
    key, outer, _ = _nearest(place)
    return key is not None and outer is not None and bool(_LABELS.fullmatch(outer))


def is_data(document: Document, place: Place) -> bool:
    """Whether the value at `place` is one of a ConfigMap's or Secret's data."""
    key, outer, beyond = _nearest(place)
    at_root = place.outer is not None and place.outer.outer is not None and place.outer.outer.outer is None
    return (
        document.resource in ("ConfigMap", "Secret")
        and key is not None
        and outer in ("data", "binaryData")
        and beyond is None
        and at_root
    )


def _nearest(place: Place) -> "tuple[str | None, str | None, str | None]":
    """The three keys from the value outwards."""
    path = [*place.path(), None, None, None]
    return path[0], path[1], path[2]
