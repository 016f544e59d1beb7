"""Files and trees of files."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kforge.errors import FileError
from kforge.files import FileTree, FolderTree, MemoryTree, make_folder, read_text, text_of, write_whole

CONTENTS = {
    "b.txt": b"b",
    "a/z.txt": b"z",
    "a-b/x.txt": b"x",
    "a.txt": b"a",
    "B/y.txt": b"y",
}


def on_disk(folder: Path) -> FileTree:
    for path, data in CONTENTS.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(data)
    return FolderTree(str(folder), "tree")


@pytest.fixture(params=["folder", "memory"])
def tree(request: pytest.FixtureRequest, tmp_path: Path) -> FileTree:
    return on_disk(tmp_path) if request.param == "folder" else MemoryTree(CONTENTS, "tree")


def test_reading(tree: FileTree) -> None:
    assert tree.read("a/z.txt") == tree.read("./a//z.txt") == b"z"
    assert tree.read_text("b.txt") == "b"
    assert (tree.size("b.txt"), tree.is_file("b.txt"), tree.is_file("a"), tree.is_file("c")) == (
        1,
        True,
        False,
        False,
    )
    assert (tree.shown("a.txt"), tree.shown("")) == ("tree/a.txt", "tree")


def test_files_below_a_folder_and_what_is_skipped(tree: FileTree) -> None:
    assert sorted(tree.files()) == sorted(CONTENTS)
    assert list(tree.files("a")) == ["a/z.txt"]
    assert sorted(tree.files(skip=lambda path, is_folder: is_folder and path != "B")) == [
        "B/y.txt",
        "a.txt",
        "b.txt",
    ]
    assert sorted(tree.files(skip=lambda path, is_folder: path == "a")) == [
        "B/y.txt",
        "a-b/x.txt",
        "a.txt",
        "b.txt",
    ]


def test_a_subtree_is_a_tree(tree: FileTree) -> None:
    inner = tree.subtree("a")
    assert (list(inner.files()), inner.read("z.txt"), inner.shown("z.txt")) == (
        ["z.txt"],
        b"z",
        "tree/a/z.txt",
    )


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "a/../../x"])
def test_no_path_leads_out(tree: FileTree, path: str) -> None:
    with pytest.raises(FileError, match="lies outside tree"):
        tree.read(path)


def test_a_missing_file_is_named(tree: FileTree) -> None:
    for read in (tree.read, tree.size):
        with pytest.raises(FileError) as caught:
            read("a/missing.txt")
        assert caught.value.render() == "tree/a/missing.txt: no such file or directory"


def test_a_folder_is_walked_name_by_name(tmp_path: Path) -> None:
    tree = on_disk(tmp_path)
    assert list(tree.files()) == ["B/y.txt", "a/z.txt", "a-b/x.txt", "a.txt", "b.txt"]


def test_memory_keeps_the_order_it_was_given() -> None:
    assert list(MemoryTree(CONTENTS).files()) == list(CONTENTS)


def link_out(folder: Path) -> Path:
    (folder / "in").mkdir()
    (folder / "out").mkdir()
    (folder / "out/secret").write_text("secret")
    (folder / "in/real").write_text("real")
    (folder / "in/file").symlink_to("../out/secret")
    (folder / "in/folder").symlink_to("../out")
    (folder / "in/inside").symlink_to("real")
    return folder / "in"


@pytest.mark.parametrize("path", ["file", "folder/secret"])
def test_links_lead_out_only_when_allowed(path: str, tmp_path: Path) -> None:
    inner = str(link_out(tmp_path))
    with pytest.raises(FileError, match=f"{path} is a link out of tree"):
        FolderTree(inner, "tree").read(path)
    assert FolderTree(inner, "tree", links_out=True).read(path) == b"secret"
    assert FolderTree(inner, "tree").read("inside") == b"real"


def test_a_folder_below_a_link_out_is_no_way_out_either(tmp_path: Path) -> None:
    inner = link_out(tmp_path)
    (tmp_path / "out/deep").mkdir()
    (tmp_path / "out/deep/x").write_text("x")
    with pytest.raises(FileError, match="is a link out of"):
        FolderTree(str(inner)).read("folder/deep/x")


def test_a_folder_that_holds_itself_ends_the_walk(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/up").symlink_to("..")
    with pytest.raises(FileError) as caught:
        list(FolderTree(str(tmp_path), "tree").files())
    assert str(caught.value.position) == "tree/a/up"


def test_what_is_no_file_has_no_size(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileError, match="a folder, device, pipe or socket"):
        FolderTree(str(tmp_path)).size("pipe")


def test_text_must_be_utf_8(tmp_path: Path) -> None:
    (tmp_path / "latin").write_bytes(b"one\ntwo \xe9\n")
    with pytest.raises(FileError) as caught:
        read_text(str(tmp_path / "latin"), "latin")
    assert caught.value.render() == "latin:2: byte 0xe9 is not UTF-8\n  hint: save the file as UTF-8"
    assert text_of("é".encode(), "x") == "é"


def test_a_path_with_a_nul_is_an_error() -> None:
    with pytest.raises(FileError, match="null byte"):
        read_text("a\0b")


def test_writing_replaces_as_a_whole_and_keeps_the_mode(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_whole(str(path), b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)
    assert os.listdir(tmp_path) == ["out"]


def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(source: str, target: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(FileError, match="no space left on device"):
        write_whole(str(tmp_path / "out"), b"new")
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("write", [lambda path: write_whole(path, b""), make_folder])
def test_a_place_that_cannot_be_written_is_named(write: Callable[[str], None], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FileError) as caught:
        write(str(tmp_path / "file/inside"))
    assert caught.value.position
    assert caught.value.position.file == str(tmp_path / "file/inside")


def test_a_device_is_written_in_place() -> None:
    write_whole(os.devnull, b"gone")
    assert not os.path.isfile(os.devnull)


def test_when_a_file_was_changed(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    os.utime(tmp_path / "a", ns=(0, 1_500_000_000_000_000_001))
    assert FolderTree(str(tmp_path)).modified("a") == 1_500_000_000_000_000_001
    with pytest.raises(FileError, match="no such file"):
        FolderTree(str(tmp_path)).modified("b")
    memory = MemoryTree({"c/a": b"", "c/b": b""}, modified={"c/a": 7})
    assert (memory.modified("c/a"), memory.modified("c/b"), memory.subtree("c").modified("a")) == (7, 0, 7)
