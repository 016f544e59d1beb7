"""What identifies a resource: group, version and kind; and with them name and namespace."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_NAMESPACE = "default"
# The namespace of a cluster-scoped id: no real namespace is spelled so.
NO_NAMESPACE = "_non_namespaceable_"


class Gvk(tuple[str, str, str]):
    """Group, version and kind of a resource. A tuple, so that it hashes and compares at C speed."""

    __slots__ = ()

    def __new__(cls, group: str, version: str, kind: str) -> "Gvk":
        return tuple.__new__(cls, (group, version, kind))

    @property
    def group(self) -> str:
        return self[0]

    @property
    def version(self) -> str:
        return self[1]

    @property
    def kind(self) -> str:
        return self[2]

    @staticmethod
    def of(tree: "Mapping[str, object]") -> "Gvk":
        """The Gvk a resource's tree states. The same object for the same statement."""
        return gvk_of(tree.get("apiVersion"), tree.get("kind"))

    @property
    def api_version(self) -> str:
        return f"{self[0]}/{self[1]}" if self[0] else self[1]

    @property
    def is_cluster_scoped(self) -> bool:
        """Is this a built-in kind that is known to have no namespace? A custom kind is never known."""
        known = _SCOPES.get(self)
        if known is None:
            from kforge.schema.lookup import is_cluster_scoped

            known = _SCOPES[self] = is_cluster_scoped(self)
        return known

    def is_selected_by(self, group: str, version: str, kind: str) -> bool:
        """Does every word that is not empty agree with this Gvk's?"""
        return (
            (not group or group == self[0])
            and (not version or version == self[1])
            and (not kind or kind == self[2])
        )

    def __str__(self) -> str:
        """As messages name it: `Deployment of apps/v1`."""
        return f"{self[2]} of {self.api_version}"


_SCOPES: dict[Gvk, bool] = {}


def kinds_met() -> list[Gvk]:
    """The kinds whose scope was asked for since `forget_scopes`."""
    return list(_SCOPES)


def forget_scopes() -> None:
    """Ask the schema anew: another one may be in force."""
    _SCOPES.clear()


_GVKS: dict[tuple[object, object], Gvk] = {}


def gvk_of(api_version: object, kind: object) -> Gvk:
    """The Gvk of the words `apiVersion:` and `kind:`; what is no string counts as absent."""
    try:
        return _GVKS[api_version, kind]
    except (KeyError, TypeError):
        pass
    version = api_version if isinstance(api_version, str) else ""
    name = kind if isinstance(kind, str) else ""
    group, slash, rest = version.partition("/")
    gvk = Gvk(group, rest, name) if slash else Gvk("", version, name)
    _GVKS[version, name] = gvk
    return gvk


class ResId(tuple[Gvk, str, str]):
    """Gvk, name and namespace of a resource, as written; ids with equal `key`s name one resource."""

    __slots__ = ()

    def __new__(cls, gvk: Gvk, name: str, namespace: str = "") -> "ResId":
        return tuple.__new__(cls, (gvk, name, namespace))

    @property
    def gvk(self) -> Gvk:
        return self[0]

    @property
    def name(self) -> str:
        return self[1]

    @property
    def namespace(self) -> str:
        return self[2]

    @property
    def kind(self) -> str:
        return self[0][2]

    @property
    def effective_namespace(self) -> str:
        """The namespace for comparing: `default` for none, NO_NAMESPACE for a cluster-scoped kind."""
        return effective_namespace(self[0], self[2])

    @property
    def key(self) -> "ResId":
        """The id with its effective namespace: equal keys are one resource."""
        return ResId(self[0], self[1], effective_namespace(self[0], self[2]))

    def __str__(self) -> str:
        """As messages name it: `Deployment web`, `Deployment web in east`."""
        kind = self[0][2]
        return f"{kind} {self[1]} in {self[2]}" if self[2] else f"{kind} {self[1]}"


def effective_namespace(gvk: Gvk, namespace: str) -> str:
    """`namespace` for comparing: `default` for none, NO_NAMESPACE for a cluster-scoped kind."""
    if gvk.is_cluster_scoped:
        return NO_NAMESPACE
    return namespace or DEFAULT_NAMESPACE
