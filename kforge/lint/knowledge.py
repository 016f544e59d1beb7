"""What the linter knows of kinds: Kubernetes' own in one version, custom ones it has met, kustomizations."""

from kforge.schema.conform import conforms
from kforge.schema.fields import LAST, kubernetes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.schema.crds import CustomKinds
    from kforge.schema.fields import Kind, Kubernetes, Struct

CRD_MARK = b"CustomResourceDefinition"
CORE = "v1"
LIST = "List"


class Customs:
    """The custom kinds of a run; what reads their definitions is loaded when there are some.

    `folders` are those of the kustomizations of the run, which may name patches anywhere.
    """

    __slots__ = ("folders", "kinds")

    def __init__(self) -> None:
        self.kinds: CustomKinds | None = None
        self.folders: set[str] = set()

    def learn(self, data: bytes) -> None:
        """Take in the CustomResourceDefinitions in a file; one that cannot be read teaches nothing."""
        if CRD_MARK not in data:
            return
        from kforge.errors import YamlError
        from kforge.schema.crds import CustomKinds
        from kforge.yaml.parse import parse_documents

        self.kinds = self.kinds or CustomKinds()
        try:
            for document in parse_documents(data, duplicates="last"):
                self.kinds.learn(document.tree)
        except YamlError:
            return


class Knowledge:
    """The kinds of a run; `minor` is the version of Kubernetes, 1.`minor`."""

    __slots__ = ("_customs", "_patches", "minor")

    def __init__(self, minor: int = LAST, customs: Customs | None = None) -> None:
        self.minor = minor
        self._customs = customs or Customs()
        self._patches: dict[str, set[str]] = {}

    @property
    def kubernetes(self) -> "Kubernetes":
        return kubernetes(self.minor)

    def root(self, api_version: str, kind: str) -> "Struct | None":
        """The fields of a kind that is served, None for one that is not known."""
        found = self.kubernetes.root(api_version, kind)
        if found is None and self._customs.kinds is not None:
            found = self._customs.kinds.root(api_version, kind, self.kubernetes)
        return found

    def served_elsewhere(self, api_version: str, kind: str) -> "list[str]":
        """The apiVersions that serve a custom kind which this one does not."""
        if self._customs.kinds is None:
            return []
        versions = self._customs.kinds.versions_of(api_version.rpartition("/")[0], kind)
        return [] if api_version in versions else versions

    def kind(self, api_version: str, kind: str) -> "Kind | None":
        """What is known of a kind of Kubernetes, served or not."""
        return self.kubernetes.kind(api_version, kind)

    def similar(self, api_version: str, kind: str) -> "Struct | None":
        """The fields of a kind that is gone, as far as its successor or an older version has them."""
        found = self.kind(api_version, kind)
        if found is None:
            return None
        if found.type_name:
            return kubernetes(min(found.last, LAST)).struct(found.type_name)
        return self.kubernetes.root(found.successor, kind) if found.successor else None

    def is_fine(self, tree: object) -> bool:
        """Whether a manifest plainly keeps to its schema; one of an unknown kind does."""
        if tree.__class__ is not dict:
            return True
        assert isinstance(tree, dict)
        api_version, kind = tree.get("apiVersion"), tree.get("kind")
        if api_version.__class__ is not str or kind.__class__ is not str:
            return api_version is None or kind is None
        if kind == LIST and api_version == CORE:
            items = tree.get("items")
            return items is None or (items.__class__ is list and all(map(self.is_fine, items)))
        struct = self.root(api_version, kind)
        if struct is not None:
            return not self._is_deprecated(api_version, kind) and conforms(tree, struct)
        return not self.is_doubtful(api_version, kind)

    def is_doubtful(self, api_version: str, kind: str) -> bool:
        """Whether something may be wrong with a kind that is not known."""
        if self.kind(api_version, kind) or self.served_elsewhere(api_version, kind):
            return True
        group = api_version.rpartition("/")[0]
        return "." not in group or group.endswith(".k8s.io")

    def _is_deprecated(self, api_version: str, kind: str) -> bool:
        found = self.kind(api_version, kind)
        return found is not None and found.deprecated

    def is_resource(self, file: str) -> bool:
        """Whether a kustomization names the file: then kustomize reads it before kubectl does."""
        from kforge.lint import patches

        return patches.is_resource(file, self._patches)

    def is_patch(self, file: str) -> bool:
        """Whether the file holds parts of objects: by its name, or because a kustomization says so."""
        from kforge.lint import patches

        return patches.is_patch(file, self._patches, self._customs.folders)
