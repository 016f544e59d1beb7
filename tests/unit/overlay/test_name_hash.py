"""The hash in generated names."""

import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kforge.overlay.name_hash import add_suffixes, content_hash, go_json
from kforge.resource.resource import Resource, ResourceSet


def config_map(name: str = "conf", **fields: object) -> Resource:
    return Resource({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}, **fields})


def test_the_hash_is_sha256_of_json_in_letters_that_spell_nothing() -> None:
    digest = hashlib.sha256(b'{"data":{"a":"b"},"kind":"ConfigMap","name":""}').hexdigest()[:10]
    expected = digest.translate(str.maketrans("013ae", "ghkmt"))
    assert content_hash(config_map(data={"a": "b"})) == expected


def test_a_known_secret() -> None:
    """The value kubectl gives for the vote application's worker."""
    data = {"DB_HOST": "ZGI=", "DB_NAME": "cG9zdGdyZXM=", "DB_PASS": "cG9zdGdyZXM="}
    data |= {"DB_USER": "cG9zdGdyZXM=", "REDIS_HOST": "cmVkaXM="}
    secret = Resource({"kind": "Secret", "type": "Opaque", "metadata": {"name": "x"}, "data": data})
    assert content_hash(secret) == "b27f9282dh"


def test_what_counts() -> None:
    plain = content_hash(config_map(data={"a": "b"}))
    assert content_hash(config_map("other", data={"a": "b"}, immutable=True)) == plain
    assert content_hash(config_map(data={"a": "c"})) != plain
    assert content_hash(config_map(data={"a": "b"}, binaryData={"x": "eA=="})) != plain
    assert content_hash(config_map(data={"a": "b"}, binaryData=None)) == plain
    assert content_hash(config_map()) != content_hash(config_map(data={}))


def test_suffixes_are_added_where_wanted() -> None:
    wanting, other = config_map("a"), config_map("b")
    wanting.needs_hash = True
    resources = ResourceSet([wanting, other])
    former = wanting.id
    add_suffixes(resources)
    assert wanting.name == "a-" + content_hash(wanting)
    assert other.name == "b"
    assert resources.by_any_id(former) == [wanting]
    assert resources.by_id(former) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("<a> & b", '"\\u003ca\\u003e \\u0026 b"'),
        ("\u2028\u2029", '"\\u2028\\u2029"'),
        ('a\tb\n\x00\x08\x0c\\"', '"a\\tb\\n\\u0000\\b\\f\\\\\\""'),
        ("é😀\x7f", '"é😀\x7f"'),
        ({"b": 1, "a": [True, None, 1.5]}, '{"a":[true,null,1.5],"b":1}'),
    ],
)
def test_json_as_go_writes_it(value: object, text: str) -> None:
    assert go_json(value) == text


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.dictionaries(st.text(), inner)
    )
)
def test_json_reads_back(value: object) -> None:
    assert json.loads(go_json(value)) == value
