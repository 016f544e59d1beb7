"""What a document is (manifest, values, kustomization …), and where in it a value is meant to be a string.

Without a schema the place is known by the names around it: enough to tell a label, a tag or an environment
variable from a number that is a number.
"""

from kforge.patterns import compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

MANIFEST = "manifest"  # has apiVersion and kind: kubectl and kustomize read it
VALUES = "values"  # helm reads it
KUSTOMIZATION = "kustomization"
JSON_PATCH = "json-patch"
OTHER = "other"

KUSTOMIZATION_NAMES = ("kustomization.yaml", "kustomization.yml", "Kustomization")
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
    """Where a node stands: its key in the mapping (None in a list), and the place of what holds it."""

    __slots__ = ("key", "outer")

    def __init__(self, outer: "Place | None", key: str | None) -> None:
        self.outer = outer
        self.key = key

    def path(self) -> "Iterator[str | None]":
        """The keys from the node outwards, None for a list."""
        place: Place | None = self
        while place is not None:
            yield place.key
            place = place.outer


class Document:
    """One document of a file: what it is to the tools, and its kind when it is a manifest ("ConfigMap").

    `custom`: it is one of somebody's own kinds, of whose fields nothing is known.
    """

    __slots__ = ("custom", "kind", "resource")

    def __init__(self, kind: str, resource: str = "", *, custom: bool = False) -> None:
        self.kind = kind
        self.resource = resource
        self.custom = custom


def describe(file: str, fields: "dict[str, str] | None", *, operations: bool = False) -> Document:
    """What the document is: by the file's name and the scalars of its root mapping (None: it is no mapping).

    `operations`: it is a list whose items have `op` and `path`.
    """
    name = file.replace("\\", "/").rpartition("/")[2]
    fields = fields or {}
    if name in KUSTOMIZATION_NAMES or fields.get("apiVersion", "").startswith("kustomize.config.k8s.io/"):
        return Document(KUSTOMIZATION)
    if "apiVersion" in fields and "kind" in fields:
        group = fields["apiVersion"].rpartition("/")[0]
        return Document(MANIFEST, fields["kind"], custom="." in group and not group.endswith(".k8s.io"))
    if operations:
        return Document(JSON_PATCH)
    return Document(VALUES if _VALUES_NAME.fullmatch(name) else OTHER)


def wants_string(document: Document, place: Place) -> bool:
    """Whether the value at `place` is meant to be a string, as far as names tell."""
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
    key = next((key for key in place.path() if key is not None), "")
    return wants_string(document, place) or bool(_WORD_KEYS.fullmatch(key))


def wants_boolean(place: Place) -> bool:
    """Whether the value at `place` is meant to be true or false, as far as names tell."""
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
