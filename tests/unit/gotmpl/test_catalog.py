from pathlib import Path

import pytest

from kforge.gotmpl import catalog
from kforge.gotmpl.environment import TemplateSet

MAIN = "c/templates/a.yaml"


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("1", "2", "2"),  # the file parsed later wins
        ("1", " {{/* c */}} ", "1"),  # unless it is empty
        (" ", "2", "2"),
    ],
)
def test_which_definition_wins(first: str, second: str, text: str) -> None:
    define = '{{{{ define "x" }}}}{}{{{{ end }}}}'
    sources = {"c/templates/_1.tpl": define.format(first), "c/templates/_2.tpl": define.format(second)}
    templates = TemplateSet({**sources, MAIN: '{{ include "x" . }}'})
    assert templates.execution().render(MAIN, None).text == text


def test_what_tpl_defines_is_seen_only_there() -> None:
    source = '{{ tpl `{{ define "x" }}2{{ end }}{{ include "y" . }}` . }}{{ include "y" . }}'
    helper = '{{ define "x" }}1{{ end }}{{ define "y" }}{{ include "x" . }}{{ end }}'
    templates = TemplateSet({"c/templates/_h.tpl": helper, MAIN: source})
    for _ in range(3):
        assert templates.execution().render(MAIN, None).text == "21"


def test_what_is_called_often_is_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    source = '{{ define "x" }}{{ . }}{{ end }}{{ range until 50 }}{{ include "x" . }},{{ end }}'
    templates = TemplateSet({MAIN: source})
    text = "".join(f"{number}," for number in range(50))
    assert templates.execution().render(MAIN, None).text == text
    assert set(templates.catalog._codes) == {"x"}


def test_only_so_many_texts_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(catalog, "MOST_TEXTS", 5)
    source = '{{ range until 9 }}{{ tpl (printf "{{ %d }}" .) $ }}{{ end }}'
    for _ in range(3):
        templates = TemplateSet({MAIN: source})
        assert templates.execution().render(MAIN, None).text == "012345678"
        templates.save()
    assert len(TemplateSet({MAIN: source}).catalog._text_codes) == 5
