"""Which files are read."""

import sys
from pathlib import Path

import pytest

from kforge.errors import ErrorGroup, FileError, UsageError
from kforge.lint import files


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (
        "b.yaml",
        "a.yml",
        "c.YAML",
        "overlay/Kustomization",
        "notes.txt",
        "x.yaml.j2",
        ".hidden.yaml",
        ".git/a.yaml",
        "node_modules/m/a.yaml",
        "sub/deep/d.yaml",
        "chart/Chart.yaml",
        "chart/templates/web.yaml",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("a: b\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_folder_is_walked_in_order(tree: Path) -> None:
    assert list(files.find(["."])) == [
        "a.yml",
        "b.yaml",
        "chart/Chart.yaml",
        "chart/templates/web.yaml",
        "overlay/Kustomization",
        "sub/deep/d.yaml",
    ]


def test_a_named_file_is_read_whatever_it_is_called(tree: Path) -> None:
    named = ["notes.txt", ".hidden.yaml", "c.YAML"]
    assert list(files.find(named)) == named
    assert list(files.find([".git"])) == [".git/a.yaml"]


def test_a_file_is_read_once(tree: Path) -> None:
    assert list(files.find(["b.yaml", "sub", "./b.yaml", "sub/deep/d.yaml"])) == ["b.yaml", "sub/deep/d.yaml"]


def test_links_to_folders_are_not_followed_links_to_files_are(tree: Path) -> None:
    (tree / "sub" / "loop").symlink_to(tree)
    (tree / "sub" / "link.yaml").symlink_to(tree / "b.yaml")
    (tree / "sub" / "broken.yaml").symlink_to(tree / "nowhere")
    assert list(files.find(["sub"])) == ["sub/deep/d.yaml", "sub/link.yaml"]


def test_all_missing_paths_are_named_before_anything_is_read(tree: Path) -> None:
    with pytest.raises(UsageError) as one:
        files.find(["a.yml", "nowhere"])
    assert one.value.render() == "nowhere: no such file or folder"
    with pytest.raises(ErrorGroup) as two:
        files.find(["x", "a.yml", "y"])
    assert (two.value.render(), two.value.exit_code) == (
        "x: no such file or folder\ny: no such file or folder",
        2,
    )


def test_a_file_that_cannot_be_read(tree: Path) -> None:
    with pytest.raises(FileError):
        files.read("sub")


def test_standard_input(monkeypatch: pytest.MonkeyPatch, tree: Path) -> None:
    with (tree / "b.yaml").open() as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        assert list(files.find(["-"])) == ["-"]
        assert files.read("-") == b"a: b\n"


def test_decoding() -> None:
    assert files.decode("é".encode()) == ("é", True)
    assert files.decode(b"\xef\xbb\xbfa") == ("a", True)
    assert files.decode(b"caf\xe9") == ("caf\ufffd", False)
    assert files.decode("a".encode("utf-16")) == ("a", False)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("chart/templates/web.yaml", "a: {{ .Values.a }}", True),
        ("chart/templates/sub/web.yaml", "{%- if a %}", True),
        ("chart/templates/web.yaml", "a: b", False),
        ("chart/values.yaml", "a: '{{ .Release.Name }}'", False),
        ("templates/web.yaml", "a: {{ b }}", False),
        ("web.yaml.j2", "a: b", True),
    ],
)
def test_templates(tree: Path, name: str, text: str, expected: bool) -> None:
    assert files.is_template(name, text) is expected
    assert files.is_template(str(tree / name), text) is expected
