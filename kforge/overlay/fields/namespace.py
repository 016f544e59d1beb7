"""Where `namespace` goes besides metadata.namespace, which the filter sets itself (kustomize's list)."""

# list name -> rows of (group, version, kind, paths, create)
TABLE = {
    "namespace": (
        ("", "", "Namespace", ("metadata/name",), True),
        ("apiregistration.k8s.io", "", "APIService", ("spec/service/namespace",), True),
        (
            "apiextensions.k8s.io",
            "",
            "CustomResourceDefinition",
            ("spec/conversion/webhook/clientConfig/service/namespace",),
            False,
        ),
    )
}
