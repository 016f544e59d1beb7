"""What a filter or generator gets to know besides its resources and its own field."""

from kforge.errors import FileError, KforgeError
from kforge.overlay.load import ROOT_ONLY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from kforge.errors import OverlayError, Position
    from kforge.overlay.fields import FieldConfig
    from kforge.overlay.kustomization import Kustomization
    from kforge.overlay.load import Loader


class BuildOptions:
    """The options of `kforge build` that change what is built.

    `reorder` is "legacy", "none" or "" (legacy, unless the kustomization has sortOptions). `enable_helm` is
    kustomize's: here charts are always allowed. `strict` makes errors of what kustomize passes over.
    `merge_keys` is the version of Kubernetes whose keys merge lists, "1.21" (kustomize's) or "1.37";
    `merge_keys_from_crds` adds those that CustomResourceDefinitions among the resources declare. `offline`
    keeps the build from the network; `locked` lets it fetch only what kforge.lock names.
    """

    __slots__ = (
        "enable_managedby_label",
        "helm_api_versions",
        "helm_kube_version",
        "load_restrictor",
        "locked",
        "merge_keys",
        "merge_keys_from_crds",
        "offline",
        "reorder",
        "strict",
    )

    def __init__(  # noqa: PLR0913  (options, each by its name)
        self,
        *,
        load_restrictor: str = ROOT_ONLY,
        reorder: str = "",
        enable_managedby_label: bool = False,
        helm_api_versions: "Sequence[str]" = (),
        helm_kube_version: str = "",
        enable_helm: bool = True,  # noqa: ARG002
        strict: bool = False,
        merge_keys: str = "1.21",
        merge_keys_from_crds: bool = False,
        offline: bool = False,
        locked: bool = False,
    ) -> None:
        self.load_restrictor = load_restrictor
        self.reorder = reorder
        self.enable_managedby_label = enable_managedby_label
        self.helm_api_versions = tuple(helm_api_versions)
        self.helm_kube_version = helm_kube_version
        self.strict = strict
        self.merge_keys = merge_keys
        self.merge_keys_from_crds = merge_keys_from_crds
        self.offline = offline
        self.locked = locked

    @property
    def merges_otherwise(self) -> bool:
        """Is any list to be merged by other keys than kustomize's?"""
        return self.merge_keys_from_crds or self.merge_keys != "1.21"


class BuildContext:
    """The kustomization being built: how to read for it, where its fields stand, which field specs hold.

    `path`s below lead to a value in the kustomization, e.g. ("patches", 0, "path").
    """

    __slots__ = (
        "fields",
        "findings",
        "inherited_namespace",
        "inherits",
        "kustomization",
        "loader",
        "options",
    )

    def __init__(
        self,
        kustomization: "Kustomization",
        loader: "Loader",
        fields: "FieldConfig",
        options: BuildOptions,
        inherited_namespace: str = "",
    ) -> None:
        self.kustomization = kustomization
        self.loader = loader
        self.fields = fields
        self.options = options
        self.inherited_namespace = inherited_namespace
        self.inherits = False
        self.findings: list[KforgeError] | None = None  # of --strict; None without it

    @property
    def namespace_inside(self) -> str:
        """The namespace that charts of the bases and components of this kustomization go to."""
        return self.kustomization.text_of("namespace") or self.inherited_namespace

    @property
    def chart_namespace(self) -> str:
        """The namespace that a chart of this kustomization goes to. Remembers when it came from outside."""
        own = self.kustomization.text_of("namespace")
        self.inherits = self.inherits or not own
        return own or self.inherited_namespace or "default"

    @property
    def file(self) -> str:
        """The kustomization file as messages name it."""
        return self.kustomization.file

    def position(self, *path: str | int, key: bool = False) -> "Position":
        return self.kustomization.position(*path, key=key)

    def error(self, message: str, *path: str | int, hint: str = "", key: bool = False) -> "OverlayError":
        """An OverlayError at `path`, showing the line."""
        return self.kustomization.error(message, *path, hint=hint, key=key)

    def complain(self, message: str, *path: str | int, hint: str = "") -> None:
        """With --strict: an error at `path` that does not end the build."""
        if self.findings is not None:
            self.findings.append(self.error(message, *path, hint=hint))

    def at(self, error: KforgeError, *path: str | int) -> KforgeError:
        """`error` as raised, placed at `path` when it is about a file that could not be read."""
        if isinstance(error, FileError) and not (error.position and error.position.line):
            return self.error(error.message, *path, hint=error.hint)
        return error

    def read(self, name: str, *path: str | int) -> bytes:
        """The bytes of the file that the kustomization names at `path`. Raises OverlayError there."""
        try:
            return self.loader.read(name)
        except FileError as error:
            raise self.at(error, *path) from None

    def read_text(self, name: str, *path: str | int) -> str:
        """The text of the file that the kustomization names at `path`. Raises OverlayError there."""
        try:
            return self.loader.text(name)
        except FileError as error:
            raise self.at(error, *path) from None
