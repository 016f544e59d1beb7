"""The names that templates see, made once per chart of the tree.

Lower-case names are kforge's; Helm's capitalised ones hold the same under Helm's own keys. All is plain data
but for `files`.
"""

from kforge.render.chart_files import ChartFiles
from kforge.render.release import REVISION, SERVICE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.chart.chart import Chart
    from kforge.render.capabilities import ApiVersions, KubeVersion
    from kforge.render.release import Release

    Context = dict[str, object]

# Chart.yaml's keys under the names that Helm gives them in templates; what they are when Chart.yaml is silent
CHART_NAMES: "dict[str, tuple[str, type[object]]]" = {
    "name": ("Name", str),
    "home": ("Home", str),
    "sources": ("Sources", list),
    "version": ("Version", str),
    "description": ("Description", str),
    "keywords": ("Keywords", list),
    "maintainers": ("Maintainers", list),
    "icon": ("Icon", str),
    "apiVersion": ("APIVersion", str),
    "condition": ("Condition", str),
    "tags": ("Tags", str),
    "appVersion": ("AppVersion", str),
    "deprecated": ("Deprecated", bool),
    "annotations": ("Annotations", dict),
    "kubeVersion": ("KubeVersion", str),
    "type": ("Type", str),
}
PERSON_NAMES = {"name": "Name", "email": "Email", "url": "URL"}


def shared(release: "Release", kube: "KubeVersion", versions: "ApiVersions") -> "Context":
    """What is the same for all charts of a release."""
    from kforge.render.capabilities import HELM_VERSION

    lower = {
        "name": release.name,
        "namespace": release.namespace,
        "is_install": not release.is_upgrade,
        "is_upgrade": release.is_upgrade,
        "revision": REVISION,
        "service": SERVICE,
    }
    return {
        "release": lower,
        "Release": {_camel(key): value for key, value in lower.items()},
        "capabilities": {
            "kube_version": {"version": kube.version, "major": kube.major, "minor": kube.minor},
            "api_versions": versions,
            "helm_version": HELM_VERSION,
        },
        "Capabilities": {
            "KubeVersion": {
                "Version": kube.version,
                "GitVersion": kube.version,
                "Major": kube.major,
                "Minor": kube.minor,
            },
            "APIVersions": versions,
            "HelmVersion": {_camel(key): value for key, value in HELM_VERSION.items()},
        },
    }


def _camel(key: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in key.split("_"))


def contexts(chart: "Chart", values: "dict[str, object]", common: "Context") -> "dict[str, Context]":
    """The context of every chart of the tree, by the chart's full path (vote, vote/charts/redis)."""
    result: dict[str, Context] = {}
    _collect(chart, values, common, result)
    return result


def _collect(
    chart: "Chart", values: "dict[str, object]", common: "Context", result: "dict[str, Context]"
) -> "Context":
    subcharts: Context = {}
    files = ChartFiles(chart.files)
    context: Context = {
        **common,
        "values": values,
        "Values": values,
        "chart": {**chart.metadata.extra, **chart.metadata.fields, "is_root": chart.is_root},
        "Chart": _helm_chart(chart),
        "files": files,
        "Files": files,
        "subcharts": subcharts,
        "Subcharts": subcharts,
    }
    for subchart in chart.dependencies:
        own = values.get(subchart.name)
        subcharts[subchart.name] = _collect(subchart, own if isinstance(own, dict) else {}, common, result)
    result[chart.full_path] = context
    return context


def of_template(context: "Context", name: str, base_path: str) -> "Context":
    """The context of one template."""
    return {
        **context,
        "template": {"name": name, "base_path": base_path},
        "Template": {"Name": name, "BasePath": base_path},
    }


def _helm_chart(chart: "Chart") -> "Context":
    fields = chart.metadata.fields
    result: Context = {name: fields.get(key, empty()) for key, (name, empty) in CHART_NAMES.items()}
    people = fields.get("maintainers")
    if isinstance(people, list):
        result["Maintainers"] = [
            {name: person.get(key, "") for key, name in PERSON_NAMES.items()} for person in people
        ]
    result["Dependencies"] = [
        {
            "Name": entry.name,
            "Version": entry.version,
            "Repository": entry.repository,
            "Condition": entry.condition,
            "Tags": entry.tags,
            "Enabled": entry.enabled,
            "ImportValues": entry.import_values,
            "Alias": entry.alias,
        }
        for entry in chart.metadata.dependencies or ()
    ]
    result["IsRoot"] = chart.is_root
    return result
