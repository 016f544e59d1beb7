"""Go templates of a chart tree, end to end."""

from collections.abc import Callable, Mapping

import pytest

from kforge.errors import ErrorGroup, TemplateError
from kforge.render.go_engine import fixed_time
from kforge.render.render import Renderer, RenderOptions, render

Chart = Callable[[Mapping[str, str | bytes]], str]

RANDOM = "kind: A\na: {{ randAlphaNum 20 }}\nb: {{ uuidv4 }}\nc: {{ now | unixEpoch }}\n"


def text(path: str, **options: object) -> str:
    return render(path, RenderOptions(**options)).text()  # type: ignore[arg-type]


def test_a_seed_repeats_itself(chart: Chart, monkeypatch: pytest.MonkeyPatch) -> None:
    path = chart({"templates/a.yaml": RANDOM})
    assert text(path, seed="1") == text(path, seed="1")
    assert text(path, seed="1") != text(path, seed="2")
    assert text(path) != text(path)
    assert "c: 0\n" in text(path, seed="1")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1234567890")
    assert "c: 1234567890\n" in text(path, seed="1")


@pytest.mark.parametrize(("value", "seconds"), [("5", 5), ("", 0), ("x", 0), ("-1", 0), ("²", 0)])
def test_the_fixed_time(value: str, seconds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    assert fixed_time() == seconds * 1_000_000_000


def test_renderings_share_nothing(chart: Chart) -> None:
    template = (
        '{{ $_ := set .Values "n" (add (int .Values.size) 1) }}kind: A\na: {{ .Values.n }} {{ .Values.l }}\n'
    )
    renderer = Renderer(chart({"values.yaml": "size: 1\nl: []\n", "templates/a.yaml": template}))
    first = renderer.render(RenderOptions()).text()
    other = renderer.render(RenderOptions(sets=[("set", "size=5")])).text()
    assert first == renderer.render(RenderOptions()).text()
    assert ("a: 2 []" in first, "a: 6 []" in other) == (True, True)


def test_recorded_objects(chart: Chart) -> None:
    files = {
        "o.yaml": "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: default}\ndata: {p: eA==}\n",
        "templates/a.yaml": 'kind: A\na: {{ dig "data" "p" "none" (lookup "v1" "Secret" "default" "s") }}\n',
    }
    path = chart(files)
    assert "a: eA==\n" in text(path, lookup_from="web/o.yaml")
    assert "a: none\n" in text(path)


def test_both_languages_see_numbers_in_their_own_way(chart: Chart) -> None:
    files = {
        "values.yaml": "n: 1\nbig: 2000000\nsub: {size: 3000000}\n",
        "templates/a.yaml.j2": "kind: A\nmetadata: {name: a}\na: {{ values.big }} {{ values.sub.size }}\n",
        "templates/b.yaml": "kind: B\nmetadata: {name: b}\nb: {{ .Values.big }} {{ kindOf .Values.given }}\n",
        "charts/sub/Chart.yaml": "name: sub\nversion: 0.1.0\n",
        "charts/sub/templates/c.yaml.j2": "kind: C\nmetadata: {name: c}\nc: {{ values.size }}\n",
    }
    found = text(chart(files), sets=[("set", "given=5")])
    assert "a: 2000000 3000000\n" in found
    assert "b: 2e+06 int64\n" in found
    assert "c: 3000000\n" in found


def test_templates_may_hold_any_bytes(chart: Chart) -> None:
    path = chart({"templates/a.yaml": b"# \xff {{ .Release.Name }}\nkind: A\n", "templates/_p.tpl": b"\xfe"})
    with pytest.raises(TemplateError, match="byte 0xff is not UTF-8"):
        text(path)
    notes = {
        "templates/a.yaml": "kind: {{ print 1 | quote }}\n",
        "templates/NOTES.txt": b"\xff {{ .Release.Name }}",
    }
    assert 'kind: "1"\n' in text(chart(notes))


def test_every_file_is_read_before_one_is_rendered(chart: Chart) -> None:
    files = {
        "templates/a.yaml": "{{ fail `never` }}",
        "templates/b.yaml": "{{ if }}",
        "templates/_c.tpl": "{{ x }}",
    }
    with pytest.raises(ErrorGroup) as caught:
        text(chart(files))
    assert sorted(str(error.position) for error in caught.value.errors) == [
        "web/templates/_c.tpl:1:4",
        "web/templates/b.yaml:1:7",
    ]
