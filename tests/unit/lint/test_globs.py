"""Patterns for paths."""

import pytest

from kforge.lint.globs import Globs


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("a.yaml", "a.yaml", True),
        ("a.yaml", "x/y/a.yaml", True),
        ("a.yaml", "x/ba.yaml", False),
        ("vendor", "vendor/x/a.yaml", True),
        ("vendor/", "x/vendor/a.yaml", True),
        ("vendor/", "vendor", False),
        ("/vendor", "x/vendor/a.yaml", False),
        ("x/vendor", "y/x/vendor/a.yaml", False),
        ("*.gen.yaml", "x/a.gen.yaml", True),
        ("x/*.yaml", "x/y/a.yaml", False),
        ("x/**", "x/y/a.yaml", True),
        ("x/**/a.yaml", "x/a.yaml", True),
        ("x/**/a.yaml", "x/y/z/a.yaml", True),
        ("**/a.yaml", "a.yaml", True),
        ("?.yaml", "ab.yaml", False),
        ("[ab].yaml", "b.yaml", True),
        ("[!ab].yaml", "b.yaml", False),
        ("[!ab].yaml", "c.yaml", True),
        ("a+b(.yaml", "a+b(.yaml", True),
        ("[", "[", True),
    ],
)
def test_a_pattern(pattern: str, path: str, matches: bool) -> None:
    assert Globs([pattern]).match(path) is matches


def test_the_last_pattern_decides() -> None:
    globs = Globs(["*.yaml", "!keep.yaml"])
    assert [globs.match(path) for path in ("a.yaml", "x/keep.yaml", "b.txt")] == [True, False, False]
    assert not Globs([]).match("a")
