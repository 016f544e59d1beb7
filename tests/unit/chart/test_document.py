"""The first document of a text and no further."""

import pytest

from kforge.chart.document import read
from kforge.errors import YamlError


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a: 1\n", {"a": 1}),
        ("", None),
        ("# only a comment\n", None),
        ("a: 1\na: 2\n", {"a": 2}),
        ("a: 1\n---\nb: 2\n", {"a": 1}),
        ("a: 1\n...\n{ not: [looked at\n", {"a": 1}),
        ("a: 1\n... # end\nb: [\n", {"a": 1}),
        ("a: ...more\nb: 2\n", {"a": "...more", "b": 2}),
        ("---\n...\nb: 2\n", None),
    ],
)
def test_read(text: str, tree: object) -> None:
    assert read(text, "f.yaml").tree == tree


def test_lines_count_from_the_line_the_text_starts_in() -> None:
    assert read("\na: 1\n", "f.yaml", 10).line == 11
    with pytest.raises(YamlError) as caught:
        read("a: 1\nb: [\n", "f.yaml", 10)
    assert str(caught.value.position).startswith("f.yaml:1")
