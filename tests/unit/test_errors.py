"""How errors are shown."""

from kforge.errors import WIDEST, KforgeError, Position


def test_caret_under_the_column() -> None:
    error = KforgeError("wrong", Position("a.yaml", 3, 4), source="a: b")
    assert error.render() == "a.yaml:3:4: wrong\n  3 | a: b\n    |    ^"


def test_a_long_line_is_cut_around_the_place() -> None:
    error = KforgeError("wrong", Position("a.yaml", 1, 5001), source="-" * 5000 + "x" + "-" * 5000)
    line, caret = error.render().splitlines()[1:]
    assert len(line) == len("  1 | ") + WIDEST
    assert line[len(caret) - 1] == "x"


def test_a_long_line_without_a_column_shows_its_start() -> None:
    error = KforgeError("wrong", Position("a.yaml", 1), source="x" + "-" * 5000)
    assert error.render().splitlines()[1:] == ["  1 | x" + "-" * (WIDEST - 1)]
