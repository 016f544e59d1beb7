"""The kinds of Kubernetes v1.21.2 that have no namespace.

Made by scripts/digest_schema.py: do not edit.
"""

SOURCE = "kubectl v1.37.1 (kustomize v5.8.1)"
SOURCE_SHA256 = "5d171b55e9601912807a870d73ffe70bb306f5889a00e76986042a0f2d7b6bc2"
KUBERNETES = "v1.21.2"

CLUSTER_SCOPED: frozenset[tuple[str, str, str]] = frozenset(
    {
        ("", "v1", "ComponentStatus"),
        ("", "v1", "Namespace"),
        ("", "v1", "Node"),
        ("", "v1", "NodeProxyOptions"),
        ("", "v1", "PersistentVolume"),
        ("admissionregistration.k8s.io", "v1", "MutatingWebhookConfiguration"),
        ("admissionregistration.k8s.io", "v1", "ValidatingWebhookConfiguration"),
        ("admissionregistration.k8s.io", "v1beta1", "MutatingWebhookConfiguration"),
        ("admissionregistration.k8s.io", "v1beta1", "ValidatingWebhookConfiguration"),
        ("apiextensions.k8s.io", "v1", "CustomResourceDefinition"),
        ("apiextensions.k8s.io", "v1beta1", "CustomResourceDefinition"),
        ("apiregistration.k8s.io", "v1", "APIService"),
        ("apiregistration.k8s.io", "v1beta1", "APIService"),
        ("certificates.k8s.io", "v1", "CertificateSigningRequest"),
        ("certificates.k8s.io", "v1beta1", "CertificateSigningRequest"),
        ("flowcontrol.apiserver.k8s.io", "v1beta1", "FlowSchema"),
        ("flowcontrol.apiserver.k8s.io", "v1beta1", "PriorityLevelConfiguration"),
        ("networking.k8s.io", "v1", "IngressClass"),
        ("networking.k8s.io", "v1beta1", "IngressClass"),
        ("node.k8s.io", "v1", "RuntimeClass"),
        ("node.k8s.io", "v1beta1", "RuntimeClass"),
        ("policy", "v1beta1", "PodSecurityPolicy"),
        ("rbac.authorization.k8s.io", "v1", "ClusterRole"),
        ("rbac.authorization.k8s.io", "v1", "ClusterRoleBinding"),
        ("rbac.authorization.k8s.io", "v1beta1", "ClusterRole"),
        ("rbac.authorization.k8s.io", "v1beta1", "ClusterRoleBinding"),
        ("scheduling.k8s.io", "v1", "PriorityClass"),
        ("scheduling.k8s.io", "v1beta1", "PriorityClass"),
        ("storage.k8s.io", "v1", "CSIDriver"),
        ("storage.k8s.io", "v1", "CSINode"),
        ("storage.k8s.io", "v1", "StorageClass"),
        ("storage.k8s.io", "v1", "VolumeAttachment"),
        ("storage.k8s.io", "v1beta1", "CSIDriver"),
        ("storage.k8s.io", "v1beta1", "CSINode"),
        ("storage.k8s.io", "v1beta1", "StorageClass"),
        ("storage.k8s.io", "v1beta1", "VolumeAttachment"),
    }
)
