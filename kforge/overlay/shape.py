"""What kustomization.yaml may hold: the type of every field, as one table (kustomize 5.8.1's API types).

A type is one of the words below, a mapping of field names to types, a list holding the type of its items,
or a tuple holding the type of the values of a mapping with free keys.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypedDict

    Shape = Any

    class Options(TypedDict, total=False):
        labels: dict[str, str]
        annotations: dict[str, str]
        disableNameSuffixHash: bool
        immutable: bool

    class Pairs(TypedDict, total=False):
        """An entry of configMapGenerator or secretGenerator."""

        name: str
        namespace: str
        behavior: str
        literals: list[str]
        files: list[str]
        envs: list[str]
        env: str
        options: Options
        type: str

    class Image(TypedDict, total=False):
        name: str
        newName: str
        newTag: str
        tagSuffix: str
        digest: str

    class Replica(TypedDict, total=False):
        name: str
        count: int

    class Field(TypedDict, total=False):
        """A field spec as files write it."""

        path: str
        group: str
        version: str
        kind: str
        create: bool

    class Specs(TypedDict, total=False):
        """What most transformers configured by a document of their own have."""

        fieldSpecs: list[Field]

    class Metadata(TypedDict, total=False):
        name: str
        namespace: str
        labels: dict[str, str]
        annotations: dict[str, str]

    class Label(TypedDict, total=False):
        pairs: dict[str, str]
        includeSelectors: bool
        includeTemplates: bool
        fields: list[Field]

    class Target(TypedDict, total=False):
        group: str
        version: str
        kind: str
        name: str
        namespace: str
        labelSelector: str
        annotationSelector: str

    class PatchOptions(TypedDict, total=False):
        allowNameChange: bool
        allowKindChange: bool

    class Patch(TypedDict, total=False):
        path: str
        patch: str
        target: Target
        options: PatchOptions

    class HelmGlobals(TypedDict, total=False):
        chartHome: str
        configHome: str

    class HelmChart(TypedDict, total=False):
        name: str
        version: str
        repo: str
        releaseName: str
        namespace: str
        additionalValuesFiles: list[str]
        valuesFile: str
        valuesInline: dict[str, object]
        valuesMerge: str
        includeCRDs: bool
        skipHooks: bool
        skipTests: bool
        apiVersions: list[str]
        kubeVersion: str
        nameTemplate: str
        debug: bool
        devel: bool

    class LegacySort(TypedDict, total=False):
        orderFirst: list[str]
        orderLast: list[str]

    class SortOptions(TypedDict, total=False):
        order: str
        legacySortOptions: LegacySort


STRING = "string"
WORD = "word"  # a string for which a number will not do, not even in kforge.overlay.typed
BOOL = "bool"
INT = "int"
ANY = "any"

STRINGS = [STRING]
STRING_MAP = (STRING,)

WORDS = [WORD]
WORD_MAP = (WORD,)

_GVK = {"group": WORD, "version": WORD, "kind": WORD}
_ID = {**_GVK, "name": WORD, "namespace": WORD}
SELECTOR = {**_ID, "labelSelector": STRING, "annotationSelector": STRING}
FIELD_SPEC = {**_GVK, "path": STRING, "create": BOOL}
FIELD_SPECS = [FIELD_SPEC]
PATCH = {
    "path": STRING,
    "patch": STRING,
    "target": SELECTOR,
    "options": {"allowNameChange": BOOL, "allowKindChange": BOOL},
}
IMAGE = {"name": STRING, "newName": STRING, "newTag": STRING, "tagSuffix": STRING, "digest": STRING}
REPLICA = {"name": STRING, "count": INT}
METADATA = {"name": STRING, "namespace": STRING, "labels": STRING_MAP, "annotations": STRING_MAP}
GENERATOR_OPTIONS = {
    "labels": WORD_MAP,
    "annotations": WORD_MAP,
    "disableNameSuffixHash": BOOL,
    "immutable": BOOL,
}
GENERATOR = {
    "name": WORD,
    "namespace": WORD,
    "behavior": WORD,
    "literals": WORDS,
    "files": WORDS,
    "envs": WORDS,
    "env": WORD,
    "options": GENERATOR_OPTIONS,
}
SECRET_GENERATOR = {**GENERATOR, "type": WORD}
_FIELD_OPTIONS = {"delimiter": STRING, "index": INT, "encoding": STRING, "create": BOOL}
REPLACEMENT = {
    "path": STRING,
    "source": {**_ID, "fieldPath": STRING, "options": _FIELD_OPTIONS},
    "sourceValue": STRING,
    "targets": [{"select": SELECTOR, "reject": [SELECTOR], "fieldPaths": STRINGS, "options": _FIELD_OPTIONS}],
}
HELM_CHART = {
    "name": WORD,
    "version": WORD,
    "repo": WORD,
    "releaseName": WORD,
    "namespace": WORD,
    "additionalValuesFiles": WORDS,
    "valuesFile": WORD,
    "valuesInline": (ANY,),
    "valuesMerge": WORD,
    "includeCRDs": BOOL,
    "skipHooks": BOOL,
    "apiVersions": WORDS,
    "kubeVersion": WORD,
    "nameTemplate": WORD,
    "skipTests": BOOL,
    "debug": BOOL,
    "devel": BOOL,
}
HELM_GLOBALS = {"chartHome": WORD, "configHome": WORD}
OLD_HELM_CHART = {
    "chartName": STRING,
    "chartVersion": STRING,
    "chartRepoUrl": STRING,
    "chartHome": STRING,
    "chartRepoName": STRING,
    "helmBin": STRING,
    "helmHome": STRING,
    "values": STRING,
    "valuesLocal": (ANY,),
    "valuesMerge": STRING,
    "releaseName": STRING,
    "releaseNamespace": STRING,
    "extraArgs": STRINGS,
}

KUSTOMIZATION: "dict[str, Shape]" = {
    "apiVersion": STRING,
    "kind": STRING,
    "metadata": METADATA,
    "openapi": STRING_MAP,
    "namePrefix": STRING,
    "nameSuffix": STRING,
    "namespace": STRING,
    "commonLabels": STRING_MAP,
    "labels": [
        {
            "pairs": STRING_MAP,
            "includeSelectors": BOOL,
            "includeTemplates": BOOL,
            "fields": FIELD_SPECS,
        }
    ],
    "commonAnnotations": STRING_MAP,
    "patchesStrategicMerge": STRINGS,
    "patchesJson6902": [PATCH],
    "patches": [PATCH],
    "images": [IMAGE],
    "imageTags": [IMAGE],
    "replacements": [REPLACEMENT],
    "replicas": [REPLICA],
    "vars": [
        {
            "name": STRING,
            "objref": {"apiVersion": STRING, **_GVK, "name": STRING, "namespace": STRING},
            "fieldref": {"fieldPath": STRING},
        }
    ],
    "sortOptions": {
        "order": STRING,
        "legacySortOptions": {"orderFirst": STRINGS, "orderLast": STRINGS},
    },
    "resources": STRINGS,
    "components": STRINGS,
    "crds": STRINGS,
    "bases": STRINGS,
    "configMapGenerator": [GENERATOR],
    "secretGenerator": [SECRET_GENERATOR],
    "helmGlobals": HELM_GLOBALS,
    "helmCharts": [HELM_CHART],
    "helmChartInflationGenerator": [OLD_HELM_CHART],
    "generatorOptions": GENERATOR_OPTIONS,
    "configurations": STRINGS,
    "generators": STRINGS,
    "transformers": STRINGS,
    "validators": STRINGS,
    "buildMetadata": STRINGS,
}
