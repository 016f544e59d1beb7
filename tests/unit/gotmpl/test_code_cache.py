import os
from pathlib import Path

import pytest

from kforge.gotmpl import code_cache
from kforge.gotmpl.environment import TemplateSet

SOURCES = {"c/templates/a.yaml": '{{ define "x" }}1{{ end }}{{ include "x" . }}{{ tpl "{{ 2 }}" . }}'}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "kforge" / "gotmpl"


def run() -> str:
    templates = TemplateSet(SOURCES)
    text = templates.execution().render("c/templates/a.yaml", None).text
    templates.save()
    return text


def test_the_third_run_neither_parses_nor_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [run(), run()] == ["12", "12"]
    monkeypatch.setattr("kforge.gotmpl.parsing.parsed", None)
    monkeypatch.setattr("kforge.gotmpl.parsing.compiled", None)
    assert run() == "12"


@pytest.mark.parametrize("damage", [b"", b"junk", None])
def test_a_damaged_entry_is_no_entry(cache: Path, damage: "bytes | None") -> None:
    run()
    run()
    (entry,) = cache.iterdir()
    entry.write_bytes(entry.read_bytes()[:-1] + b"\0" if damage is None else damage)
    assert run() == "12"


def test_the_key_is_of_names_texts_and_their_order() -> None:
    pairs = [("a", "1"), ("b", "2")]
    keys = {
        code_cache.key(dict(found))
        for found in (pairs, pairs[::-1], [("a", "12"), ("b", "")], [("a1", ""), ("b", "2")], pairs[:1])
    }
    assert len(keys) == 5


def test_a_place_that_cannot_be_written_is_no_error(cache: Path) -> None:
    cache.parent.mkdir()
    cache.write_text("a file")
    assert run() == "12"


def test_no_home_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("HOME", raising=False)
    assert run() == "12"


def test_no_file_is_left_behind(cache: Path) -> None:
    run()
    assert [name for name in os.listdir(cache) if name.endswith(".tmp")] == []
