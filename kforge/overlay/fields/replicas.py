"""Where `replicas` writes its count (kustomize's replicas list)."""

# list name -> rows of (group, version, kind, paths, create)
TABLE = {
    "replicas": tuple(
        ("", "", kind, ("spec/replicas",), True)
        for kind in ("Deployment", "ReplicationController", "ReplicaSet", "StatefulSet")
    )
}
