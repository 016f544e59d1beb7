"""Reading files and folders below an overlay's root, and the resources in them."""

import os
from pathlib import Path

import pytest

from kforge.errors import FileError, OverlayError, Position, YamlError
from kforge.overlay.load import NO_RESTRICTION, Loader, git_url, inside, is_web, parse_parts, parse_resources


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "in.txt").write_text("in")
    (tmp_path / "out.txt").write_text("out")
    return tmp_path


def loader(root: Path, restrictor: str = "LoadRestrictionsRootOnly") -> Loader:
    return Loader(str(root / "a"), "a", restrictor)


def test_files_are_read_relative_to_the_root(root: Path) -> None:
    assert loader(root).read("in.txt") == b"in"
    assert loader(root).text("../a/b/../in.txt") == "in"
    assert loader(root).read(str(root / "a" / "in.txt")) == b"in"


@pytest.mark.parametrize("path", ["../out.txt", "b/../../out.txt"])
def test_not_from_outside(root: Path, path: str) -> None:
    with pytest.raises(FileError, match="lies outside a"):
        loader(root).read(path)
    assert loader(root, NO_RESTRICTION).read(path) == b"out"


def test_not_through_a_link_either(root: Path) -> None:
    (root / "a" / "link").symlink_to(root / "out.txt")
    with pytest.raises(FileError, match="lies outside a"):
        loader(root).read("link")
    (root / "a" / "inner").symlink_to(root / "a" / "in.txt")
    assert loader(root).read("inner") == b"in"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("gone", "gone: no such file or folder"),
        ("../gone", "gone: no such file or folder"),
    ],
)
def test_what_is_missing(root: Path, path: str, message: str) -> None:
    with pytest.raises(FileError, match=message):
        loader(root).read(path)


def test_a_pipe_is_no_file(root: Path) -> None:
    os.mkfifo(root / "a" / "pipe")
    with pytest.raises(FileError, match="pipe is a pipe or a device, not a file"):
        loader(root).read("pipe")


def test_a_file_that_may_not_be_read_is_not_called_missing(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(FileError, match=r"^a/in\.txt: permission denied"):
        loader(root).read("in.txt")


def test_text_must_be_utf_8(root: Path) -> None:
    (root / "a" / "bad").write_bytes(b"a\nb\xe9\n")
    with pytest.raises(FileError, match="0xe9 is not UTF-8") as caught:
        loader(root).text("bad")
    assert caught.value.position == Position("a/bad", 2)


class TestFolders:
    def test_names_and_ways(self, root: Path) -> None:
        inner = loader(root).folder("b")
        assert inner.shown == "a/b"
        assert inner.way == "b"
        assert inner.root == str((root / "a" / "b").resolve())

    @pytest.mark.parametrize("path", [".", "..", "../..", "b/.."])
    def test_a_folder_must_not_hold_the_one_that_leads_to_it(self, root: Path, path: str) -> None:
        with pytest.raises(FileError, match="is a cycle"):
            loader(root).folder(path)

    def test_nor_one_further_up(self, root: Path) -> None:
        (root / "c").mkdir()
        with pytest.raises(FileError, match="is a cycle"):
            loader(root).folder("../c").folder("../a")
        assert loader(root).folder("../c").folder("../a/b").shown == "a/b"

    def test_not_an_absolute_one(self, root: Path) -> None:
        with pytest.raises(FileError, match="absolute"):
            loader(root).folder(str(root / "c"))


@pytest.mark.parametrize(
    ("path", "is_inside"), [("/a", True), ("/a/b", True), ("/ab", False), ("/", False), ("/b", False)]
)
def test_inside_goes_by_whole_names(path: str, is_inside: bool) -> None:
    assert inside(path, "/a") is is_inside
    assert inside(path, "/")


@pytest.mark.parametrize(
    ("path", "web", "repository"),
    [
        ("a/b.yaml", False, False),
        ("../a@b", False, False),
        ("a:b", False, False),
        ("HTTPS://x/y", True, False),
        ("http://x/y/z", True, True),
        ("git@x:y/z", False, True),
        ("x.com/a//b?ref=c", False, False),
    ],
)
def test_remote_paths(path: str, web: bool, repository: bool) -> None:
    assert is_web(path) is web
    assert (git_url(path) is not None) is repository


def names(text: str) -> list[str]:
    return [resource.name for resource in parse_resources(text, "f.yaml")]


CM = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {}\n"


class TestResources:
    def test_empty_documents_vanish(self) -> None:
        assert names("---\n# x\n---\n" + CM.format("a") + "---\nnull\n---\n{}\n---\n[]\n---\n''\n") == ["a"]

    def test_what_lists_hold_comes_last(self) -> None:
        items = "kind: XList\nitems:\n- {kind: X, metadata: {name: b}}\n- {kind: X, metadata: {name: c}}\n"
        assert names(f"{items}---\n{CM.format('a')}") == ["a", "b", "c"]
        nested = "kind: YList\nitems:\n- {kind: XList, items: [{kind: X, metadata: {name: d}}]}\n- null\n"
        assert names(f"{nested}---\n{CM.format('a')}") == ["a", "d"]

    def test_a_kind_that_only_sounds_like_a_list(self) -> None:
        assert names("kind: ShoppingList\nmetadata: {name: x}\n") == ["x"]
        assert names("kind: ShoppingList\nitems:\n---\n" + CM.format("a")) == ["a"]

    def test_annotations_become_strings_as_written(self) -> None:
        text = CM.format("a") + "  annotations: {a: 1.10, b: ~, c: 2024-01-02, d: 'x', e: 0x1F}\n"
        (resource,) = parse_resources(text, "f.yaml")
        expected = {"a": "1.10", "b": "~", "c": "2024-01-02", "d": "x", "e": "0x1F"}
        assert resource.map_of("metadata", "annotations") == expected

    def test_origins_know_document_and_line(self) -> None:
        first, second = parse_resources(CM.format("a") + "---\n\n" + CM.format("b"), "f.yaml")
        assert (first.origin.document, first.origin.line) == (0, 1)
        assert (second.origin.document, second.origin.line) == (1, 7)
        assert second.origin.error("x", "metadata", "name").position == Position("f.yaml", 10, 9)

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("- a\n", "must be a mapping"),
            ("text\n", "must be a mapping"),
            ("metadata: {name: x}\n", "has no kind"),
            ("kind: X\n", r"has no metadata\.name"),
            ("kind: X\nmetadata: {name: ''}\n", r"has no metadata\.name"),
            ("kind: XList\nitems: {a: b}\n", "must be a list"),
        ],
    )
    def test_what_is_no_resource(self, text: str, message: str) -> None:
        with pytest.raises(OverlayError, match=message):
            parse_resources(text, "f.yaml")


class TestRenderedParts:
    @staticmethod
    def place(line: int) -> Position:
        return Position("t.yaml.j2", line + 100)

    def test_errors_are_placed_in_the_template(self) -> None:
        with pytest.raises(OverlayError) as caught:
            parse_parts([(CM.format("a"), self.place), ("kind: X\nmetadata:\n  labels: {}\n", self.place)])
        assert caught.value.position == Position("t.yaml.j2", 103)

    def test_bad_yaml_too(self) -> None:
        with pytest.raises(YamlError) as caught:
            parse_parts([("a: b\nc: [\n", self.place)])
        assert caught.value.position
        assert caught.value.position.file == "t.yaml.j2"
