"""Following the paths of replacements; the golden cases replacements--* hold the whole to the real tool."""

from typing import Any

import pytest

from kforge.overlay.replacement_path import CREATED, PathError, look_up, match, split

SPLITS = [
    ("a.b.c", ["a", "b", "c"]),
    ("a", ["a"]),
    ("", [""]),
    (".a.b", ["a", "b"]),
    ("a..b", ["a", "", "b"]),
    (r"a.b\.c.d", ["a", "b.c", "d"]),
    ("a.[b.c/d].e", ["a", "b.c/d", "e"]),
    ("a.[name=b.c].e", ["a", "[name=b.c]", "e"]),
    ("a.[b].c", ["a", "[b]", "c"]),
    ("a.[b.c", ["a", "b.c"]),
    ("a.*.b", ["a", "*", "b"]),
]


@pytest.mark.parametrize(("path", "parts"), SPLITS)
def test_split(path: str, parts: list[str]) -> None:
    assert split(path) == parts


def tree() -> dict[str, Any]:
    return {
        "a": {"b": 1, "x.y": 2, "none": None, "empty": []},
        "list": [{"name": "one", "v": 1}, {"name": "two", "v": 2}, {"v": 3}],
        "words": ["p", "q", "pq"],
        "numbers": [{"port": 80}, {"port": 8080}],
    }


FOUND: list[tuple[str, object]] = [
    ("a.b", 1),
    ("a.[x.y]", 2),
    ("a.none", None),
    ("a.nope", MISSING := object()),
    ("a.none.b", MISSING),
    ("list.1.v", 2),
    ("list.-.v", 3),
    ("list.3", MISSING),
    ("a.empty.-", MISSING),
    ("list.[name=two].v", 2),
    ("list.[name=t.*].v", MISSING),
    ("list.[nope=x]", MISSING),
    ("words.[=q]", "q"),
    ("numbers.[port=8080].port", 8080),
    ("a. b ", 1),
    ("a..b", 1),
]


@pytest.mark.parametrize(("path", "value"), FOUND)
def test_look_up(path: str, value: object) -> None:
    place = look_up(tree(), split(path))
    assert (MISSING if place is None else place.value) == value


@pytest.mark.parametrize(
    "path", ["a.*", "list.*", "a.b.c", "a.0", "list.name", "list.[name]", "a.[b=1]", "list.-1"]
)
def test_look_up_fails(path: str) -> None:
    with pytest.raises(PathError):
        look_up(tree(), split(path))


MATCHED: list[tuple[str, list[tuple[str | int, ...]]]] = [
    ("a.b", [("a", "b")]),
    ("a.nope", []),
    ("a.none.b", []),
    ("list.*.v", [("list", 0, "v"), ("list", 1, "v"), ("list", 2, "v")]),
    ("list.*.name", [("list", 0, "name"), ("list", 1, "name")]),
    ("list.1.v", [("list", 1, "v")]),
    ("list.[name=t].v", [("list", 1, "v")]),
    ("list.[name=o].v", [("list", 0, "v"), ("list", 1, "v")]),
    ("list.[name=^two$]", [("list", 1)]),
    ("list.[name=one].nope", []),
    ("words.[=p]", [("words", 0), ("words", 2)]),
    ("numbers.[port=^80$].port", [("numbers", 0, "port")]),
    ("a.empty.*", []),
]


@pytest.mark.parametrize(("path", "steps"), MATCHED)
def test_match(path: str, steps: list[tuple[str | int, ...]]) -> None:
    before = tree()
    assert [place.steps for place in match(before, split(path), create=False, empty=CREATED)] == steps
    assert before == tree()


@pytest.mark.parametrize(
    "path",
    ["a.b.c", "list.name", "a.*", "list.3", "a.[b=1]", "list.[name]", "list.[name=(]", "list.-.v", "list.-1"],
)
def test_match_fails(path: str) -> None:
    with pytest.raises(PathError):
        match(tree(), split(path), create=False, empty=CREATED)


MADE: list[tuple[str, list[tuple[str | int, ...]], str, object]] = [
    ("a.new", [("a", "new")], "a", {**tree()["a"], "new": CREATED}),
    ("new.deep.x", [("new", "deep", "x")], "new", {"deep": {"x": CREATED}}),
    ("new.0.x", [("new", 0, "x")], "new", [{"x": CREATED}]),
    ("new.[name=n].x", [("new", 0, "x")], "new", [{"name": "n", "x": CREATED}]),
    ("new.[port=80].x", [("new", 0, "x")], "new", [{"port": 80, "x": CREATED}]),
    ("words.3", [("words", 3)], "words", ["p", "q", "pq", CREATED]),
    ("words.[=zz]", [("words", 3)], "words", ["p", "q", "pq", CREATED]),
    (
        "list.[name=one].x",
        [("list", 0, "x")],
        "list",
        [{"name": "one", "v": 1, "x": CREATED}, *tree()["list"][1:]],
    ),
]


@pytest.mark.parametrize(("path", "steps", "field", "value"), MADE)
def test_create(path: str, steps: list[tuple[str | int, ...]], field: str, value: object) -> None:
    changed = tree()
    assert [place.steps for place in match(changed, split(path), create=True, empty=CREATED)] == steps
    assert changed[field] == value


@pytest.mark.parametrize(
    "path",
    ["a.none.x", "a.b.x", "words.5", "list.x", "list.[name=^z$]", "new.*", "a..new", "a.true", "a.-1", ""],
)
def test_create_fails(path: str) -> None:
    with pytest.raises(PathError):
        match(tree(), split(path), create=True, empty=CREATED)


def test_a_place_can_be_written() -> None:
    changed = tree()
    for place in match(changed, split("list.*.v"), create=False, empty=CREATED):
        place.value = 0
    assert [item["v"] for item in changed["list"]] == [0, 0, 0]
