"""The quick yes to values: never where the full validator says no."""

import json
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kforge.chart.simple_schema import surely_fits

NAMES = st.sampled_from(["a", "b", "c"])
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 3),
    st.sampled_from(["", "a", "ab", "é"]),
    st.sampled_from([0.5, 1.0]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
TYPES = ["object", "array", "string", "boolean", "null", "number", "integer"]
SIZES = st.integers(0, 2)


def schemas(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(inner, min_size=1, max_size=2)
    return st.fixed_dictionaries(
        {},
        optional={
            "type": st.sampled_from(TYPES)
            | st.lists(st.sampled_from(TYPES), min_size=1, max_size=3, unique=True),
            "properties": st.dictionaries(NAMES, inner, max_size=3),
            "required": st.lists(NAMES, max_size=2, unique=True),
            "additionalProperties": inner,
            "items": inner,
            "enum": st.lists(SCALARS, max_size=3),
            "const": VALUES,
            "minimum": st.integers(-1, 2),
            "exclusiveMaximum": st.integers(-1, 2),
            "minLength": SIZES,
            "maxItems": SIZES,
            "uniqueItems": st.booleans(),
            "minProperties": SIZES,
            "anyOf": several,
            "oneOf": several,
            "allOf": several,
            "not": inner,
            "if": inner,
            "then": inner,
            "else": inner,
            "$ref": st.sampled_from(["#/definitions/d", "#/$defs/d", "#"]),
            "title": st.just("t"),
            "own": st.just({"type": 1}),
        },
    )


SCHEMAS = st.recursive(st.booleans() | schemas(st.booleans()), schemas, max_leaves=6)
DRAFTS = st.sampled_from(
    ["http://json-schema.org/draft-07/schema#", "https://json-schema.org/draft/2020-12/schema"]
)


@settings(max_examples=400, deadline=None)
@given(SCHEMAS, SCHEMAS, st.none() | DRAFTS, VALUES)
def test_a_yes_is_a_yes_of_the_full_validator(schema: Any, named: Any, draft: Any, values: Any) -> None:
    if isinstance(schema, dict):
        schema = {**schema, "definitions": {"d": named}}
        if draft:
            schema["$schema"] = draft
    if surely_fits(json.dumps(schema), values):
        assert jsonschema_rs.validator_for(schema).is_valid(values)


@pytest.mark.parametrize(
    ("schema", "values"),
    [
        ({"properties": {"a": {"type": "integer", "minimum": 1}}, "required": ["a"]}, {"a": 2.0}),
        ({"type": ["object", "null"], "additionalProperties": {"enum": ["x", 1]}}, {"a": "x", "b": 1.0}),
        ({"$ref": "#/$defs/d", "$defs": {"d": {"items": {"$ref": "#/$defs/e"}}, "e": {}}}, ["a"]),
        ({"if": {"required": ["a"]}, "then": {"required": ["b"]}, "form": True, "hidden": {"value": 1}}, {}),
        ({"$schema": "http://json-schema.org/schema#", "oneOf": [{"type": "string"}, {"const": {}}]}, {}),
        ({"$schema": "http://json-schema.org/draft-07/schema#", "$ref": "#/definitions/d", "type": "null",
          "definitions": {"d": True}}, {}),
        ({"format": "uri", "uniqueItems": True}, [1, True, "1"]),
    ],
)  # fmt: skip
def test_ordinary_schemas_are_judged_here(schema: Any, values: Any) -> None:
    assert surely_fits(json.dumps(schema), values)
    assert jsonschema_rs.validator_for(schema).is_valid(values)


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"pattern": "a"}',
        '{"$id": "x"}',
        '{"$schema": "http://example.com/own"}',
        '{"$schema": 1}',
        '{"$ref": "http://example.com/s"}',
        '{"$ref": "#/definitions/none"}',
        '{"$ref": "#/properties/a", "properties": {"a": {}}}',
        '{"definitions": {"d": {"$ref": "#/definitions/d"}}, "$ref": "#/definitions/d"}',
        '{"type": "text"}',
        '{"type": []}',
        '{"required": "a"}',
        '{"required": ["a", "a"]}',
        '{"properties": []}',
        '{"items": [{}]}',
        '{"allOf": []}',
        '{"minLength": -1}',
        '{"minimum": 1e300}',
        '{"exclusiveMinimum": true}',
        '{"title": 1}',
        '{"properties": {"a": {"$schema": "http://json-schema.org/draft-07/schema#"}}}',
        '{"$schema": "http://json-schema.org/draft-07/schema#", "format": "uri"}',
        f'{{"title": "{"x" * 300_001}"}}',
    ],
)
def test_all_else_is_left_to_the_full_validator(text: str) -> None:
    assert not surely_fits(text, {})
