"""Where labels go besides metadata: selectors, pod templates (kustomize's commonLabels, templateLabels)."""

_TEMPLATE = ("spec/template/metadata/labels",)
_POD_AFFINITY = tuple(
    f"spec/template/spec/affinity/{affinity}/{rule}/matchLabels"
    for affinity in ("podAffinity", "podAntiAffinity")
    for rule in (
        "preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector",
        "requiredDuringSchedulingIgnoredDuringExecution/labelSelector",
    )
)
_SPREAD = ("spec/template/spec/topologySpreadConstraints/labelSelector/matchLabels",)
_MATCH = ("spec/selector/matchLabels",)

_METADATA = (
    ("", "", "", ("metadata/labels",), True),
    ("", "v1", "ReplicationController", _TEMPLATE, True),
    ("", "", "Deployment", _TEMPLATE, True),
    ("", "", "ReplicaSet", _TEMPLATE, True),
    ("", "", "DaemonSet", _TEMPLATE, True),
    ("apps", "", "StatefulSet", (*_TEMPLATE, "spec/volumeClaimTemplates[]/metadata/labels"), True),
    ("batch", "", "Job", _TEMPLATE, True),
    (
        "batch",
        "",
        "CronJob",
        ("spec/jobTemplate/metadata/labels", "spec/jobTemplate/spec/template/metadata/labels"),
        True,
    ),
)
_SELECTORS = (
    ("", "v1", "Service", ("spec/selector",), True),
    ("", "v1", "ReplicationController", ("spec/selector",), True),
    ("", "", "Deployment", _MATCH, True),
    ("apps", "", "Deployment", _POD_AFFINITY + _SPREAD, False),
    ("", "", "ReplicaSet", _MATCH, True),
    ("", "", "DaemonSet", _MATCH, True),
    ("apps", "", "StatefulSet", _MATCH, True),
    ("apps", "", "StatefulSet", _POD_AFFINITY + _SPREAD, False),
    ("batch", "", "Job", _MATCH, False),
    ("batch", "", "CronJob", ("spec/jobTemplate/spec/selector/matchLabels",), False),
    ("policy", "", "PodDisruptionBudget", _MATCH, False),
    (
        "networking.k8s.io",
        "",
        "NetworkPolicy",
        tuple(f"spec/{peers}podSelector/matchLabels" for peers in ("", "ingress/from/", "egress/to/")),
        False,
    ),
)

# list name -> rows of (group, version, kind, paths, create)
TABLE = {"commonLabels": _SELECTORS + _METADATA, "templateLabels": _METADATA}
