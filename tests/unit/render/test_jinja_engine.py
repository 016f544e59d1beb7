"""What Jinja templates get from the render: chance, time, recorded objects, Go templates of their chart."""

from pathlib import Path

import pytest

from kforge import api
from kforge.errors import KforgeError

CHART = "apiVersion: v2\nname: shop\nversion: 1.0.0\nengine: jinja\n"


def chart(folder: Path, template: str, **others: str) -> str:
    files = {"Chart.yaml": CHART, "templates/a.yaml": template, **others}
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return str(folder)


def test_a_seed_makes_chance_and_time_repeatable(tmp_path: Path) -> None:
    template = (
        'kind: C\na: {{ rand_alpha_num(20) }}\nb: {{ uuidv4() }}\nc: {{ now() | date("2006-01-02") }}\n'
    )
    path = chart(tmp_path, template)
    first, second = (api.template(path, seed="s") for _ in range(2))
    assert first == second
    assert 'c: "1970-01-01"\n' in first
    assert api.template(path, seed="t") != first
    assert api.template(path) != api.template(path)


def test_chance_goes_on_from_template_to_template(tmp_path: Path) -> None:
    path = chart(
        tmp_path, "kind: A\na: {{ uuidv4() }}\n", **{"templates/b.yaml": "kind: B\na: {{ uuidv4() }}\n"}
    )
    lines = [line for line in api.template(path, seed="s").splitlines() if line.startswith("a: ")]
    assert len(set(lines)) == 2


def test_lookup_finds_what_was_recorded(tmp_path: Path) -> None:
    template = 'kind: C\na: {{ lookup("v1", "Secret", "default", "s").data.key | default("none") }}\n'
    path = chart(tmp_path / "shop", template)
    recorded = tmp_path / "objects.yaml"
    recorded.write_text(
        "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: default}\ndata: {key: eA==}\n"
    )
    assert "a: none\n" in api.template(path)
    assert "a: eA==\n" in api.template(path, lookup_from=str(recorded))


LIBRARY = {
    "charts/lib/Chart.yaml": "apiVersion: v2\nname: lib\nversion: 1.0.0\ntype: library\n",
    "charts/lib/templates/_a.tpl": '{{ define "lib.name" }}{{ .Release.Name }}-{{ .Chart.Name }}{{ end }}'
    '{{ define "lib.n" }}{{ printf "%T" .n }}{{ end }}{{ define "lib.bad" }}{{ .a.b.c }}{{ end }}',
}


def test_go_templates_see_the_chart_that_calls_and_numbers_as_of_values_files(tmp_path: Path) -> None:
    template = 'kind: C\na: {{ include("lib.name", context) }}\nb: {{ include("lib.n", {"n": 5}) }}\n'
    text = api.template(chart(tmp_path, template, **LIBRARY), name="rel")
    assert "a: rel-shop\nb: float64\n" in text


def test_context_has_the_names_of_go(tmp_path: Path) -> None:
    template = "kind: C\na: {{ context.Values.x }}-{{ context.Release.Name }}\n"
    path = chart(tmp_path, template, **{"values.yaml": "x: 1\n"})
    assert "a: 1-rel\n" in api.template(path, name="rel")
    with pytest.raises(KforgeError, match="Valus is not defined"):
        api.template(chart(tmp_path, "kind: C\na: {{ context.Valus }}\n"))


def test_an_error_in_a_go_template_is_told_at_its_place(tmp_path: Path) -> None:
    path = chart(tmp_path, 'kind: C\na: {{ include("lib.bad", {"a": {}}) }}\n', **LIBRARY)
    with pytest.raises(KforgeError) as caught:
        api.template(path)
    assert str(caught.value.position).startswith(f"{tmp_path}/charts/lib/templates/_a.tpl:1:")


def test_a_template_of_jinja_can_be_included_by_its_path(tmp_path: Path) -> None:
    template = 'kind: C\na: {{ include(template.base_path ~ "/b.yaml", context) | sha256sum | trunc(8) }}\n'
    path = chart(tmp_path, template, **{"templates/b.yaml.j2": "kind: B\nx: {{ release.name }}\n"})
    assert api.template(path, name="one") != api.template(path, name="two").replace("two", "one")
