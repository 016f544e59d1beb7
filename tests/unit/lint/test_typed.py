"""Values against types."""

import pytest

from kforge.lint.typed import UNKNOWN, fits, is_near, value_of
from kforge.schema import fields as types
from kforge.schema.fields import Type
from kforge.yaml.events import Node, compose


def node(text: str) -> Node:
    (root,) = compose(f"a: {text}\n")
    assert root
    return root.pairs[0][1]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", True),
        ('"yes"', "yes"),
        ("010", 8),
        ("1.50", 1.5),
        ("{}", dict),
        ("[]", list),
        ("", None),
        ("!!str 1", "1"),
        ("! 1", "1"),
        ("!!int '1'", UNKNOWN),
        ("${X}", UNKNOWN),
        ("$(X)", UNKNOWN),
        ("'{{ x }}'", UNKNOWN),
        ("ENC[AES256_GCM,data:x]", UNKNOWN),
    ],
)
def test_what_a_node_is(text: str, value: object) -> None:
    found = value_of(node(text))
    assert found is value or (found == value and type(found) is type(value))


STRING, BOOLEAN, INT, NUMBER = types.STRING, types.BOOLEAN, types.INT32, types.NUMBER
QUANTITY, EITHER = types.QUANTITY, types.INT_OR_STRING


@pytest.mark.parametrize(
    ("value", "kinds"),
    [
        ("x", {STRING, QUANTITY, EITHER}),
        (True, {BOOLEAN}),
        (1, {INT, NUMBER, QUANTITY, EITHER}),
        (1.0, {INT, NUMBER, QUANTITY, EITHER}),
        (1.5, {NUMBER, QUANTITY}),
        (1e300, {NUMBER, QUANTITY}),
        (None, {STRING, BOOLEAN, INT, NUMBER, QUANTITY, EITHER}),
        (UNKNOWN, {STRING, BOOLEAN, INT, NUMBER, QUANTITY, EITHER}),
        (dict, set()),
        (list, set()),
    ],
)
def test_what_fits_where(value: object, kinds: set[str]) -> None:
    every = (STRING, BOOLEAN, INT, NUMBER, QUANTITY, EITHER)
    assert {kind for kind in every if fits(value, Type(kind))} == kinds


def test_collections_and_anything() -> None:
    assert fits(dict, Type(types.OBJECT))
    assert fits(dict, Type(types.STRUCT))
    assert fits(list, Type(types.LIST))
    assert not fits(list, Type(types.MAP))
    assert not fits("x", Type(types.LIST))
    assert all(fits(value, Type(types.ANY)) for value in ("x", 1, True, dict, list))


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("replica", "replicas", True),
        ("replicass", "replicas", True),
        ("rpelicas", "replicas", True),
        ("replicaz", "replicas", True),
        ("REPLICAS", "replicas", True),
        ("replicas", "replicas", True),
        ("repl", "replicas", False),
        ("label", "labels", True),
        ("ab", "ba", True),
        ("abc", "cba", False),
        ("Config", "ConfigMap", False),
        ("env", "envFrom", False),
    ],
)
def test_one_slip(one: str, other: str, near: bool) -> None:
    assert is_near(one, other) is near
    assert is_near(other, one) is near
