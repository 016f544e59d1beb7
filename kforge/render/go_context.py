"""The root map of Go templates: Capabilities Chart Files Release Subcharts Template Values, as in Helm.

There is one map for each chart of the tree. All its templates are given the same one, so what one of them
sets in it the next one sees; the maps of the release and the capabilities are shared by all charts.
"""

from kforge.golang.kinds import NilStringMap, StringList, StringMap, Struct
from kforge.render.context import CHART_NAMES, PERSON_NAMES
from kforge.render.go_files import GoFiles
from kforge.render.go_values import Table, Values, share
from kforge.render.release import REVISION, SERVICE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from kforge.chart.chart import Chart
    from kforge.render import capabilities
    from kforge.render.release import Release

    Root = Values

KUBE_FIELDS = {"Version": "version", "Major": "major", "Minor": "minor"}
KUBE_METHODS = {"String": ("printed", ""), "GitVersion": ("git_version", "")}
SET_METHODS = {"Has": ("has", "string")}
HELM_FIELDS = {
    "Version": "version",
    "GitCommit": "git_commit",
    "GitTreeState": "git_tree_state",
    "GoVersion": "go_version",
    "KubeClientVersion": "kube_client_version",
}
CAPABILITY_FIELDS = {
    "KubeVersion": "kube_version",
    "APIVersions": "api_versions",
    "HelmVersion": "helm_version",
}
CAPABILITY_METHODS = {"Copy": ("copy", "")}


class KubeVersion(Struct):
    """What is said is the version; what is printed are its numbers alone."""

    __slots__ = ("major", "minor", "plain", "version")
    go_type = "common.KubeVersion"
    fields = KUBE_FIELDS
    methods = KUBE_METHODS

    def __init__(self, version: "capabilities.KubeVersion") -> None:
        self.version = version.version
        self.plain = version.plain
        self.major = version.major
        self.minor = version.minor

    def go_text(self) -> str:
        return f"{{{self.version} {self.plain} {self.major} {self.minor}}}"

    def printed(self) -> str:
        return self.plain

    def git_version(self) -> str:
        return self.version


class VersionSet(StringList):
    """.Capabilities.APIVersions"""

    __slots__ = ()
    go_type = "common.VersionSet"
    methods = SET_METHODS

    def has(self, version: str) -> bool:
        return version in self


class HelmVersion(Struct):
    """.Capabilities.HelmVersion"""

    __slots__ = ("git_commit", "git_tree_state", "go_version", "kube_client_version", "version")
    go_type = "version.BuildInfo"
    fields = HELM_FIELDS
    json_names = HELM_FIELDS

    def __init__(self, known: "Mapping[str, str]") -> None:
        for name in self.fields.values():
            setattr(self, name, known[name])

    def go_text(self) -> str:
        return f"{{{' '.join(getattr(self, name) for name in self.fields.values())}}}"


class Capabilities(Struct):
    """.Capabilities"""

    __slots__ = ("api_versions", "helm_version", "kube_version")
    go_type = "*common.Capabilities"
    fields = CAPABILITY_FIELDS
    methods = CAPABILITY_METHODS

    def __init__(self, kube: KubeVersion, versions: VersionSet, helm: HelmVersion) -> None:
        self.kube_version = kube
        self.api_versions = versions
        self.helm_version = helm

    def copy(self) -> "Capabilities":
        return Capabilities(self.kube_version, self.api_versions, self.helm_version)

    def go_text(self) -> str:
        return f"&{self.printed()}"

    def printed(self) -> str:
        versions = " ".join(self.api_versions)
        return f"{{{self.kube_version.go_text()} [{versions}] {self.helm_version.go_text()}}}"


def shared(
    release: "Release", kube: "capabilities.KubeVersion", versions: "capabilities.ApiVersions"
) -> "dict[str, Any]":
    """What is the same for all charts of a release."""
    from kforge.render.capabilities import HELM_VERSION

    return {
        "Capabilities": Capabilities(KubeVersion(kube), VersionSet(versions), HelmVersion(HELM_VERSION)),
        "Release": {
            "Name": release.name,
            "Namespace": release.namespace,
            "IsInstall": not release.is_upgrade,
            "IsUpgrade": release.is_upgrade,
            "Revision": REVISION,
            "Service": SERVICE,
        },
    }


def contexts(chart: "Chart", values: "dict[str, Any]", common: "Mapping[str, Any]") -> "dict[str, Root]":
    """The root map of every chart of the tree, by the chart's full path (vote, vote/charts/redis)."""
    result: dict[str, Root] = {}
    _collect(chart, values if isinstance(values, Values) else Values(values), common, result)
    return result


def _collect(
    chart: "Chart", values: "Values", common: "Mapping[str, Any]", result: "dict[str, Root]"
) -> "Root":
    subcharts: dict[str, Any] = {}
    root = (Values if chart.is_root else Table)(
        common,
        Chart=_chart(chart),
        Files=GoFiles(chart.files),
        Subcharts=subcharts,
        Values=values,
    )
    for subchart in chart.dependencies:
        subcharts[subchart.name] = _collect(subchart, share(values, subchart.name), common, result)
    result[chart.full_path] = root
    return root


def enter(root: "Root", name: str, base_path: str) -> None:
    """Make `root` that of one template: .Template is all that differs."""
    root["Template"] = Values(Name=name, BasePath=base_path)


def _chart(chart: "Chart") -> "dict[str, Any]":
    fields = chart.metadata.fields
    result: dict[str, Any] = {name: fields.get(key, empty()) for key, (name, empty) in CHART_NAMES.items()}
    annotations: Any = fields.get("annotations")
    result["Annotations"] = NilStringMap() if annotations is None else StringMap(annotations)
    result["Maintainers"] = [
        {name: person.get(key) or "" for key, name in PERSON_NAMES.items()}
        for person in result["Maintainers"] or ()
    ]
    result["Sources"], result["Keywords"] = list(result["Sources"] or ()), list(result["Keywords"] or ())
    result["Dependencies"] = [
        {
            "Name": entry.name,
            "Version": entry.version,
            "Repository": entry.repository,
            "Condition": entry.condition,
            "Tags": list(entry.tags),
            "Enabled": entry.enabled,
            "ImportValues": [
                StringMap(item) if isinstance(item, dict) else item for item in entry.import_values
            ],
            "Alias": entry.alias,
        }
        for entry in chart.metadata.dependencies or ()
    ]
    result["IsRoot"] = chart.is_root
    return result
