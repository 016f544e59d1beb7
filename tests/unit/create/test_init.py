"""New charts: the model, starters, and what is never overwritten."""

from pathlib import Path

import pytest

from kforge import api
from kforge.errors import ChartError, FileError, UsageError
from kforge.yaml.parse import parse_documents

KINDS = {
    "ServiceAccount": {},
    "HorizontalPodAutoscaler": {"autoscaling": {"enabled": True}},
    "Ingress": {"ingress": {"enabled": True}},
    "Service": {},
    "Deployment": {},
}


@pytest.fixture
def chart(tmp_path: Path) -> str:
    path = str(tmp_path / "my-shop")
    api.create(path)
    return path


def test_it_renders_and_lint_finds_nothing(chart: str) -> None:
    assert "name: my-shop\n" in Path(chart, "Chart.yaml").read_text()
    assert "kind: Deployment" in api.template(chart, name="rel")
    assert not api.lint([chart], strict=True)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_had(chart: str, kind: str) -> None:
    text = api.template(chart, name="rel", values=KINDS[kind])
    trees = [document.tree for document in parse_documents(text)]
    found = [tree for tree in trees if isinstance(tree, dict) and tree["kind"] == kind]
    assert len(found) == 1
    assert found[0]["metadata"]["name"] == "rel-my-shop"


def test_values_keep_their_types_and_the_schema_is_held(chart: str) -> None:
    values = {"image": {"tag": "1.10"}, "podAnnotations": {"on": "yes"}, "env": {"N": 1, "T": "NO"}}
    text = api.template(chart, name="rel", values=values)
    assert "image: nginxinc/nginx-unprivileged:1.10\n" in text
    assert '        "on": "yes"\n' in text
    assert '- name: "N"\n          value: "1"\n' in text
    with pytest.raises(Exception, match="replicaCount"):
        api.template(chart, name="rel", values={"replicaCount": "two"})


def test_notes(chart: str) -> None:
    notes = api.render(chart, name="rel", values={"ingress": {"enabled": True}}).notes
    assert "  http://chart-example.local/\n" in notes
    assert "port-forward service/rel-my-shop 8080:80" in api.render(chart, name="rel").notes


def test_names_of_releases_and_overrides(chart: str) -> None:
    assert "name: my-shop-2\n" in api.template(chart, name="my-shop-2")
    long = api.template(chart, name="rel", values={"fullnameOverride": "x" * 62 + "-y"})
    assert f"name: {'x' * 62}\n" in long


def test_nothing_is_overwritten(chart: str, tmp_path: Path) -> None:
    Path(chart, "values.yaml").write_text("mine: 1\n")
    with pytest.raises(FileError, match="nothing is overwritten"):
        api.create(chart)
    assert Path(chart, "values.yaml").read_text() == "mine: 1\n"
    (tmp_path / "empty").mkdir()
    assert api.create(str(tmp_path / "empty"))


@pytest.mark.parametrize("name", ["a b", "ä", "x" * 251])
def test_names_that_no_chart_can_have(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="cannot be the name of a chart"):
        api.create(f"{tmp_path}/{name}")
    assert not list(tmp_path.iterdir())


def test_a_starter(tmp_path: Path) -> None:
    starter = tmp_path / "starter"
    (starter / "templates").mkdir(parents=True)
    (starter / "Chart.yaml").write_text("apiVersion: v2\nname: old\nversion: 1.0.0\n")
    (starter / "templates" / "c.yaml").write_text("kind: C\nmetadata: {name: <CHARTNAME>}\n")
    api.create(str(tmp_path / "new"), starter=str(starter))
    assert (tmp_path / "new" / "Chart.yaml").read_text() == "apiVersion: v2\nname: new\nversion: 1.0.0\n"
    assert "{name: new}" in (tmp_path / "new" / "templates" / "c.yaml").read_text()
    with pytest.raises(ChartError, match=r"no Chart\.yaml"):
        api.create(str(tmp_path / "other"), starter=str(tmp_path))
