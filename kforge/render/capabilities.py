"""What templates learn about the cluster and the tool when there is no cluster: Helm 4.3.1's own answers."""

from kforge.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

KUBE_VERSION = "v1.37.0"
HELM_VERSION = {
    "version": "v4.3.1",
    "git_commit": "c0d08d0d6d9424d4a14febb5e8a3e51b0dd00dff",
    "git_tree_state": "clean",
    "go_version": "go1.27.2",
    "kube_client_version": "v1.37",
}
API_VERSIONS = (
    "v1",
    *(f"admissionregistration.k8s.io/{version}" for version in ("v1", "v1alpha1", "v1beta1")),
    "internal.apiserver.k8s.io/v1alpha1",
    *(f"apps/{version}" for version in ("v1", "v1beta1", "v1beta2")),
    *(f"authentication.k8s.io/{version}" for version in ("v1", "v1alpha1", "v1beta1")),
    *(f"authorization.k8s.io/{version}" for version in ("v1", "v1beta1")),
    *(f"autoscaling/{version}" for version in ("v1", "v2")),
    *(f"batch/{version}" for version in ("v1", "v1beta1")),
    *(f"certificates.k8s.io/{version}" for version in ("v1", "v1beta1", "v1alpha1")),
    *(f"coordination.k8s.io/{version}" for version in ("v1alpha2", "v1beta1", "v1")),
    *(f"discovery.k8s.io/{version}" for version in ("v1", "v1beta1")),
    *(f"events.k8s.io/{version}" for version in ("v1", "v1beta1")),
    "extensions/v1beta1",
    *(f"flowcontrol.apiserver.k8s.io/{version}" for version in ("v1", "v1beta1", "v1beta2", "v1beta3")),
    "lifecycle.k8s.io/v1alpha1",
    *(f"networking.k8s.io/{version}" for version in ("v1", "v1beta1")),
    *(f"node.k8s.io/{version}" for version in ("v1", "v1alpha1", "v1beta1")),
    *(f"policy/{version}" for version in ("v1", "v1beta1")),
    *(f"rbac.authorization.k8s.io/{version}" for version in ("v1", "v1beta1", "v1alpha1")),
    *(f"resource.k8s.io/{version}" for version in ("v1", "v1beta2", "v1beta1", "v1alpha3")),
    *(f"scheduling.k8s.io/{version}" for version in ("v1alpha3", "v1beta1", "v1")),
    *(f"storage.k8s.io/{version}" for version in ("v1beta1", "v1", "v1alpha1")),
    *(f"storagemigration.k8s.io/{version}" for version in ("v1", "v1beta1")),
    *(f"apiextensions.k8s.io/{version}" for version in ("v1beta1", "v1")),
)
DIGITS = "0123456789"


class KubeVersion:
    """A Kubernetes version: as it was given, and its numbers alone (`plain`), which constraints look at."""

    __slots__ = ("major", "minor", "plain", "version")

    def __init__(self, text: str) -> None:
        """`text` begins with at least two numbers: "1.33", "v1.33.4-gke.1". Raises UsageError."""
        rest = text.lstrip(" \t\n\f\r").removeprefix("v")
        end = 0
        while end < len(rest) and (rest[end] in DIGITS or _point(rest, end)):
            end += 1
        parts = rest[:end].split(".")
        if len(parts) < 2 or (parts[0][0] == "0" and len(parts[0]) > 1):
            raise UsageError(f"{text!r} is not a Kubernetes version", hint="write it as 1.33 or v1.33.4")
        self.version = text if text.startswith("v") else f"v{text}"
        self.plain = "v" + ".".join(str(int(part)) for part in parts)
        self.major, self.minor = str(int(parts[0])), str(int(parts[1]))


def _point(text: str, at: int) -> bool:
    return text[at] == "." and at > 0 and text[at + 1 : at + 2] != "" and text[at + 1] in DIGITS


class ApiVersions(list[str]):
    """The API versions of the cluster: `"batch/v1" in capabilities.api_versions`, or `.has("batch/v1")`."""

    def has(self, version: str) -> bool:
        return version in self

    Has = has


def api_versions(more: "Iterable[str]") -> ApiVersions:
    return ApiVersions([*API_VERSIONS, *more])
