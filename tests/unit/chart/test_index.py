"""index.yaml: what is found in it, whatever its layout, and what is said when it is not."""

import json

import pytest

from kforge.chart import index
from kforge.errors import ChartError, KforgeError

USUAL = b"""\
apiVersion: v1
entries:
  db:
  - apiVersion: v2
    name: db
    version: 1.0.0
    urls:
    - db-1.0.0.tgz
  web:
  - apiVersion: v2
    description: |
      two
      lines:
    name: web
    version: 0.1.0
    urls: [web-0.1.0.tgz]
  - apiVersion: v2
    digest: sha256:ABC
    name: web
    version: 0.10.0
    urls: [web-0.10.0.tgz]
  - apiVersion: v2
    name: web
    version: 0.2.0
    urls: [web-0.2.0.tgz]
  - apiVersion: v2
    name: web
    version: 1.0.0-rc.1
    urls: [web-1.0.0-rc.1.tgz]
  web-more:
  - name: web-more
    version: 3.0.0
generated: "2026-01-01T00:00:00Z"
"""
TREE = {
    "apiVersion": "v1",
    "entries": {"web": [{"name": "web", "version": "0.1.0", "urls": ["a.tgz"]}]},
}


def found(data: bytes, name: str, version: str = "") -> str:
    return index.parse(data, "index.yaml").find(name, version).version


def said(data: bytes, name: str = "web", version: str = "") -> str:
    with pytest.raises(KforgeError) as caught:
        index.parse(data, "index.yaml").find(name, version)
    return caught.value.render()


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("", "0.10.0"),
        ("0.2.0", "0.2.0"),
        ("~0.1", "0.1.0"),
        ("^0.2.0", "0.2.0"),
        (">0.0.0-0", "1.0.0-rc.1"),
        ("1.0.0-rc.1", "1.0.0-rc.1"),
        ("v0.2.0", "0.2.0"),
        ("<0.10", "0.2.0"),
    ],
)
def test_versions_as_helm_chooses_them(version: str, expected: str) -> None:
    assert found(USUAL, "web", version) == expected


def test_versions_stand_newest_first() -> None:
    versions = [each.version for each in index.parse(USUAL, "i").versions("web")]
    assert versions == ["1.0.0-rc.1", "0.10.0", "0.2.0", "0.1.0"]


def test_digests_are_plain() -> None:
    assert index.parse(USUAL, "i").find("web", "0.10.0").digest == "abc"


def test_one_chart_is_cut_out_of_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_entries", None)  # would fail if all of it were read
    assert [found(USUAL, name) for name in ("db", "web")] == ["1.0.0", "0.10.0"]


@pytest.mark.parametrize(
    "data",
    [
        json.dumps(TREE).encode(),
        json.dumps(TREE, indent=1).encode(),
        b"entries:\n  web:\n  - {name: web, version: 0.1.0, urls: [a.tgz]}\napiVersion: v1\n",
        b"---\napiVersion: v1\nentries: {web: [{name: web, version: 0.1.0, urls: [a.tgz]}]}\n",
        b"apiVersion: v1\r\nentries:\r\n  web:\r\n  - {name: web, version: 0.1.0, urls: [a.tgz]}\r\n",
        b'apiVersion: v1\nentries:\n  "web":\n  - name: web\n    version: 0.1.0\n    urls: [a.tgz]\n',
        b"apiVersion: v1\nentries:\n  web: &x\n  - name: web\n    version: 0.1.0\n    urls: [a.tgz]\n",
        b"apiVersion: v1\nentries:\n  a: &x\n  - {name: web, version: 0.1.0, urls: [b]}\n  web:\n    *x\n",
        b"apiVersion: v1\nentries:\n    web:\n    - name: web\n      version: 0.1.0\n      urls: [a.tgz]\n",
    ],
)
def test_other_layouts(data: bytes) -> None:
    assert found(data, "web") == "0.1.0"


def test_unknown_fields_are_passed_over() -> None:
    """helm refuses such an index, but a server may know more than its clients."""
    data = (
        USUAL.replace(b"    name: web\n", b"    name: web\n    extra: {a: [1]}\n") + b"serverInfo: {x: 1}\n"
    )
    assert data.count(b"extra") == 4
    assert found(data, "web", "~0.1") == "0.1.0"
    assert [each.version for each in index.parse(data, "i").versions("web")][:2] == ["1.0.0-rc.1", "0.10.0"]


def test_what_helm_leaves_out_is_left_out() -> None:
    entries = [
        {"name": "web", "version": "not a version", "urls": ["a"]},
        {"name": "../web", "version": "9.0.0", "urls": ["a"]},
        {"version": "8.0.0", "urls": ["a"]},
        {"name": "web", "version": "7.0.0", "type": "other", "urls": ["a"]},
        None,
        "text",
        {"name": "web", "version": "1.0.0", "urls": ["a"]},
    ]
    assert (
        found(json.dumps({"apiVersion": "v1", "entries": {"web": entries}}).encode(), "web", ">0") == "1.0.0"
    )


def test_what_is_not_there() -> None:
    assert "there is no chart 'wbe' in this repository\n  hint: did you mean web?" in said(USUAL, "wbe")
    text = said(USUAL, "web", "^9")
    assert "index.yaml: there is no version ^9 of web" in text
    assert "there are 1.0.0-rc.1, 0.10.0, 0.2.0, 0.1.0" in text
    assert "has no address" in said(USUAL, "web-more")
    only = USUAL.replace(b"0.10.0", b"0.10.0-a").replace(b"0.2.0", b"0.2.0-a").replace(b"0.1.0", b"0.1.0-a")
    assert "web has prereleases only" in said(only)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "this index is empty"),
        (b"<html><p>Sign in</p></html>", "this is no index of a chart repository"),
        (b"entries: {}\n", "it has no apiVersion"),
        (b"apiVersion: v1\nentries: [a]\n", "entries must be a mapping"),
        (b"apiVersion: v1\nentries:\n  web:\n  - name: [\n", "index.yaml"),
        (b"apiVersion: v1\nentries: {}\n", "there is no chart"),
    ],
)
def test_what_is_no_index(data: bytes, reason: str) -> None:
    assert reason in said(data)


@pytest.mark.parametrize(
    ("version", "answer"),
    [
        ("1.2.3", False),
        ("1.2", False),
        ("^1.2", True),
        ("1.x", True),
        ("1.2.3-x", False),
        ("", True),
        ("1 - 2", True),
    ],
)
def test_ranges(version: str, answer: bool) -> None:
    assert index.is_range(version) is answer


def test_a_version_that_is_no_range() -> None:
    with pytest.raises(ChartError, match="improper version constraint"):
        index.parse(USUAL, "i").find("web", "!!")
