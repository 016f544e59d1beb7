"""Where $(NAME) of a var is filled in (kustomize's varReference list)."""

# Where a pod spec lies in each kind that has one.
_POD_SPEC = {
    "CronJob": "spec/jobTemplate/spec/template/spec",
    "DaemonSet": "spec/template/spec",
    "Deployment": "spec/template/spec",
    "Job": "spec/template/spec",
    "Pod": "spec",
    "ReplicaSet": "spec/template/spec",
    "StatefulSet": "spec/template/spec",
}
_CONTAINER = ("args", "command", "env/value", "volumeMounts/mountPath")
_NFS = {
    **{kind: f"{path}/volumes/nfs/server" for kind, path in _POD_SPEC.items()},
    # these two are kustomize's slips
    "CronJob": "spec/jobTemplate/spec/template/volumes/nfs/server",
    "StatefulSet": "spec/volumeClaimTemplates/spec/nfs/server",
}

# list name -> rows of (group, version, kind, paths, create)
TABLE = {
    "varReference": (
        ("", "", "Service", ("spec/ports/port", "spec/ports/targetPort"), False),
        ("", "", "PersistentVolume", ("spec/nfs/server",), False),
        ("", "", "Deployment", ("spec/template/metadata/annotations",), False),
        *(
            (
                "",
                "",
                kind,
                tuple(
                    f"{path}/{pod}/{field}"
                    for pod in ("containers", "initContainers")
                    for field in _CONTAINER
                ),
                False,
            )
            for kind, path in _POD_SPEC.items()
        ),
        *(("", "", kind, (path,), False) for kind, path in _NFS.items()),
        ("", "", "Ingress", ("spec/rules/host", "spec/tls/hosts", "spec/tls/secretName"), False),
        ("", "", "", ("metadata/labels", "metadata/annotations"), False),
    )
}
