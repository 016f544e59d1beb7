"""The fields of kustomization.yaml (kustomize 5.8.1), in the form of kforge.schema.fields.

kustomize decodes the file as strictly as this: a number where a string is wanted, and a field it does not
know, are errors. It matches the names of fields in any case.
"""

from kforge.schema.fields import Struct, struct_of

_GVK = "group:s version:s kind:s"
_ID = f"{_GVK} name:s namespace:s"
_PAIRS = "name:s namespace:s behavior:s literals:[s] files:[s] envs:[s] env:s options:GeneratorOptions"

TYPES = {
    "Kustomization": (
        "apiVersion:s kind:s metadata:Metadata openapi:{s} namePrefix:s nameSuffix:s namespace:s "
        "commonLabels:{s} labels:[Label] commonAnnotations:{s} patchesStrategicMerge:[s] "
        "patchesJson6902:[Patch] patches:[Patch] images:[Image] imageTags:[Image] replacements:[Replacement] "
        "replicas:[Replica] vars:[Var] sortOptions:SortOptions resources:[s] components:[s] crds:[s] "
        "bases:[s] configMapGenerator:[Generator] secretGenerator:[SecretGenerator] helmGlobals:HelmGlobals "
        "helmCharts:[HelmChart] helmChartInflationGenerator:[OldHelmChart] generatorOptions:GeneratorOptions "
        "configurations:[s] generators:[s] transformers:[s] validators:[s] buildMetadata:[s]"
    ),
    "FieldOptions": "delimiter:s index:l encoding:s create:b",
    "FieldSpec": f"{_GVK} path:s create:b",
    "Fieldref": "fieldPath:s",
    "Generator": _PAIRS,
    "GeneratorOptions": "labels:{s} annotations:{s} disableNameSuffixHash:b immutable:b",
    "HelmChart": (
        "name:s version:s repo:s releaseName:s namespace:s additionalValuesFiles:[s] valuesFile:s "
        "valuesInline:o valuesMerge:s includeCRDs:b skipHooks:b apiVersions:[s] kubeVersion:s nameTemplate:s "
        "skipTests:b debug:b devel:b"
    ),
    "HelmGlobals": "chartHome:s configHome:s",
    "Image": "name:s newName:s newTag:s tagSuffix:s digest:s",
    "Label": "pairs:{s} includeSelectors:b includeTemplates:b fields:[FieldSpec]",
    "LegacySort": "orderFirst:[s] orderLast:[s]",
    "Metadata": "name:s namespace:s labels:{s} annotations:{s}",
    "ObjectReference": f"apiVersion:s {_ID}",
    "OldHelmChart": (
        "chartName:s chartVersion:s chartRepoUrl:s chartHome:s chartRepoName:s helmBin:s helmHome:s values:s "
        "valuesLocal:o valuesMerge:s releaseName:s releaseNamespace:s extraArgs:[s]"
    ),
    "Patch": "path:s patch:s target:Selector options:PatchOptions",
    "PatchOptions": "allowNameChange:b allowKindChange:b",
    "Replacement": "path:s source:Source sourceValue:s targets:[Target]",
    "Replica": "name:s count:l",
    "SecretGenerator": f"{_PAIRS} type:s",
    "Selector": f"{_ID} labelSelector:s annotationSelector:s",
    "SortOptions": "order:s legacySortOptions:LegacySort",
    "Source": f"{_ID} fieldPath:s options:FieldOptions",
    "Target": "select:Selector reject:[Selector] fieldPaths:[s] options:FieldOptions",
    "Var": "name:s objref:ObjectReference fieldref:Fieldref",
}

_made: "dict[str, Struct]" = {}


def struct(name: str = "Kustomization") -> Struct:
    """A type by its name."""
    found = _made.get(name)
    if found is None:
        found = _made[name] = struct_of(name, TYPES[name], struct)
    return found
