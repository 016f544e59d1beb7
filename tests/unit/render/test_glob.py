"""Patterns of files.glob."""

import pytest

from kforge.errors import TemplateError
from kforge.render.glob import compile_glob


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("conf/*", "conf/a.ini", True),
        ("conf/*", "conf/d/a.ini", False),
        ("conf/**", "conf/d/a.ini", True),
        ("**", "a/b/c", True),
        ("**.ini", "a/b.ini", True),
        ("*.ini", "a.ini", True),
        ("*.ini", "a.inix", False),
        ("?.ini", "a.ini", True),
        ("?.ini", "/.ini", False),
        ("{a,b}.ini", "b.ini", True),
        ("{a,b/*}.ini", "b/c.ini", True),
        ("[ab].ini", "b.ini", True),
        ("[a-c].ini", "b.ini", True),
        ("[!a-c].ini", "b.ini", False),
        ("[!ab].ini", "/.ini", True),
        ("[^a-c].ini", "^.ini", True),
        ("[^a-c].ini", "d.ini", False),
        ("[-a].ini", "-.ini", True),
        ("[]-a].ini", "^.ini", True),
        ("a\\*b", "a*b", True),
        ("a\\*b", "axb", False),
        ("a.b", "axb", False),
        ("a,b", "a,b", True),
        ("a(b)+", "a(b)+", True),
        ("a]b}c", "a]b}c", True),
        ("[\\]].x", "].x", True),
        ("{a,b", "b", True),
        ("{", "", True),
        ("a\\", "a", True),
    ],
)
def test_patterns(pattern: str, path: str, fits: bool) -> None:
    assert bool(compile_glob(pattern).fullmatch(path)) is fits


@pytest.mark.parametrize("pattern", ["[a", "[", "[z-a]", "[]]", "[!]", "[a-]", "[a-bc]", "[a-"])
def test_malformed(pattern: str) -> None:
    with pytest.raises(TemplateError, match="is malformed"):
        compile_glob(pattern)
