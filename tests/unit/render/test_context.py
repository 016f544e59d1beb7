"""What templates see."""

from kforge.chart.chart import Chart
from kforge.chart.metadata import Source, read
from kforge.render import context
from kforge.render.capabilities import KubeVersion, api_versions
from kforge.render.release import Release


def chart(name: str, *subcharts: Chart, extra: str = "") -> Chart:
    result = Chart(read(Source(f"name: {name}\nversion: 1.0.0\n{extra}", "Chart.yaml")), name)
    result.set_dependencies(list(subcharts))
    return result


COMMON = context.shared(Release("rel", "team", True), KubeVersion("1.33"), api_versions([]))


def test_release_and_capabilities_in_both_spellings() -> None:
    assert COMMON["release"] == {
        "name": "rel",
        "namespace": "team",
        "is_install": False,
        "is_upgrade": True,
        "revision": 1,
        "service": "Helm",
    }
    assert COMMON["Release"] == {
        "Name": "rel",
        "Namespace": "team",
        "IsInstall": False,
        "IsUpgrade": True,
        "Revision": 1,
        "Service": "Helm",
    }
    capabilities, helms = COMMON["capabilities"], COMMON["Capabilities"]
    assert isinstance(capabilities, dict)
    assert isinstance(helms, dict)
    assert capabilities["kube_version"] == {"version": "v1.33", "major": "1", "minor": "33"}
    assert helms["KubeVersion"]["Minor"] == "33"
    assert helms["HelmVersion"]["Version"] == capabilities["helm_version"]["version"] == "v4.3.1"
    assert helms["APIVersions"] is capabilities["api_versions"]


def test_every_chart_sees_its_own_values_and_those_below() -> None:
    tree = chart("web", chart("db", chart("deep")), chart("empty"))
    found = context.contexts(tree, {"a": 1, "db": {"b": 2, "deep": {"c": 3}}}, COMMON)
    assert {path: names["values"] for path, names in found.items()} == {
        "web": {"a": 1, "db": {"b": 2, "deep": {"c": 3}}},
        "web/charts/db": {"b": 2, "deep": {"c": 3}},
        "web/charts/db/charts/deep": {"c": 3},
        "web/charts/empty": {},
    }
    subcharts = found["web"]["subcharts"]
    assert isinstance(subcharts, dict)
    assert subcharts["db"] is found["web/charts/db"]


def test_a_chart_as_it_is_written_and_as_helm_shows_it() -> None:
    extra = "appVersion: 2\nteam: x\nmaintainers: [{name: a}]\ndependencies: [{name: d, alias: e}]\n"
    names = context.contexts(chart("web", extra=extra), {}, COMMON)["web"]
    assert names["chart"] == {
        "apiVersion": "v1",
        "name": "web",
        "version": "1.0.0",
        "appVersion": "2",
        "team": "x",
        "maintainers": [{"name": "a"}],
        "is_root": True,
    }
    shown = names["Chart"]
    assert isinstance(shown, dict)
    assert (shown["AppVersion"], shown["Description"], shown["Keywords"], shown["IsRoot"]) == (
        "2",
        "",
        [],
        True,
    )
    assert shown["Maintainers"] == [{"Name": "a", "Email": "", "URL": ""}]
    assert shown["Dependencies"][0]["Alias"] == "e"


def test_the_template_itself() -> None:
    names = context.of_template({"values": {}}, "web/templates/a.yaml.j2", "web/templates")
    assert names["template"] == {"name": "web/templates/a.yaml.j2", "base_path": "web/templates"}
    assert names["Template"] == {"Name": "web/templates/a.yaml.j2", "BasePath": "web/templates"}
