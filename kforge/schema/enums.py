"""The strings that fields of Kubernetes may hold where there are only a few: `Type.field` to the words.

Kubernetes' OpenAPI documents do not say which; these are the constants of its API types (k8s.io/api), for the
fields whose words the API server checks. Words of any version from 1.25 on are in; a field whose words third
parties can add to is not. Of 61 of the 78 fields all words stand in the descriptions of the OpenAPI documents
of 1.25 to 1.37 as well; those of the other 17 (modes of volumes, reclaimPolicy, procMount …) do so in part or
not at all.
"""

_PROTOCOL = ("TCP", "UDP", "SCTP")
_OPERATORS = ("In", "NotIn", "Exists", "DoesNotExist")
_EFFECTS = ("NoSchedule", "PreferNoSchedule", "NoExecute")
_TRAFFIC = ("Cluster", "Local")
_KEEP = ("Retain", "Delete")
_FAILURE = ("Ignore", "Fail")
_MATCH = ("Exact", "Equivalent")
_SCOPES = ("*", "Cluster", "Namespaced")
_OPERATIONS = ("*", "CREATE", "UPDATE", "DELETE", "CONNECT")
_PROFILES = ("Unconfined", "RuntimeDefault", "Localhost")
_ACCESS = ("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod")
_VOLUME = ("Block", "Filesystem")
_TERMINATION = ("File", "FallbackToLogsOnError")
_PULL = ("Always", "Never", "IfNotPresent")
_RESTART = ("Always", "OnFailure", "Never")
_HONOR = ("Honor", "Ignore")
_PREEMPTION = ("PreemptLowerPriority", "Never")

ENUMS: "dict[str, tuple[str, ...]]" = {
    "AppArmorProfile.type": _PROFILES,
    "CSIDriverSpec.fsGroupPolicy": ("ReadWriteOnceWithFSType", "File", "None"),
    "Container.imagePullPolicy": _PULL,
    "Container.restartPolicy": _RESTART,
    "Container.terminationMessagePolicy": _TERMINATION,
    "ContainerPort.protocol": _PROTOCOL,
    "ContainerResizePolicy.restartPolicy": ("NotRequired", "RestartContainer"),
    "CronJobSpec.concurrencyPolicy": ("Allow", "Forbid", "Replace"),
    "CustomResourceConversion.strategy": ("None", "Webhook"),
    "CustomResourceDefinitionSpec.scope": ("Cluster", "Namespaced"),
    "DaemonSetUpdateStrategy.type": ("RollingUpdate", "OnDelete"),
    "DeploymentStrategy.type": ("Recreate", "RollingUpdate"),
    "EndpointSlice.addressType": ("IPv4", "IPv6", "FQDN"),
    "EphemeralContainer.imagePullPolicy": _PULL,
    "EphemeralContainer.terminationMessagePolicy": _TERMINATION,
    "autoscaling.v2.HPAScalingPolicy.type": ("Pods", "Percent"),
    "autoscaling.v2.HPAScalingRules.selectPolicy": ("Max", "Min", "Disabled"),
    "autoscaling.v2.MetricSpec.type": ("Object", "Pods", "Resource", "External", "ContainerResource"),
    "autoscaling.v2.MetricTarget.type": ("Utilization", "Value", "AverageValue"),
    "HTTPGetAction.scheme": ("HTTP", "HTTPS"),
    "HTTPIngressPath.pathType": ("Exact", "Prefix", "ImplementationSpecific"),
    "HostPathVolumeSource.type": (
        "",
        "DirectoryOrCreate",
        "Directory",
        "FileOrCreate",
        "File",
        "Socket",
        "CharDevice",
        "BlockDevice",
    ),
    "JobSpec.completionMode": ("NonIndexed", "Indexed"),
    "JobSpec.podReplacementPolicy": ("TerminatingOrFailed", "Failed"),
    "LabelSelectorRequirement.operator": _OPERATORS,
    "MutatingWebhook.failurePolicy": _FAILURE,
    "MutatingWebhook.matchPolicy": _MATCH,
    "MutatingWebhook.reinvocationPolicy": ("Never", "IfNeeded"),
    "MutatingWebhook.sideEffects": ("None", "NoneOnDryRun"),
    "NetworkPolicyPort.protocol": _PROTOCOL,
    "NetworkPolicySpec.policyTypes": ("Ingress", "Egress"),
    "NodeSelectorRequirement.operator": (*_OPERATORS, "Gt", "Lt"),
    "PersistentVolumeClaimSpec.accessModes": _ACCESS,
    "PersistentVolumeClaimSpec.volumeMode": _VOLUME,
    "PersistentVolumeSpec.accessModes": _ACCESS,
    "PersistentVolumeSpec.persistentVolumeReclaimPolicy": (*_KEEP, "Recycle"),
    "PersistentVolumeSpec.volumeMode": _VOLUME,
    "PodDisruptionBudgetSpec.unhealthyPodEvictionPolicy": ("IfHealthyBudget", "AlwaysAllow"),
    "PodFailurePolicyRule.action": ("FailJob", "FailIndex", "Ignore", "Count"),
    "PodFailurePolicyOnExitCodesRequirement.operator": ("In", "NotIn"),
    "PodOS.name": ("linux", "windows"),
    "PodSecurityContext.fsGroupChangePolicy": ("OnRootMismatch", "Always"),
    "PodSecurityContext.seLinuxChangePolicy": ("MountOption", "Recursive"),
    "PodSecurityContext.supplementalGroupsPolicy": ("Merge", "Strict"),
    "PodSpec.dnsPolicy": ("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"),
    "PodSpec.preemptionPolicy": _PREEMPTION,
    "PodSpec.restartPolicy": _RESTART,
    "PriorityClass.preemptionPolicy": _PREEMPTION,
    "RoleRef.kind": ("Role", "ClusterRole"),
    "RuleWithOperations.operations": _OPERATIONS,
    "RuleWithOperations.scope": _SCOPES,
    "SeccompProfile.type": _PROFILES,
    "SecurityContext.procMount": ("Default", "Unmasked"),
    "ServicePort.protocol": _PROTOCOL,
    "ServiceSpec.externalTrafficPolicy": _TRAFFIC,
    "ServiceSpec.internalTrafficPolicy": _TRAFFIC,
    "ServiceSpec.ipFamilies": ("IPv4", "IPv6"),
    "ServiceSpec.ipFamilyPolicy": ("SingleStack", "PreferDualStack", "RequireDualStack"),
    "ServiceSpec.sessionAffinity": ("None", "ClientIP"),
    "ServiceSpec.type": ("ClusterIP", "NodePort", "LoadBalancer", "ExternalName"),
    "StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted": _KEEP,
    "StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled": _KEEP,
    "StatefulSetSpec.podManagementPolicy": ("OrderedReady", "Parallel"),
    "StatefulSetUpdateStrategy.type": ("RollingUpdate", "OnDelete"),
    "StorageClass.reclaimPolicy": (*_KEEP, "Recycle"),
    "StorageClass.volumeBindingMode": ("Immediate", "WaitForFirstConsumer"),
    "Taint.effect": _EFFECTS,
    "Toleration.effect": _EFFECTS,
    "Toleration.operator": ("Exists", "Equal", "Lt", "Gt"),
    "TopologySpreadConstraint.nodeAffinityPolicy": _HONOR,
    "TopologySpreadConstraint.nodeTaintsPolicy": _HONOR,
    "TopologySpreadConstraint.whenUnsatisfiable": ("DoNotSchedule", "ScheduleAnyway"),
    "admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec.validationActions": (
        "Deny",
        "Warn",
        "Audit",
    ),
    "ValidatingWebhook.failurePolicy": _FAILURE,
    "ValidatingWebhook.matchPolicy": _MATCH,
    "ValidatingWebhook.sideEffects": ("None", "NoneOnDryRun"),
    "VolumeMount.mountPropagation": ("None", "HostToContainer", "Bidirectional"),
    "VolumeMount.recursiveReadOnly": ("Disabled", "IfPossible", "Enabled"),
}
