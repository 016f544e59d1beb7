"""Charts in memory: copies, paths, files."""

import pytest

from kforge.chart.chart import Chart, File
from kforge.chart.metadata import Source, read
from kforge.errors import FileError
from kforge.files import MemoryTree


def chart(name: str, *subcharts: Chart) -> Chart:
    listed = "".join(f"- name: {one.name}\n" for one in subcharts)
    text = f"name: {name}\nversion: 1.0.0\n" + (f"dependencies:\n{listed}" if listed else "")
    result = Chart(read(Source(text, "Chart.yaml")), name)
    result.set_dependencies(list(subcharts))
    return result


def test_a_copy_of_a_tree_changes_alone() -> None:
    tree = chart("a", chart("b", chart("c")))
    copied = tree.copy()
    copied.dependencies[0].metadata.fields["name"] = "renamed"
    copied.dependencies[0].set_dependencies([])
    assert [tree.dependencies[0].name, copied.dependencies[0].name] == ["b", "renamed"]
    assert tree.dependencies[0].dependencies[0].full_path == "a/charts/b/charts/c"
    assert copied.dependencies[0].parent is copied
    assert copied.metadata.dependencies
    assert tree.metadata.dependencies
    assert copied.metadata.dependencies[0] is not tree.metadata.dependencies[0]


def test_a_shallow_copy_shares_what_lies_below() -> None:
    tree = chart("a", chart("b"))
    copied = tree.shallow()
    assert copied.dependencies is tree.dependencies
    assert copied.metadata is tree.metadata


def test_files_are_read_once_and_say_where_they_are() -> None:
    tree = MemoryTree({"charts/b/x.txt": b"\xef\xbb\xbfone", "bad": b"a\n\xff"}, "a.tgz")
    file = File("x.txt", tree, "charts/b/x.txt")
    assert (file.text(), file.data(), file.shown) == ("one", b"one", "a.tgz/charts/b/x.txt")
    tree.contents["charts/b/x.txt"] = b"two"
    assert file.text() == "one"
    with pytest.raises(FileError) as caught:
        File("bad", tree, "bad").text()
    assert str(caught.value.position) == "a.tgz/bad:2"
