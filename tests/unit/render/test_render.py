"""Charts to manifests, end to end."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kforge.errors import ErrorGroup, KforgeError, TemplateError
from kforge.render.render import Renderer, RenderOptions, render

Chart = Callable[[Mapping[str, str]], str]


def manifest(name: str, kind: str = "ConfigMap", annotations: str = "") -> str:
    return f"kind: {kind}\nmetadata:\n  name: {name}\n" + (
        f"  annotations: {{{annotations}}}\n" if annotations else ""
    )


EVERYTHING = {
    "templates/web.yaml.j2": manifest("{{ release.name }}-{{ values.size }}", "Deployment"),
    "templates/a.yaml": manifest("plain"),
    "templates/hook.yaml": manifest("hook", "Job", "helm.sh/hook: pre-install"),
    "templates/test.yaml": manifest("test", "Pod", "helm.sh/hook: test"),
    "templates/NOTES.txt.j2": "Hello {{ release.name }}\n",
    "templates/_names.yaml.j2": "{% macro unused() %}x{% endmacro %}",
    "values.yaml": "size: 1\n",
    "crds/d.yaml": manifest("definition", "CustomResourceDefinition"),
}


def names(path: str, **options: object) -> list[str]:
    return [found.name for found in render(path, RenderOptions(**options)).manifests]  # type: ignore[arg-type]


def test_manifests_in_their_order_and_what_options_leave_out(chart: Chart) -> None:
    path = chart(EVERYTHING)
    assert names(path) == ["plain", "release-name-1", "test", "hook"]
    assert names(path, no_hooks=True) == ["plain", "release-name-1"]
    assert names(path, skip_tests=True) == ["plain", "release-name-1", "hook"]
    assert names(path, include_crds=True)[1:] == names(path)
    definition = render(path, RenderOptions(include_crds=True)).manifests[0]
    assert (definition.kind, definition.is_crd, definition.source) == (
        "CustomResourceDefinition",
        True,
        "web/crds/d.yaml",
    )
    assert str(definition.position(2)) == "web/crds/d.yaml:2"


def test_notes_are_given_and_not_printed(chart: Chart) -> None:
    rendered = render(chart(EVERYTHING), RenderOptions(name="app"))
    assert rendered.notes == "Hello app\n"
    assert "Hello" not in rendered.text()


def test_manifests_know_the_line_of_the_template(chart: Chart) -> None:
    loop = "{% for n in [1, 2] %}\n---\nkind: A\nmetadata:\n  name: n{{ n }}\n{% endfor %}\n"
    rendered = render(chart({"templates/a.yaml.j2": loop}))
    assert [str(found.position(3)) for found in rendered.manifests] == ["web/templates/a.yaml.j2:5"] * 2


def test_one_chart_with_many_values_is_compiled_once(chart: Chart) -> None:
    renderer = Renderer(chart(EVERYTHING))
    texts, compiled = [], []
    for size in range(5):
        texts.append(renderer.render(RenderOptions(sets=[("set", f"size={size}")])).manifests[1].name)
        compiled.append(next(iter(renderer._compiled.values())))
    assert texts == [f"release-name-{size}" for size in range(5)]
    assert len(set(map(id, compiled))) == len(renderer._compiled) == 1
    fresh = render("web", RenderOptions(sets=[("set", "size=3")])).text()
    assert renderer.render(RenderOptions(sets=[("set", "size=3")])).text() == fresh


def test_a_chart_renders_the_same_from_a_folder_and_an_archive(chart: Chart, tmp_path: Path) -> None:
    import tarfile

    path = chart(EVERYTHING)
    with tarfile.open("web.tgz", "w:gz") as archive:
        archive.add(path)
    assert render("web.tgz", RenderOptions(include_crds=True)).text() == (
        render(path, RenderOptions(include_crds=True)).text()
    )


def test_independent_errors_are_told_together(chart: Chart) -> None:
    files = {
        "templates/a.yaml.j2": "a: {{ values.nope }}\n",
        "templates/b.yaml": "- a list\n",
        "templates/c.yaml.j2": "c: {{ values.neither }}\n",
        "templates/NOTES.txt.j2": "{{ values.notes }}\n",
        "templates/good.yaml": "kind: A\n",
    }
    with pytest.raises(ErrorGroup) as caught:
        render(chart(files))
    assert sorted(str(error.position) for error in caught.value.errors) == [
        "web/templates/NOTES.txt.j2:1:4",
        "web/templates/a.yaml.j2:1:7",
        "web/templates/b.yaml:1:1",
        "web/templates/c.yaml.j2:1:7",
    ]


def test_an_error_in_a_macro_is_told_once(chart: Chart) -> None:
    files = {
        "templates/_m.yaml.j2": "{% macro m() %}{{ values.nope }}{% endmacro %}",
        "templates/a.yaml.j2": "a: {{ m() }}\n",
        "templates/b.yaml.j2": "b: {{ m() }}\n",
    }
    with pytest.raises(KforgeError) as caught:
        render(chart(files))
    assert caught.value.render().count("values.nope is not defined") <= 2


def test_a_yaml_mistake_is_told_at_the_line_of_the_template(chart: Chart) -> None:
    document = "---\nkind: A\nmetadata:\n  name: x\n bad: {{ n }}\n"
    template = f"{{% for n in [1, 2] %}}\n{{# padding #}}\n{document}{{% endfor %}}\n"
    with pytest.raises(TemplateError) as caught:
        render(chart({"templates/a.yaml.j2": template}))
    assert str(caught.value.position).startswith("web/templates/a.yaml.j2:7")
    assert caught.value.hint.startswith("this line rendered to: bad: 1")


def test_charts_of_both_kinds_in_one_tree(chart: Chart) -> None:
    files = {
        "templates/a.yaml.j2": manifest("{{ values.x }}"),
        "values.yaml": "x: jinja\n",
        "charts/lib/Chart.yaml": "name: lib\nversion: 0.1.0\ntype: library\n",
        "charts/lib/templates/_helpers.tpl": '{{ define "lib.name" }}{{ .Release.Name }}{{ end }}\n',
        "charts/static/Chart.yaml": "name: static\nversion: 0.1.0\n",
        "charts/static/templates/s.yaml": manifest("static"),
        "charts/static/templates/_unused.tpl": "{{ .Values.x }}\n",
    }
    assert names(chart(files)) == ["static", "jinja"]


def test_the_errors_of_all_go_templates_are_told_at_once(chart: Chart) -> None:
    files = {
        "templates/a.yaml": manifest("{{ .Values.x.y.z }}"),
        "templates/b.yaml": manifest("{{ .Values.z }}"),
        "charts/db/Chart.yaml": "name: db\nversion: 0.1.0\n",
        "charts/db/templates/c.yaml": manifest("{{ .Values.x.y.z }}"),
    }
    with pytest.raises(ErrorGroup) as caught:
        render(chart(files))
    assert [error.position.file for error in caught.value.errors if error.position] == [
        "web/charts/db/templates/c.yaml",
        "web/templates/a.yaml",
    ]


def test_disabled_go_charts_do_no_harm(chart: Chart) -> None:
    listed = "dependencies: [{name: db, version: '*', condition: db.run}]\n"
    files = {
        "Chart.yaml": f"name: web\nversion: 0.1.0\n{listed}",
        "values.yaml": "db: {run: false}\n",
        "templates/a.yaml": manifest("a"),
        "charts/db/Chart.yaml": "name: db\nversion: 0.1.0\n",
        "charts/db/templates/c.yaml": manifest("{{ .Values.x }}"),
    }
    assert names(chart(files)) == ["a"]


def test_engine_jinja_makes_every_template_jinja(chart: Chart) -> None:
    files = {
        "Chart.yaml": "name: web\nversion: 0.1.0\nengine: jinja\n",
        "templates/a.yaml": manifest("{{ release.name }}"),
        "templates/_m.tpl": "{% macro m() %}from-tpl{% endmacro %}",
        "templates/b.yaml": manifest("{{ m() }}"),
    }
    assert names(chart(files)) == ["release-name", "from-tpl"]


def test_templates_that_look_like_jinja_are_jinja(chart: Chart) -> None:
    files = {"templates/a.yaml": manifest("{{ release.name }}"), "templates/b.yaml": manifest("b")}
    assert names(chart(files)) == ["release-name", "b"]


def test_show_only_and_its_text(chart: Chart) -> None:
    rendered = render(chart(EVERYTHING), RenderOptions(show_only=["templates/web.yaml"]))
    assert rendered.text() == (
        "---\n# Source: web/templates/web.yaml.j2\nkind: Deployment\nmetadata:\n  name: release-name-1\n\n"
    )
    assert len(rendered.manifests) == 4


def test_nothing_prints_one_line_end(chart: Chart) -> None:
    assert render(chart({})).text() == "\n"
