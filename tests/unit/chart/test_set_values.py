"""--set and its kin, held to a table of what helm makes of each expression."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kforge.chart import set_values
from kforge.chart.values import read_text
from kforge.errors import FileError, KforgeError, ValuesError

BASE: dict[str, Any] = {
    "keep": {"a": 1, "b": "x"},
    "lst": ["a", "b"],
    "maps": [{"size": 1, "mode": 2}],
    "num": 5,
    "nul": None,
}
TEXT = "line 1\nline 2\n"


def numbers_alike(value: object) -> object:
    """`value` with all numbers as floats, as helm has them."""
    if isinstance(value, dict):
        return {key: numbers_alike(item) for key, item in value.items()}
    if isinstance(value, list):
        return [numbers_alike(item) for item in value]
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def apply(*sets: tuple[str, str]) -> dict[str, object]:
    return set_values.apply(copy.deepcopy(BASE), sets, read_text)


def outcome(kind: str, expression: str) -> dict[str, object]:
    """What the expression changes, or that it fails."""
    try:
        values = numbers_alike(apply((kind, expression)))
    except KforgeError:
        return {"fails": True}
    base = numbers_alike(BASE)
    assert isinstance(values, dict)
    assert isinstance(base, dict)
    changed = {key: value for key, value in values.items() if key not in base or value != base[key]}
    return {"gives": changed}


def test_expressions_give_what_helm_gives(
    table: Callable[[str], Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "f.txt").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    rows = table("set_values.json")
    assert len(rows) > 250
    wrong = []
    for kind, expression, recorded in rows:
        wanted = {"fails": True} if "fails" in recorded else {"gives": numbers_alike(recorded["gives"])}
        if outcome(kind, expression) != wanted:
            wrong.append((kind, expression, outcome(kind, expression), recorded))
    assert wrong == []


def test_kinds_apply_in_helms_order_wherever_they_stand() -> None:
    given = [
        ("set-literal", "a=literal"),
        ("set-string", "b=1"),
        ("set", "a=set"),
        ("set", "b=2"),
        ("set-json", 'c={"x":1}'),
        ("set", "c.y=2"),
    ]
    assert apply(*given) == {**BASE, "a": "literal", "b": "1", "c": {"x": 1, "y": 2}}


def test_later_expressions_of_one_kind_win() -> None:
    assert apply(("set", "num=1"), ("set", "num=2,num=3"))["num"] == 3


def test_the_largest_index_and_one_beyond() -> None:
    items = apply(("set", "new[65536]=x"))["new"]
    assert isinstance(items, list)
    assert (len(items), items[0], items[65536]) == (65537, None, "x")
    with pytest.raises(ValuesError, match="must not be larger than 65536: 65537"):
        apply(("set", "new[65537]=x"))


def test_keys_nest_thirty_deep_and_no_deeper() -> None:
    assert apply(("set", "n." * 30 + "x=1"))["n"]
    with pytest.raises(ValuesError, match="nested more than 30 deep"):
        apply(("set", "n." * 31 + "x=1"))


@pytest.mark.parametrize(
    ("kind", "expression", "message"),
    [
        ("set", "a", '--set a: key "a" has no value'),
        ("set", "a,b=1", '--set a,b=1: key "a" has no value (it must not end with ,)'),
        ("set", "a={x", "--set a={x: a list must end with }"),
        ("set", "num.x=1", '--set num.x=1: "num" is a number, not a mapping'),
        ("set", "keep[0]=1", '--set keep[0]=1: "keep" is a mapping, not a list'),
        ("set", "a[x]=1", '--set a[x]=1: "x" is no index'),
        ("set", "a[0]b=1", '--set a[0]b=1: "b" cannot follow an index'),
        ("set-json", "a=nope", "--set-json a=nope: this is not JSON: expecting value at character 3"),
        ("set-json", '{"a":1}x', "--set-json {\"a\":1}x: this is not one JSON object: 'x' follows it"),
        ("set-json", "a=NaN", "--set-json a=NaN: NaN is not JSON"),
        ("set-json", "a=1.e5", "--set-json a=1.e5: 1. is not a number"),
    ],
)
def test_an_error_quotes_the_expression_and_says_what_is_wrong(
    kind: str, expression: str, message: str
) -> None:
    with pytest.raises(ValuesError) as caught:
        apply((kind, expression))
    assert caught.value.message == message


def test_a_missing_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileError) as caught:
        apply(("set-file", "a=missing.txt"))
    assert caught.value.render() == "missing.txt: no such file or directory"


def test_json_nested_beyond_reason_is_an_error() -> None:
    with pytest.raises(ValuesError, match="too deeply nested"):
        apply(("set-json", "a=" + "[" * 100_000))


def test_bytes_that_are_no_text_become_replacement_characters() -> None:
    assert apply(("set", "a=x\udcff"))["a"] == "x\ufffd"


@pytest.mark.oracle
def test_helm_still_gives_what_is_recorded(
    table: Callable[[str], Any], run_helm: Callable[..., Any], write: Callable[..., Path]
) -> None:
    folder = write(
        {
            "chart/Chart.yaml": "apiVersion: v2\nname: chart\nversion: 0.1.0\n",
            "chart/templates/all.yaml": "# {{ toJson .Values }}\n",
            "base.yaml": json.dumps(BASE),
            "f.txt": TEXT,
        }
    )
    wrong = []
    for kind, expression, recorded in table("set_values.json"):
        done = run_helm(folder, "-f", "base.yaml", f"--{kind}", expression)
        if done.returncode:
            found: dict[str, object] = {"fails": True}
        else:
            values = json.loads(done.stdout.splitlines()[2][2:])
            changed = {key: value for key, value in values.items() if value != BASE.get(key, ...)}
            found = {"gives": changed}
        if found != ({"fails": True} if "fails" in recorded else recorded):
            wrong.append((kind, expression, found, recorded))
    assert wrong == []
