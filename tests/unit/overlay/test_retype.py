"""What text becomes that is written into an old scalar."""

import pytest

from kforge.overlay.retype import retyped
from kforge.resource.resource import Origin, Resource

TEXT = "kind: X\nmetadata:\n  name: web\n  quoted: '2'\n  number: 2\n"


@pytest.mark.parametrize(
    ("key", "new", "expected"),
    [
        ("name", "x-web", "x-web"),
        ("name", "12", 12),
        ("name", "1e3", 1000.0),
        ("name", "true", True),
        ("name", "on", "on"),
        ("quoted", "12", "12"),
        ("number", "12", 12),
        ("number", "x2", "x2"),
        ("absent", "12", 12),
    ],
)
def test_only_quotes_keep_a_string(key: str, new: str, expected: object) -> None:
    metadata: dict[str, object] = {"name": "web", "quoted": "2", "number": 2, "absent": None}
    resource = Resource({"kind": "X", "metadata": metadata}, Origin("x.yaml", 0, 1, TEXT))
    assert retyped(resource, metadata, key, new) == expected
