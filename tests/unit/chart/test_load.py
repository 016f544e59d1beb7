"""Charts from folders and archives."""

import io
import os
import tarfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kforge.chart import archive
from kforge.chart.load import load
from kforge.errors import ChartError, FileError, KforgeError

Write = Callable[[Mapping[str, str | bytes]], Path]


def chart_yaml(name: str, *lines: str) -> str:
    return "\n".join(["apiVersion: v2", f"name: {name}", "version: 0.1.0", *lines, ""])


def packed(files: Mapping[str, str | bytes], folder: str = "c") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as tar:
        for path, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            info = tarfile.TarInfo(f"{folder}/{path}")
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return stream.getvalue()


FILES = {
    "Chart.yaml": chart_yaml("web"),
    "Chart.lock": "generated: now\n",
    "values.yaml": "a: 1\n---\nb: 2\n",
    "values.schema.json": "{}",
    "README.md": "read me",
    "crds/one.yaml": "kind: X\n",
    "crds/readme.txt": "no definition",
    "templates/a.yaml": "kind: A\n",
    "templates/_b.tpl": "",
    "charts/db/Chart.yaml": chart_yaml("db"),
    "charts/db/crds/two.JSON": "{}",
    "charts/db/templates/db.yaml": "kind: B\n",
    "charts/_draft/Chart.yaml": "not: a chart",
    "charts/.cache/x": "",
    "charts/db-1.0.0.tgz.prov": "signature",
    "requirements.lock": "{}",
}


@pytest.mark.parametrize("as_archive", [False, True])
def test_every_file_finds_its_place(as_archive: bool, write: Write) -> None:
    if as_archive:
        path = write({"web.tgz": packed(FILES)}) / "web.tgz"
    else:
        path = write({f"web/{name}": text for name, text in FILES.items()}) / "web"
    chart = load(str(path))
    assert chart.name == "web"
    assert chart.values == {"a": 1, "b": 2}
    assert chart.schema
    assert chart.schema.text() == "{}"
    assert sorted(file.path for file in chart.templates) == ["templates/_b.tpl", "templates/a.yaml"]
    assert sorted(file.path for file in chart.files) == [
        "README.md",
        "charts/db-1.0.0.tgz.prov",
        "crds/one.yaml",
        "crds/readme.txt",
    ]
    (db,) = chart.dependencies
    assert (db.name, db.full_path, db.is_root, chart.is_root) == ("db", "web/charts/db", False, True)
    assert [name for name, _ in chart.crds()] == ["web/crds/one.yaml", "web/charts/db/crds/two.JSON"]
    shown = db.templates[0].shown
    assert shown == f"{path}/charts/db/templates/db.yaml"


def test_an_archive_in_charts_is_a_chart_of_its_own(write: Write) -> None:
    inner = packed({"Chart.yaml": chart_yaml("deep"), "templates/x.yaml": "kind: X\n"})
    outer = packed({"Chart.yaml": chart_yaml("mid"), "charts/deep.tgz": inner, "values.yaml": "x: 1\n"})
    folder = write({"c/Chart.yaml": chart_yaml("c"), "c/charts/mid-0.1.0.tgz": outer})
    chart = load(str(folder / "c"))
    (mid,) = chart.dependencies
    (deep,) = mid.dependencies
    assert (mid.values, deep.full_path) == ({"x": 1}, "c/charts/mid/charts/deep")
    assert deep.templates[0].shown == f"{folder}/c/charts/mid-0.1.0.tgz/charts/deep.tgz/templates/x.yaml"


def test_archives_within_archives_end_somewhere(write: Write) -> None:
    data = packed({"Chart.yaml": chart_yaml("c")})
    for _ in range(archive.MAX_DEPTH + 1):
        data = packed({"Chart.yaml": chart_yaml("c"), "charts/c.tgz": data})
    with pytest.raises(ChartError, match="archives lie more than 10 deep"):
        load(str(write({"c.tgz": data}) / "c.tgz"))


def test_a_byte_order_mark_is_no_part_of_a_file(write: Write) -> None:
    mark = b"\xef\xbb\xbf"
    folder = write(
        {
            "c/Chart.yaml": mark + chart_yaml("c").encode(),
            "c/values.yaml": mark + b"a: 1\n",
            "c/templates/a.yaml": mark + b"kind: A\n",
        }
    )
    chart = load(str(folder / "c"))
    assert (chart.values, chart.templates[0].text()) == ({"a": 1}, "kind: A\n")


def test_charts_of_version_1_show_their_requirements_to_templates(write: Write) -> None:
    files = {
        "c/Chart.yaml": "name: c\nversion: 0.1.0\n",
        "c/requirements.yaml": "dependencies: [{name: a, version: '*'}]\n",
        "c/requirements.lock": "{}",
    }
    chart = load(str(write(files) / "c"))
    assert [file.path for file in chart.files] == ["requirements.lock", "requirements.yaml"]
    assert [entry.name for entry in chart.metadata.dependencies or []] == ["a"]


def test_files_are_met_in_the_order_of_a_walk(write: Write) -> None:
    names = ["crds/a.yaml", "crds/a/z.yaml", "crds/a-b.yaml", "crds/B.yaml"]
    chart = load(str(write({"c/Chart.yaml": chart_yaml("c"), **{f"c/{name}": "" for name in names}}) / "c"))
    assert [name for name, _ in chart.crds()] == [
        "c/crds/B.yaml",
        "c/crds/a/z.yaml",
        "c/crds/a-b.yaml",
        "c/crds/a.yaml",
    ]


def test_links_are_followed_out_of_the_folder_as_helm_does(write: Write) -> None:
    folder = write({"c/Chart.yaml": chart_yaml("c"), "shared/Chart.yaml": chart_yaml("shared")})
    (folder / "c/charts").mkdir()
    (folder / "c/charts/shared").symlink_to("../../shared")
    assert [chart.name for chart in load(str(folder / "c")).dependencies] == ["shared"]


@pytest.mark.parametrize(
    ("files", "error"),
    [
        ({"c/values.yaml": ""}, "c: there is no chart here: Chart.yaml is missing"),
        (
            {"c/kustomization.yaml": ""},
            "c: there is no chart here: Chart.yaml is missing\n"
            "  hint: this folder holds a kustomization.yaml: kforge build renders it",
        ),
        (
            {"c/Chart.yaml": "name: c\nversion: 1.0.0\napiVersion: v3\n"},
            "c/Chart.yaml:3:13: apiVersion 'v3' is not supported\n"
            "  3 | apiVersion: v3\n    |             ^\n  hint: apiVersion of a chart is v2 (or v1)",
        ),
        ({"c/Chart.yaml": chart_yaml("c"), "c/charts/a.md": ""}, "c/charts/a.md: Chart.yaml is missing"),
        ({"c/Chart.yaml": chart_yaml("c"), "c/charts/a/x": ""}, "c/charts/a: Chart.yaml is missing"),
        (
            {"c/Chart.yaml": chart_yaml("c"), "c/charts/a.tgz/Chart.yaml": ""},
            "c/charts/a.tgz: this folder is called like an archive",
        ),
        (
            {"c/Chart.yaml": chart_yaml("c"), "c/charts/a.tgz": "x"},
            "c/charts/a.tgz: the archive is refused: it is not gzip data",
        ),
        (
            {"c/Chart.yaml": chart_yaml("c"), "c/Chart.lock": "- x\n"},
            "c/Chart.lock:1: a lock file must be a mapping",
        ),
        (
            {"c/Chart.yaml": chart_yaml("c"), "c/values.yaml": "- x\n"},
            "c/values.yaml:1: values must be a mapping, not a list\n  1 | - x",
        ),
    ],
)
def test_errors(files: Mapping[str, str], error: str, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write(files))
    with pytest.raises(KforgeError) as caught:
        load("c")
    assert caught.value.render() == error


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("missing", ""),
        ("./missing", ""),
        ("oci://example.com/web", "kforge pull oci://example.com/web fetches a chart that is not on disk"),
        ("stable/web", "kforge pull stable/web fetches a chart that is not on disk"),
    ],
)
def test_a_chart_that_is_not_there(path: str, hint: str) -> None:
    with pytest.raises(FileError) as caught:
        load(path)
    assert (caught.value.message, caught.value.hint) == ("no such file or directory", hint)


def test_a_file_beyond_helms_limit_is_refused_unless_ignored(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_FILE", 100)
    folder = write({"c/Chart.yaml": chart_yaml("c"), "c/big.bin": b"x" * 101})
    with pytest.raises(ChartError, match="larger than 100 bytes") as caught:
        load(str(folder / "c"))
    assert caught.value.hint == (
        "keep it out of the chart with a line in .helmignore, or set KFORGE_MAX_FILE_SIZE"
    )
    write({"c/.helmignore": "big.bin\n"})
    assert load(str(folder / "c")).files


def test_what_is_no_regular_file_is_refused(write: Write) -> None:
    folder = write({"c/Chart.yaml": chart_yaml("c")})
    os.mkfifo(folder / "c/pipe")
    with pytest.raises(FileError, match="this is a folder, device, pipe or socket, not a file"):
        load(str(folder / "c"))


def test_a_folder_that_holds_itself_is_an_error(write: Write) -> None:
    folder = write({"c/Chart.yaml": chart_yaml("c"), "c/files/x": ""})
    (folder / "c/files/loop").symlink_to("..")
    with pytest.raises(FileError, match="holds itself"):
        load(str(folder / "c"))


@pytest.mark.parametrize("name", ["../c", "/etc/c", "a/b", "..", "."])
@pytest.mark.parametrize("inside", [False, True], ids=["itself", "in charts/"])
def test_a_name_that_is_a_path_is_no_name(name: str, inside: bool, write: Write) -> None:
    """Whatever unpacks a chart makes a folder of its name."""
    data = packed({"Chart.yaml": chart_yaml(name)})
    if inside:
        data = packed({"Chart.yaml": chart_yaml("web"), "charts/c.tgz": data})
    path = write({"c.tgz": data}) / "c.tgz"
    with pytest.raises(ChartError, match=f"{name!r} is no name for a chart".replace(".", r"\.")):
        load(str(path))
