"""Where values stand in a text, and how they are spelled there."""

import pytest

from kforge.yaml.locate import position, source_text

TEXT = """\
# comment
---
apiVersion: v1
metadata:
  name: web
  annotations: {a: 1.10, b: "1.10", c: !!str 1.10}
spec:
- image: nginx
  ports: [80, 0443]
-
  on: ~
---
---
base: &base
  x: 010
other:
  <<: *base
  y: 'z'
  y: 2
"""

PLACES = [
    (0, (), (3, 1), (3, 1)),
    (0, ("metadata", "name"), (5, 9), (5, 3)),
    (0, ("metadata", "annotations"), (6, 16), (6, 3)),
    (0, ("metadata", "annotations", "b"), (6, 29), (6, 26)),
    (0, ("spec",), (8, 1), (7, 1)),
    (0, ("spec", 0, "image"), (8, 10), (8, 3)),
    (0, ("spec", 0, "ports", 1), (9, 15), (9, 15)),
    (0, ("spec", 1, "on"), (11, 7), (11, 3)),
    (0, ("spec", 1, "true"), (11, 7), (11, 3)),
    # what is not there: the nearest ancestor
    (0, ("spec", 7), (8, 1), (7, 1)),
    (0, ("spec", "image"), (8, 1), (7, 1)),
    (0, ("spec", 0, "image", "tag"), (8, 10), (8, 3)),
    (0, ("metadata", "name", "x"), (5, 9), (5, 3)),
    (2, ("other", "x"), (15, 6), (15, 3)),
    (2, ("other", "y"), (19, 6), (19, 3)),
    (1, ("a",), (0, 0), (0, 0)),
    (9, ("a",), (0, 0), (0, 0)),
]


@pytest.mark.parametrize(("document", "path", "value", "key"), PLACES)
def test_position(
    document: int, path: tuple[str | int, ...], value: tuple[int, int], key: tuple[int, int]
) -> None:
    assert position(TEXT, document, path) == value
    assert position(TEXT, document, path, key=True) == key


@pytest.mark.parametrize(
    ("document", "path", "text"),
    [
        (0, ("metadata", "annotations", "a"), "1.10"),
        (0, ("metadata", "annotations", "b"), None),
        (0, ("metadata", "annotations", "c"), None),
        (0, ("metadata", "annotations", "d"), None),
        (0, ("metadata", "annotations"), None),
        (0, ("spec", 0, "ports", 1), "0443"),
        (0, ("spec", 1, "on"), "~"),
        (2, ("other", "x"), "010"),
        (2, ("other", "y"), "2"),
        (1, (), None),
    ],
)
def test_source_text(document: int, path: tuple[str | int, ...], text: str | None) -> None:
    assert source_text(TEXT, document, path) == text


def test_a_merged_list_counts_from_its_first_mapping() -> None:
    text = "a: &a {x: 1}\nb: &b {x: 2, y: 3}\nc:\n  <<: [*a, *b]\n"
    assert (position(text, 0, ("c", "x")), position(text, 0, ("c", "y"))) == ((1, 11), (2, 17))
    assert source_text(text, 0, ("c", "y")) == "3"


def test_text_that_cannot_be_read_has_no_places() -> None:
    assert position("a: [\n", 0, ("a",)) == (0, 0)
    assert source_text("a: [\n", 0, ("a",)) is None
    assert position("a: 1\n---\nb: [\n---\nc: 2\n", 2, ("c",)) == (5, 4)
    assert position("a: 1\n--- b\n", 0, ("a",)) == (0, 0)
