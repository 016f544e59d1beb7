"""Maps: what is shared and what is copied."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kforge.functions.dicts import deep_copy, merge, merge_overwrite, omit, pick
from kforge.golang.kinds import StringList, Values

TREES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text("ab")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=12,
)
MAPS = st.dictionaries(st.sampled_from("abcd"), TREES, max_size=4)


@settings(deadline=None)
@given(MAPS, MAPS)
def test_merging_keeps_what_is_there(target: dict[str, object], source: dict[str, object]) -> None:
    before = {key: value for key, value in target.items() if value and not isinstance(value, dict)}
    result = merge(target, source)
    assert result is target
    assert {key: result[key] for key in before} == before
    assert set(result) >= {key for key, value in source.items() if value is not None}


@settings(deadline=None)
@given(MAPS, MAPS)
def test_overwriting_takes_what_comes(target: dict[str, object], source: dict[str, object]) -> None:
    wanted = {key: value for key, value in source.items() if not isinstance(value, dict)}
    result = merge_overwrite(target, source)
    assert result is target
    assert {key: result[key] for key in wanted} == wanted


@settings(deadline=None)
@given(MAPS)
def test_a_deep_copy_is_equal_and_shares_nothing(tree: dict[str, object]) -> None:
    copied = deep_copy(tree)
    assert copied == tree
    assert copied is not tree
    shared = {id(value) for value in tree.values() if isinstance(value, (list, dict))}
    assert isinstance(copied, dict)
    assert not shared & {id(value) for value in copied.values()}


def test_copies_keep_their_go_types() -> None:
    copied = deep_copy({"a": StringList(["x"]), "b": Values({"c": 1})})
    assert isinstance(copied, dict)
    assert [type(value) for value in copied.values()] == [StringList, Values]


def test_nested_maps_are_shared() -> None:
    inner: dict[str, object] = {}
    assert merge({}, {"in": inner})["in"] is inner
    assert pick({"in": inner}, "in")["in"] is inner
    assert omit({"in": inner}, "x")["in"] is inner


def test_a_map_merged_into_itself() -> None:
    tree = {"a": {"b": 1}}
    assert merge_overwrite(tree, tree) == {"a": {"b": 1}}
