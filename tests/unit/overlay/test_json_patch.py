"""Where kustomize's JSON patch is RFC 6902 and where not: a table that the real tool is held to as well."""

import copy
import json
import subprocess
from pathlib import Path
from typing import Any

import jsonpatch
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kforge.errors import YamlError
from kforge.overlay import json_patch
from kforge.overlay.json_patch import NotAPatch, OperationError, apply, read_operations
from kforge.yaml.parse import parse_documents
from kforge.yaml.scalars import KUSTOMIZE

DATA: dict[str, Any] = {
    "a": "one",
    "list": [1, 2, 3],
    "map": {"inner": {"x": 1}},
    "none": None,
    "a/b": 1,
    "a~b": 2,
    "float": 1.5,
    "": 0,
}


def tree(**data: object) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": "n"},
        "data": {**copy.deepcopy(DATA), **data},
    }


# operations on /data as YAML flow (op, path, [from], [value]), and what they change; False: they fail
RIGHT: list[tuple[str, dict[str, object]]] = [
    # add
    ("{op: add, path: /data/n, value: 1}", {"n": 1}),
    ("{op: add, path: /data/a, value: [1]}", {"a": [1]}),
    ("{op: add, path: /data/n}", {"n": None}),
    ("{op: add, path: /data/none, value: 1}", {"none": 1}),
    ("{op: add, path: /data/, value: 1}", {"": 1}),
    ("{op: add, path: /data/list/0, value: 9}", {"list": [9, 1, 2, 3]}),
    ("{op: add, path: /data/list/3, value: 9}", {"list": [1, 2, 3, 9]}),
    ("{op: add, path: /data/list/-, value: 9}", {"list": [1, 2, 3, 9]}),
    ("{op: add, path: /data/list/-1, value: 9}", {"list": [1, 2, 3, 9]}),
    ("{op: add, path: /data/list/-4, value: 9}", {"list": [9, 1, 2, 3]}),
    ("{op: add, path: /data/list/+1, value: 9}", {"list": [1, 9, 2, 3]}),
    ("{op: add, path: /data/list/01, value: 9}", {"list": [1, 9, 2, 3]}),
    ("{op: add, path: /data/list/-0, value: 9}", {"list": [9, 1, 2, 3]}),
    ("{op: add, path: /data/map/inner/y, value: 2}", {"map": {"inner": {"x": 1, "y": 2}}}),
    ("{op: add, path: /data/a~1b, value: 9}", {"a/b": 9}),
    ("{op: add, path: /data/a~0b, value: 9}", {"a~b": 9}),
    ("{op: add, path: /data/a~01b, value: 9}", {"a~1b": 9}),
    ("{op: add, path: /data/a~2b, value: 9}", {"a~2b": 9}),
    ("{op: add, path: /data/a~, value: 9}", {"a~": 9}),
    ("{op: add, path: x/data/n, value: 1}", {"n": 1}),
    ("{op: add, path: /data/n, value: 1, more: 2}", {"n": 1}),
    # replace
    ("{op: replace, path: /data/a, value: 2}", {"a": 2}),
    ("{op: replace, path: /data/a}", {"a": None}),
    ("{op: replace, path: /data/n, value: 1}", {"n": 1}),
    ("{op: replace, path: /data/map/n, value: 1}", {"map": {"inner": {"x": 1}, "n": 1}}),
    ("{op: replace, path: /data/list/-1, value: 9}", {"list": [1, 2, 9]}),
    ("{op: replace, path: /data/list/+0, value: 9}", {"list": [9, 2, 3]}),
    # remove
    ("{op: remove, path: /data/list/0}", {"list": [2, 3]}),
    ("{op: remove, path: /data/list/-1}", {"list": [1, 2]}),
    ("{op: remove, path: /data/list/-3}", {"list": [2, 3]}),
    ("{op: remove, path: /data/map/inner}", {"map": {}}),
    # move and copy
    ("{op: move, from: /data/list/2, path: /data/list/0}", {"list": [3, 1, 2]}),
    ("{op: move, from: /data/list/0, path: /data/list/-}", {"list": [2, 3, 1]}),
    ("{op: move, from: /data/list/-1, path: /data/n}", {"list": [1, 2], "n": 3}),
    ("{op: move, from: /data/a, path: /data/a}", {}),
    ("{op: copy, from: /data/map, path: /data/n}", {"n": {"inner": {"x": 1}}}),
    ("{op: copy, from: /data/list/-1, path: /data/list/0}", {"list": [3, 1, 2, 3]}),
    ("{op: copy, from: /data/missing, path: /data/n}", {"n": None}),
    ("{op: copy, from: x/data/a, path: /data/n}", {"n": "one"}),
    # test
    ("{op: test, path: /data/a, value: one}", {}),
    ("{op: test, path: /data/list, value: [1, 2.0, 3]}", {}),
    ("{op: test, path: /data/map, value: {inner: {x: 1}}}", {}),
    ("{op: test, path: /data/none, value: null}", {}),
    ("{op: test, path: /data/none}", {}),
    ("{op: test, path: /data/missing}", {}),
    ("{op: test, path: /data/float, value: 1.50}", {}),
    ("{op: test, path: /data/list/-1, value: 3}", {}),
    # several, and what they share
    (
        "{op: add, path: /data/n, value: {}}, {op: copy, from: /data/n, path: /data/m},"
        " {op: add, path: /data/n/x, value: 1}",
        {"n": {"x": 1}, "m": {}},
    ),
    # numbers
    ("{op: add, path: /data/n, value: 9007199254740993}", {"n": 9007199254740992}),
    ("{op: add, path: /data/n, value: 12345678901234567890}", {"n": 12345678901234567000}),
    ("{op: add, path: /data/n, value: 1e3}", {"n": 1000}),
    ("{op: add, path: /data/n, value: 1e20}", {"n": 1e20}),
    ("{op: add, path: /data/n, value: -1.0}", {"n": -1}),
    ("{op: add, path: /data/n, value: 0.1}", {"n": 0.1}),
    ("{op: add, path: /data/n, value: yes}", {"n": True}),
]

WRONG = [
    ("{op: add, path: /data/n/x, value: 1}", "there is no n in /data"),
    ("{op: add, path: /data/a/x, value: 1}", "a in /data is a scalar: nothing can be below it"),
    ("{op: add, path: /data/none/x, value: 1}", "none in /data is null: nothing can be below it"),
    ("{op: add, path: /data/list/0/x, value: 1}", "0 in /data/list is a scalar: nothing can be below it"),
    ("{op: add, path: /data/list/4, value: 1}", "index 4 is out of range: the list has 3 items"),
    ("{op: add, path: /data/list/-5, value: 1}", "index -5 is out of range: the list has 3 items"),
    ("{op: add, path: /data/list/x, value: 1}", "x is no index, and this is a list"),
    ("{op: add, path: /data/list/, value: 1}", "nothing is no index, and this is a list"),
    ("{op: add, path: /data/list/--1, value: 1}", "--1 is no index, and this is a list"),
    ("{op: add, path: '', value: {}}", "the whole resource names nothing that add works on"),
    ("{op: add, path: zz, value: 1}", "zz names nothing that add works on"),
    ("{op: replace, path: /data/list/3, value: 1}", "index 3 is out of range: the list has 3 items"),
    ("{op: replace, path: /data/list/-4, value: 1}", "index -4 is out of range: the list has 3 items"),
    ("{op: replace, path: /data/list/-, value: 1}", "- is no index, and this is a list"),
    ("{op: replace, path: '', value: 1}", "a resource can only be replaced by a mapping"),
    ("{op: replace, path: '', value: [1]}", "a resource can only be replaced by a mapping"),
    ("{op: replace, path: /no/x, value: 1}", "there is no no in the resource"),
    ("{op: remove, path: /data/missing}", "there is no missing in /data"),
    ("{op: remove, path: /data/list/3}", "index 3 is out of range: the list has 3 items"),
    ("{op: remove, path: /data/list/-}", "- is no index, and this is a list"),
    ("{op: remove, path: ''}", "the whole resource names nothing that remove works on"),
    ("{op: move, from: /data/missing, path: /data/n}", "there is no missing in /data"),
    ("{op: move, from: /data/map, path: /data/map/inner/y}", "there is no map in /data"),
    ("{op: move, path: /data/n}", "move needs a from"),
    ("{op: copy, from: /data/list/-, path: /data/n}", "- is no index, and this is a list"),
    ("{op: copy, from: '', path: /data/n}", "the whole resource names nothing that copy works on"),
    ("{op: copy, from: 5, path: /data/n}", "from must be a string"),
    ("{op: test, path: /data/a, value: two}", '/data/a is "one", not "two"'),
    ("{op: test, path: /data/a}", '/data/a is "one", not null'),
    ("{op: test, path: /data/missing, value: 1}", "/data/missing is null, not 1"),
    ("{op: test, path: /data/list/0, value: true}", "/data/list/0 is 1, not true"),
    ("{op: test, path: /data/list/0, value: '1'}", '/data/list/0 is 1, not "1"'),
    ("{op: test, path: /data/list, value: [1, 2]}", "/data/list is [1, 2, 3], not [1, 2]"),
    ("{op: test, path: /data/map, value: {}}", '/data/map is {"inner": {"x": 1}}, not {}'),
    ("{op: test, path: '', value: {}}", "the whole resource names nothing that test works on"),
    ("{op: frob, path: /data/a}", "there is no operation frob"),
    ("{op: Add, path: /data/a}", "there is no operation Add"),
    ("{path: /data/a}", "this operation has no op"),
    ("{op: 1, path: /data/a}", "this operation has no op"),
    ("{op: add, value: 1}", "add needs a path"),
    ("{op: add, path: 5, value: 1}", "path must be a string"),
    ("null", "this operation has no op"),
]


def split(flow: str) -> list[str]:
    return [part if part.startswith(("{", "null")) else "{op" + part for part in flow.split(", {op")]


def operations(flow: str) -> list[Any]:
    return read_operations("".join(f"- {part}\n" for part in split(flow)))


@pytest.mark.parametrize(("flow", "changes"), RIGHT)
def test_applies(flow: str, changes: dict[str, object]) -> None:
    result = apply(tree(), operations(flow))["data"]
    wanted = tree(**changes)["data"]
    assert result == wanted
    assert {key: type(value) for key, value in result.items()} == {
        key: type(value) for key, value in wanted.items()
    }


@pytest.mark.parametrize(("flow", "message"), WRONG)
def test_fails(flow: str, message: str) -> None:
    with pytest.raises(OperationError) as raised:
        apply(tree(), operations(flow))
    assert raised.value.message == message
    assert raised.value.index == 0


def test_the_operation_is_named() -> None:
    with pytest.raises(OperationError) as raised:
        apply(tree(), operations("{op: remove, path: /data/a}, {op: remove, path: /data/lst}"))
    assert (raised.value.index, raised.value.field) == (1, "path")
    assert raised.value.hint == "did you mean list?"


def test_replace_everything() -> None:
    assert apply(tree(), operations("{op: replace, path: '', value: {kind: X}}")) == {"kind": "X"}


def test_a_value_is_not_shared() -> None:
    patch = operations("{op: add, path: /data/n, value: {list: [1]}}")
    first, second = apply(tree(), patch), apply(tree(), patch)
    first["data"]["n"]["list"].append(2)
    assert second["data"]["n"] == {"list": [1]}
    assert patch[0]["value"] == {"list": [1]}


def test_the_digits_of_a_json_text_count_in_a_test() -> None:
    patch = read_operations('[{"op": "test", "path": "/data/float", "value": 1.50}]')
    with pytest.raises(OperationError):
        apply(tree(), patch)
    assert apply(tree(), read_operations('[{"op": "test", "path": "/data/float", "value": 1.5}]')) == tree()
    added = apply(tree(), read_operations('[{"op": "add", "path": "/data/n", "value": 1.50}]'))["data"]["n"]
    assert type(added) is float


TEXTS = [
    ("", 0),
    ("null", 0),
    ("# nothing", 0),
    ("[]", 0),
    ("---\n- {op: add}", 1),
    ("# first\n---\n- {op: add}\n---\n- {op: add}\n- {op: add}", 1),
    ('[{"op": "add", "op": "remove"}]', 1),
    ('[\n\t{"op": "add"}\n]\n', 1),
]


@pytest.mark.parametrize(("text", "count"), TEXTS)
def test_read(text: str, count: int) -> None:
    assert len(read_operations(text)) == count


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("[{op: add}]", 1, 3),
        ('[{"op": "add"},]', 1, 16),
        ('[{"op": "add"}] x', 1, 17),
        ("[\n{'op': 1}]", 2, 2),
        ('[{"value": NaN}]', 0, 0),
        ('[{"value": 1e999}]', 0, 0),
        ("a: b", 0, 0),
        ("word", 0, 0),
        ("- word", 0, 0),
        ("[1]", 0, 0),
    ],
)
def test_not_a_patch(text: str, line: int, column: int) -> None:
    with pytest.raises(NotAPatch) as raised:
        read_operations(text)
    assert (raised.value.line, raised.value.column) == (line, column)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(-4, 4) | st.text("ab/~ <\u20ac\n", max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("ab/~-0", max_size=2), inner, max_size=3)
    ),
    max_leaves=8,
)


def places(value: Any, pointer: str = "") -> list[tuple[str, bool]]:
    """The pointers that RFC 6902 takes in `value`, and whether something stands there."""
    found: list[tuple[str, bool]] = []
    if isinstance(value, dict):
        found.append((f"{pointer}/new", False))
        for key, inner in value.items():
            below = f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"
            found += [(below, True), *places(inner, below)]
    elif isinstance(value, list):
        found += [(f"{pointer}/-", False), (f"{pointer}/{len(value)}", False)]
        for index, inner in enumerate(value):
            found += [(f"{pointer}/{index}", True), *places(inner, f"{pointer}/{index}")]
    return found


@settings(deadline=None, max_examples=150)
@given(st.dictionaries(st.text("ab/~", max_size=2), JSON, max_size=3), st.data())
def test_what_is_rfc_6902_comes_out_as_the_jsonpatch_package_has_it(
    start: dict[str, Any], data: st.DataObject
) -> None:
    ours, theirs, done = copy.deepcopy(start), copy.deepcopy(start), []
    for _ in range(data.draw(st.integers(1, 5))):
        there = [pointer for pointer, exists in places(theirs) if exists]
        kinds = ("add", "replace", "remove", "move", "copy", "test") if there else ("add",)
        operation: dict[str, Any] = {"op": data.draw(st.sampled_from(kinds))}
        source = data.draw(st.sampled_from(there)) if there else ""
        if operation["op"] in ("add", "move", "copy"):
            operation["path"] = data.draw(st.sampled_from([pointer for pointer, _ in places(theirs)]))
        else:
            operation["path"] = source
        if operation["op"] in ("move", "copy"):
            operation["from"] = source
        else:
            operation["value"] = data.draw(JSON)
        if operation["op"] == "move" and operation["path"].startswith(f"{source}/"):
            continue  # into itself: no RFC 6902
        try:
            after = jsonpatch.JsonPatch([operation]).apply(theirs)
        # a test that does not hold, a place that is gone with what is moved
        except (jsonpatch.JsonPatchException, jsonpatch.JsonPointerException):
            with pytest.raises(OperationError):
                apply(copy.deepcopy(theirs), [operation])
            continue
        theirs = after
        done.append(operation)
    assert apply(ours, done) == theirs


@settings(deadline=None)
@given(JSON, st.sampled_from(("", " ", "\n\t", "]", ",", "x", "\x0b")), st.sampled_from((None, 1)))
def test_a_json_text_is_read_as_the_json_package_reads_it(value: Any, tail: str, indent: int | None) -> None:
    text = json.dumps([{"value": value}], indent=indent) + tail
    try:
        wanted = json.loads(text)
    except ValueError:
        with pytest.raises(NotAPatch):
            read_operations(text)
        return
    assert read_operations(text) == wanted
    assert json_patch._scanned(text) == wanted


def test_bad_yaml() -> None:
    with pytest.raises(YamlError, match=r"^p\.yaml:\d"):
        read_operations("- {op: add", "p.yaml")


def run_real(kubectl: str, folder: Path, flows: list[str]) -> subprocess.CompletedProcess[str]:
    folder.mkdir()
    resources = []
    for number in range(len(flows)):
        one = tree()
        one["metadata"]["name"] = f"n{number}"
        resources.append(json.dumps(one))
    patches = [
        {"target": {"name": f"n{number}"}, "patch": "".join(f"- {part}\n" for part in split(flow))}
        for number, flow in enumerate(flows)
    ]
    (folder / "all.yaml").write_text("\n---\n".join(resources))
    (folder / "kustomization.yaml").write_text(json.dumps({"resources": ["all.yaml"], "patches": patches}))
    command = [kubectl, "kustomize", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.oracle
def test_the_table_is_true(kubectl: str, tmp_path: Path) -> None:
    done = run_real(kubectl, tmp_path / "right", [flow for flow, _ in RIGHT])
    assert done.returncode == 0, done.stderr
    printed: dict[str, Any] = {}
    for document in parse_documents(done.stdout, reading=KUSTOMIZE):
        assert isinstance(document.tree, dict)
        printed[document.tree["metadata"]["name"]] = document.tree["data"]
    for number, (flow, _) in enumerate(RIGHT):
        assert apply(tree(), operations(flow))["data"] == printed[f"n{number}"], flow


@pytest.mark.oracle
@pytest.mark.parametrize("flow", [flow for flow, _ in WRONG])
def test_the_real_tool_fails_too(kubectl: str, tmp_path: Path, flow: str) -> None:
    assert run_real(kubectl, tmp_path / "wrong", [flow]).returncode
