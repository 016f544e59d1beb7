"""Packed charts: what is in them, when it is the same, what is no chart; and the real helm's own archives."""

import gzip
import io
import os
import subprocess
import tarfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kforge.chart.load import load
from kforge.chart.package import compress, epoch_from_environment, filename, pack, save
from kforge.chart.show import everything
from kforge.errors import ChartError, KforgeError, UsageError

Write = Callable[[Mapping[str, str | bytes]], Path]

CHART = "apiVersion: v2\nname: c\nversion: 1.2.3+build.1\nappVersion: 1.10\n"
LOCK = """\
dependencies:
- name: s
  repository: https://charts.example.org
  version: 1.0.0
digest: sha256:abc
generated: "2021-03-04T05:06:07.120000+01:00"
"""
LONG = "d" * 60
ODD: dict[str, str | bytes] = {
    "c/Chart.yaml": f"# a comment\nengine: gotpl\nfuture: 1\n{CHART}",
    "c/Chart.lock": LOCK,
    "c/.helmignore": "*.bak\n/secret/\n",
    "c/values.yaml": b"\xef\xbb\xbfa: 1\r\n",
    "c/values.schema.json": '{"type": "object"}',
    "c/README.md": b"caf\xe9\n",
    "c/LICENSE": "",
    "c/a.bak": "left out\n",
    "c/secret/key": "left out\n",
    "c/deep/er/binary": b"\x00\xff",
    f"c/templates/{LONG}/{LONG}/x.yaml": "kind: A\n",
    f"c/templates/{LONG}/é.yaml": "kind: B\n",
    f"c/templates/{LONG}/{'n' * 120}.yaml": "kind: C\n",
    "c/templates/NOTES.txt": "notes\n",
    "c/crds/crd.yaml": "kind: D\n",
    "c/charts/s/Chart.yaml": "apiVersion: v2\nname: other\nversion: 1.0.0\n",
    "c/charts/s/values.yaml": "s: 1\n",
    "c/charts/s/Chart.lock": LOCK,
    "c/charts/_left/Chart.yaml": "out\n",
    "c/charts/s-1.0.0.tgz.prov": "kept\n",
}
OLD: dict[str, str | bytes] = {
    "c/Chart.yaml": "name: c\nversion: 1.0.0\ndeprecated: true\n",
    "c/requirements.yaml": "dependencies:\n- name: s\n  version: 1.0.0\n",
    "c/requirements.lock": LOCK,
    "c/charts/s/Chart.yaml": "name: s\nversion: 1.0.0\n",
}
BARE: dict[str, str | bytes] = {"c/Chart.yaml": "apiVersion: v2\nname: c\nversion: 1.0.0\n"}


def members(archive: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        return {one.name: file.read() for one in tar.getmembers() if (file := tar.extractfile(one))}


def test_what_is_in_it(write: Write) -> None:
    found = members(pack(load(str(write(ODD) / "c"))))
    assert list(found) == [
        "c/Chart.yaml",
        "c/Chart.lock",
        "c/values.yaml",
        "c/values.schema.json",
        "c/templates/NOTES.txt",
        f"c/templates/{LONG}/{LONG}/x.yaml",
        f"c/templates/{LONG}/{'n' * 120}.yaml",
        f"c/templates/{LONG}/é.yaml",
        "c/.helmignore",
        "c/LICENSE",
        "c/README.md",
        "c/charts/s-1.0.0.tgz.prov",
        "c/crds/crd.yaml",
        "c/deep/er/binary",
        "c/charts/other/Chart.yaml",
        "c/charts/other/Chart.lock",
        "c/charts/other/values.yaml",
    ]
    assert found["c/Chart.yaml"] == b'apiVersion: v2\nappVersion: "1.1"\nname: c\nversion: 1.2.3+build.1\n'
    assert b'generated: "2021-03-04T05:06:07.12+01:00"\n' in found["c/Chart.lock"]
    assert found["c/values.yaml"] == b"a: 1\r\n"


def test_a_chart_for_jinja_stays_one(write: Write) -> None:
    """Helm would drop the field: what it does not know it does not write."""
    folder = write({"c/Chart.yaml": f"engine: jinja\n{CHART}", "c/templates/a.yaml": "kind: A\n"})
    chart = load(str(folder / "c"))
    assert b"\nengine: jinja\n" in members(pack(chart))["c/Chart.yaml"]
    again = load(save(str(folder / "c"), str(folder)))
    assert again.metadata.extra == {"engine": "jinja"}


def test_a_v1_chart_keeps_its_requirements(write: Write) -> None:
    found = members(pack(load(str(write(OLD) / "c"))))
    assert list(found) == [
        "c/Chart.yaml",
        "c/requirements.lock",
        "c/requirements.yaml",
        "c/charts/s/Chart.yaml",
    ]
    assert b"dependencies" not in found["c/Chart.yaml"]


def test_the_header_is_that_of_helm() -> None:
    packed = compress(b"text")
    assert packed.startswith(
        b"\x1f\x8b\x08\x14\0\0\0\0\0\xff\x2c\0rr\x28\0aHR0cHM6Ly95b3V0dS5iZS96OVV6MWljandyTQo=Helm\0"
    )
    assert gzip.decompress(packed) == b"text"


def test_the_same_chart_gives_the_same_bytes(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(ODD)
    first = pack(load(str(folder / "c")), 1_700_000_000)
    for path in folder.rglob("*"):
        os.utime(path, (1, 1))
    assert pack(load(str(folder / "c")), 1_700_000_000) == first
    assert pack(load(str(folder / "c")), 1_700_000_001) != first
    with tarfile.open(fileobj=io.BytesIO(first)) as tar:
        assert {one.mtime for one in tar.getmembers()} == {1_700_000_000}


def test_without_an_epoch_files_keep_their_times(write: Write) -> None:
    folder = write(BARE)
    os.utime(folder / "c" / "Chart.yaml", (1_600_000_000, 1_600_000_000))
    with tarfile.open(fileobj=io.BytesIO(pack(load(str(folder / "c"))))) as tar:
        assert [one.mtime for one in tar.getmembers()] == [1_600_000_000]


def test_a_packed_chart_is_the_chart(write: Write) -> None:
    folder = write(ODD)
    path = save(str(folder / "c"), str(folder / "out" / "deep"))
    assert path == str(folder / "out" / "deep" / "c-1.2.3+build.1.tgz")
    again = load(path)
    assert everything(again) == everything(load(str(folder / "c")))
    assert pack(again, 5) == pack(load(str(folder / "c")), 5)


def test_versions_can_be_given(write: Write) -> None:
    folder = write(BARE)
    path = save(str(folder / "c"), str(folder), version="2.0.0", app_version="9")
    chart = load(path)
    assert filename(chart) == "c-2.0.0.tgz"
    assert chart.metadata.text("appVersion") == "9"


@pytest.mark.parametrize(
    ("files", "error", "message"),
    [
        ({}, ChartError, "there is no chart here"),
        ({"c/values.schema.json": "{"}, ChartError, "this is not JSON"),
        ({"c/Chart.lock": "generated: yesterday\n"}, ChartError, "generated is no time: yesterday"),
        (
            {"c/Chart.yaml": f"{CHART}dependencies:\n- name: s\n  version: 1\n  repository: ''\n"},
            ChartError,
            "named in dependencies, but not in",
        ),
        ({"c/Chart.yaml": CHART.replace("name: c", "name: ../c")}, ChartError, "is no name for a chart"),
        ({"c/Chart.yaml": CHART.replace("name: c", "name: /etc/c")}, ChartError, "is no name for a chart"),
    ],
)
def test_what_cannot_be_packed(
    files: dict[str, str], error: type[KforgeError], message: str, write: Write
) -> None:
    folder = write({**(BARE if files else {"c/x": ""}), **files})
    with pytest.raises(error, match=message):
        save(str(folder / "c"), str(folder / "out"))
    assert not (folder / "out").exists()


def test_a_file_is_not_packed(write: Write) -> None:
    with pytest.raises(ChartError, match="only a folder is packed"):
        save(str(write({"c.tgz": ""}) / "c.tgz"), ".")


def test_a_version_must_be_one(write: Write) -> None:
    with pytest.raises(UsageError, match="--version one is not a semantic version"):
        save(str(write(BARE) / "c"), ".", version="one")


@pytest.mark.parametrize(("given", "epoch"), [("", None), ("0", 0), ("+7", 7), ("8589934591", 8**11 - 1)])
def test_the_epoch(given: str, epoch: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    assert epoch_from_environment() == epoch


@pytest.mark.parametrize("given", ["x", "-5", "1.5", " 17", "8589934592", "٣"])
def test_what_is_no_epoch(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH is no number"):
        epoch_from_environment()


@pytest.mark.oracle
@pytest.mark.parametrize("files", [ODD, OLD, BARE], ids=["odd", "v1", "bare"])
@pytest.mark.parametrize("epoch", [None, 1_700_000_000])
def test_helm_packs_the_same(
    files: dict[str, str | bytes], epoch: int | None, write: Write, helm: str
) -> None:
    """The tar file is helm's byte for byte, and so is the header around it; only deflate is another's."""
    folder = write(files)
    for number, path in enumerate(sorted(folder.rglob("*"))):
        os.utime(path, ns=(0, 1_600_000_000_000_000_000 + number * 700_000_000))
    environment = dict(os.environ) if epoch is None else {**os.environ, "SOURCE_DATE_EPOCH": str(epoch)}
    subprocess.run(
        [helm, "package", "c", "-d", "out"], cwd=folder, env=environment, check=True, capture_output=True
    )
    (theirs,) = (folder / "out").iterdir()
    chart = load(str(folder / "c"))
    assert theirs.name == filename(chart)
    ours, real = pack(chart, epoch), theirs.read_bytes()
    assert gzip.decompress(ours) == gzip.decompress(real)
    assert ours[:61] == real[:61]


@pytest.mark.oracle
def test_helm_reads_what_is_packed(write: Write, helm: str) -> None:
    folder = write({**ODD, "c/templates/t.yaml": "kind: T\nname: {{ .Values.a }}\n"})
    path = save(str(folder / "c"), str(folder))
    shown = subprocess.run([helm, "show", "all", path], check=True, capture_output=True)
    assert shown.stdout.decode(errors="surrogateescape") == everything(load(path))
    rendered = subprocess.run([helm, "template", path], check=True, capture_output=True, text=True)
    assert "# Source: c/templates/t.yaml\nkind: T\nname: 1\n" in rendered.stdout
