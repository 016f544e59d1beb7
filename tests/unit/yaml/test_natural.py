"""Go's order of keys, as seen in what kubectl and kustomize print."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kforge.errors import YamlError
from kforge.yaml.natural import compare, natural_order

ORDERED = [
    ["9", "10", "100"],
    ["a2", "a10", "b1"],
    ["a1", "a01", "a001"],
    ["-", "0", "A", "B", "a", "b"],
    ["_a", "A", "a"],
    [":", "1"],
    ["app.kubernetes.io/name", "app.kubernetes.io/part-of", "example.com/x"],
    ["1.9", "1.10"],
    ["v1", "v1alpha1"],
    ["v1alpha1", "v1beta1", "v2"],
    ["a", "a-b", "a.b", "a1", "aa"],
    ["10", "1x"],
    ["1x", "9"],
    ["a10b0", "a10b01"],
    ["x10", "x10a", "x1y"],
    ["é", "日"],
]


@pytest.mark.parametrize("keys", ORDERED, ids=",".join)
def test_order(keys: list[str]) -> None:
    for given_order in itertools.permutations(keys):
        assert natural_order(given_order) == keys


def test_the_order_is_settled_where_the_comparison_is_not() -> None:
    """9 < 10 < 1x < 9: the real tools differ from run to run."""
    assert compare("9", "10") < 0
    assert compare("10", "1x") < 0
    assert compare("1x", "9") < 0
    orders = {tuple(natural_order(keys)) for keys in itertools.permutations(["9", "10", "1x"])}
    assert len(orders) == 1


def test_keys_are_strings() -> None:
    with pytest.raises(YamlError):
        natural_order(("a", 1))  # type: ignore[arg-type]


words = st.text("ab.-_/A", max_size=6)


@given(st.lists(words, unique=True, max_size=8))
def test_the_short_way_is_the_long_way(keys: list[str]) -> None:
    order = natural_order(tuple(keys))
    assert sorted(order) == sorted(keys)
    assert all(compare(left, right) < 0 for left, right in itertools.pairwise(order))


@given(st.text(max_size=5), st.text(max_size=5))
def test_the_comparison_is_one_of_two_sides(left: str, right: str) -> None:
    assert (compare(left, right) > 0) == (compare(right, left) < 0)
    assert (compare(left, right) == 0) == (left == right)
