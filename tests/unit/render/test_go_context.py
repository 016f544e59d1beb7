"""The root map of Go templates."""

from typing import Any

from kforge.chart.chart import Chart
from kforge.chart.metadata import Source, read
from kforge.golang.kinds import StringMap, kind_name, type_name
from kforge.render import go_context
from kforge.render.capabilities import KubeVersion, api_versions
from kforge.render.release import Release


def chart(name: str, *subcharts: Chart, extra: str = "") -> Chart:
    result = Chart(read(Source(f"name: {name}\nversion: 1.0.0\n{extra}", "Chart.yaml")), name)
    result.set_dependencies(list(subcharts))
    return result


def shared(kube: str = "1.33") -> dict[str, Any]:
    return go_context.shared(Release("rel", "team", True), KubeVersion(kube), api_versions(["x.y/v1"]))


def test_the_release() -> None:
    assert shared()["Release"] == {
        "Name": "rel",
        "Namespace": "team",
        "IsInstall": False,
        "IsUpgrade": True,
        "Revision": 1,
        "Service": "Helm",
    }
    assert type(shared()["Release"]["Revision"]) is int


def test_a_version_prints_its_numbers_and_formats_as_a_struct() -> None:
    kube = shared("1.27.4-gke.1")["Capabilities"].kube_version
    assert kube.printed() == "v1.27.4"
    assert kube.git_version() == "v1.27.4-gke.1"
    assert kube.go_text() == "{v1.27.4-gke.1 v1.27.4 1 27}"
    assert (type_name(kube), kind_name(kube)) == ("common.KubeVersion", "struct")


def test_capabilities() -> None:
    found = shared()["Capabilities"]
    assert found.api_versions.has("x.y/v1")
    assert not found.api_versions.has("batch/v1/CronJob")
    assert found.helm_version.go_text().startswith("{v4.3.1 ")
    assert found.printed().startswith("{{v1.33 v1.33 1 33} [v1 ")
    assert found.go_text() == f"&{found.printed()}"
    assert (type_name(found), kind_name(found)) == ("*common.Capabilities", "ptr")
    copy = found.copy()
    assert copy is not found
    assert copy.go_text() == found.go_text()


def test_charts_share_what_is_shared() -> None:
    tree = chart("web", chart("db", chart("deep")), chart("empty"))
    values: dict[str, Any] = {"a": 1.0, "db": {"b": 2.0, "deep": {"c": 3.0}}}
    common = shared()
    found = go_context.contexts(tree, values, common)
    assert sorted(found) == ["web", "web/charts/db", "web/charts/db/charts/deep", "web/charts/empty"]
    web, db = found["web"], found["web/charts/db"]
    assert db["Values"] is web["Values"]["db"]
    assert found["web/charts/db/charts/deep"]["Values"] is db["Values"]["deep"]
    assert found["web/charts/empty"]["Values"] == {}
    assert web["Subcharts"]["db"] is db
    assert web["Release"] is db["Release"] is common["Release"]
    assert (type_name(web), type_name(web["Values"])) == ("common.Values", "common.Values")
    go_context.enter(web, "web/templates/a.yaml", "web/templates")
    assert web["Template"] == {"Name": "web/templates/a.yaml", "BasePath": "web/templates"}
    assert sorted(web) == ["Capabilities", "Chart", "Files", "Release", "Subcharts", "Template", "Values"]


def test_the_chart_has_all_of_helms_fields() -> None:
    listed = (
        "dependencies: [{name: db, version: '1', tags: [t], import-values: [x, {child: a, parent: b}]}]\n"
    )
    people = "maintainers: [{name: Jo}]\nannotations: {a: b}\nkeywords: [k]\n"
    tree = chart("web", extra=listed + people)
    assert tree.metadata.dependencies
    found = go_context.contexts(tree, {}, shared())["web"]["Chart"]
    assert found["Name"] == "web"
    assert (found["Home"], found["Sources"], found["Keywords"], found["Deprecated"]) == ("", [], ["k"], False)
    assert found["Maintainers"] == [{"Name": "Jo", "Email": "", "URL": ""}]
    assert found["IsRoot"] is True
    assert type(found["Annotations"]) is StringMap
    entry = found["Dependencies"][0]
    assert (entry["Name"], entry["Tags"], entry["Enabled"]) == ("db", ["t"], True)
    assert entry["ImportValues"][0] == "x"
    assert type(entry["ImportValues"][1]) is StringMap
