"""IAMPolicyGenerator: a ServiceAccount that stands for an account of a cloud provider."""

from kforge.overlay import shape
from kforge.overlay.load import parse_resources

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypedDict

    from kforge.overlay.context import BuildContext
    from kforge.resource.resource import Resource

    class KubernetesService(TypedDict, total=False):
        name: str
        namespace: str

    class ServiceAccount(TypedDict, total=False):
        name: str
        projectId: str

    class Config(TypedDict, total=False):
        cloud: str
        kubernetesService: KubernetesService
        serviceAccount: ServiceAccount


KIND = "IAMPolicyGenerator"
SHAPE = {
    "cloud": shape.WORD,
    "kubernetesService": {"name": shape.WORD, "namespace": shape.WORD},
    "serviceAccount": {"name": shape.WORD, "projectId": shape.WORD},
}

_CLOUDS = ("gke",)

# kustomize fills in a text and reads that as YAML, so a name may turn out to be something else
_ACCOUNT = """
apiVersion: v1
kind: ServiceAccount
metadata:
  annotations:
    iam.gke.io/gcp-service-account: {account}@{project}.iam.gserviceaccount.com
  name: {name}
"""


def generate(config: "Config", context: "BuildContext") -> "Iterable[Resource]":
    cloud = config.get("cloud", "")
    if cloud not in _CLOUDS:
        raise context.error(f"the cloud must be {' or '.join(_CLOUDS)}, not {cloud or 'empty'}", "cloud")
    account, service = config.get("serviceAccount", {}), config.get("kubernetesService", {})
    text = _ACCOUNT.format(
        account=account.get("name", ""), project=account.get("projectId", ""), name=service.get("name", "")
    )
    if service.get("namespace"):
        text += f"\n  namespace: {service['namespace']}"
    return parse_resources(text, context.file)
