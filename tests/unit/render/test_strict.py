"""--strict: what Helm lets pass in silence."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kforge.errors import KforgeError
from kforge.render.render import RenderOptions, render

Chart = Callable[[Mapping[str, str]], str]

TEMPLATE = "kind: A\nx: {{ toJson .Values.used }}\n"


def findings(path: str, **options: object) -> list[str]:
    """The first line of each error, "" when there is none."""
    assert render(path, RenderOptions(**options)).text(), "without --strict nothing is wrong"  # type: ignore[arg-type]
    try:
        render(path, RenderOptions(strict=True, **options))  # type: ignore[arg-type]
    except KforgeError as error:
        lines = error.render().split("\n")
        return [line for line in lines if line and not line.startswith("  ")]
    return []


def test_nothing_to_find(chart: Chart) -> None:
    files = {
        "values.yaml": "used: {a: 1, l: [1, {b: 2}]}\ntags: {x: true}\nmaybe: null\n",
        "templates/a.yaml": TEMPLATE + "{{ if .Values.used.none }}{{ end }}",
    }
    assert findings(chart(files)) == ["web/templates/a.yaml:3:7: no values file has used.none"]
    assert findings(chart({**files, "templates/a.yaml": TEMPLATE})) == []


def test_values_nobody_reads(chart: Chart, tmp_path: Path) -> None:
    (tmp_path / "v.yaml").write_text("used: {b: 1}\nsub: {typo: 1, known: 2}\n")
    files = {
        "values.yaml": "used: {a: 1}\nunused:\n  deep: [1, 2]\n",
        "templates/a.yaml": TEMPLATE,
        "charts/sub/Chart.yaml": "name: sub\nversion: 0.1.0\n",
        "charts/sub/values.yaml": "known: 1\nown: 2\n",
        "charts/sub/templates/s.yaml": "kind: S\nx: {{ .Values.known }}\n",
    }
    assert findings(chart(files), values_files=["v.yaml"], sets=[("set", "also=1")]) == [
        "v.yaml:2:13: sub.typo: no template reads this value",
        "kforge: also: no template reads this value",
        "web/values.yaml:3:9: unused.deep: no template reads this value",
    ]


def test_conditions_are_read(chart: Chart) -> None:
    files = {
        "Chart.yaml": "apiVersion: v2\nname: web\nversion: 0.1.0\n"
        "dependencies: [{name: sub, version: '*', condition: 'sub.run,other.run'}]\n",
        "values.yaml": "sub: {run: true}\nother: {run: true}\nused: 1\n",
        "templates/a.yaml": TEMPLATE,
        "charts/sub/Chart.yaml": "name: sub\nversion: 0.1.0\n",
    }
    assert findings(chart(files)) == []


def test_keys_nobody_has(chart: Chart) -> None:
    template = '{{ if .Values.usd }}{{ end }}{{ default "x" .Values.used.tga }}{{ hasKey .Values "no" }}'
    files = {
        "values.yaml": "used: {tag: 1}\n",
        "templates/a.yaml": f"{TEMPLATE}{{{{ if false }}}}{{{{ end }}}}{{{{- /* */ -}}}}# {template}\n",
    }
    path = chart(files)
    found = findings(path)
    assert [line.partition(" no")[2] for line in found] == [
        " values file has usd",
        " values file has used.tga",
    ]
    with pytest.raises(KforgeError) as caught:
        render(path, RenderOptions(strict=True))
    assert "did you mean tag?" in caught.value.render()


def test_numbers_with_an_exponent(chart: Chart) -> None:
    files = {
        "values.yaml": "used: 1\nbig: 1000000\nfine: 2000000\n",
        "templates/a.yaml": TEMPLATE + "y: {{ .Values.big }}\nz: {{ int .Values.fine }}\n",
    }
    assert findings(chart(files)) == ["web/values.yaml:2:6: big: this number is printed as 1e+06"]


def test_nulls_without_effect(chart: Chart, tmp_path: Path) -> None:
    files = {
        "Chart.yaml": "name: web\nversion: 0.1.0\ndependencies: [{name: sub, version: '*'}]\n",
        "values.yaml": "sub: {a: null}\nused: 1\n",
        "templates/a.yaml": TEMPLATE,
        "charts/sub/Chart.yaml": "name: sub\nversion: 0.1.0\n",
        "charts/sub/values.yaml": "a: 1\n",
        "charts/sub/templates/s.yaml": "kind: S\nx: {{ .Values.a }}\n",
    }
    path = chart(files)
    assert findings(path) == ["web/values.yaml:1:10: sub.a: Helm ignores this null: the value stays"]
    (tmp_path / "v.yaml").write_text("sub: {a: null}\n")
    assert findings(path, values_files=["v.yaml"]) == []


def test_warnings_are_errors(chart: Chart) -> None:
    files = {
        "Chart.yaml": "apiVersion: v2\nname: web\nversion: 0.1.0\ndeprecated: true\n",
        "values.yaml": "used: 1\n",
        "templates/a.yaml": TEMPLATE,
    }
    assert findings(chart(files)) == ["kforge: the chart web is deprecated"]


def test_what_jinja_reads_is_not_known(chart: Chart) -> None:
    files = {"values.yaml": "used: 1\n", "templates/a.yaml.j2": "kind: A\n"}
    assert findings(chart({**files, "templates/b.yaml.j2": "kind: {{ values.used }}\n"})) == []
