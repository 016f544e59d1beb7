"""Annotations in the text of manifests."""

import pytest

from kforge.chart.document import read
from kforge.render.annotate import add, take

KEY = "example.com/k"

PLAIN = """\
# comment
apiVersion: v1
metadata:   # here
    name: "a"

    labels: {x: y}
data:
  a: 1   # kept
"""
WITH_ANNOTATIONS = """\
metadata:
  annotations:
    "a": b
    # last
  name: a
spec:
- x
"""


def test_lines_stay_as_they_are() -> None:
    added = add(PLAIN, "f", KEY, "t/a.yaml")
    at = PLAIN.index("\ndata:") + 1
    assert added == f"{PLAIN[:at]}    annotations:\n      {KEY}: 't/a.yaml'\n{PLAIN[at:]}"
    assert take(added, "f", KEY) == (PLAIN, "t/a.yaml")
    added = add(WITH_ANNOTATIONS, "f", KEY, "v")
    assert added == WITH_ANNOTATIONS.replace('"a": b\n', f"\"a\": b\n    {KEY}: 'v'\n")
    assert take(added, "f", KEY) == (WITH_ANNOTATIONS, "v")


@pytest.mark.parametrize(
    "text",
    [
        "metadata: {name: a}\n",
        "metadata: {name: a, annotations: {b: c}}\n",
        "kind: A\n",
        "metadata:\n  annotations: {}\n  name: a\n",
        "metadata:\n  annotations: {b: c}\n",
        "metadata:\n",
        "metadata:\n  annotations:\nkind: A\n",
        '"metadata":\n  name: a\n',
        "a: |\n  metadata:\n    x\nmetadata:\n  name: |\n    annotations:\n",
    ],
)
def test_what_is_no_plain_block_is_written_anew(text: str) -> None:
    before = read(text, "f").tree
    assert isinstance(before, dict)
    added = add(text, "f", KEY, "v")
    tree = read(added, "f").tree
    assert isinstance(tree, dict)
    assert tree["metadata"]["annotations"][KEY] == "v"
    rest, value = take(added, "f", KEY)
    assert value == "v"
    after = read(rest, "f").tree
    assert isinstance(after, dict)
    empty = {"annotations": {}, "name": "a"}
    assert after == before or before.get("metadata") in (None, {"annotations": None}, empty)


def test_without_the_annotation_nothing_is_taken() -> None:
    assert take("metadata: {name: a}", "f", KEY) == ("metadata: {name: a}\n", "")
    assert take("- x\n", "f", KEY) == ("- x\n", "")
    assert add("- x", "f", KEY, "v") == "- x\n"
