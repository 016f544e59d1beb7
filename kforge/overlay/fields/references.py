"""Which fields name another resource (kustomize's nameReference list), in the order kustomize mends them."""

# Where a pod spec lies in each kind that has one.
_POD_SPEC = {
    "Pod": "spec",
    "PodTemplate": "template/spec",
    "Deployment": "spec/template/spec",
    "ReplicaSet": "spec/template/spec",
    "ReplicationController": "spec/template/spec",
    "DaemonSet": "spec/template/spec",
    "StatefulSet": "spec/template/spec",
    "Job": "spec/template/spec",
    "CronJob": "spec/jobTemplate/spec/template/spec",
}
_DATA_USERS = (
    "Pod",
    "PodTemplate",
    "Deployment",
    "ReplicaSet",
    "DaemonSet",
    "StatefulSet",
    "Job",
    "CronJob",
)
# kustomize knows no account, claim or priority class of a ReplicaSet or PodTemplate.
_POD_USERS = ("Pod", "StatefulSet", "Deployment", "ReplicationController", "CronJob", "Job", "DaemonSet")

_RBAC = "rbac.authorization.k8s.io"
_ADMISSION = "admissionregistration.k8s.io"
_SCALED = (("", "", "HorizontalPodAutoscaler", "spec/scaleTargetRef/name"),)


def _in_pods(kinds: tuple[str, ...], *paths: str, pod_version: str = "") -> tuple[tuple[str, ...], ...]:
    return tuple(
        ("", pod_version if kind == "Pod" else "", kind, f"{_POD_SPEC[kind]}/{path}")
        for kind in kinds
        for path in paths
    )


# (group, version, kind) of what is named -> rows of (group, version, kind, path) of the fields naming it
TABLE = {
    ("storage.k8s.io", "v1", "StorageClass"): (
        ("", "", "PersistentVolume", "spec/storageClassName"),
        ("", "", "PersistentVolumeClaim", "spec/storageClassName"),
        ("", "", "StatefulSet", "spec/volumeClaimTemplates/spec/storageClassName"),
    ),
    ("", "v1", "ServiceAccount"): (
        (_RBAC, "", "RoleBinding", "subjects"),
        (_RBAC, "", "ClusterRoleBinding", "subjects"),
        *_in_pods(_POD_USERS, "serviceAccountName"),
    ),
    (_RBAC, "", "Role"): ((_RBAC, "", "RoleBinding", "roleRef/name"),),
    (_RBAC, "", "ClusterRole"): (
        (_RBAC, "", "RoleBinding", "roleRef/name"),
        (_RBAC, "", "ClusterRoleBinding", "roleRef/name"),
    ),
    ("", "v1", "ConfigMap"): (
        *_in_pods(
            _DATA_USERS,
            "volumes/configMap/name",
            "containers/env/valueFrom/configMapKeyRef/name",
            "initContainers/env/valueFrom/configMapKeyRef/name",
            "containers/envFrom/configMapRef/name",
            "initContainers/envFrom/configMapRef/name",
            "volumes/projected/sources/configMap/name",
            pod_version="v1",
        ),
        ("", "", "Node", "spec/configSource/configMap"),
        ("", "", "Role", "rules/resourceNames"),
        ("", "", "ClusterRole", "rules/resourceNames"),
        ("", "", "Ingress", "metadata/annotations/nginx.ingress.kubernetes.io\\/fastcgi-params-configmap"),
    ),
    ("", "v1", "Secret"): (
        *_in_pods(
            _DATA_USERS,
            "volumes/secret/secretName",
            "containers/env/valueFrom/secretKeyRef/name",
            "initContainers/env/valueFrom/secretKeyRef/name",
            "containers/envFrom/secretRef/name",
            "initContainers/envFrom/secretRef/name",
            "imagePullSecrets/name",
            "volumes/projected/sources/secret/name",
            pod_version="v1",
        ),
        ("", "", "Ingress", "spec/tls/secretName"),
        ("", "", "Ingress", "metadata/annotations/ingress.kubernetes.io\\/auth-secret"),
        ("", "", "Ingress", "metadata/annotations/nginx.ingress.kubernetes.io\\/auth-secret"),
        ("", "", "Ingress", "metadata/annotations/nginx.ingress.kubernetes.io\\/auth-tls-secret"),
        # twice in kustomize's list, so mended twice: a name that meets a second former name moves on
        ("", "", "Ingress", "spec/tls/secretName"),
        ("", "", "ServiceAccount", "imagePullSecrets/name"),
        ("", "", "StorageClass", "parameters/secretName"),
        ("", "", "StorageClass", "parameters/adminSecretName"),
        ("", "", "StorageClass", "parameters/userSecretName"),
        ("", "", "StorageClass", "parameters/secretRef"),
        ("", "", "Role", "rules/resourceNames"),
        ("", "", "ClusterRole", "rules/resourceNames"),
        (
            "serving.knative.dev",
            "v1",
            "Service",
            "spec/template/spec/containers/env/valueFrom/secretKeyRef/name",
        ),
        ("", "", "PersistentVolume", "spec/azureFile/secretName"),
    ),
    ("", "v1", "Service"): (
        ("apps", "", "StatefulSet", "spec/serviceName"),
        ("", "", "Ingress", "spec/rules/http/paths/backend/serviceName"),
        ("", "", "Ingress", "spec/backend/serviceName"),
        ("", "", "Ingress", "spec/rules/http/paths/backend/service/name"),
        ("", "", "Ingress", "spec/defaultBackend/service/name"),
        ("apiregistration.k8s.io", "", "APIService", "spec/service/name"),
        (_ADMISSION, "", "ValidatingWebhookConfiguration", "webhooks/clientConfig/service"),
        (_ADMISSION, "", "MutatingWebhookConfiguration", "webhooks/clientConfig/service"),
    ),
    ("scheduling.k8s.io", "v1", "PriorityClass"): _in_pods(_POD_USERS, "priorityClassName"),
    ("", "v1", "PersistentVolume"): (
        ("", "", "PersistentVolumeClaim", "spec/volumeName"),
        ("", "", "ClusterRole", "rules/resourceNames"),
    ),
    ("", "v1", "PersistentVolumeClaim"): _in_pods(_POD_USERS, "volumes/persistentVolumeClaim/claimName"),
    ("", "", "Deployment"): _SCALED,
    ("", "", "StatefulSet"): _SCALED,
    (_ADMISSION, "", "ValidatingAdmissionPolicy"): (
        (_ADMISSION, "", "ValidatingAdmissionPolicyBinding", "spec/policyName"),
    ),
    # the group is kustomize's slip: no resource has it, so an IngressClass is never followed
    ("networking.k8s.io/v1", "v1", "IngressClass"): (("", "", "Ingress", "spec/ingressClassName"),),
    ("", "", "ReplicaSet"): _SCALED,
    ("", "", "ReplicationController"): _SCALED,
}
