"""Where ValueAddTransformer puts a value inside a path."""

import pytest

from kforge.overlay.plugins.value_add_transformer import insert_part


@pytest.mark.parametrize(
    ("path", "position", "result"),
    [
        ("", 0, "new"),
        ("", 9, "new"),
        ("/", 0, "/new"),
        ("a", 0, "new/a"),
        ("/a", 0, "/new/a"),
        ("a", 1, "a/new"),
        ("a/b/c", 1, "a/new/b/c"),
        ("/a/b/c", 1, "/a/new/b/c"),
        ("/a/b/c", 3, "/a/b/c/new"),
        ("a/b", 99, "a/b/new"),
    ],
)
def test_insert_part(path: str, position: int, result: str) -> None:
    assert insert_part(path, position, "new") == result
