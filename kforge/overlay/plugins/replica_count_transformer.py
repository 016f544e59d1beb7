"""ReplicaCountTransformer: one entry of replicas, with field specs of one's own."""

from kforge.overlay import shape
from kforge.overlay.filters import replicas

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.overlay.context import BuildContext
    from kforge.resource.resource import ResourceSet

    class Config(shape.Specs, total=False):
        replica: shape.Replica


KIND = replicas.KIND
SHAPE = {"replica": shape.REPLICA, "fieldSpecs": shape.FIELD_SPECS}
PLACES = {(replicas.FIELD, 0): ("replica",)}


def apply(resources: "ResourceSet", config: "Config", context: "BuildContext") -> None:
    replicas.apply(resources, [config.get("replica", {})], context)
