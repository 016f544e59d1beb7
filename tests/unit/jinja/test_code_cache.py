"""Compiled templates are kept on disk, and nothing on disk is trusted."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kforge.jinja import code_cache
from kforge.jinja.environment import TemplateSet

Render = Callable[..., str]

NAME = "web/templates/t.yaml.j2"
SOURCE = "{% macro m(x) %}a: {{ x }}{% endmacro %}\nb: {{ values.no }}\nc: {{ m('NO') }}\n"
TEXT = 'b: "NO"\nc:\n  a: "NO"\n'
VALUES = {"values": {"no": "NO"}}


@pytest.fixture
def entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the entries of an empty cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "kforge" / "jinja"


def render() -> str:
    return TemplateSet({NAME: SOURCE}).render(NAME, VALUES).text


@pytest.fixture
def no_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on nothing can be compiled."""

    def refuse(*_: object) -> None:
        raise AssertionError("compiled again")

    monkeypatch.setattr("kforge.jinja.compiling.compiled", refuse)


def test_an_entry_is_written_once_and_used_again(entries: Path, request: pytest.FixtureRequest) -> None:
    assert render() == TEXT
    assert len(list(entries.iterdir())) == 1
    request.getfixturevalue("no_compiler")
    assert render() == TEXT


@pytest.mark.parametrize("cut", [0, 1, 14, 20, 40, 200, -1])
def test_an_entry_cut_short_is_rebuilt(entries: Path, cut: int) -> None:
    render()
    (entry,) = entries.iterdir()
    whole = entry.read_bytes()
    entry.write_bytes(whole[:cut])
    assert render() == TEXT
    assert entry.read_bytes() == whole


@pytest.mark.parametrize("place", [0, 5, 15, 20, 34, 35, 60, 300, -1])
def test_a_damaged_entry_is_rebuilt(entries: Path, place: int) -> None:
    render()
    (entry,) = entries.iterdir()
    whole = entry.read_bytes()
    damaged = bytearray(whole)
    damaged[place] ^= 0x55
    entry.write_bytes(bytes(damaged))
    assert render() == TEXT
    assert entry.read_bytes() == whole


def test_another_name_source_or_version_is_another_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_cache, "_stamp", [])
    keys = {code_cache.key(NAME, SOURCE), code_cache.key(NAME, SOURCE + " "), code_cache.key("x", SOURCE)}
    monkeypatch.setattr(code_cache, "_stamp", [])
    monkeypatch.setattr("kforge.stored.__version__", "99")
    keys.add(code_cache.key(NAME, SOURCE))
    monkeypatch.setattr(code_cache, "_stamp", [])
    monkeypatch.setattr(sys, "hexversion", 1)
    keys.add(code_cache.key(NAME, SOURCE))
    assert len(keys) == 5


def test_a_place_that_cannot_be_written_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert render() == TEXT
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert render() == TEXT
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("HOME")
    assert render() == TEXT


def test_nothing_is_left_behind(entries: Path) -> None:
    render()
    assert [entry.suffix for entry in entries.iterdir()] == [""]


def test_errors_from_kept_code_point_at_the_template(entries: Path, render: Render) -> None:
    from kforge.errors import TemplateError

    for _ in range(2):
        with pytest.raises(TemplateError) as caught:
            render("a: 1\nb: {{ values.x.y }}\n", values={})
        assert str(caught.value.position) == "charts/web/templates/t.yaml.j2:2:7"


# what a render needs from outside the standard library's smallest parts
HEAVY = (
    "re",
    "jinja2",
    "markupsafe",
    "typing",
    "dataclasses",
    "inspect",
    "pathlib",
    "json",
    "enum",
    "hashlib",
    "ruamel",
    "click",
)


def test_a_kept_template_needs_no_jinja2(entries: Path) -> None:
    program = (
        "import sys\nfrom kforge import patterns\nfrom kforge.jinja.environment import TemplateSet\n"
        f"print(TemplateSet({{{NAME!r}: {SOURCE!r}}}).render({NAME!r}, {VALUES!r}).text, end='')\n"
        f"patterns.save()\nprint(*[name for name in {HEAVY} if name in sys.modules])\n"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-S", "-c", program],
            capture_output=True,
            text=True,
            check=True,
            env=environment(),
        ).stdout
        for _ in range(2)
    ]
    assert runs[0].startswith(TEXT)
    assert "jinja2" in runs[0]
    assert runs[1] == TEXT + "\n"


def environment() -> dict[str, str]:
    """This process's environment, with the paths that -S (no site: it loads what we look for) leaves out."""
    import os

    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
