"""A custom schema is read when it is needed, once, and must be one."""

import pytest

from kforge.errors import OverlayError
from kforge.schema.custom import CustomSchema


def test_it_is_read_when_first_asked_for_and_once() -> None:
    reads = []

    def read() -> object:
        reads.append(1)
        return {"definitions": {}}

    schema = CustomSchema(read, "s.json")
    assert not schema.is_cluster_scoped(("apps", "v1", "Deployment"))
    assert not reads
    assert not schema.is_cluster_scoped(("shop", "v1", "Thing"))
    assert schema.schema() is schema.schema()
    assert len(reads) == 1


@pytest.mark.parametrize("document", [[], "text", {"definitions": []}, {"paths": "x"}])
def test_anything_else_is_refused(document: object) -> None:
    with pytest.raises(OverlayError, match="must be a mapping") as caught:
        CustomSchema(lambda: document, "s.json").schema()
    assert str(caught.value.position) == "s.json"


def test_nothing_is_an_empty_schema() -> None:
    assert CustomSchema(lambda: None, "s.json").schema().for_kind(("", "v1", "Pod")) is None
