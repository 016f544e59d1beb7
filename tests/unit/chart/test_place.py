"""Places in YAML text."""

import pytest

from kforge.chart.place import find

TEXT = "a:\n  b: [1, two]\nc: 3\n"


@pytest.mark.parametrize(
    ("path", "key", "position", "source"),
    [
        (["a", "b", 1], False, "f.yaml:2:10", "  b: [1, two]"),
        (["a", "b"], True, "f.yaml:2:3", "  b: [1, two]"),
        (["c"], False, "f.yaml:3:4", "c: 3"),
        (["a", "missing"], False, "f.yaml:2:3", "  b: [1, two]"),  # the nearest that is there
    ],
)
def test_find(path: list[str | int], key: bool, position: str, source: str) -> None:
    found = find(TEXT, "f.yaml", path, key=key)
    assert (str(found.position), found.source) == (position, source)


def test_lines_count_from_where_the_text_starts() -> None:
    assert str(find(TEXT, "f.yaml", ["c"], line=11).position) == "f.yaml:13:4"
