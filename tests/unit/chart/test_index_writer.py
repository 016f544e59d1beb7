"""Indexes of folders: what stands in them and in which order; helm writes the same, and can use them."""

import functools
import http.server
import itertools
import os
import re
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from kforge.chart import index_writer
from kforge.chart.index_writer import join, write
from kforge.chart.package import save
from kforge.errors import ChartError

Write = Callable[[Mapping[str, str | bytes]], Path]

CHART = """\
apiVersion: v2
name: web
version: 0.2.0
description: "a <b> & c"
maintainers: [{name: Ann, email: ""}]
dependencies: []
"""
OLD_INDEX = """\
apiVersion: v1
entries:
  web:
  - name: web
    version: 0.2.0+meta
    urls: [replaced]
  - name: web
    version: 0.1.5
    apiVersion: v2
    urls: [b, c]
    removed: true
    created: "2020-01-01T00:00:00.120+00:00"
    digest: abc
    dependencies: [{name: q}]
  gone:
  - name: gone
    version: 1.0.0
  - name: a/b
    version: 1.0.0
generated: "2020-01-01T00:00:00Z"
annotations: {x: "y"}
"""
TIME = re.compile(r'"20\d\d-\d\d-\d\dT[^"]*"')


@pytest.fixture
def folder(write: Write) -> Path:
    """A folder of archives: two charts, several versions, some of them one folder below, one too deep."""
    root = write(
        {"web/Chart.yaml": CHART, "lib/Chart.yaml": "name: lib\nversion: 1.0.0\n", "out/bad.tgz": "x"}
    )
    out = root / "out"
    for version in ("0.2.0", "0.10.0", "1.0.0-rc.1", "1.0.0"):
        save(str(root / "web"), str(out), version=version)
    save(str(root / "web"), str(out / "below"), version="0.1.0+x")
    save(str(root / "web"), str(out / "below" / "deeper"), version="9.0.0")
    save(str(root / "lib"), str(out / "a b"))
    return root


def written(folder: Path, **options: object) -> tuple[str, list[str]]:
    told: list[str] = []
    path = write(str(folder / "out"), warn=told.append, **options)  # type: ignore[arg-type]
    assert path == str(folder / "out" / "index.yaml")
    return TIME.sub('"T"', Path(path).read_text()), told


def listed(text: str) -> list[str]:
    """The addresses and versions, in their order."""
    return [a or b for a, b in re.findall(r"^    version: (\S+)$|^    - (\S+)$", text, re.M)]


def test_the_newest_comes_first(folder: Path) -> None:
    text, told = written(folder)
    assert text.startswith(
        'apiVersion: v1\nentries:\n  lib:\n  - apiVersion: v1\n    created: "T"\n    digest: '
    )
    assert text.endswith('generated: "T"\n')
    assert listed(text) == [
        "a%20b/lib-1.0.0.tgz",
        "1.0.0",
        "web-1.0.0.tgz",
        "1.0.0",
        "web-1.0.0-rc.1.tgz",
        "1.0.0-rc.1",
        "web-0.10.0.tgz",
        "0.10.0",
        "web-0.2.0.tgz",
        "0.2.0",
        "below/web-0.1.0+x.tgz",
        "0.1.0+x",
    ]
    assert told == [f"left out: {folder}/out/bad.tgz: the archive is refused: it is not gzip data"]


def test_json(folder: Path) -> None:
    text, _ = written(folder, as_json=True)
    assert text.startswith(
        '{\n  "apiVersion": "v1",\n  "generated": "T",\n  "entries": {\n    "lib": [\n      {\n'
    )
    assert (
        '        "description": "a \\u003cb\\u003e \\u0026 c",\n        "maintainers": [\n          {\n'
        in text
    )
    assert text.endswith("\n  }\n}")


def test_an_old_index_is_merged(folder: Path) -> None:
    (folder / "old.yaml").write_text(OLD_INDEX)
    text, told = written(folder, merge=str(folder / "old.yaml"))
    assert "replaced" not in text
    assert "0.2.0+meta" not in text
    assert (
        '    created: "T"\n    dependencies:\n    - name: q\n      repository: ""\n    digest: abc\n' in text
    )
    assert '    created: "0001-01-01T00:00:00Z"\n    name: gone\n    urls: null\n' in text
    assert "annotations" not in text
    assert told[1:] == [f"left out: {folder}/old.yaml lists a chart 'a/b' '1.0.0' that cannot be one"]


def test_an_index_to_merge_is_made(folder: Path) -> None:
    written(folder, merge=str(folder / "new.yaml"))
    assert (
        TIME.sub('"T"', (folder / "new.yaml").read_text()) == 'apiVersion: v1\nentries: {}\ngenerated: "T"\n'
    )


@pytest.mark.parametrize(
    ("index", "message"),
    [
        ("", "this index is empty"),
        (
            "apiVersion: v1\nentries:\n  a:\n  - name: a\n    nope: 1\n",
            "an entry has a field that does not exist: nope",
        ),
        (
            "apiVersion: v1\nentries:\n  a:\n  - name: [a]\n",
            "an entry is wrong: name must be a string, not a list",
        ),
        (
            "apiVersion: v1\nentries:\n  a:\n  - name: a\n    version: 1.0.0\n    created: x\n",
            "an entry was created at a time that is none: x",
        ),
    ],
)
def test_an_index_that_is_none(index: str, message: str, folder: Path) -> None:
    (folder / "old.yaml").write_text(index)
    with pytest.raises(ChartError) as caught:
        written(folder, merge=str(folder / "old.yaml"))
    assert caught.value.message == message
    assert not (folder / "out" / "index.yaml").exists()


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(ChartError, match="there is no such folder"):
        write(str(tmp_path / "nowhere"), warn=print)


def test_times_may_be_fixed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    write(str(folder / "out"), warn=lambda _: None)
    assert set(re.findall(r'"(.*T.*)"', (folder / "out" / "index.yaml").read_text())) == {
        "1970-01-01T00:00:00Z"
    }


@pytest.mark.parametrize(
    ("base", "name", "address"),
    [
        ("", "", ""),
        ("", "a b+c", "a%20b+c"),
        ("https://x.org", "", "https://x.org"),
        ("https://x.org", "f", "https://x.org/f"),
        ("https://x.org/", "f", "https://x.org/f"),
        ("https://x.org/a/../b//", "f", "https://x.org/b/f"),
        ("https://x.org/a%20b?q=1#h", "é", "https://x.org/a%20b/%C3%A9?q=1#h"),
        ("oci://h:5/p", "f", "oci://h:5/p/f"),
        ("rel/x", "f", "rel/x/f"),
    ],
)
def test_addresses(base: str, name: str, address: str) -> None:
    assert join(base, name) == address


OPTIONS: list[list[str]] = [
    [],
    ["--json"],
    ["--url", "https://x.org/a b/?q=1"],
    ["--url", "oci://h:5/p/"],
    ["--merge", "old.yaml", "--url", "rel/é(1)!"],
    ["--merge", "old.yaml", "--json"],
]


@pytest.mark.oracle
@pytest.mark.parametrize("options", OPTIONS, ids=" ".join)
def test_helm_writes_the_same(options: list[str], folder: Path, helm: str) -> None:
    (folder / "old.yaml").write_text(OLD_INDEX)
    subprocess.run([helm, "repo", "index", "out", *options], cwd=folder, check=True, capture_output=True)
    theirs = TIME.sub('"T"', (folder / "out" / "index.yaml").read_text())
    arguments = dict(itertools.pairwise(options))
    merge = str(folder / "old.yaml") if "--merge" in options else ""
    ours, _ = written(folder, url=arguments.get("--url", ""), merge=merge, as_json="--json" in options)
    assert ours == theirs


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def served(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(folder / "out"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.oracle
@pytest.mark.parametrize("as_json", [False, True])
def test_helm_uses_the_index(as_json: bool, folder: Path, served: str, helm: str, tmp_path: Path) -> None:
    write(str(folder / "out"), as_json=as_json, warn=lambda _: None)
    environment = {
        **os.environ,
        "HELM_CONFIG_HOME": str(tmp_path),
        "HELM_CACHE_HOME": str(tmp_path / "cache"),
    }

    def run(*words: str) -> str:
        done = subprocess.run(
            [helm, *words], cwd=folder, env=environment, check=True, capture_output=True, text=True
        )
        return done.stdout

    run("repo", "add", "here", served)
    assert "here/web\t1.0.0" in re.sub(r" *\t", "\t", run("search", "repo", "web"))
    run("pull", "here/web", "--version", "0.1.0")
    assert (folder / "web-0.1.0+x.tgz").read_bytes() == (folder / "out/below/web-0.1.0+x.tgz").read_bytes()


def test_an_entry_in_json_is_a_struct(folder: Path) -> None:
    entries = index_writer.index(str(folder / "out"), "", lambda _: None)
    text = entries["lib"][0].json()
    assert re.fullmatch(
        r'\{"name":"lib","version":"1.0.0","apiVersion":"v1","urls":\["a%20b/lib-1.0.0.tgz"\],'
        r'"created":"[^"]*","digest":"[0-9a-f]{64}"\}',
        text,
    )
