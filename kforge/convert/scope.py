"""What `.`, `$` and the variables of a Go template are in Jinja, and what is known of their values."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class Unknown:
    """The type of UNKNOWN, the sample of a value of which the chart says nothing."""

    __slots__ = ()


UNKNOWN = Unknown()

# Helm's names and ours; Chart's are there when Chart.yaml has them
_RELEASE = {
    "Name": "name",
    "Namespace": "namespace",
    "Service": "service",
    "IsUpgrade": "is_upgrade",
    "IsInstall": "is_install",
    "Revision": "revision",
}
_CHART = {
    "Name": "name",
    "Version": "version",
    "AppVersion": "appVersion",
    "Description": "description",
    "Type": "type",
    "Home": "home",
    "Icon": "icon",
    "KubeVersion": "kubeVersion",
}
_TEMPLATE = {"Name": "name", "BasePath": "base_path"}
_CAPABILITIES = {"KubeVersion": "kube_version", "APIVersions": "api_versions", "HelmVersion": "helm_version"}
_KUBE = {"Version": "version", "Major": "major", "Minor": "minor"}
# words that a variable or macro cannot be called in Jinja
RESERVED = frozenset(
    """
    and as block call capabilities caller chart context continue break do elif else endblock endcall endfilter
    endfor endif endmacro endraw endset endwith extends false files filter for from if import in include is
    loop macro namespace none not or range raw recursive release required scoped self set subcharts super
    template true values varargs kwargs with without
    """.split()  # noqa: SIM905
)


class Ref:
    """An expression of Jinja that a field can follow, and a sample of its value, UNKNOWN if there is none."""

    __slots__ = ("code", "holder", "kind", "sample")

    def __init__(self, code: str, sample: object = UNKNOWN, kind: str = "", holder: str = "") -> None:
        self.code = code
        self.holder = holder  # the object this is a method of
        self.sample = sample
        self.kind = kind  # "root", "files", or one of Helm's objects

    @property
    def is_known(self) -> bool:
        """Is it there, and not null?"""
        return self.sample is not UNKNOWN and self.sample is not None

    def field(self, name: str) -> "Ref":
        if self.kind == "Files":
            return Ref(f"{self.code}.{name}", "x", f"Files.{name}", self.code)
        sample = self.sample.get(name, UNKNOWN) if isinstance(self.sample, dict) else UNKNOWN
        if name[:1] == "_" and name[1:].isdigit():  # of what split gives
            return Ref(f"{self.code}[{name[1:]}]", sample)
        return Ref(f"{self.code}.{name}", sample)

    def item(self) -> "Ref":
        """One of the items of a list or of the values of a mapping, by what all of the samples have."""
        sample = self.sample
        items = (
            list(sample.values()) if isinstance(sample, dict) else sample if isinstance(sample, list) else []
        )
        if not items:
            return Ref(self.code)
        first = items[0]
        if isinstance(first, dict) and all(isinstance(item, dict) for item in items):
            shared = {key: first[key] for key in first if all(key in item for item in items)}
            return Ref(self.code, shared)
        return Ref(self.code, first if all(type(item) is type(first) for item in items) else UNKNOWN)


class Root:
    """The root of a chart's templates: `values`, `release` and so on, with what the chart itself says."""

    def __init__(self, values: "Mapping[str, object]", metadata: "Mapping[str, object]") -> None:
        self.values = dict(values)
        self.metadata = metadata

    def field(self, name: str) -> Ref:
        """.Values, .Release …; a name that Helm does not have is UNKNOWN."""
        if name == "Values":
            return Ref("values", self.values)
        if name in ("Release", "Chart", "Capabilities", "Template", "Files", "Subcharts"):
            return _Object(name, self)
        return Ref(f"context.{name}")


class _Object(Ref):
    """.Release, .Chart, .Capabilities, .Template, .Files"""

    __slots__ = ("_root",)

    def __init__(self, name: str, root: Root) -> None:
        super().__init__(name.lower(), True, name)
        self._root = root

    def field(self, name: str) -> Ref:
        if self.kind == "Release" and name in _RELEASE:
            return Ref(f"release.{_RELEASE[name]}", "x")
        if self.kind == "Template" and name in _TEMPLATE:
            return Ref(f"template.{_TEMPLATE[name]}", "x")
        if self.kind == "Chart":
            ours = _CHART.get(name, "")
            if ours in self._root.metadata:
                return Ref(f"chart.{ours}", self._root.metadata[ours])
            return Ref(f"Chart.{name}", "")
        if self.kind == "Capabilities" and name in _CAPABILITIES:
            return _Capability(f"capabilities.{_CAPABILITIES[name]}", name)
        if self.kind == "Files":
            return super().field(name)
        return Ref(f"{self.kind}.{name}", "x", f"{self.kind}.{name}")


class _Capability(Ref):
    __slots__ = ()

    def __init__(self, code: str, name: str) -> None:
        super().__init__(code, "x", name)

    def field(self, name: str) -> Ref:
        if self.kind == "KubeVersion" and name in _KUBE:
            return Ref(f"{self.code}.{_KUBE[name]}", "1")
        if self.kind == "KubeVersion":
            return Ref("capabilities.kube_version.version", "1")
        return Ref(f"{self.code}.{name[:1].lower()}{name[1:]}", "x", f"{self.kind}.{name}")


class Scope:
    """What is visible at one place: `.`, `$` and variables. Inner scopes see what outer ones declare."""

    __slots__ = ("dollar", "dot", "names", "outer")

    def __init__(self, dot: "Ref | Root", dollar: "Ref | Root", outer: "Scope | None" = None) -> None:
        self.dot = dot
        self.dollar = dollar
        self.outer = outer
        self.names: dict[str, Ref | Root] = {}

    def inner(self, dot: "Ref | Root | None" = None) -> "Scope":
        return Scope(self.dot if dot is None else dot, self.dollar, self)

    def find(self, name: str) -> "Ref | Root | None":
        """The variable `$name`."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.outer
        return None
