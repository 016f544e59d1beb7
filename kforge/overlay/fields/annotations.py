"""Where commonAnnotations go (kustomize's commonAnnotations list)."""

_TEMPLATE = ("spec/template/metadata/annotations",)

# list name -> rows of (group, version, kind, paths, create)
TABLE = {
    "commonAnnotations": (
        ("", "", "", ("metadata/annotations",), True),
        ("", "v1", "ReplicationController", _TEMPLATE, True),
        ("", "", "Deployment", _TEMPLATE, True),
        ("", "", "ReplicaSet", _TEMPLATE, True),
        ("", "", "DaemonSet", _TEMPLATE, True),
        ("", "", "StatefulSet", _TEMPLATE, True),
        ("batch", "", "Job", _TEMPLATE, True),
        (
            "batch",
            "",
            "CronJob",
            ("spec/jobTemplate/metadata/annotations", "spec/jobTemplate/spec/template/metadata/annotations"),
            True,
        ),
    )
}
